//! The table of any size, with made-up runs.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Specimen, Specimens};
use crate::grid::{
    Align, Cell, CellSource, Check, Column, ColumnKind, Columns, GridEvent, GridRows, Mark, RowLook, SortKey,
    Tone,
};
use crate::ui::grid::{Grid, GridHandle};
use crate::ui::kit::{Icon, Segment, Segmented};

/// Rows and columns of numbers.
type Size = (u32, u32);

const SIZES: [(Size, &str, Icon); 4] = [
    ((30, 8), "30 × 8", Icon::Table),
    ((100_000, 60), "100,000 × 60", Icon::Table),
    ((2_000, 5_000), "2,000 × 5,000", Icon::Table),
    ((1_000_000, 60), "1,000,000 × 60", Icon::Table),
];

/// What the specimen knows of its rows.
#[derive(Default)]
struct State {
    /// Which row stands where; empty while they stand as they are made.
    order: Vec<u32>,
    count: u32,
    chosen: BTreeSet<u32>,
    open: BTreeSet<u32>,
    pinned: BTreeSet<u32>,
    hidden: BTreeSet<u32>,
}

impl State {
    fn made(&self, row: u32) -> u32 {
        self.order.get(row as usize).copied().unwrap_or(row)
    }
}

/// A number for a row and a column that looks like a metric; the same each time.
fn value(row: u32, column: u32) -> Option<f64> {
    let mixed =
        (u64::from(row) * 2_654_435_761 + u64::from(column) * 40_503).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let share = (mixed >> 40) as f64 / f64::from(1 << 24);
    (share > 0.06).then_some(share)
}

struct Source(Rc<RefCell<State>>);

impl CellSource for Source {
    fn look(&self, row: u32) -> RowLook {
        let state = self.0.borrow();
        let made = state.made(row);
        RowLook {
            is_selected: state.chosen.contains(&made),
            is_dimmed: state.hidden.contains(&made),
            is_pinned: state.pinned.contains(&made),
            is_pending: made % 50 == 49,
            level: if made % 7 == 3 { 2 } else { 1 },
            expanded: (made % 7 == 2).then(|| state.open.contains(&made)),
            ..RowLook::default()
        }
    }

    fn write_id(&self, row: u32, id: &mut String) {
        id.push_str(&self.0.borrow().made(row).to_string());
    }

    fn fill(&self, row: u32, column: &Column, cell: &mut Cell) {
        let state = self.0.borrow();
        let made = state.made(row);
        match (column.kind, column.source) {
            (ColumnKind::Check, _) => {
                cell.check = Some(if state.chosen.contains(&made) {
                    Check::On
                } else {
                    Check::Off
                });
            }
            (ColumnKind::Name, _) => {
                cell.push("run-").push(&made.to_string());
                cell.tone = Tone::Strong;
                "#/kit".clone_into(&mut cell.href);
                cell.swatch = format!("var(--kit-grid-{})", made % 4);
                cell.depth = u16::from(made % 7 == 3);
                cell.expanded = (made % 7 == 2).then(|| state.open.contains(&made));
                cell.marks = [
                    Some(Mark::Eye(!state.hidden.contains(&made))),
                    Some(Mark::Pin(state.pinned.contains(&made))),
                ];
            }
            (_, 0) => {
                let (text, icon, tone) = match made % 5 {
                    0 => ("Failed", Icon::Failure, Tone::Bad),
                    1 => ("Running", Icon::Loader, Tone::Busy),
                    _ => ("Finished", Icon::Success, Tone::Good),
                };
                cell.push(text).icon = Some(icon.path());
                cell.tone = tone;
            }
            (_, 1) => {
                let ys = (0..12).map(|step| value(made, step + 7).unwrap_or(0.5));
                for (step, y) in ys.enumerate() {
                    let letter = if step == 0 { 'M' } else { 'L' };
                    let _written = write!(cell.spark, "{letter}{} {:.0}", step * 9, y * 22.0 + 1.0);
                }
            }
            (ColumnKind::Number, source) => match value(made, source) {
                Some(value) => {
                    cell.text = crate::format::number(value);
                    cell.align = Align::End;
                    cell.bar = (source % 3 == 0).then_some(value);
                    cell.heat = (source % 3 == 1).then_some(value);
                    cell.is_best = value > 0.999;
                }
                None => cell.missing(Align::End),
            },
            (_, source) => {
                cell.push(match (made + source) % 3 {
                    0 => "gini",
                    1 => "entropy",
                    _ => "log_loss",
                });
            }
        }
    }

    fn check_all(&self) -> Check {
        let state = self.0.borrow();
        match state.chosen.len() {
            0 => Check::Off,
            all if all == state.count as usize => Check::On,
            _ => Check::Some,
        }
    }
}

fn columns(numbers: u32) -> Columns {
    let first = [
        Column::new("check", "", ColumnKind::Check, 0),
        Column::new("name", "Name", ColumnKind::Name, 0).frozen(),
        Column::new("status", "Status", ColumnKind::Text, 0),
        Column::new("trend", "min_loss trend", ColumnKind::Text, 1),
    ];
    let metrics = (0..numbers).map(|index| {
        let kind = if index % 8 == 7 {
            ColumnKind::Text
        } else {
            ColumnKind::Number
        };
        let group = if index < numbers / 2 {
            "Metrics"
        } else {
            "Parameters"
        };
        Column::new(format!("m{index}"), format!("metric_{index}"), kind, index + 2).in_group(group)
    });
    Columns::new(first.into_iter().chain(metrics))
}

pub(super) fn view() -> impl IntoView {
    let size = RwSignal::new(SIZES[0].0);
    let said = RwSignal::new(String::new());
    let segments = SIZES
        .into_iter()
        .map(|(value, label, _)| Segment {
            value,
            label,
            icon: None,
        })
        .collect::<Vec<_>>();
    view! {
        <Specimens title="Grid" note="A table of any size: what is in sight is drawn, on elements that are used again and again. The page says what stands in a cell.">
            <Specimen name="Rows × columns" wide=true>
                <Segmented value=size segments=segments label="Size" />
                <div class="kit__grid">{move || specimen(size.get(), said).into_any()}</div>
                <p class="muted" data-testid="kit-grid-event">{said}</p>
            </Specimen>
        </Specimens>
    }
}

fn specimen((count, numbers): Size, said: RwSignal<String>) -> impl IntoView {
    let state = Rc::new(RefCell::new(State {
        count,
        ..State::default()
    }));
    let rows = RwSignal::new(GridRows {
        count,
        ..GridRows::default()
    });
    let sort = RwSignal::new(Vec::<SortKey>::new());
    let columns = RwSignal::new(columns(numbers));
    let kept = StoredValue::new_local(Rc::clone(&state));
    let on_event = Callback::new(move |event: GridEvent| {
        if !matches!(event, GridEvent::Hovered(_) | GridEvent::Seen { .. }) {
            said.set(format!("{event:?}"));
        }
        kept.with_value(|state| act(&mut state.borrow_mut(), &event, rows, sort, columns));
    });
    view! {
        <Grid label="Made-up runs" test_id="kit-grid" source=Rc::new(Source(state)) rows columns sort on_event handle=GridHandle::new() is_tree=true />
    }
}

/// Does with the specimen what a page would do.
fn act(
    state: &mut State,
    event: &GridEvent,
    rows: RwSignal<GridRows>,
    sort: RwSignal<Vec<SortKey>>,
    columns: RwSignal<Columns>,
) {
    let flip = |set: &mut BTreeSet<u32>, row: u32| {
        if !set.remove(&row) {
            set.insert(row);
        }
    };
    match event {
        GridEvent::SelectToggled { row } => {
            let row = state.made(*row);
            flip(&mut state.chosen, row);
        }
        GridEvent::SelectExtended { range, before } => {
            for row in before.iter().flat_map(|range| range.rows()) {
                let row = state.made(row);
                state.chosen.remove(&row);
            }
            for row in range.rows() {
                let row = state.made(row);
                state.chosen.insert(row);
            }
        }
        GridEvent::SelectAll if state.chosen.len() == state.count as usize => state.chosen.clear(),
        GridEvent::SelectAll => state.chosen = (0..state.count).collect(),
        GridEvent::Cleared => state.chosen.clear(),
        GridEvent::Expanded { row, .. } => {
            let row = state.made(*row);
            flip(&mut state.open, row);
        }
        GridEvent::Pressed { row, part, .. } => {
            let row = state.made(*row);
            match part {
                crate::grid::Part::Pin => flip(&mut state.pinned, row),
                crate::grid::Part::Eye => flip(&mut state.hidden, row),
                _ => return,
            }
        }
        GridEvent::Sorted { column, adds } => {
            sort.update(|keys| sort_by(keys, column, *adds));
            let keys = sort.get_untracked();
            let columns = columns.get_untracked();
            state.order = sorted(&keys, &columns, state.count);
            rows.update(|rows| rows.order += 1);
        }
        _ => return,
    }
    rows.update(|rows| rows.content += 1);
}

fn sort_by(keys: &mut Vec<SortKey>, column: &Arc<str>, adds: bool) {
    let before = keys.iter().find(|key| key.column == *column).cloned();
    let is_descending = before.is_some_and(|key| !key.is_descending);
    if !adds {
        keys.clear();
    }
    let key = SortKey {
        column: Arc::clone(column),
        is_descending,
    };
    match keys.iter_mut().find(|key| key.column == *column) {
        Some(place) => *place = key,
        None => keys.push(key),
    }
}

fn sorted(keys: &[SortKey], columns: &Columns, count: u32) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count).collect();
    let keys: Vec<(u32, bool)> = keys
        .iter()
        .filter_map(|key| Some((columns.get(&key.column)?.source, key.is_descending)))
        .collect();
    order.sort_by(|one, other| {
        keys.iter()
            .map(|(source, is_descending)| {
                let values = (value(*one, *source), value(*other, *source));
                let order = values.0.unwrap_or(2.0).total_cmp(&values.1.unwrap_or(2.0));
                if *is_descending { order.reverse() } else { order }
            })
            .find(|order| order.is_ne())
            .unwrap_or(one.cmp(other))
    });
    order
}
