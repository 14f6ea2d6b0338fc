//! Searches of any kind, for property tests.

use proptest::prelude::*;

use super::*;
use crate::runs::{Attribute, Field};

/// Any search; spans are empty.
pub fn searches() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        3 => comparisons().prop_map(Node::Compare),
        1 => texts().prop_filter("words are not empty", |text| !text.is_empty()).prop_map(Node::Words),
    ];
    leaf.prop_map(bare).prop_recursive(4, 24, 4, |inner| {
        let some = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            some.clone().prop_map(|some| Expr::all(some).unwrap()),
            some.prop_map(|some| Expr::any(some).unwrap()),
            inner.prop_map(|inner| bare(Node::Not(Box::new(inner)))),
        ]
    })
}

fn bare(node: Node) -> Expr {
    Expr {
        node,
        span: Span::default(),
    }
}

/// Keys and values: plain, hard to quote, words of the language.
pub fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c]{1,3}",
        r#"[a1 .'"`“”‘’\\%_=<()é,-]{0,8}"#,
        prop::sample::select(vec![
            "and",
            "NOT",
            "status",
            "source",
            "run name",
            "5",
            "1e3",
            "nan",
            "metrics.a",
            "a.b",
            "in",
            "(",
            "null",
            "Run",
            "it's",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn targets() -> impl Strategy<Value = Target> {
    prop_oneof![
        texts().prop_map(|key| Target::Field(Field::metric(&key))),
        texts().prop_map(|key| Target::Field(Field::param(&key))),
        texts().prop_map(|key| Target::Field(Field::tag(&key))),
        prop::sample::select(Attribute::ALL.to_vec()).prop_map(Target::from),
        prop::sample::select(DatasetPart::ALL.to_vec()).prop_map(Target::Dataset),
    ]
}

fn number_operators() -> impl Strategy<Value = NumberOperator> {
    use NumberOperator::{AtLeast, AtMost, Equal, Less, More, NotEqual};
    prop::sample::select(vec![Equal, NotEqual, Less, AtMost, More, AtLeast])
}

fn text_tests() -> impl Strategy<Value = Test> {
    use TextOperator::{Equal, Ilike, Like, Matches, NotEqual, NotIlike, NotLike, NotMatches};
    let operators = prop::sample::select(vec![Equal, NotEqual, Like, Ilike, NotLike, NotIlike]);
    let patterns = prop::sample::select(vec!["^a.*b$", "(?i)tree|forest", "it's", "“", "[\"']`"]);
    prop_oneof![
        (operators, texts()).prop_map(|(operator, text)| Test::Text(operator, text)),
        (prop::sample::select(vec![Matches, NotMatches]), patterns)
            .prop_map(|(operator, pattern)| Test::Text(operator, pattern.to_owned())),
    ]
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    use super::target::Domain;
    targets().prop_flat_map(|target| {
        let numbers = match target.domain() {
            Domain::Number => prop_oneof![any::<f64>(), Just(f64::INFINITY), Just(f64::NAN)].boxed(),
            Domain::Duration => (0..1_000_000_000_u32).prop_map(f64::from).boxed(),
            _ => any::<f64>().boxed(),
        };
        let number_tests =
            (number_operators(), numbers.clone()).prop_map(|(op, value)| Test::Number(op, value));
        let values = match target.domain() {
            Domain::Text => texts().prop_map(Value::Text).boxed(),
            Domain::TextOrNumber => {
                prop_oneof![texts().prop_map(Value::Text), numbers.prop_map(Value::Number)].boxed()
            }
            _ => numbers.prop_map(Value::Number).boxed(),
        };
        let list = (any::<bool>(), prop::collection::vec(values, 1..4))
            .prop_map(|(negated, values)| Test::In { negated, values });
        let null = any::<bool>().prop_map(|negated| Test::Null { negated });
        let own = match target.domain() {
            Domain::Text => text_tests().boxed(),
            Domain::TextOrNumber => prop_oneof![text_tests(), number_tests].boxed(),
            _ => number_tests.boxed(),
        };
        prop_oneof![3 => own, 1 => list, 1 => null].prop_map(move |test| Comparison {
            target: target.clone(),
            test,
        })
    })
}

/// The search with empty spans: what it says, wherever it stands.
pub fn without_spans(search: Expr) -> Expr {
    let all = |conditions: Vec<Expr>| conditions.into_iter().map(without_spans).collect();
    bare(match search.node {
        Node::And(conditions) => Node::And(all(conditions)),
        Node::Or(conditions) => Node::Or(all(conditions)),
        Node::Not(condition) => Node::Not(Box::new(without_spans(*condition))),
        leaf => leaf,
    })
}
