use super::*;
use crate::runs::{PageDecoder, RunModel};
use proptest::prelude::*;
use serde_json::{Value, json};

fn run(id: &str, metrics: &[(&str, f64)], texts: &[(&str, &str)]) -> Value {
    let metrics: Vec<_> = metrics
        .iter()
        .map(|(key, value)| json!({"key": key, "value": value}))
        .collect();
    let texts: Vec<_> = texts
        .iter()
        .map(|(key, value)| json!({"key": key, "value": value}))
        .collect();
    json!({
        "info": {"run_id": id, "experiment_id": "1", "run_name": format!("name of {id}"), "status": "RUNNING"},
        "data": {"metrics": metrics, "params": texts, "tags": texts}
    })
}

fn read(set: &mut RunSet, runs: &[Value]) {
    let mut decoder = PageDecoder::new();
    decoder.push(json!({ "runs": runs }).to_string().as_bytes());
    decoder.decode_some(set, &mut || false).unwrap();
    decoder.finish().unwrap();
}

fn ids(set: &RunSet) -> Vec<&str> {
    set.rows().iter().map(|row| set.id(*row)).collect()
}

fn set_of(ids: &[&str]) -> RunSet {
    let mut set = RunSet::new();
    read(
        &mut set,
        &ids.iter().map(|id| run(id, &[], &[])).collect::<Vec<_>>(),
    );
    set
}

#[test]
fn a_run_that_comes_again_replaces_what_it_was_and_keeps_its_row() {
    let mut set = set_of(&["a", "b"]);
    read(
        &mut set,
        &[run(
            "a",
            &[("loss", 1.0), ("old", 2.0)],
            &[("p", "x"), ("gone", "y")],
        )],
    );
    let before = set.version();
    read(&mut set, &[run("a", &[("loss", 3.0)], &[("p", "z")])]);
    assert_ne!(set.version(), before);
    assert_eq!((ids(&set), set.row_of("a")), (vec!["a", "b"], Some(0)));
    assert_eq!(set.number(0, &Field::metric("loss")), Some(3.0));
    assert_eq!(set.number(0, &Field::metric("old")), None);
    assert_eq!(set.text(0, &Field::param("p")), Some("z"));
    assert_eq!(set.text(0, &Field::tag("gone")), None);
    assert!(
        set.fields()
            .all(|entry| entry.field.label() != "gone" && entry.field.label() != "old")
    );
}

#[test]
fn missing_is_told_from_nan_and_from_an_empty_text() {
    let mut set = set_of(&["a"]);
    let nan = json!({"info": {"run_id": "b", "experiment_id": "1"},
        "data": {"metrics": [{"key": "m", "value": "NaN"}], "params": [{"key": "p", "value": ""}]}});
    read(&mut set, &[nan]);
    let (metric, param) = (Field::metric("m"), Field::param("p"));
    assert_eq!((set.number(0, &metric), set.text(0, &param)), (None, None));
    assert!(set.number(1, &metric).is_some_and(f64::is_nan));
    assert_eq!((set.text(1, &param), set.number(1, &param)), (Some(""), None));
    assert_eq!(set.display_name(1), "b");
}

#[test]
fn new_runs_go_in_front_in_their_order_and_known_ones_stay() {
    let mut set = set_of(&["c", "d"]);
    set.begin_front();
    read(&mut set, &["a", "d", "b"].map(|id| run(id, &[], &[])));
    set.end_front();
    read(&mut set, &[run("e", &[], &[])]);
    assert_eq!(ids(&set), ["a", "b", "c", "d", "e"]);
}

#[test]
fn runs_that_were_loaded_for_others_stand_last_until_they_are_found() {
    let mut set = set_of(&["a"]);
    set.begin_context();
    read(&mut set, &["p", "a", "q", "r"].map(|id| run(id, &[], &[])));
    set.end_context();
    let context = |set: &RunSet| {
        let rows = set.rows().iter().filter(|row| set.is_context(**row));
        rows.map(|row| set.id(*row).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (ids(&set), context(&set)),
        (vec!["a", "p", "q", "r"], vec!["p".into(), "q".into(), "r".into()])
    );
    read(&mut set, &["b", "q", "c"].map(|id| run(id, &[], &[])));
    assert_eq!(ids(&set), ["a", "b", "q", "c", "p", "r"]);
    assert_eq!(context(&set), ["p", "r"]);
    set.remove(&["p".into()]);
    read(&mut set, &[run("d", &[], &[])]);
    assert_eq!(ids(&set), ["a", "b", "q", "c", "d", "r"]);
    set.begin_front();
    read(&mut set, &["p", "e"].map(|id| run(id, &[], &[])));
    set.end_front();
    assert_eq!(ids(&set), ["p", "e", "a", "b", "q", "c", "d", "r"]);
    assert_eq!(context(&set), ["r"]);
}

#[test]
fn removed_runs_are_gone_until_they_are_put_back_where_they_were() {
    let mut set = set_of(&["a", "b", "c", "d"]);
    assert_eq!(set.remove(&["b".into(), "d".into(), "none".into()]), 2);
    assert_eq!((ids(&set), set.len(), set.row_of("b")), (vec!["a", "c"], 2, None));
    assert_eq!(set.put_back(&["b".into()]), 1);
    assert_eq!(ids(&set), ["a", "b", "c"]);
    read(&mut set, &[run("d", &[], &[])]);
    assert_eq!((ids(&set), set.row_of("d")), (vec!["a", "b", "c", "d"], Some(3)));
}

#[test]
fn a_changed_tag_changes_what_is_read_from_it() {
    let mut set = set_of(&["a", "b"]);
    set.rename(0, "better");
    assert_eq!(
        (set.display_name(0), set.text(0, &Field::tag("mlflow.runName"))),
        ("better", Some("better"))
    );
    set.set_tag(0, "mlflow.note.content", Some("note"));
    set.set_tag(0, "mlflow.parentRunId", Some("b"));
    assert_eq!(
        (set.attribute(0, Attribute::Description), set.parent_row(0)),
        (Some("note"), Some(1))
    );
    set.set_tag(0, "mlflow.parentRunId", None);
    set.set_tag(0, "mlflow.note.content", Some(""));
    assert_eq!(
        (set.attribute(0, Attribute::Description), set.parent_row(0)),
        (None, None)
    );
    let fields = set.fields_version();
    set.set_tag(1, "team", Some("blue"));
    assert_ne!(set.fields_version(), fields);
    set.set_tag(9, "team", Some("nobody's"));
    assert_eq!(set.column(&Field::tag("team")).filled(), 1);
}

#[test]
fn versions_stay_attached_when_their_run_is_read_again() {
    let mut set = set_of(&["a"]);
    let with_model = json!({"info": {"run_id": "a", "experiment_id": "1"},
        "outputs": {"model_outputs": [{"model_id": "m-1"}]}});
    set.attach_versions(0, &[("best", "2")]);
    read(&mut set, &[with_model]);
    let best = RunModel::Version {
        name: "best",
        version: "2",
    };
    assert_eq!(
        set.models(0).collect::<Vec<_>>(),
        [best, RunModel::Output { id: "m-1", step: 0 }]
    );
    assert_eq!(set.attribute(0, Attribute::Models), Some("best v2, m-1"));
    set.attach_versions(0, &[]);
    assert_eq!(set.attribute(0, Attribute::Models), Some("m-1"));
}

#[test]
fn a_thousand_refreshes_of_a_changing_run_do_not_grow_the_set() {
    let mut set = set_of(&["a", "b"]);
    let refresh = |set: &mut RunSet, n: u32| {
        read(
            set,
            &[run(
                "a",
                &[("loss", f64::from(n))],
                &[("progress", &format!("step {n}"))],
            )],
        );
    };
    (0..500).for_each(|n| refresh(&mut set, n));
    let before = set.heap_bytes();
    (500..1500).for_each(|n| refresh(&mut set, n));
    assert!(set.heap_bytes() <= before + 4096, "{before} {}", set.heap_bytes());
}

/// The bound that the project promises.
fn allowed_bytes(runs: usize, cells: usize) -> usize {
    1024 * runs + 16 * cells
}

#[test]
fn memory_stays_within_its_bound_for_long_wide_and_sparse_sets() {
    let write = |set: &mut RunSet, runs: u32, keys: &dyn Fn(u32) -> Vec<String>| {
        let mut cells = 0;
        for n in 0..runs {
            let keys = keys(n);
            let metrics: Vec<_> = keys.iter().map(|key| (key.as_str(), f64::from(n))).collect();
            let value = format!("value {}", n % 7);
            let texts: Vec<_> = keys
                .iter()
                .take(5)
                .map(|key| (key.as_str(), value.as_str()))
                .collect();
            cells += metrics.len() + 2 * texts.len();
            read(set, &[run(&format!("{n:032x}"), &metrics, &texts)]);
        }
        cells
    };
    let names = |range: std::ops::Range<u32>| range.map(|key| format!("metric/{key}")).collect::<Vec<_>>();
    let mut long = RunSet::new();
    let cells = write(&mut long, 3000, &|_| names(0..20));
    assert!(
        long.heap_bytes() < allowed_bytes(3000, cells),
        "{}",
        long.heap_bytes()
    );
    let mut wide = RunSet::new();
    let cells = write(&mut wide, 20, &|_| names(0..3000));
    assert!(
        wide.heap_bytes() < allowed_bytes(20, cells) + 3000 * 256,
        "{}",
        wide.heap_bytes()
    );
    // A column costs what it costs, however few runs have it.
    let mut sparse = RunSet::new();
    let cells = write(&mut sparse, 50, &|n| names(n * 240..(n + 1) * 240));
    assert!(
        sparse.heap_bytes() < allowed_bytes(50, cells) + 12_000 * 400,
        "{}",
        sparse.heap_bytes()
    );
}

proptest! {
    #[test]
    fn a_set_holds_the_latest_of_every_run_whatever_came_before(
        steps in prop::collection::vec((0..8_u8, prop::collection::btree_map(0..6_u8, 0..4_u8, 0..5)), 0..40)
    ) {
        let (mut set, mut expected) = (RunSet::new(), std::collections::BTreeMap::new());
        for (id, cells) in steps {
            let cells: Vec<_> = cells.into_iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
            let metrics: Vec<_> = cells.iter().map(|(key, value)| (key.as_str(), value.parse().unwrap())).collect();
            let texts: Vec<_> = cells.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            read(&mut set, &[run(&id.to_string(), &metrics, &texts)]);
            expected.insert(id.to_string(), cells);
        }
        prop_assert_eq!(set.len(), expected.len());
        for (id, cells) in &expected {
            let row = set.row_of(id).unwrap();
            for key in (0..6).map(|key: u8| key.to_string()) {
                let value = cells.iter().find(|cell| cell.0 == key).map(|cell| cell.1.as_str());
                prop_assert_eq!(set.text(row, &Field::param(&key)), value);
                prop_assert_eq!(set.text(row, &Field::tag(&key)), value);
                prop_assert_eq!(set.number(row, &Field::metric(&key)), value.map(|value| value.parse().unwrap()));
            }
        }
        for entry in set.fields() {
            let column = set.column_by_id(entry.id);
            let there = set.rows().iter().filter(|row| !column.is_missing(**row)).count();
            prop_assert_eq!(entry.filled, there);
            prop_assert_eq!(set.field_id(entry.field), Some(entry.id));
        }
    }
}

#[test]
fn the_greatest_step_of_any_runs_last_value_is_known() {
    let mut set = RunSet::new();
    let run = |id: &str, step: Value| {
        json!({
            "info": {"run_id": id, "experiment_id": "1"},
            "data": {"metrics": [{"key": "loss", "value": 1.5, "step": step}, {"key": "acc", "value": 1}]}
        })
    };
    read(
        &mut set,
        &[run("a", json!(7)), run("b", json!("12")), run("c", json!(-3))],
    );
    assert_eq!(set.last_step("loss"), Some(12));
    assert_eq!(set.last_step("acc"), None);
    assert_eq!(set.last_step("other"), None);
    let one = serde_json::from_str::<crate::mlflow::Run>(&run("d", json!(40)).to_string()).unwrap();
    set.insert(&one);
    assert_eq!(set.last_step("loss"), Some(40));
}
