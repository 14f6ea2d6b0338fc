use super::*;
use crate::runs::{PageDecoder, Statistics};
use proptest::prelude::*;
use serde_json::json;

/// Runs named by their rows, with the parameter `p`, the metric `m` and the parent that each has.
fn set_of(runs: &[(Option<&str>, Option<f64>, Option<&str>)]) -> RunSet {
    let runs: Vec<_> = runs
        .iter()
        .enumerate()
        .map(|(row, (param, metric, parent))| {
            let item = |key: &str, value: serde_json::Value| json!([{"key": key, "value": value}]);
            json!({
                "info": {"run_id": format!("r{row}"), "experiment_id": "1"},
                "data": {
                    "params": param.map(|value| item("p", value.into())),
                    "metrics": metric.map(|value| item("m", value.into())),
                    "tags": parent.map(|value| item("mlflow.parentRunId", value.into())),
                }
            })
        })
        .collect();
    let (mut set, mut decoder) = (RunSet::new(), PageDecoder::new());
    decoder.push(json!({ "runs": runs }).to_string().as_bytes());
    decoder.decode_some(&mut set, &mut || false).unwrap();
    set
}

fn nested(parents: &[Option<&str>]) -> RunSet {
    set_of(
        &parents
            .iter()
            .map(|parent| (None, None, *parent))
            .collect::<Vec<_>>(),
    )
}

const ALL: Arranging<'static> = Arranging {
    sorted: &[],
    is_match: &|_| true,
    is_hidden: &|_| false,
    is_pinned: &|_| false,
    group_by: &[],
    is_nested: false,
    is_open: &|_| true,
};

/// Lines as text: depth as dots, `+` for a closed parent, `?` for context.
fn drawn(lines: &RunLines) -> Vec<String> {
    lines
        .lines
        .iter()
        .map(|line| match line {
            Line::Run {
                row,
                depth,
                children,
                is_open,
                is_context,
            } => format!(
                "{}{row}{}{}",
                ".".repeat(usize::from(*depth)),
                if *children > 0 && !is_open { "+" } else { "" },
                if *is_context { "?" } else { "" }
            ),
            Line::Group { index, is_open } => {
                format!("#{index}{}", if *is_open { "" } else { "+" })
            }
        })
        .collect()
}

#[test]
fn plain_rows_are_those_that_match_pinned_ones_first_and_hidden_ones_counted() {
    let set = nested(&[None; 6]);
    let how = Arranging {
        sorted: &[5, 4, 3, 2, 1, 0],
        is_match: &|row| row != 4,
        is_hidden: &|row| row == 1 || row == 4,
        is_pinned: &|row| row == 0 || row == 3,
        ..ALL
    };
    let lines = arrange(&set, &how);
    assert_eq!(drawn(&lines), ["3", "0", "5", "2"]);
    assert_eq!((lines.pinned, lines.matching, lines.hidden), (2, 4, 1));
    assert_eq!(lines.line_of(5), Some(2));
    let pinned_only = Arranging {
        is_match: &|_| false,
        ..how
    };
    assert_eq!(drawn(&arrange(&set, &pinned_only)), ["3?", "0?"]);
}

#[test]
fn nested_runs_stand_under_their_parents_in_the_tables_order() {
    let set = nested(&[None, Some("r0"), Some("r0"), Some("r2"), None]);
    let how = Arranging {
        sorted: &[4, 3, 2, 1, 0],
        is_nested: true,
        ..ALL
    };
    assert_eq!(drawn(&arrange(&set, &how)), ["4", "0", ".2", "..3", ".1"]);
    let closed = Arranging {
        is_open: &|id| id == "r0",
        ..how
    };
    assert_eq!(drawn(&arrange(&set, &closed)), ["4", "0", ".2+", ".1"]);
}

#[test]
fn a_parent_that_does_not_match_is_context_for_a_child_that_does() {
    let set = nested(&[None, Some("r0"), Some("r1"), None, Some("r3")]);
    let how = Arranging {
        sorted: &[0, 1, 2, 3, 4],
        is_match: &|row| row == 2 || row == 3,
        is_nested: true,
        ..ALL
    };
    let lines = arrange(&set, &how);
    assert_eq!(drawn(&lines), ["0?", ".1?", "..2", "3"]);
    assert_eq!(lines.matching, 2);
}

#[test]
fn a_pinned_run_leaves_its_parent_and_takes_its_children_along() {
    let set = nested(&[None, Some("r0"), Some("r1"), Some("r0")]);
    let how = Arranging {
        sorted: &[0, 1, 2, 3],
        is_pinned: &|row| row == 1,
        is_nested: true,
        ..ALL
    };
    let lines = arrange(&set, &how);
    assert_eq!(
        (drawn(&lines), lines.pinned),
        (vec!["1".into(), ".2".into(), "0".into(), ".3".into()], 2)
    );
}

#[test]
fn parents_that_are_not_loaded_are_named_once_and_hidden_ones_not_at_all() {
    let mut set = nested(&[Some("far"), Some("far"), Some("r4"), Some("gone"), None]);
    let how = Arranging {
        sorted: &[0, 1, 2, 3, 4],
        is_match: &|row| row != 3,
        is_hidden: &|row| row == 4,
        is_nested: true,
        ..ALL
    };
    let lines = arrange(&set, &how);
    assert_eq!(drawn(&lines), ["0", "1", "2"]);
    assert_eq!(lines.missing_parents, [RunId::from("far")]);
    set.set_tag(0, "mlflow.parentRunId", Some(""));
    set.set_tag(1, "mlflow.parentRunId", None);
    assert_eq!(arrange(&set, &how).missing_parents, []);
}

#[test]
fn circles_of_runs_are_cut_and_every_run_is_shown() {
    let set = nested(&[Some("r0"), Some("r2"), Some("r3"), Some("r1"), Some("r1")]);
    let how = Arranging {
        sorted: &[0, 1, 2, 3, 4],
        is_nested: true,
        ..ALL
    };
    let lines = drawn(&arrange(&set, &how));
    assert_eq!(lines, ["0", "3", ".2", "..1", "...4"]);
}

#[test]
fn a_chain_of_thousands_of_runs_needs_no_stack() {
    let ids: Vec<_> = (0..30_000).map(|row| format!("r{row}")).collect();
    let parents: Vec<_> = [None]
        .into_iter()
        .chain(ids.iter().map(|id| Some(id.as_str())))
        .take(30_000)
        .collect();
    let set = nested(&parents);
    let how = Arranging {
        sorted: set.rows(),
        is_nested: true,
        ..ALL
    };
    assert_eq!(arrange(&set, &how).lines.len(), 30_000);
}

#[test]
fn groups_come_in_the_order_of_their_first_runs_and_what_is_missing_last() {
    let set = set_of(&[
        (None, Some(1.0), None),
        (Some("a"), Some(2.0), None),
        (Some("b"), Some(2.0), None),
        (Some("a"), Some(4.0), None),
        (Some(""), None, None),
        (Some("a"), Some(f64::NAN), None),
    ]);
    let by_param = [Field::param("p")];
    let how = Arranging {
        sorted: &[0, 2, 1, 3, 4, 5],
        group_by: &by_param,
        is_pinned: &|row| row == 3,
        is_open: &|key| key != "params.p=b",
        ..ALL
    };
    let lines = arrange(&set, &how);
    assert_eq!(
        drawn(&lines),
        ["3", "#0+", "#1", ".1", ".5", "#2", ".4", "#3", ".0"]
    );
    assert_eq!(lines.members(1), [1, 3, 5]);
    assert_eq!(
        (lines.group_key(&set, 1), lines.group_key(&set, 3)),
        ("params.p=a".into(), "params.p".into())
    );
    assert_eq!(lines.group_row(1), Some((&by_param[..], 1)));
    let numbers = Statistics::of_column(set.column(&Field::metric("m")), lines.members(1));
    assert_eq!((numbers.count, numbers.mean, numbers.max), (2, 3.0, 4.0));

    let by_both = [Field::param("p"), Field::metric("m")];
    let how = Arranging {
        group_by: &by_both,
        is_open: &|_| false,
        is_pinned: &|_| false,
        ..how
    };
    let lines = arrange(&set, &how);
    let members: Vec<_> = (0..6).map(|group| lines.members(group).to_vec()).collect();
    // A NaN is a value; the json here writes it as null, which reads as NaN.
    assert_eq!(members, [vec![2], vec![1], vec![3], vec![5], vec![4], vec![0]]);
    assert_eq!(lines.group_key(&set, 1), "params.p=a\u{1f}metrics.m=2");
    assert_eq!((lines.members(9), lines.group_row(9)), (&[][..], None));
}

proptest! {
    #[test]
    fn groups_are_equal_in_all_fields_and_together_in_the_first(
        cells in prop::collection::vec((prop::option::of("[ab]"), prop::option::of((-1..2).prop_map(f64::from))), 0..30)
    ) {
        let runs: Vec<_> = cells.iter().map(|(param, metric)| (param.as_deref(), *metric, None)).collect();
        let set = set_of(&runs);
        let by = [Field::param("p"), Field::metric("m")];
        let lines = arrange(&set, &Arranging { sorted: set.rows(), group_by: &by, ..ALL });
        let groups: Vec<_> = (0..).take(lines.groups()).map(|group| lines.members(group)).collect();
        let mut expected: Vec<Vec<u32>> = Vec::new();
        for row in set.rows() {
            match expected.iter_mut().find(|group| cells[group[0] as usize] == cells[*row as usize]) {
                Some(group) => group.push(*row),
                None => expected.push(vec![*row]),
            }
        }
        let first = |param: &Option<String>| cells.iter().position(|cell| cell.0 == *param);
        expected.sort_by_key(|group| {
            let (param, metric) = &cells[group[0] as usize];
            (param.is_none(), first(param), metric.is_none(), group[0])
        });
        prop_assert_eq!(groups, expected);
    }

    #[test]
    fn every_run_that_matches_is_shown_once_under_its_parent_and_siblings_are_in_order(
        parents in prop::collection::vec(prop::option::weighted(0.7, 0..25_usize), 1..25),
        matching in any::<u32>(), hidden in any::<u32>(), pinned in any::<u32>(), order in any::<u64>()
    ) {
        let ids: Vec<_> = (0..25).map(|row| format!("r{row}")).collect();
        let set = nested(&parents.iter().map(|parent| parent.map(|parent| ids[parent].as_str())).collect::<Vec<_>>());
        let mut sorted = set.rows().to_vec();
        sorted.sort_by_key(|row| order.rotate_left(row * 7) % 97);
        let place = |wanted: u32| sorted.iter().position(|row| *row == wanted).unwrap();
        let bit = |bits: u32, row: u32| bits >> row & 1 == 1;
        let (is_match, is_hidden, is_pinned) =
            (|row| bit(matching, row), |row| bit(hidden & matching.rotate_left(3), row), |row| bit(pinned & hidden, row));
        let how = Arranging {
            sorted: &sorted, is_match: &is_match, is_hidden: &is_hidden, is_pinned: &is_pinned, is_nested: true, ..ALL
        };
        let lines = arrange(&set, &how);
        let mut seen = std::collections::BTreeSet::new();
        let mut path: Vec<u32> = Vec::new();
        let mut last_child: std::collections::BTreeMap<Option<u32>, u32> = std::collections::BTreeMap::new();
        for (index, line) in lines.lines.iter().enumerate() {
            let Line::Run { row, depth, is_context, .. } = *line else { panic!() };
            prop_assert!(seen.insert(row) && !is_hidden(row));
            prop_assert_eq!(is_context, !is_match(row));
            path.truncate(usize::from(depth));
            let parent = path.last().copied();
            if let Some(parent) = parent {
                prop_assert_eq!(set.parent_row(row), Some(parent));
            }
            if index == lines.pinned {
                last_child.remove(&None);
            }
            if let Some(before) = last_child.insert(parent, row) {
                prop_assert!(place(before) < place(row));
            }
            path.push(row);
        }
        for row in sorted.iter().copied().filter(|row| !is_hidden(*row)) {
            let leads_somewhere = lines.lines.iter().any(|line| {
                matches!(line, Line::Run { row: one, .. } if set.parent_row(*one) == Some(row))
            });
            prop_assert!(seen.contains(&row) || !(is_match(row) || is_pinned(row)));
            prop_assert!(!seen.contains(&row) || is_match(row) || is_pinned(row) || leads_somewhere);
        }
        prop_assert_eq!(lines.matching, sorted.iter().filter(|row| is_match(**row) && !is_hidden(**row)).count());
    }
}
