//! The button and the panel of the column picker.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::list::PickerTree;
use crate::format::count;
use crate::route::{RunsQuery, TableQuery};
use crate::runs::Column;
use crate::runs::view::{ColumnChoice, PickerColumn, PickerItem, PickerList, PickerState};
use crate::ui::kit::{Button, ButtonSize, ButtonVariant, Icon, Popover, SearchField, Switch};

/// What the parts of one open picker share.
#[derive(Clone, Copy)]
pub(super) struct Picker {
    /// What is listed.
    pub list: Memo<Listed>,
    /// What is searched, opened and closed.
    pub state: RwSignal<PickerState>,
    /// Where the keyboard is in the list.
    pub active: RwSignal<usize>,
    on_change: Callback<(TableQuery,)>,
}

impl Picker {
    /// Shows or hides what an item stands for.
    pub fn toggle(self, item: PickerItem) {
        let table = self.list.with_untracked(|list| list.0.toggled(item));
        self.on_change.run((table,));
    }

    /// Pins the column of an item, or lets it go.
    pub fn toggle_pin(self, item: PickerItem) {
        let table = self.list.with_untracked(|list| list.0.pin_toggled(item));
        self.on_change.run((table,));
    }

    /// Lists what is below an item, or no longer. Nothing is below most items.
    pub fn set_open(self, item: PickerItem, is_open: bool) {
        let column = self.list.with_untracked(|list| list.0.column(item));
        self.state.update(|state| match (item, column) {
            (PickerItem::Kind(kind), _) if is_open => _ = state.closed.remove(&kind),
            (PickerItem::Kind(kind), _) => _ = state.closed.insert(kind),
            (PickerItem::Column(_), Some(column)) if is_open => _ = state.opened.insert(column),
            (PickerItem::Column(_), Some(column)) => _ = state.opened.remove(&column),
            _ => {}
        });
    }

    fn set_found(self, is_shown: bool) {
        let table = self.list.with_untracked(|list| list.0.with_found_shown(is_shown));
        self.on_change.run((table,));
    }
}

/// A list that counts as new whenever it is made anew: it is too long to be compared.
#[derive(Clone)]
pub(super) struct Listed(pub PickerList);

impl PartialEq for Listed {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// A button that opens the list of all columns: searched, shown and hidden one by one, by kind or as found, pinned,
/// and put back as they come. Any number of columns.
#[component]
pub fn ColumnPicker(
    /// The columns that some run has a value for, in any order.
    columns: Signal<Arc<Vec<PickerColumn>>>,
    /// The address.
    query: Signal<RunsQuery>,
    /// Called with the table as it is to be.
    #[prop(into)]
    on_change: Callback<(TableQuery,)>,
) -> impl IntoView {
    view! {
        <Popover
            label="Columns"
            icon=Icon::Columns
            class="column-picker"
            variant=ButtonVariant::Plain
            label_shown=true
        >
            <Panel columns query on_change />
        </Popover>
    }
}

/// What the button opens; it lives only while it is seen.
#[component]
fn Panel(
    columns: Signal<Arc<Vec<PickerColumn>>>,
    query: Signal<RunsQuery>,
    on_change: Callback<(TableQuery,)>,
) -> impl IntoView {
    let table = Memo::new(move |_| query.with(|query| query.table.clone()));
    let same = Memo::new(move |_| {
        columns.with(|columns| {
            let same = columns.iter().filter(|known| !known.differs);
            Arc::new(
                same.map(|known| known.column.clone())
                    .collect::<HashSet<Column>>(),
            )
        })
    });
    let choice = Signal::derive(move || {
        let known = columns.get();
        let known = known.iter().map(|known| known.column.clone());
        table.with(|table| Arc::new(ColumnChoice::new(known, table)))
    });
    let state = RwSignal::new(PickerState::default());
    let picker = Picker {
        list: Memo::new(move |_| Listed(PickerList::new(choice.get(), same.get(), state.get()))),
        state,
        active: RwSignal::new(0),
        on_change,
    };
    let search = RwSignal::new(String::new());
    Effect::new(move |previous: Option<String>| {
        let text = search.get();
        if previous.is_some_and(|previous| previous != text) {
            state.update(|state| state.search.clone_from(&text));
            picker.active.set(0);
        }
        text
    });
    let differing = RwSignal::new(table.with_untracked(|table| table.differing));
    Effect::new(move |_| differing.set(table.with(|table| table.differing)));
    Effect::new(move |_| {
        let is_wanted = differing.get();
        let mut table = table.get_untracked();
        if table.differing != is_wanted {
            table.differing = is_wanted;
            on_change.run((table,));
        }
    });
    let found = Memo::new(move |_| picker.list.with(|list| list.0.found()));
    let is_searched = Memo::new(move |_| state.with(|state| !state.search.trim().is_empty()));
    let reset = move || {
        let table = choice.with_untracked(|choice| choice.with_columns_reset());
        on_change.run((table,));
    };
    let said = move || match (found.get(), is_searched.get()) {
        (0, _) => "None found".to_owned(),
        (found, true) => format!("{} found", count(found)),
        (found, false) => format!("{} columns", count(found)),
    };
    let all = move |verb: &'static str| {
        move || format!("{verb} {}", if is_searched.get() { "found" } else { "all" })
    };
    view! {
        <div class="column-picker__head">
            <SearchField value=search label="Search columns" placeholder="Search columns" />
            <Switch on=differing label="Only columns that differ" />
            <div class="column-picker__tools">
                <span class="column-picker__count" role="status">
                    {said}
                </span>
                <Button
                    variant=ButtonVariant::Quiet
                    size=ButtonSize::Small
                    disabled=Signal::derive(move || found.get() == 0)
                    on_click=move || picker.set_found(true)
                >
                    {all("Show")}
                </Button>
                <Button
                    variant=ButtonVariant::Quiet
                    size=ButtonSize::Small
                    disabled=Signal::derive(move || found.get() == 0)
                    on_click=move || picker.set_found(false)
                >
                    {all("Hide")}
                </Button>
                <Button variant=ButtonVariant::Quiet size=ButtonSize::Small icon=Icon::Undo on_click=reset>
                    "Reset"
                </Button>
            </div>
        </div>
        <PickerTree picker />
        <p class="column-picker__keys">
            "Space shows or hides, P pins, the right arrow opens a metric's history."
        </p>
    }
}
