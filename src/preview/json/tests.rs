use super::tree::Limits;
use super::*;
use proptest::prelude::*;
use serde_json::Value;

fn read(text: &str) -> JsonTree {
    JsonTree::read(text.as_bytes(), true)
}

fn problem(text: &str) -> Problem {
    read(text).problem().unwrap().problem.clone()
}

#[test]
fn a_document_is_a_flat_list_in_its_own_order() {
    let tree = read(r#" {"b": [1, "x\n"], "a": {}, "": null} "#);
    assert_eq!(tree.problem(), None);
    let nodes: Vec<_> = (0..tree.len()).map(|index| tree.node(index).unwrap()).collect();
    let paths: Vec<_> = nodes.iter().map(JsonNode::path).collect();
    assert_eq!(paths, ["$", "$.b", "$.b[0]", "$.b[1]", "$.a", "$[\"\"]"]);
    let counts: Vec<_> = nodes
        .iter()
        .map(|node| (node.depth(), node.child_count(), node.end()))
        .collect();
    assert_eq!(
        counts,
        [(0, 3, 6), (1, 2, 4), (2, 0, 3), (2, 0, 4), (1, 0, 5), (1, 0, 6)]
    );
    assert_eq!(nodes[3].text(), "x\n");
    assert_eq!(nodes[1].source(), r#"[1, "x\n"]"#);
    assert_eq!(nodes[1].key().as_deref(), Some("b"));
    assert_eq!(nodes[5].key().as_deref(), Some(""));
}

#[test]
fn a_closed_branch_is_skipped() {
    let tree = read(r#"{"a": [1, [2, 3]], "b": 4}"#);
    assert_eq!(tree.visible(|_| false), [0]);
    assert_eq!(tree.visible(|index| index == 0), [0, 1, 6]);
    assert_eq!(tree.visible(|index| index != 3), [0, 1, 2, 3, 6]);
    assert_eq!(tree.visible(|_| true).len(), tree.len());
}

#[test]
fn what_python_writes_is_read() {
    let tree = read("[NaN, Infinity, -Infinity, -1, 123456789012345678901234567890]");
    assert_eq!(tree.problem(), None);
    let kinds: Vec<_> = (1..tree.len())
        .map(|index| tree.node(index).unwrap().kind())
        .collect();
    assert_eq!(kinds[..3], [JsonKind::NotFinite; 3]);
    assert_eq!(kinds[3..], [JsonKind::Number; 2]);
    assert_eq!(tree.node(5).unwrap().text(), "123456789012345678901234567890");
}

#[test]
fn what_is_cut_off_is_shown_as_far_as_it_goes() {
    let tree = read(r#"{"a": [1, 2"#);
    assert_eq!(tree.len(), 4);
    assert_eq!(tree.problem().unwrap().problem, Problem::EndsEarly);
    assert!(
        (0..2)
            .chain(3..4)
            .all(|index| !tree.node(index).unwrap().is_complete())
    );
    assert!(tree.node(2).unwrap().is_complete());
    for text in ["[tru", "[\"a", "[\"\\u00", "[-", "{\"a\"", "{\"a\":", "[1,"] {
        assert_eq!(problem(text), Problem::EndsEarly, "{text}");
        let beginning = JsonTree::read(text.as_bytes(), false);
        assert_eq!(
            beginning.problem().unwrap().problem,
            Problem::OnlyBeginning,
            "{text}"
        );
    }
}

#[test]
fn a_mistake_is_named_with_its_place() {
    let message = |text: &str| read(text).problem().unwrap().to_string();
    assert_eq!(
        message("{\n  \"é\": 1 x}"),
        "Line 2, column 10: expected a comma or “}”, found “x”"
    );
    assert_eq!(
        message("{a: 1}"),
        "Line 1, column 2: expected a name in quotes, found “a”"
    );
    assert_eq!(message("[1,]"), "Line 1, column 4: expected a value, found “]”");
    assert_eq!(
        message("{\"a\" 1}"),
        "Line 1, column 6: expected a colon, found “1”"
    );
    assert_eq!(problem(""), Problem::Empty);
    assert_eq!(problem("1 2"), Problem::MoreText);
    assert_eq!(problem("[1.2.3]"), Problem::BadNumber);
    assert_eq!(problem("\"\\x\""), Problem::BadEscape);
    assert_eq!(problem("\"\\u12g4\""), Problem::BadEscape);
}

#[test]
fn bottomless_nesting_is_stopped() {
    let tree = read(&"[".repeat(1_000_000));
    assert_eq!(tree.len(), 1000);
    assert_eq!(tree.problem().unwrap().problem, Problem::TooDeep(1000));
    assert_eq!(
        tree.node(999).unwrap().path().len(),
        "$".len() + 999 * "[0]".len()
    );
}

#[test]
fn limits_are_named_and_keep_what_was_read() {
    let limits = Limits {
        bytes: 100,
        nodes: 3,
        depth: 2,
    };
    let tree = JsonTree::read_within(b"[1,2,3]", true, limits);
    assert_eq!(
        (tree.len(), tree.problem().unwrap().problem.clone()),
        (3, Problem::TooMany(3))
    );
    let tree = JsonTree::read_within(b"[1]", true, Limits { bytes: 2, ..limits });
    assert_eq!(tree.problem().unwrap().problem, Problem::OnlyBeginning);
}

#[test]
fn escapes_are_resolved_and_half_a_pair_is_replaced() {
    let text = |text: &str| read(text).node(0).unwrap().text().into_owned();
    assert_eq!(
        text(r#""\"\\\/\b\f\n\r\tA\ud83c\udf44""#),
        "\"\\/\u{8}\u{C}\n\r\tA🍄"
    );
    assert_eq!(text(r#""\ud83c!""#), "\u{FFFD}!");
    assert_eq!(text(r#""\ud83c\u0041""#), "\u{FFFD}A");
}

#[test]
fn other_encodings_are_read() {
    assert_eq!(JsonTree::read(b"\xEF\xBB\xBF[1]", true).problem(), None);
    assert_eq!(JsonTree::read(b"\xFF\xFE[\x001\0]\0", true).problem(), None);
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((any::<String>(), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// The tree says the same as serde's value, node by node.
fn same(node: &JsonNode<'_>, tree: &JsonTree, value: &Value) -> bool {
    let children = || {
        let mut next = node.index() + 1;
        std::iter::from_fn(move || {
            let child = tree.node(next).filter(|child| child.index() < node.end())?;
            next = child.end();
            Some(child)
        })
    };
    match value {
        Value::Null => node.kind() == JsonKind::Null,
        Value::Bool(value) => node.kind() == JsonKind::Bool && node.text() == value.to_string(),
        Value::Number(value) => node.kind() == JsonKind::Number && node.source() == value.to_string(),
        Value::String(value) => node.kind() == JsonKind::String && node.text() == value.as_str(),
        Value::Array(items) => {
            node.kind() == JsonKind::Array
                && node.child_count() == items.len()
                && children().count() == items.len()
                && children()
                    .zip(items)
                    .all(|(child, item)| same(&child, tree, item))
        }
        Value::Object(members) => {
            node.kind() == JsonKind::Object
                && node.child_count() == members.len()
                && children().zip(members).all(|(child, (key, member))| {
                    child.key().as_deref() == Some(key.as_str()) && same(&child, tree, member)
                })
        }
    }
}

proptest! {
    #[test]
    fn valid_json_is_read_as_serde_reads_it(value in value(), is_pretty: bool) {
        let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let tree = read(&text);
        prop_assert_eq!(tree.problem(), None);
        prop_assert!(same(&tree.node(0).unwrap(), &tree, &value), "{}", text);
    }

    #[test]
    fn every_beginning_of_valid_json_ends_early(value in value(), cut: proptest::sample::Index) {
        let text = serde_json::to_string(&vec![value]).unwrap();
        let cut = cut.index(text.len());
        let tree = JsonTree::read(&text.as_bytes()[..cut], false);
        prop_assert_eq!(&tree.problem().unwrap().problem, &Problem::OnlyBeginning);
    }

    #[test]
    fn any_bytes_are_read_as_far_as_they_go(bytes in prop_oneof![
        any::<Vec<u8>>(),
        "[\\[\\]{}\",:\\\\u0-9aetrufalsn. -]{0,40}".prop_map(String::into_bytes),
    ], is_whole: bool) {
        let tree = JsonTree::read(&bytes, is_whole);
        let strict = serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_ok();
        prop_assert!(!strict || tree.problem().is_none());
        for index in 0..tree.len() {
            let node = tree.node(index).unwrap();
            prop_assert!(node.end() > index && node.end() <= tree.len());
            let _ = (node.text(), node.path(), node.key(), node.source());
        }
        prop_assert_eq!(tree.visible(|_| true).len(), tree.len());
    }
}
