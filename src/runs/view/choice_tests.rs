use super::*;
use crate::route::TableQuery;
use crate::runs::{Attribute, Column, Field};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

fn columns(names: &[&str]) -> Vec<Column> {
    names.iter().map(|name| Column::parse(name).unwrap()).collect()
}

fn shown(known: &[Column], table: &TableQuery) -> String {
    let choice = ColumnChoice::new(known.to_vec(), table);
    let shown: Vec<String> = choice
        .shown(&|_| true)
        .iter()
        .map(|shown| shown.column.to_string())
        .collect();
    shown.join(" ")
}

const KNOWN: [&str; 11] = [
    "tags.team",
    "params.depth",
    "metrics.system/cpu",
    "metrics.loss",
    "metrics.acc",
    "user_id",
    "source",
    "duration",
    "start_time",
    "status",
    "run_name",
];

#[test]
fn a_table_shows_what_tells_runs_apart() {
    assert_eq!(
        shown(&columns(&KNOWN), &TableQuery::default()),
        "run_name status start_time duration metrics.acc metrics.loss params.depth"
    );
    assert_eq!(shown(&[], &TableQuery::default()), "run_name");
}

#[test]
fn what_is_pinned_stands_behind_the_name_in_the_order_of_pinning() {
    let known = columns(&KNOWN);
    let loss: Column = Field::metric("loss").into();
    let table = ColumnChoice::new(known.clone(), &TableQuery::default()).with_pinned(&loss, true);
    let table = ColumnChoice::new(known.clone(), &table).with_pinned(&Field::tag("team").into(), true);
    assert_eq!(table.pin, ["metrics.loss", "tags.team"]);
    assert_eq!(table.show, ["tags.team"]);
    assert!(shown(&known, &table).starts_with("run_name metrics.loss tags.team status"));
    let table = ColumnChoice::new(known.clone(), &table).with_pinned(&loss, false);
    assert!(shown(&known, &table).ends_with("metrics.acc metrics.loss params.depth"));
}

#[test]
fn only_columns_that_differ_are_left_and_pinned_ones() {
    let table = TableQuery {
        differing: true,
        pin: vec!["params.depth".into()],
        ..TableQuery::default()
    };
    let choice = ColumnChoice::new(columns(&KNOWN), &table);
    let loss: Column = Field::metric("loss").into();
    let left: Vec<String> = choice
        .shown(&|column| *column == loss)
        .iter()
        .map(|shown| shown.column.to_string())
        .collect();
    assert_eq!(left, ["run_name", "params.depth", "metrics.loss"]);
}

#[test]
fn hiding_a_kind_is_one_word_and_showing_one_of_it_another() {
    let known: Vec<Column> = (0..5000)
        .map(|index| Field::metric(&format!("m{index}")).into())
        .collect();
    let table =
        ColumnChoice::new(known.clone(), &TableQuery::default()).with_kind_shown(ColumnKind::Metric, false);
    let table = ColumnChoice::new(known.clone(), &table).with_shown(&columns(&["metrics.m7"]), true);
    assert_eq!(
        (table.show.len(), table.hide.as_slice()),
        (1, &["metrics.".to_owned()][..])
    );
    assert_eq!(shown(&known, &table), "run_name metrics.m7");
}

#[test]
fn hiding_nearly_all_one_by_one_does_not_fill_the_address() {
    let known: Vec<Column> = (0..5000)
        .map(|index| Field::metric(&format!("m{index:04}")).into())
        .collect();
    let table = ColumnChoice::new(known.clone(), &TableQuery::default()).with_shown(&known[3..], false);
    assert_eq!(table.hide, ["metrics."]);
    assert_eq!(
        shown(&known, &table),
        "run_name metrics.m0000 metrics.m0001 metrics.m0002"
    );
}

#[test]
fn showing_all_metrics_asks_for_no_histories() {
    let table = TableQuery {
        show: vec!["metrics.".into(), "min(loss)".into()],
        order: vec![vec!["run_name".into(), "trend(acc)".into()]],
        ..TableQuery::default()
    };
    let known = columns(&["metrics.loss", "metrics.system/cpu"]);
    assert_eq!(
        shown(&known, &table),
        "run_name metrics.loss min(loss) metrics.system/cpu"
    );
}

#[test]
fn a_column_moves_by_one_place_and_into_the_pinned_ones() {
    let known = columns(&["status", "metrics.a", "metrics.b"]);
    let mut table = TableQuery::default();
    let b: Column = Field::metric("b").into();
    let mut seen = Vec::new();
    for _ in 0..3 {
        table = ColumnChoice::new(known.clone(), &table).with_nudged(&b, false, &|_| true);
        seen.push(shown(&known, &table));
    }
    assert_eq!(
        seen,
        [
            "run_name status metrics.b metrics.a",
            "run_name metrics.b status metrics.a",
            "run_name metrics.b status metrics.a"
        ]
    );
    let pinned =
        ColumnChoice::new(known.clone(), &TableQuery::default()).with_pinned(&Attribute::Status.into(), true);
    let moved = ColumnChoice::new(known, &pinned).with_moved(&b, &Attribute::Name.into());
    assert_eq!(moved.pin, ["metrics.b", "status"]);
}

#[test]
fn a_width_is_kept_until_it_is_taken_back() {
    let loss: Column = Field::metric("loss").into();
    let choice = |table: &TableQuery| ColumnChoice::new(columns(&KNOWN), table);
    let table = choice(&TableQuery::default()).with_width(&loss, Some(90));
    let table = choice(&table).with_width(&loss, Some(120));
    assert_eq!(table.width, [("metrics.loss".to_owned(), 120)]);
    assert_eq!(choice(&table).with_width(&loss, None), TableQuery::default());
}

fn universe() -> Vec<Column> {
    let metrics = (0..30).map(|index| format!("metrics.m{index:02}"));
    let params = (0..5).map(|index| format!("params.p{index}"));
    let tags = (0..3).map(|index| format!("tags.t{index}"));
    let attributes = ["run_name", "status", "user_id", "min(m03)", "metrics.system/x"].map(String::from);
    let names = attributes.into_iter().chain(metrics).chain(params).chain(tags);
    names.map(|name| Column::parse(&name).unwrap()).collect()
}

/// Some steps that a person takes; what comes out is an address as this code writes it.
fn set_up() -> impl Strategy<Value = TableQuery> {
    let step = (any::<Index>(), any::<Index>(), 0..5_u8, any::<bool>());
    vec(step, 0..12).prop_map(|steps| {
        let known = universe();
        let mut table = TableQuery::default();
        for (one, other, act, flag) in steps {
            let choice = ColumnChoice::new(known.clone(), &table);
            let (one, other) = (one.get(&known), other.get(&known));
            table = match act {
                0 => choice.with_shown([one, other], flag),
                1 => choice.with_kind_shown(ColumnKind::of(one), flag),
                2 => choice.with_moved(one, other),
                3 => choice.with_pinned(one, flag),
                _ => choice.with_width(one, flag.then_some(77)),
            };
        }
        table
    })
}

fn sorted(columns: &[ShownColumn]) -> Vec<Column> {
    let mut columns: Vec<Column> = columns.iter().map(|shown| shown.column.clone()).collect();
    columns.sort();
    columns
}

proptest! {
    #[test]
    fn hiding_and_showing_again_restores_the_table(table in set_up(), some in subsequence(universe(), 0..40)) {
        let before = ColumnChoice::new(universe(), &table);
        let some: Vec<&Column> = some.iter().filter(|column| before.shows(column)).collect();
        let hidden = before.with_shown(some.iter().copied(), false);
        let middle = ColumnChoice::new(universe(), &hidden);
        let name: Column = Attribute::Name.into();
        prop_assert!(some.iter().all(|column| **column == name || !middle.shows(column)));
        let after = ColumnChoice::new(universe(), &middle.with_shown(some, true));
        prop_assert_eq!(after.shown(&|_| true), before.shown(&|_| true));
    }

    #[test]
    fn moving_keeps_the_set_and_puts_the_column_where_it_was_dropped(
        table in set_up(),
        one: Index,
        other: Index,
    ) {
        let before = ColumnChoice::new(universe(), &table).shown(&|_| true);
        let column = &one.get(&before).column;
        let behind = &other.get(&before).column;
        let moved = ColumnChoice::new(universe(), &table).with_moved(column, behind);
        let after = ColumnChoice::new(universe(), &moved).shown(&|_| true);
        prop_assert_eq!(sorted(&after), sorted(&before));
        if *column != Column::from(Attribute::Name) && column != behind {
            let place = after.iter().position(|shown| shown.column == *behind).unwrap();
            prop_assert_eq!(&after[place + 1].column, column);
        }
    }

    #[test]
    fn every_set_up_is_short(table in set_up()) {
        // 12 steps of at most two columns each name at most these.
        let names = table.show.len() + table.hide.len() + table.order.iter().map(Vec::len).sum::<usize>();
        prop_assert!(names <= 60, "{:?}", table);
    }

    #[test]
    fn any_address_shows_each_column_once(show in vec("\\PC{0,4}|metrics\\.m0[0-3]?|min\\(m03\\)", 0..4), order in vec(vec("run_name|status|metrics\\.m0[0-3]|user_id", 0..4), 0..4), pin in vec("run_name|status|metrics\\.m0[0-3]|x", 0..4)) {
        let table = TableQuery { show, order, pin, ..TableQuery::default() };
        let shown = sorted(&ColumnChoice::new(universe(), &table).shown(&|_| true));
        let mut once = shown.clone();
        once.dedup();
        prop_assert_eq!(&once, &shown);
        let plain = sorted(&ColumnChoice::new(universe(), &TableQuery::default()).shown(&|_| true));
        prop_assert!(plain.iter().all(|column| shown.contains(column)));
    }
}
