//! Taking a chart along: as a picture, as a file of values, as a link, and reading it as a table.

use std::rc::Rc;

use leptos::prelude::*;

use crate::board::{Plot, columns_of, runs_table};
use crate::chart::plots::Table;
use crate::format::{count, file_name};
use crate::ui::board::Source;
use crate::ui::kit::{ButtonSize, ButtonVariant, Dialog, Icon, Menu, MenuItem, Toasts, use_toasts};
use crate::web::download::DownloadFile;
use crate::web::png::{self, Picture};

/// Device pixels per CSS pixel of an exported picture.
pub(super) const PIXELS: f64 = 2.0;
/// A table has at most so many rows: the file has them all.
const ROWS_AT_MOST: usize = 1_000;

/// The card that a chart is on. A chart finds it by `use_context`.
#[derive(Clone, Copy)]
pub struct ChartCard {
    /// What the card is called.
    pub title: Signal<String>,
    /// What it shows.
    pub plot: Signal<Option<Plot>>,
    /// Copies a link that opens it.
    pub on_copy_link: Callback<()>,
}

/// Makes something of a chart as it is when it is called; `None` where there is nothing yet.
pub(super) type Makes<T> = Option<Rc<dyn Fn() -> Option<T>>>;

/// What can be taken along of a chart.
#[derive(Clone, Default)]
pub(super) struct Taking {
    /// A picture of [`PIXELS`].
    pub picture: Makes<Picture>,
    /// An SVG document.
    pub svg: Makes<String>,
    /// What is drawn.
    pub drawn: Makes<Table>,
    /// What it is drawn of.
    pub all: Makes<Table>,
    /// Whether what is drawn can be shown as a table: not where it is one.
    pub is_shown_as_table: bool,
}

/// All runs in the columns that the card's plot names; in those of `or` where it names none.
pub(super) fn all_runs(
    source: Source,
    or: impl Fn() -> Vec<String> + 'static,
) -> Rc<dyn Fn() -> Option<Table>> {
    let card = use_context::<ChartCard>();
    Rc::new(move || {
        let named = card.and_then(|card| card.plot.with_untracked(|plot| plot.as_ref().map(columns_of)));
        let columns = named.filter(|columns| !columns.is_empty()).unwrap_or_else(&or);
        source.with_untracked(|source| {
            let runs: Vec<usize> = (0..source.runs().len()).collect();
            Some(runs_table(source, &runs, &columns))
        })
    })
}

/// The ways to take a chart along.
#[component]
pub(super) fn ExportMenu(taking: Taking) -> impl IntoView {
    let toasts = use_toasts();
    let card = use_context::<ChartCard>();
    let name = move || {
        let title = card.map(|card| card.title.get_untracked());
        file_name(&title.unwrap_or_default(), "chart")
    };
    let shown = RwSignal::new(None::<Table>);
    let is_open = RwSignal::new(false);
    let has = taking.clone();
    let taking = StoredValue::new_local(taking);
    let picture = move || taking.with_value(|taking| made(taking.picture.as_ref()));
    let save_png = move |()| save_picture(toasts, picture(), format!("{}.png", name()));
    let copy_png = move |()| copy_picture(toasts, picture());
    let save_svg = move |()| {
        let svg = taking.with_value(|taking| made(taking.svg.as_ref()));
        save(
            toasts,
            &format!("{}.svg", name()),
            "image/svg+xml",
            svg.as_deref(),
        );
    };
    let save_csv = move |of: fn(&Taking) -> &Makes<Table>, suffix: &str| {
        let csv = taking
            .with_value(|taking| made(of(taking).as_ref()))
            .map(|table| table.to_csv());
        save(
            toasts,
            &format!("{}{suffix}.csv", name()),
            "text/csv",
            csv.as_deref(),
        );
    };
    let view_table = move |()| {
        shown.set(taking.with_value(|taking| made(taking.drawn.as_ref())));
        is_open.set(true);
    };
    let pictures = [
        has.picture
            .is_some()
            .then(|| MenuItem::action("Download as PNG", Callback::new(save_png)).icon(Icon::Image)),
        has.svg
            .is_some()
            .then(|| MenuItem::action("Download as SVG", Callback::new(save_svg)).icon(Icon::FileCode)),
    ];
    let tables = [
        has.drawn.is_some().then(|| {
            let save = move || save_csv(|taking| &taking.drawn, "");
            MenuItem::action("Download what is drawn as CSV", save).icon(Icon::Download)
        }),
        has.all.is_some().then(|| {
            let save = move || save_csv(|taking| &taking.all, "_all");
            MenuItem::action("Download all of its data as CSV", save).icon(Icon::Download)
        }),
    ];
    let copies = [
        has.picture
            .is_some()
            .then(|| MenuItem::action("Copy as a picture", Callback::new(copy_png)).icon(Icon::Copy)),
        card.map(|card| MenuItem::action("Copy link to this chart", card.on_copy_link).icon(Icon::Link)),
    ];
    let mut items: Vec<MenuItem> = pictures.into_iter().chain(tables).flatten().collect();
    let copies = copies.into_iter().flatten().enumerate();
    items.extend(copies.map(|(index, item)| if index == 0 { item.after_line() } else { item }));
    if has.is_shown_as_table {
        let view = MenuItem::action("View as table", Callback::new(view_table));
        items.push(view.icon(Icon::Table).after_line());
    }
    let title = Signal::derive(move || {
        let title = card.map(|card| card.title.get()).unwrap_or_default();
        if title.is_empty() {
            "The chart".to_owned()
        } else {
            title
        }
    });
    view! {
        <Menu
            label="Export chart"
            items=Signal::stored(items)
            icon=Icon::Download
            label_hidden=true
            variant=ButtonVariant::Quiet
            size=ButtonSize::Small
        />
        <Dialog open=is_open title wide=true>
            {move || shown.with(|table| table.as_ref().map(table_view))}
        </Dialog>
    }
}

fn made<T>(makes: Option<&Rc<dyn Fn() -> Option<T>>>) -> Option<T> {
    makes?()
}

fn say_failed(toasts: Toasts) {
    toasts.error(
        "The file could not be made",
        "The chart is not drawn yet, or the browser did not allow a download.",
    );
}

fn save_picture(toasts: Toasts, picture: Option<Picture>, name: String) {
    leptos::task::spawn_local(async move {
        let is_saved = match picture {
            Some(picture) => png::save(picture, &name).await,
            None => false,
        };
        if !is_saved {
            say_failed(toasts);
        }
    });
}

fn copy_picture(toasts: Toasts, picture: Option<Picture>) {
    // Asked for while the press is handled, as browsers want it.
    let copied = picture.map(png::copy);
    leptos::task::spawn_local(async move {
        let is_copied = match copied {
            Some(copied) => copied.await,
            None => false,
        };
        if is_copied {
            toasts.success("Copied the chart as a picture");
        } else {
            toasts.error("Nothing was copied", "The browser did not allow it.");
        }
    });
}

fn save(toasts: Toasts, name: &str, media_type: &str, text: Option<&str>) {
    let is_saved = text.is_some_and(|text| {
        let file = DownloadFile::default();
        file.push(text);
        file.save(name, media_type)
    });
    if !is_saved {
        say_failed(toasts);
    }
}

fn table_view(table: &Table) -> AnyView {
    let more = table.rows.len().saturating_sub(ROWS_AT_MOST);
    let head = table.head.iter().cloned();
    let head: Vec<_> = head.map(|name| view! { <th scope="col">{name}</th> }).collect();
    let cell = |text: &String| view! { <td>{text.clone()}</td> };
    let rows = table
        .rows
        .iter()
        .take(ROWS_AT_MOST)
        .map(|row| view! { <tr>{row.iter().map(cell).collect::<Vec<_>>()}</tr> }.into_any());
    let more = (more > 0)
        .then(|| view! { <p class="muted">{format!("And {} more rows, in the CSV file.", count(more))}</p> });
    view! {
        <table class="table">
            <thead>
                <tr>{head}</tr>
            </thead>
            <tbody>{rows.collect::<Vec<AnyView>>()}</tbody>
        </table>
        {more}
    }
    .into_any()
}
