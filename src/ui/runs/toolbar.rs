//! What stands above the table: the search, the filters, and how the table is set up.

use std::sync::Arc;

use leptos::prelude::*;

use super::charts::ModeSwitch;
use super::export::ExportMenu;
use super::filters::Filters;
use super::model::RunsModel;
use crate::mlflow::Experiment;
use crate::route::{Aggregate, CellShade, RunsMode, TimeStyle};
use crate::runs::view::PickerColumn;
use crate::runs::{Attribute, Column, Field};
use crate::ui::columns::ColumnPicker;
use crate::ui::kit::{ButtonSize, Icon, Menu, MenuItem};
use crate::ui::search::SearchBox;
use crate::ui::views::ViewsMenu;

/// Search, filters, columns, groups and looks.
#[component]
pub fn Toolbar(
    /// The table.
    model: RunsModel,
    /// What the runs are shown as.
    mode: Memo<RunsMode>,
    /// The experiment, where it is only one: it keeps the saved views.
    experiment: Signal<Option<Arc<Experiment>>>,
    /// Called when the experiment's tags have changed.
    on_views_changed: Callback<()>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    // Only when the search itself changes: what is typed and not applied yet must survive a press elsewhere.
    let searched = Memo::new(move |_| model.query.with(|query| query.search.clone()));
    Effect::new(move |_| text.set(searched.get()));
    let columns = Signal::derive(move || {
        let choice = model.choice.get();
        let differing = model.differing.get();
        let column = |column: &Column| PickerColumn {
            differs: differing.0.contains(column),
            column: column.clone(),
        };
        Arc::new(choice.0.all().iter().map(column).collect::<Vec<_>>())
    });
    let shown = Signal::derive(move || {
        let choice = model.choice.get();
        let columns = choice.0.shown(&|_| true).into_iter();
        columns.map(|one| one.column).collect::<Vec<_>>()
    });
    view! {
        <div class="runs__toolbar">
            <div class="runs__search" data-testid="runs-filter">
                <SearchBox
                    value=text
                    complete=move |text: String, cursor: usize| model.complete(&text, cursor)
                    on_apply=move |search: String| model.ask(|query| query.search = search)
                    input=model.search_input
                />
            </div>
            <Filters model />
            <span class="toolbar__gap"></span>
            <ModeSwitch model mode />
            <div class="runs__setup" role="group" aria-label="Table">
                <GroupMenu model />
                <Show when=move || mode.get() != RunsMode::Chart>
                    <ColumnPicker columns query=model.query on_change=move |table| model.set_table(table) />
                    <LookMenu model />
                </Show>
                <ViewsMenu experiment query=model.query_with_board(mode) shown on_changed=on_views_changed />
                <ExportMenu model />
            </div>
        </div>
    }
}

/// What the runs are grouped by, and what groups show.
#[component]
fn GroupMenu(model: RunsModel) -> impl IntoView {
    let label = Signal::derive(move || {
        model.query.with(|query| match query.table.group_by.as_slice() {
            [] => "Group".to_owned(),
            [only] => format!("By {}", short(only)),
            [first, rest @ ..] => format!("By {} and {} more", short(first), rest.len()),
        })
    });
    let items = Signal::derive(move || {
        let (keys, aggregate) = model
            .query
            .with(|query| (query.table.group_by.clone(), query.table.aggregate));
        let mut items = Vec::new();
        if !keys.is_empty() {
            items.push(
                MenuItem::action("No groups", move || {
                    model.ask(|query| query.table.group_by.clear());
                })
                .icon(Icon::Close),
            );
            for (index, one) in Aggregate::ALL.into_iter().enumerate() {
                let item = MenuItem::choice(spoken(one), one == aggregate, move || {
                    model.ask(|query| query.table.aggregate = one);
                });
                items.push(if index == 0 { item.after_line() } else { item });
            }
        }
        let choice = model.choice.get();
        let fields = choice.0.sorted().iter().filter_map(Column::field);
        let fields = fields.filter(|field| is_offered(field)).take(MOST_OFFERED);
        for (index, field) in fields.enumerate() {
            let name = field.to_string();
            let is_chosen = keys.contains(&name);
            let item = MenuItem::choice(short(&name).to_owned(), is_chosen, move || {
                let name = name.clone();
                model.ask(move |query| {
                    let keys = &mut query.table.group_by;
                    if is_chosen {
                        keys.retain(|key| *key != name);
                    } else {
                        keys.push(name);
                    }
                });
            });
            items.push(if index == 0 { item.after_line() } else { item });
        }
        items
    });
    view! { <Menu label icon=Icon::List items size=ButtonSize::Small /> }
}

/// Keys that the menu lists. More are reached by the menus of their columns.
const MOST_OFFERED: usize = 200;

fn is_offered(field: &Field) -> bool {
    match field {
        Field::Param(_) => true,
        Field::Tag(key) => !crate::mlflow::is_reserved_tag(key),
        Field::Attribute(attribute) => matches!(
            attribute,
            Attribute::Status
                | Attribute::User
                | Attribute::Experiment
                | Attribute::Datasets
                | Attribute::Source
        ),
        Field::Metric(_) => false,
    }
}

/// A column's key without what kind it is.
fn short(name: &str) -> &str {
    match Column::parse(name) {
        Some(Column::Field(Field::Attribute(attribute))) => attribute.label(),
        _ => name.split_once('.').map_or(name, |(_, key)| key),
    }
}

fn spoken(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Mean => "Mean of each group",
        Aggregate::Min => "Smallest of each group",
        Aggregate::Max => "Largest of each group",
        Aggregate::Std => "Standard deviation of each group",
        Aggregate::Count => "Number of values in each group",
        Aggregate::Best => "Best of each group",
    }
}

/// How cells and lines look.
#[component]
fn LookMenu(model: RunsModel) -> impl IntoView {
    let items = Signal::derive(move || {
        let table = model.query.with(|query| query.table.clone());
        let shade = |label: &str, shade: CellShade| {
            MenuItem::choice(label, table.cells == shade, move || {
                model.ask(|query| query.table.cells = shade);
            })
        };
        let time = |label: &str, time: TimeStyle| {
            MenuItem::choice(label, table.time == time, move || {
                model.ask(|query| query.table.time = time);
            })
        };
        vec![
            shade("Bars behind numbers", CellShade::Bars),
            shade("Shades behind numbers", CellShade::Heat),
            shade("Plain numbers", CellShade::Plain),
            time("Times from now", TimeStyle::Relative).after_line(),
            time("Dates and times", TimeStyle::Absolute),
            MenuItem::choice("Nest runs in their parents", !table.flat, move || {
                model.ask(|query| query.table.flat = !query.table.flat);
            })
            .after_line(),
            MenuItem::action("Expand all", move || model.expand_all(true)),
            MenuItem::action("Collapse all", move || model.expand_all(false)),
            MenuItem::choice("Only columns that differ", table.differing, move || {
                model.ask(|query| query.table.differing = !query.table.differing);
            })
            .after_line(),
        ]
    });
    view! { <Menu label="View" icon=Icon::Sliders items size=ButtonSize::Small /> }
}
