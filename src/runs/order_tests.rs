use super::*;
use crate::runs::{Attribute, Field, PageDecoder};
use proptest::prelude::*;

/// Runs with a metric `m` and a parameter `p`, as far as they have one.
fn set_of(cells: &[(Option<f64>, Option<&str>)]) -> RunSet {
    let runs: Vec<_> = cells
        .iter()
        .enumerate()
        .map(|(row, (metric, param))| {
            let metrics: Vec<_> = metric
                .map(|value| serde_json::json!({"key": "m", "value": value.to_string().replace("inf", "Infinity")}))
                .into_iter()
                .collect();
            let params: Vec<_> = param
                .map(|value| serde_json::json!({"key": "p", "value": value}))
                .into_iter()
                .collect();
            serde_json::json!({
                "info": {"run_id": format!("run{row}"), "experiment_id": "1", "start_time": 1000 - row},
                "data": {"metrics": metrics, "params": params}
            })
        })
        .collect();
    let (mut set, mut decoder) = (RunSet::new(), PageDecoder::new());
    decoder.push(serde_json::json!({ "runs": runs }).to_string().as_bytes());
    decoder.decode_some(&mut set, &mut || false).unwrap();
    set
}

fn key(column: impl Into<Column>, descending: bool) -> SortKey {
    SortKey {
        column: column.into(),
        descending,
    }
}

fn sorted(set: &RunSet, keys: &[SortKey]) -> Vec<u32> {
    sort(set, set.rows(), keys, &|_, _| None)
}

#[test]
fn missing_comes_last_and_nan_before_it_in_both_directions() {
    let values = [
        None,
        Some(f64::NAN),
        Some(2.0),
        Some(f64::INFINITY),
        Some(-0.0),
        Some(f64::NEG_INFINITY),
        Some(0.0),
    ];
    let set = set_of(&values.map(|value| (value, None)));
    let metric = Field::metric("m");
    assert_eq!(sorted(&set, &[key(metric.clone(), false)]), [5, 4, 6, 2, 3, 1, 0]);
    assert_eq!(sorted(&set, &[key(metric, true)]), [3, 2, 4, 6, 5, 1, 0]);
}

#[test]
fn parameters_sort_as_numbers_and_then_as_people_read_them() {
    let texts = ["10", "9", "auto", "1e-3", "Auto 2", "auto 10", "nan", ""];
    let mut cells: Vec<_> = texts.iter().map(|text| (None, Some(*text))).collect();
    cells.push((None, None));
    let set = set_of(&cells);
    assert_eq!(
        sorted(&set, &[key(Field::param("p"), false)]),
        [3, 1, 0, 7, 2, 4, 5, 6, 8]
    );
    assert_eq!(
        sorted(&set, &[key(Field::param("p"), true)]),
        [5, 4, 2, 7, 0, 1, 3, 6, 8]
    );
}

#[test]
fn later_keys_decide_where_earlier_ones_are_equal() {
    let set = set_of(&[
        (Some(1.0), Some("b")),
        (Some(2.0), Some("a")),
        (Some(3.0), Some("b")),
        (Some(4.0), Some("a")),
    ]);
    let keys = [key(Field::param("p"), false), key(Field::metric("m"), true)];
    assert_eq!(sorted(&set, &keys), [3, 1, 2, 0]);
    assert_eq!(sorted(&set, &[key(Attribute::Started, false)]), [3, 2, 1, 0]);
    assert_eq!(sorted(&set, &[key(Attribute::Id, true)]), [3, 2, 1, 0]);
    assert_eq!(sorted(&set, &[key(Field::tag("none"), true)]), [0, 1, 2, 3]);
    assert_eq!(sorted(&set, &[]), [0, 1, 2, 3]);
}

#[test]
fn numbers_of_a_history_come_from_outside() {
    let set = set_of(&[(None, None); 3]);
    let column = Column::parse("min(loss)").unwrap();
    let past = |asked: &Column, row: u32| {
        assert_eq!(asked.to_string(), "min(loss)");
        (row != 1).then(|| -f64::from(row))
    };
    assert_eq!(sort(&set, set.rows(), &[key(column, false)], &past), [2, 0, 1]);
}

proptest! {
    #[test]
    fn sorting_is_what_a_stable_comparison_sort_gives(
        cells in prop::collection::vec(
            (prop::option::of(prop_oneof![any::<f64>(), (-2..3).prop_map(f64::from)]), prop::option::of("[ab1-3]{0,2}")), 0..60
        ),
        by_param_first in any::<bool>(), down in any::<(bool, bool)>()
    ) {
        let cells: Vec<_> = cells.iter().map(|(metric, param)| (*metric, param.as_deref())).collect();
        let set = set_of(&cells);
        let mut keys = vec![key(Field::metric("m"), down.0), key(Field::param("p"), down.1)];
        if by_param_first {
            keys.reverse();
        }
        let mut expected = set.rows().to_vec();
        expected.sort_by(|left, right| {
            keys.iter().fold(std::cmp::Ordering::Equal, |order, key| {
                let field = key.column.field().unwrap();
                order.then_with(|| compare(&set, field, key.descending, *left, *right))
            })
        });
        prop_assert_eq!(sorted(&set, &keys), expected);
    }
}

/// The rules, said another way.
fn compare(set: &RunSet, field: &Field, descending: bool, left: u32, right: u32) -> std::cmp::Ordering {
    let class = |row| match (set.number(row, field), set.text(row, field)) {
        (Some(number), _) if number.is_nan() => 1,
        (None, None) => 2,
        _ => 0,
    };
    class(left).cmp(&class(right)).then_with(|| {
        let order = match (set.number(left, field), set.number(right, field)) {
            (Some(left), Some(right)) => (left + 0.0)
                .partial_cmp(&(right + 0.0))
                .unwrap_or(std::cmp::Ordering::Equal),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => crate::runs::compare_naturally(
                set.text(left, field).unwrap_or_default(),
                set.text(right, field).unwrap_or_default(),
            ),
        };
        if descending { order.reverse() } else { order }
    })
}
