//! Expressions from their text to their values.

use proptest::prelude::*;

use super::*;
use crate::chart::{Point, Series};

fn read(text: &str) -> Result<Expression, ParseError> {
    parse(text, &|_| false)
}

fn series(points: &[(i64, i64, f64)]) -> Arc<Series> {
    let points = points.iter().map(|&(step, time_millis, value)| Point {
        step,
        time_millis,
        value,
    });
    Arc::new(Series::from_points(points.collect()))
}

/// What a text comes to where a = 3 and b = 4.
fn value(text: &str) -> f64 {
    let lookup = |key: &str| match key {
        "a" => Some(series(&[(0, 0, 3.0)])),
        "b" | "x/y" | "say \"hi\"" | "5`s" => Some(series(&[(0, 0, 4.0)])),
        _ => None,
    };
    read(text).unwrap().evaluate(&lookup).unwrap().value()[0]
}

fn fails(text: &str, span: Range<usize>, message: &str) {
    let error = read(text).unwrap_err();
    assert_eq!(error.span, span, "{text}: {error}");
    assert!(error.message.contains(message), "{text}: {error}");
}

#[test]
fn products_bind_more_than_sums_and_both_go_from_left_to_right() {
    for (text, wanted) in [
        ("a - b - 1", -2.0),
        ("a + b * 2", 11.0),
        ("(a + b) * 2", 14.0),
        ("12 / a / b", 1.0),
        ("-a * -b", 12.0),
        ("a - -b", 7.0),
        ("- -a", 3.0),
        ("+a", 3.0),
        ("2e1 + .5 + 1. + a", 24.5),
        ("a*a-b", 5.0),
    ] {
        assert!((value(text) - wanted).abs() < 1e-12, "{text}: {}", value(text));
    }
}

#[test]
fn functions_take_as_many_values_as_they_have() {
    for (text, wanted) in [
        ("abs(a - b)", 1.0),
        ("log(exp(a))", 3.0),
        ("log10(25 * b)", 2.0),
        ("sqrt(a * a + b * b)", 5.0),
        ("min(a, b)", 3.0),
        ("max(a, b, 9, 2)", 9.0),
    ] {
        assert!((value(text) - wanted).abs() < 1e-12, "{text}: {}", value(text));
    }
    assert!(value("min(a, sqrt(-b))").is_nan());
    assert_eq!(Some(value("a / 0")), Some(f64::INFINITY));
}

#[test]
fn keys_with_other_letters_stand_in_quotes() {
    assert_eq!(Some(value("\"x/y\" - a")), Some(1.0));
    assert_eq!(Some(value("`x/y` - a")), Some(1.0));
    assert_eq!(Some(value("\"say \"\"hi\"\"\" - a")), Some(1.0));
    assert_eq!(Some(value("`5``s` - a")), Some(1.0));
    assert_eq!(quoted("val_loss.1"), "val_loss.1");
    assert_eq!(quoted("say \"hi\""), "\"say \"\"hi\"\"\"");
    for key in ["x/y", "5s", "", "a-b"] {
        assert_eq!(quoted(key), format!("\"{key}\""));
    }
}

#[test]
fn a_text_that_is_a_metric_is_that_metric() {
    let known = |key: &str| key == "train/loss";
    let expression = parse(" train/loss ", &known).unwrap();
    assert_eq!(expression.metrics(), ["train/loss".into()]);
    assert_eq!(parse("train/loss + 1", &known).unwrap().metrics().len(), 2);
}

#[test]
fn metrics_are_named_once_in_the_order_of_the_text() {
    let expression = read("min + b * (min(a, b) - log)").unwrap();
    let metrics: Vec<&str> = expression.metrics().iter().map(|key| &**key).collect();
    assert_eq!(metrics, ["min", "b", "a", "log"]);
}

#[test]
fn what_cannot_be_read_says_where_and_what_to_do() {
    fails("", 0..0, "missing");
    fails("a +", 3..3, "metric or a number is missing");
    fails("a b", 2..3, "operator");
    fails("(a", 2..2, "closing parenthesis");
    fails("a)", 1..2, "closes none");
    fails("a + \"b", 4..6, "not closed");
    fails("sin(a)", 0..3, "no such function");
    fails("min(a)", 5..6, "comma");
    fails("abs(a, b)", 5..6, "closing parenthesis");
    fails("1 + 2", 0..5, "at least one metric");
    fails("a % b", 2..3, "double quotes");
    fails("a + 5s", 4..6, "double quotes");
    fails("1e999 * a", 0..5, "no number");
    fails(&"(".repeat(10_000), 100..101, "too deeply");
    fails(&"-".repeat(10_000), 100..101, "too deeply");
}

#[test]
fn a_long_sum_is_no_deep_one() {
    let sum = vec!["a"; 20_000].join("+");
    assert!((value(&sum) - 60_000.0).abs() < 1e-9);
}

#[test]
fn values_are_joined_on_the_steps_that_all_metrics_have() {
    let lookup = |key: &str| match key {
        "a" => Some(series(&[(0, 5, 1.0), (1, 6, 2.0), (1, 7, 3.0), (4, 9, 5.0)])),
        "b" => Some(series(&[
            (-1, 0, 9.0),
            (1, 3, 1.0),
            (4, 99, f64::NAN),
            (5, 0, 1.0),
        ])),
        "c" => Some(series(&[])),
        _ => None,
    };
    let joined = read("a - b").unwrap().evaluate(&lookup).unwrap();
    assert_eq!(joined.step(), [1, 4]);
    assert_eq!(joined.time_millis(), [7, 99]);
    assert_eq!(joined.value().first(), Some(&2.0));
    assert!(joined.value()[1].is_nan());
    assert!(read("a - c").unwrap().evaluate(&lookup).unwrap().is_empty());
    assert_eq!(read("a - d").unwrap().evaluate(&lookup), None);
}

proptest! {
    #[test]
    fn no_text_does_harm(text in prop_oneof![".*", "[-+*/(),.0-9a\"` é]*", "((abs|min|a|1|-|\\+|\\*|\\(|\\)|,) ?)*"]) {
        match read(&text) {
            Err(error) => prop_assert!(text.get(error.span).is_some()),
            Ok(expression) => {
                prop_assert!(!expression.metrics().is_empty());
                let one = series(&[(0, 0, 2.0)]);
                let all = expression.evaluate(&|_| Some(Arc::clone(&one)));
                prop_assert_eq!(all.unwrap().len(), 1);
            }
        }
    }
}
