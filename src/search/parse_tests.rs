use proptest::prelude::*;

use super::arbitrary::{searches, without_spans};
use super::*;

fn printed(text: &str) -> String {
    match parse(text) {
        Ok(search) => search.map(|search| print(&search)).unwrap_or_default(),
        Err(problem) => panic!("{text}: {problem:?}"),
    }
}

fn problem(text: &str) -> Problem {
    parse(text).expect_err(text)
}

#[test]
fn the_servers_grammar_is_read() {
    for (text, print) in [
        ("", ""),
        ("  ", ""),
        ("status = 'FINISHED'", "status = 'FINISHED'"),
        ("attributes.status = \"FINISHED\"", "status = 'FINISHED'"),
        ("attr.start_time > 1.5", "start_time > 1.5"),
        ("run.end_time>=5", "end_time >= 5"),
        ("created > 1700000000000", "start_time > 1700000000000"),
        ("`run name` = 'x'", "run_name = 'x'"),
        ("\"Run name\" = 'x'", "run_name = 'x'"),
        ("attributes.`Run Name` != 'x'", "run_name != 'x'"),
        (
            "metrics.a>1 metric.b <= -1.5e-3",
            "metrics.a > 1 AND metrics.b <= -0.0015",
        ),
        ("parameter.`val loss` like 'x%'", "params.`val loss` LIKE 'x%'"),
        ("params.\"a`b\" ILIKE \"it's\"", "params.\"a`b\" ILIKE \"it's\""),
        ("`params`.a = 'x'", "params.a = 'x'"),
        ("params.'a b' = 'x'", "params.`a b` = 'x'"),
        ("tags.mlflow.runName = 'it''s'", "tags.mlflow.runName = \"it''s\""),
        ("run_id not in ('a', \"b\",)", "run_id NOT IN ('a', 'b')"),
        (
            "dataset.name IN ('a') and datasets.context = 'train'",
            "dataset.name IN ('a') AND dataset.context = 'train'",
        ),
        (
            "params.a is null And tag.b IS NOT NULL",
            "params.a IS NULL AND tags.b IS NOT NULL",
        ),
        ("params.a = 'C:\\'", "params.a = “C:\\”"),
    ] {
        assert_eq!(printed(text), print, "{text}");
    }
}

#[test]
fn what_the_server_lacks_is_read() {
    for (text, print) in [
        ("tree or forest", "tree OR forest"),
        (
            "tree forest or not (oak elm)",
            "tree AND forest OR NOT (oak AND elm)",
        ),
        ("(a or b) c", "(a OR b) AND c"),
        ("(a and b) and c || d", "a AND b AND c OR d"),
        (
            "\"two words\" 'status' status2",
            "'two words' AND 'status' AND status2",
        ),
        ("params.depth > 3", "params.depth > 3"),
        (
            "params.depth = 3 and params.depth = '3'",
            "params.depth = 3 AND params.depth = '3'",
        ),
        ("params.model = tree", "params.model = 'tree'"),
        ("params.path=/a/b=c", "params.path = '/a/b=c'"),
        ("metrics.val/loss < 1", "metrics.`val/loss` < 1"),
        ("metrics.val loss > 1", "metrics.`val loss` > 1"),
        (
            "params.model in (tree, 3, 'x y')",
            "params.model IN ('tree', 3, 'x y')",
        ),
        ("metrics.a is not null", "metrics.a IS NOT NULL"),
        (
            "metrics.a = nan or metrics.a < -inf",
            "metrics.a = nan OR metrics.a < -inf",
        ),
        ("params.a =~ ^v\\d+$", "params.a =~ '^v\\d+$'"),
        ("tags.a !~ '(?i)x'", "tags.a !~ '(?i)x'"),
        ("duration > 90m", "duration > 90m"),
        ("duration <= 1h30m", "duration <= 90m"),
        ("status = running", "status = 'RUNNING'"),
        ("Status == running", "status = 'RUNNING'"),
        ("run name = x", "run_name = 'x'"),
        (
            "params.a = “it's” and params.b = ‘x’",
            "params.a = \"it's\" AND params.b = 'x'",
        ),
        ("params.a not like 'x'", "params.a NOT LIKE 'x'"),
        ("source", "source"),
        ("source = train.py", "source = 'train.py'"),
        (
            "model.pkl v1.2 resnet-50 it’s",
            "model.pkl AND v1.2 AND resnet-50 AND it’s",
        ),
        ("a in b", "a AND in AND b"),
    ] {
        assert_eq!(printed(text), print, "{text}");
    }
}

#[test]
fn what_is_wrong_is_named_where_it_stands() {
    for (text, place, message) in [
        ("loss < 1", "loss", "No field is called `loss`"),
        (
            "Foo.a = 1",
            "Foo.a",
            "Expected metrics., params., tags., attributes. or dataset.",
        ),
        ("metrics.loss < tree", "tree", "Expected a number"),
        ("metrics.loss < '1'", "'1'", "A number has no quotes"),
        (
            "metrics.loss like 'x'",
            "like",
            "LIKE compares text; metrics is a number",
        ),
        ("status > 'x'", ">", "`>` compares numbers; status is text"),
        ("status >> 'x'", ">>", "`>>` is no operator"),
        ("params.depth > '3'", "'3'", "A number has no quotes"),
        ("attributes.foo = 'x'", "foo", "No attribute has this name"),
        (
            "dataset.size = 'x'",
            "size",
            "A dataset has name, digest and context",
        ),
        ("a and or b", "or", "Expected a condition before `or`"),
        ("and a", "and", "Expected a condition before `and`"),
        ("a)", ")", "No parenthesis is open here"),
        ("()", ")", "Expected a condition"),
        ("= 5", "=", "Expected a field before `=`"),
        ("params.a = and", "and", "Expected a value before `and`"),
        ("params.a = , 5", ",", "Expected a value"),
        ("params.a in 'x'", "'", "Expected a list in parentheses"),
        ("run_id in ()", ")", "Expected a value"),
        (
            "run_id in ('a' 'b')",
            "'",
            "Expected a comma or the end of the list",
        ),
        ("params.a is 5", "5", "Expected NULL or NOT NULL"),
        ("start_time > '5'", "'5'", "A number has no quotes"),
        (
            "params.a =~ '('",
            "'('",
            "No regular expression: found open group without closing ')'",
        ),
        (
            "metrics.a metrics.b",
            "metrics.b",
            "Expected a comparison of metrics",
        ),
        ("metrics. > 5", " ", "Expected a key after `metrics.`"),
    ] {
        let problem = problem(text);
        assert_eq!(
            (problem.span.of(text), problem.message.as_str()),
            (place, message),
            "{text}"
        );
        assert!(!problem.is_incomplete, "{text}");
    }
}

#[test]
fn what_is_half_typed_is_told_from_what_is_wrong() {
    let whole = "params.`a b` not like 'x' and (metrics.a >= -1e-5 or not run_id in ('a', 'b')) and tags.t is not null";
    for (end, _) in whole.char_indices() {
        if let Err(problem) = parse(&whole[..end]) {
            assert!(problem.is_incomplete, "{}: {problem:?}", &whole[..end]);
        }
    }
    for text in [
        "attributes.run_",
        "status",
        "status !",
        "duration > 5",
        "metrics.a < n",
        "\"two",
        "params.a i",
        "(a",
    ] {
        assert!(problem(text).is_incomplete, "{text}");
    }
}

#[test]
fn nesting_has_an_end() {
    assert_eq!(printed(&format!("{}a{}", "(".repeat(60), ")".repeat(60))), "a");
    assert_eq!(problem(&"(".repeat(100_000)).message, "Nested too deep");
    assert_eq!(problem(&"not ".repeat(100_000)).message, "Nested too deep");
}

#[test]
fn the_server_gets_what_it_can_say() {
    let halves = |text: &str| {
        let split = split(
            &parse(text).unwrap().unwrap(),
            ServerGrammar::of_version("3.17.2"),
        );
        (
            split.server.unwrap_or_default(),
            split.here.map(|here| print(&here)).unwrap_or_default(),
        )
    };
    let assert_halves = |text, server: &str, here: &str| {
        assert_eq!(halves(text), (server.to_owned(), here.to_owned()), "{text}");
    };
    assert_halves("metrics.val loss < 1 tree", "metrics.`val loss` < 1", "tree");
    assert_halves(
        "params.model = tree params.depth > 3 status = finished",
        "params.`model` = 'tree' AND attributes.status = 'FINISHED'",
        "params.depth > 3",
    );
    assert_halves(
        "metrics.a < 1 or metrics.b < 1",
        "",
        "metrics.a < 1 OR metrics.b < 1",
    );
    assert_halves(
        "(metrics.a < 1 and tags.x is null)",
        "metrics.`a` < 1 AND tags.`x` IS NULL",
        "",
    );
    assert_halves("metrics.a = nan", "", "metrics.a = nan");
    assert_halves("metrics.a < 1e300", "metrics.`a` < 1e300", "");
    assert_halves("run_id in (ab12, cd)", "attributes.run_id IN ('ab12', 'cd')", "");
    assert_halves("dataset.name in ('Iris')", "", "dataset.name IN ('Iris')");
    assert_halves("dataset.name = 'Iris'", "dataset.name = 'Iris'", "");
    assert_halves("status in ('FAILED')", "", "status IN ('FAILED')");
    assert_halves("params.a = “it's \"b\"”", "", "params.a = “it's \"b\"”");
    assert_halves(
        "duration > 5m params.a not like 'x'",
        "",
        "duration > 5m AND params.a NOT LIKE 'x'",
    );
}

#[test]
fn datasets_beside_others_do_not_go_to_an_old_server() {
    let halves = |text: &str| {
        let split = split(&parse(text).unwrap().unwrap(), ServerGrammar::default());
        (
            split.server.unwrap_or_default(),
            split.here.map(|here| print(&here)).unwrap_or_default(),
        )
    };
    let of_dataset = "dataset.name = 'iris'";
    assert_eq!(
        halves("metrics.a < 1 and dataset.name = 'iris'"),
        ("metrics.`a` < 1".to_owned(), of_dataset.to_owned())
    );
    let with_status = format!("{of_dataset} AND attributes.status = 'FAILED'");
    assert_eq!(
        halves("dataset.name = 'iris' status = failed"),
        (with_status, String::new())
    );
}

#[test]
fn parts_say_where_they_stand_and_who_evaluates_them() {
    let text = "metrics.loss < 1 and (tree or forest)";
    let split = split(&parse(text).unwrap().unwrap(), ServerGrammar::default());
    let parts: Vec<_> = split
        .parts
        .iter()
        .map(|part| (part.span.of(text), part.side, part.text.as_str()))
        .collect();
    let expected = [
        ("metrics.loss < 1", Side::Server, "metrics.loss < 1"),
        ("tree or forest", Side::Here, "tree OR forest"),
    ];
    assert_eq!(parts, expected);
}

#[test]
fn null_checks_go_to_servers_that_are_known_to_have_them() {
    for (version, null_checks) in [
        ("3.17.2", true),
        ("4.0.0", true),
        ("2.22.5", false),
        ("3.9.0", false),
        ("dev", false),
    ] {
        assert_eq!(
            ServerGrammar::of_version(version).null_checks,
            null_checks,
            "{version}"
        );
    }
}

proptest! {
    #[test]
    fn what_is_printed_reads_as_the_same(search in searches()) {
        let text = print(&search);
        let read = parse(&text).map(|read| read.map(without_spans));
        // NaN is not equal to itself, but prints the same.
        prop_assert_eq!(format!("{read:?}"), format!("{:?}", Ok::<_, Problem>(Some(search))), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_in_it(text in r#"(\PC|[ '"`()=<>!~.,]|and|or|not|in|is|null|like|metrics\.|params\.a|status|“|1e5){0,20}"#) {
        if let Err(problem) = parse(&text) {
            prop_assert!(text.get(problem.span.start..problem.span.end).is_some());
            prop_assert!(!problem.message.is_empty());
        }
    }

    #[test]
    fn a_split_search_says_both_halves(search in searches()) {
        let split = split(&search, ServerGrammar::of_version("3.17.2"));
        let server = split.server.as_deref().map(|text| parse(text).unwrap().unwrap());
        let parts = server.iter().chain(&split.here).map(|half| match &half.node {
            Node::And(conditions) => conditions.len(),
            _ => 1,
        });
        prop_assert_eq!(parts.sum::<usize>(), split.parts.len());
    }
}
