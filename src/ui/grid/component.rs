//! The component around the table of slots.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use crate::grid::{CellSource, Columns, GridEvent, GridRows, SortKey};
use crate::ui::kit::unique_id;
use crate::web::grid_surface::{GridListeners, GridSurface};

/// A way for the page to act on its table. Nothing happens while the table is not in the page.
#[derive(Clone, Copy)]
pub struct GridHandle(StoredValue<Option<GridSurface>, LocalStorage>);

impl Default for GridHandle {
    fn default() -> Self {
        Self::new()
    }
}

impl GridHandle {
    /// A handle for one table.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    fn with(self, act: impl FnOnce(&GridSurface)) {
        // Not there any more when the page is already gone. Not held while it acts: what it tells may lead anywhere.
        if let Some(surface) = self.0.try_get_value().flatten() {
            act(&surface);
        }
    }

    /// Gives the table the focus.
    pub fn focus(self) {
        self.with(GridSurface::focus);
    }

    /// Where the table stands in the window; see [`GridSurface::place_css`].
    pub fn place_css(self) -> Option<[f64; 4]> {
        self.0.try_get_value().flatten()?.place_css()
    }

    /// Asks the source again for all that is in sight.
    pub fn refresh(self) {
        self.with(GridSurface::refresh);
    }

    /// Asks the source again for the look of the rows in sight, but not for what stands in them.
    pub fn dress_rows(self) {
        self.with(GridSurface::dress_rows);
    }

    /// Scrolls a column into sight.
    pub fn show_column(self, id: &str) {
        self.with(|surface| surface.show_column(id));
    }
}

/// A table of any size. See the module for what it wants and what it does.
#[component]
pub fn Grid(
    /// What the table holds, for screen readers: "Runs".
    #[prop(into)]
    label: Signal<String>,
    /// `data-testid` of the scroller.
    test_id: &'static str,
    /// What stands in the cells.
    source: Rc<dyn CellSource>,
    /// How many rows there are, and what changed of them.
    #[prop(into)]
    rows: Signal<GridRows>,
    /// The columns; the person arranges them.
    columns: RwSignal<Columns>,
    /// By what the rows are sorted; the first key first.
    #[prop(into)]
    sort: Signal<Vec<SortKey>>,
    /// Told what the person did.
    on_event: Callback<GridEvent>,
    /// For the page to act on the table.
    #[prop(optional)]
    handle: GridHandle,
    /// Rows stand in a tree: their level and whether they are open is said.
    #[prop(optional, into)]
    is_tree: Signal<bool>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let room = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let (Some(scroller), Some(room)) = (scroller.get(), room.get()) else {
            return;
        };
        // Each of the two refs wakes this when it is set.
        if handle.0.with_value(Option::is_some) {
            return;
        }
        let listeners = GridListeners {
            on_event: Box::new(move |event| on_event.run(event)),
            on_columns: Box::new(move |now| {
                columns.try_set(now.clone());
            }),
        };
        let surface = GridSurface::new(
            &room,
            scroller.into(),
            unique_id("grid"),
            Rc::clone(&source),
            listeners,
        );
        handle.0.set_value(surface);
    });
    // Behind the effect that makes the table, so that it is there for their first run.
    Effect::new(move |_| {
        columns.with(|columns| handle.with(|surface| surface.set_columns(columns)));
    });
    Effect::new(move |_| {
        let rows = rows.get();
        handle.with(|surface| surface.set_rows(rows));
    });
    Effect::new(move |_| {
        sort.with(|sort| handle.with(|surface| surface.set_sort(sort)));
    });
    // The handle may be the page's and live longer than the table.
    on_cleanup(move || {
        let _gone = handle.0.try_update_value(Option::take);
    });
    view! {
        <div class="grid" node_ref=room>
            <div
                class="grid__scroller"
                node_ref=scroller
                tabindex="0"
                role=move || if is_tree.get() { "treegrid" } else { "grid" }
                aria-label=move || label.get()
                aria-multiselectable="true"
                data-testid=test_id
            ></div>
        </div>
    }
}
