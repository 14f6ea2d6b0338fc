//! The menu of a column.

use leptos::prelude::*;

use super::model::RunsModel;
use crate::runs::view::{Sorting, write_sorting};
use crate::runs::{Attribute, Column, Field, Past};
use crate::ui::kit::{ContextMenu, Icon, MenuItem};

/// The column whose menu is open.
#[derive(Clone, PartialEq, Debug)]
pub struct HeadMenuPlace {
    /// Which.
    pub column: Column,
    /// Where its head stands in the window: left, top, width, height in CSS pixels.
    pub rect: [f64; 4],
}

/// The menu of the column that `place` says; closed while it says none.
#[component]
pub fn HeadMenu(model: RunsModel, place: RwSignal<Option<HeadMenuPlace>>) -> impl IntoView {
    let at = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some(rect) = place.with(|place| place.as_ref().map(|place| place.rect)) {
            at.set(Some(rect));
        }
    });
    let items = Signal::derive(move || {
        place.with(|place| {
            place
                .as_ref()
                .map(|place| items_of(model, &place.column))
                .unwrap_or_default()
        })
    });
    let label = Signal::derive(move || {
        place.with(|place| {
            place
                .as_ref()
                .map(|place| format!("Column {}", place.column))
                .unwrap_or_default()
        })
    });
    view! { <ContextMenu label items at /> }
}

fn items_of(model: RunsModel, column: &Column) -> Vec<MenuItem> {
    let act = |label: &str, icon: Icon, act: fn(RunsModel, &Column)| {
        let column = column.clone();
        MenuItem::action(label, move || act(model, &column)).icon(icon)
    };
    let mut items = Vec::new();
    if !matches!(column, Column::Past(Past::Trend, _)) {
        items.push(act("Sort smallest first", Icon::ArrowUp, |model, column| {
            sort(model, column, true, false);
        }));
        items.push(act("Sort largest first", Icon::ArrowDown, |model, column| {
            sort(model, column, false, false);
        }));
        let is_sorted = untrack(|| model.sorting())
            .iter()
            .any(|one| one.column != *column);
        if is_sorted {
            items.push(act("Then sort smallest first", Icon::ArrowUp, |model, column| {
                sort(model, column, true, true);
            }));
            items.push(act(
                "Then sort largest first",
                Icon::ArrowDown,
                |model, column| sort(model, column, false, true),
            ));
        }
    }
    if let Some(field) = column.field().filter(|field| can_group(field)) {
        let name = field.to_string();
        let is_grouped = model
            .query
            .with_untracked(|query| query.table.group_by.contains(&name));
        let label = if is_grouped {
            "Do not group by this"
        } else {
            "Group by this"
        };
        items.push(
            MenuItem::action(label, move || {
                let name = name.clone();
                model.ask(move |query| {
                    let keys = &mut query.table.group_by;
                    if is_grouped {
                        keys.retain(|key| *key != name);
                    } else {
                        keys.push(name);
                    }
                });
            })
            .icon(Icon::List)
            .after_line(),
        );
    }
    if let Column::Field(Field::Metric(key)) | Column::Past(_, key) = column {
        items.extend(history_items(model, key));
    }
    if *column != Column::from(Attribute::Name) {
        let is_pinned = model.choice.with_untracked(|choice| choice.0.is_pinned(column));
        let (label, icon) = if is_pinned {
            ("Unpin column", Icon::PinOff)
        } else {
            ("Pin column", Icon::Pin)
        };
        let pinned = column.clone();
        items.push(
            MenuItem::action(label, move || {
                model.set_table(
                    model
                        .choice
                        .with_untracked(|choice| choice.0.with_pinned(&pinned, !is_pinned)),
                );
            })
            .icon(icon)
            .after_line(),
        );
        items.push(act("Hide column", Icon::EyeOff, |model, column| {
            model.set_table(
                model
                    .choice
                    .with_untracked(|choice| choice.0.with_shown([column], false)),
            );
        }));
    }
    items
}

/// What of a metric's history can be shown in columns of its own.
fn history_items(model: RunsModel, key: &str) -> Vec<MenuItem> {
    let mut items = Vec::new();
    for (index, past) in Past::ALL.into_iter().enumerate() {
        let shown = Column::Past(past, key.into());
        let is_shown = model.choice.with_untracked(|choice| choice.0.shows(&shown));
        let label = match past {
            Past::Trend => "Trend over the steps",
            Past::Best => "Best of all steps",
            Past::Min => "Smallest of all steps",
            Past::Max => "Largest of all steps",
            Past::First => "First step",
        };
        let item = MenuItem::choice(label, is_shown, move || {
            model.set_table(
                model
                    .choice
                    .with_untracked(|choice| choice.0.with_shown([&shown], !is_shown)),
            );
        });
        items.push(if index == 0 { item.after_line() } else { item });
    }
    items
}

/// Whether runs can be grouped by a field: by numbers that are measured, each run would be a group of its own.
fn can_group(field: &Field) -> bool {
    match field {
        Field::Metric(_) => false,
        Field::Param(_) | Field::Tag(_) => true,
        Field::Attribute(attribute) => matches!(
            attribute,
            Attribute::Status
                | Attribute::User
                | Attribute::Experiment
                | Attribute::Source
                | Attribute::Commit
                | Attribute::Datasets
                | Attribute::Name
        ),
    }
}

fn sort(model: RunsModel, column: &Column, ascending: bool, adds: bool) {
    let mut sorting = if adds {
        untrack(|| model.sorting())
    } else {
        Vec::new()
    };
    sorting.retain(|one| one.column != *column);
    sorting.push(Sorting {
        column: column.clone(),
        ascending,
    });
    model.ask(|query| write_sorting(query, &sorting));
}
