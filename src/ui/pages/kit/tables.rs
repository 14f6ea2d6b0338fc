//! The plain table.

use leptos::prelude::*;

use super::{Specimen, Specimens};
use crate::ui::kit::{
    ButtonSize, ButtonVariant, Checkbox, Icon, Link, LinkTone, Menu, MenuItem, RunState, SortHeader,
    SortOrder, StatusBadge,
};

/// A run as the specimen shows it.
#[derive(Clone, Copy)]
struct Row {
    name: &'static str,
    state: RunState,
    created: &'static str,
    accuracy: Option<f64>,
    depth: u32,
    criterion: &'static str,
}

const ROWS: &[Row] = &[
    row(
        "gini-best-4",
        RunState::Finished,
        "2 min ago",
        Some(0.998_154),
        4,
        "gini",
    ),
    row(
        "entropy-best-4",
        RunState::Finished,
        "2 min ago",
        Some(0.997_538),
        4,
        "entropy",
    ),
    row("gini-random-3", RunState::Running, "3 min ago", None, 3, "gini"),
    row(
        "entropy-random-2",
        RunState::Failed,
        "4 min ago",
        Some(f64::NAN),
        2,
        "entropy",
    ),
    row(
        "gini-best-2-with-a-name-that-says-everything-about-it",
        RunState::Killed,
        "1 h ago",
        Some(0.951_384),
        2,
        "gini",
    ),
    row("entropy-best-3", RunState::Scheduled, "–", None, 3, "entropy"),
];

const fn row(
    name: &'static str,
    state: RunState,
    created: &'static str,
    accuracy: Option<f64>,
    depth: u32,
    criterion: &'static str,
) -> Row {
    Row {
        name,
        state,
        created,
        accuracy,
        depth,
        criterion,
    }
}

/// A missing value sorts last, whichever way; a NaN next to last.
fn sorted(order: Option<SortOrder>) -> Vec<Row> {
    let mut rows = ROWS.to_vec();
    let missing = |row: &Row| row.accuracy.map_or(2, |value| i32::from(value.is_nan()));
    if let Some(order) = order {
        rows.sort_by(|one, other| {
            let values = one
                .accuracy
                .unwrap_or(0.0)
                .total_cmp(&other.accuracy.unwrap_or(0.0));
            let values = if order == SortOrder::Ascending {
                values
            } else {
                values.reverse()
            };
            missing(one).cmp(&missing(other)).then(values)
        });
    }
    rows
}

fn row_view(row: Row) -> impl IntoView {
    let chosen = RwSignal::new(row.depth == 4 && row.criterion == "gini");
    let accuracy = match row.accuracy {
        Some(value) if value.is_nan() => view! { <td class="table__numeric">"NaN"</td> }.into_any(),
        Some(value) => view! { <td class="table__numeric">{format!("{value:.6}")}</td> }.into_any(),
        None => view! { <td class="table__numeric table__missing">"–"</td> }.into_any(),
    };
    let items = vec![
        MenuItem::action("Rename", || ()).icon(Icon::Pencil),
        MenuItem::action("Delete", || ())
            .icon(Icon::Trash)
            .danger()
            .after_line(),
    ];
    view! {
        <tr aria-selected=move || chosen.get().then_some("true")>
            <td class="table__tight">
                <Checkbox checked=chosen label=format!("Select {}", row.name) label_hidden=true />
            </td>
            <td><Link href="#/kit" tone=LinkTone::Strong>{row.name}</Link></td>
            <td><StatusBadge state=row.state bare=true /></td>
            <td>{row.created}</td>
            {accuracy}
            <td class="table__numeric">{row.depth}</td>
            <td>{row.criterion}</td>
            <td class="table__tight">
                <Menu
                    label=format!("Actions of {}", row.name)
                    label_hidden=true
                    icon=Icon::More
                    variant=ButtonVariant::Quiet
                    size=ButtonSize::Small
                    items=items
                />
            </td>
        </tr>
    }
}

pub(super) fn view() -> impl IntoView {
    let order = RwSignal::new(Some(SortOrder::Descending));
    let next = move || {
        order.update(|order| {
            *order = match order {
                None => Some(SortOrder::Descending),
                Some(SortOrder::Descending) => Some(SortOrder::Ascending),
                Some(SortOrder::Ascending) => None,
            };
        });
    };
    view! {
        <Specimens title="Table" note="Numbers at the end, in figures of one width. The head stays in sight; a missing value is a dash, a NaN is NaN.">
            <Specimen name="Runs" wide=true>
                <div class="table-scroll kit__table" tabindex="0" role="region" aria-label="Runs">
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col" class="table__tight"><span class="visually-hidden">"Selected"</span></th>
                                <th scope="col">"Name"</th>
                                <th scope="col">"Status"</th>
                                <th scope="col">"Created"</th>
                                <SortHeader order=order numeric=true on_sort=next>"test_accuracy"</SortHeader>
                                <SortHeader order=None numeric=true on_sort=|| ()>"max_depth"</SortHeader>
                                <SortHeader order=None on_sort=|| ()>"criterion"</SortHeader>
                                <th scope="col" class="table__tight"><span class="visually-hidden">"Actions"</span></th>
                            </tr>
                        </thead>
                        <tbody>{move || sorted(order.get()).into_iter().map(row_view).collect_view()}</tbody>
                    </table>
                </div>
            </Specimen>
        </Specimens>
    }
}
