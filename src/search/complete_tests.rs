use proptest::prelude::*;

use super::*;

struct Known;

impl Vocabulary for Known {
    fn keys(&self, each: &mut dyn FnMut(Kind, &str)) {
        for key in ["loss", "val loss", "train/loss", "accuracy"] {
            each(Kind::Metric, key);
        }
        for key in ["model", "depth", "a`b"] {
            each(Kind::Param, key);
        }
        each(Kind::Tag, "team");
    }

    fn values(&self, target: &Target, each: &mut dyn FnMut(&str)) {
        match target.parts() {
            (Kind::Param, "model") => ["tree", "big tree", "it's"].into_iter().for_each(each),
            (Kind::Param, "depth") => ["3", "none", "12"].into_iter().for_each(each),
            (Kind::Attribute, "status") => ["FINISHED", "FAILED"].into_iter().for_each(each),
            _ => {}
        }
    }
}

/// The suggestions at `|`, and the text once each is taken.
fn suggested(marked: &str) -> Vec<(String, String)> {
    let cursor = marked.find('|').unwrap();
    let text = marked.replace('|', "");
    complete(&text, cursor, &Known)
        .into_iter()
        .map(|one| {
            let mut taken = text.clone();
            taken.replace_range(one.replace.start..one.replace.end, &one.insert);
            (one.label, taken)
        })
        .collect()
}

fn labels(marked: &str) -> Vec<String> {
    suggested(marked).into_iter().map(|(label, _)| label).collect()
}

fn first_taken(marked: &str) -> String {
    suggested(marked)
        .into_iter()
        .next()
        .map(|(_, taken)| taken)
        .unwrap_or_default()
}

#[test]
fn keys_are_found_by_their_beginning_then_by_what_they_hold() {
    assert_eq!(labels("metrics.l|"), ["loss", "`val loss`", "`train/loss`"]);
    assert_eq!(
        labels("metrics.|"),
        ["loss", "`val loss`", "`train/loss`", "accuracy"]
    );
    assert_eq!(
        labels("lo|"),
        ["metrics.loss", "metrics.`val loss`", "metrics.`train/loss`"]
    );
    assert_eq!(labels("TEA|"), ["tags.team"]);
    assert_eq!(labels("metrics.cc|"), ["accuracy"]);
}

#[test]
fn what_is_taken_is_quoted_where_it_must_be() {
    assert_eq!(first_taken("metrics.v|"), "metrics.`val loss` ");
    assert_eq!(first_taken("metrics.`v|"), "metrics.`val loss` ");
    assert_eq!(first_taken("metrics.val l|"), "metrics.`val loss` ");
    assert_eq!(first_taken("params.a|"), "params.\"a`b\" ");
    assert_eq!(first_taken("params.model = it|"), "params.model = \"it's\" ");
    assert_eq!(
        first_taken("params.model = 'bi|g' and b"),
        "params.model = 'big tree' and b"
    );
    assert_eq!(first_taken("va|l < 1"), "metrics.`val loss` < 1");
}

#[test]
fn operators_fit_the_field() {
    assert_eq!(labels("metrics.loss |")[..4], ["<", "<=", ">", ">="]);
    assert_eq!(labels("params.model li|"), ["LIKE", "NOT LIKE"]);
    assert_eq!(labels("status n|")[..2], ["NOT IN (", "NOT LIKE"]);
    assert_eq!(first_taken("metrics.accuracy|"), "metrics.accuracy < ");
    assert_eq!(first_taken("params.model in|"), "params.model IN (");
    assert_eq!(labels("params.model is |"), ["NULL", "NOT NULL"]);
}

#[test]
fn values_fit_the_field() {
    assert_eq!(labels("status = |"), ["FINISHED", "FAILED"]);
    assert_eq!(labels("params.model = tr|"), ["tree", "big tree"]);
    assert_eq!(labels("params.depth > |"), ["3", "12"]);
    assert_eq!(first_taken("params.depth > 1|"), "params.depth > 12 ");
    assert_eq!(first_taken("params.depth = |"), "params.depth = '3' ");
    assert_eq!(
        first_taken("params.model in ('tree', b|)"),
        "params.model in ('tree', 'big tree' )"
    );
    assert!(labels("metrics.loss < 1|").is_empty());
}

#[test]
fn conditions_are_joined_where_one_is_whole() {
    assert_eq!(labels("metrics.loss < 1 |"), ["AND", "OR"]);
    assert_eq!(labels("metrics.loss < 1 a|")[..1], ["AND"]);
    assert!(!labels("a|").contains(&"AND".to_owned()));
    assert_eq!(labels("|")[..3], ["NOT", "metrics.", "params."]);
    assert_eq!(
        first_taken("metrics.loss < 1 and met|"),
        "metrics.loss < 1 and metrics."
    );
    assert!(labels("zebra|").is_empty());
}

proptest! {
    #[test]
    fn suggestions_stand_in_the_text(text in r#"(\PC|[ '"`()=<>!~.,]|and|not|in|is|metrics\.|params\.model|status|“){0,12}"#) {
        for cursor in 0..=text.len() {
            for suggestion in complete(&text, cursor, &Known) {
                prop_assert!(text.get(suggestion.replace.start..suggestion.replace.end).is_some());
                prop_assert!(suggestion.replace.start <= cursor && cursor <= suggestion.replace.end);
            }
        }
    }
}
