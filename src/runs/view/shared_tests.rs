use super::*;
use crate::mlflow::{RunId, Tag};
use crate::route::{
    Aggregate, DatasetFilter, Lifecycle, ModelVersionFilter, RunsQuery, Sort, StartedWithin, TableQuery,
};
use crate::runs::Column;
use proptest::prelude::*;

/// As the official UI of 3.17.2 saved it: columns chosen, groups by a parameter, a search.
const OFFICIAL: &str = r#"{"searchFilter":"metrics.loss < 0.9","orderByKey":"attributes.start_time","orderByAsc":false,"startTime":"ALL","lifecycleFilter":"Active","datasetsFilter":[],"modelVersionFilter":"All Runs","selectedColumns":["attributes.`Source`","attributes.`Models`","attributes.`Dataset`","metrics.`loss`","params.`depth`","tags.`team`"],"columnOrder":[],"columnWidths":{},"runsHiddenMode":"FIRST_10_RUNS","viewMaximized":false,"runListHidden":false,"isAccordionReordered":false,"useGroupedValuesInCharts":true,"hideEmptyCharts":true,"groupBy":{"aggregateFunction":"average","groupByKeys":[{"mode":"param","groupByData":"depth"}]},"groupsExpanded":{},"globalLineChartConfig":{"xAxisKey":"step","lineSmoothness":0,"selectedXAxisMetricKey":""}}"#;

fn columns(names: &[&str]) -> Vec<Column> {
    names.iter().map(|name| Column::parse(name).unwrap()).collect()
}

fn shown(query: &RunsQuery, known: &[&str]) -> String {
    let choice = ColumnChoice::new(columns(known), &query.table);
    let shown: Vec<String> = choice
        .shown(&|_| true)
        .iter()
        .map(|shown| shown.column.to_string())
        .collect();
    shown.join(" ")
}

#[test]
fn a_view_of_the_official_ui_opens_as_the_same_table() {
    let view = read_state(OFFICIAL).unwrap();
    assert_eq!((view.left_out.as_slice(), view.is_own), (&[][..], false));
    assert_eq!(view.query.search, "metrics.loss < 0.9");
    assert_eq!(view.query.sort, None);
    assert_eq!(view.query.table.group_by, ["params.depth"]);
    assert_eq!(view.query.table.aggregate, Aggregate::Mean);
    let known = [
        "status",
        "start_time",
        "duration",
        "source",
        "models",
        "user_id",
        "metrics.acc",
        "metrics.loss",
        "params.depth",
        "params.lr",
        "tags.team",
        "tags.x",
    ];
    assert_eq!(
        shown(&view.query, &known),
        "run_name status start_time duration models source metrics.loss params.depth tags.team"
    );
}

#[test]
fn order_widths_runs_and_filters_are_taken_over() {
    let view = read_state(
        r#"{"searchFilter":"","orderByKey":"metrics.`val loss`","orderByAsc":true,"startTime":"LAST_7_DAYS",
            "lifecycleFilter":"Deleted","modelVersionFilter":"With Model Versions",
            "datasetsFilter":[{"name":"iris","digest":"ab","context":"train"}],
            "selectedColumns":["metrics.`val loss`","attributes.`User`"],
            "columnOrder":["attributes.`Run Name`","metrics.`val loss`","runDateAndNestInfo","duration"],
            "columnWidths":{"metrics.`val loss`":140.4,"attributes.`Run Name`":300,"nothing":5,"duration":-1},
            "runsPinned":["a"],"runsHidden":["b"],"runsVisibilityMap":{"c":false,"d":true},"groupBy":"tag.max.team"}"#,
    )
    .unwrap();
    assert_eq!(view.left_out, Vec::<String>::new());
    let query = view.query;
    assert_eq!(
        query.sort,
        Some(Sort {
            key: "metrics.`val loss`".into(),
            ascending: true
        })
    );
    assert_eq!(query.started, StartedWithin::Last7Days);
    assert_eq!(query.lifecycle, Lifecycle::Deleted);
    assert_eq!(query.model_versions, ModelVersionFilter::With);
    assert_eq!(query.datasets.len(), 1);
    assert_eq!(query.table.order, [["run_name", "metrics.val loss"]]);
    let mut width = query.table.width;
    width.sort();
    assert_eq!(
        width,
        [("metrics.val loss".to_owned(), 140), ("run_name".to_owned(), 300)]
    );
    assert_eq!(query.table.pinned_runs, [RunId::from("a")]);
    assert_eq!(query.table.hidden_runs, [RunId::from("b"), RunId::from("c")]);
    assert_eq!(
        (query.table.group_by, query.table.aggregate),
        (vec!["tags.team".into()], Aggregate::Max)
    );
    assert!(
        query.table.hide.contains(&"datasets".to_owned()) && query.table.show.contains(&"user_id".to_owned())
    );
}

#[test]
fn what_nobody_chose_leaves_the_columns_as_they_come() {
    let view = read_state(
        r#"{"selectedColumns":["attributes.`Source`","attributes.`Models`","attributes.`Dataset`"]}"#,
    );
    assert_eq!(view.unwrap().query, RunsQuery::default());
}

#[test]
fn what_is_left_out_is_said() {
    let view = read_state(
        r#"{"compareRunCharts":[{"type":"BAR"}],"compareRunSections":[{"uuid":"1"}],"runsHiddenMode":"HIDE_ALL",
            "groupsExpanded":{"a":false},"selectedColumns":["traces.`x`"],"columnWidths":7,"startTime":"SOON","zoom":2,"nothing":null}"#,
    )
    .unwrap();
    let mut left_out = view.left_out;
    left_out.sort();
    assert_eq!(
        left_out,
        [
            "columnWidths, which can't be read",
            "its charts",
            "startTime, which can't be read",
            "the column traces.`x`",
            "which of its rows are open",
            "which runs its charts leave out",
            "\u{201c}zoom\u{201d}, which is not known here",
        ]
    );
}

#[test]
fn fields_of_wrong_types_leave_the_table_as_it_comes() {
    let view = read_state(
        r#"{"selectedColumns":7,"columnOrder":[1],"groupBy":true,"columnWidths":[],"searchFilter":{},"runsPinned":"a"}"#,
    )
    .unwrap();
    assert_eq!(view.query, RunsQuery::default());
    assert_eq!(view.left_out.len(), 6);
}

#[test]
fn what_is_no_object_is_no_view() {
    for text in ["", "nonsense", "[1,2]", "7", "{\"a\":", "null"] {
        assert!(
            matches!(read_state(text), Err(ViewProblem::NotAView(_))),
            "{text}"
        );
    }
}

#[test]
fn a_view_saved_here_means_the_same_to_the_official_ui() {
    let query = RunsQuery {
        search: "metrics.loss < 1 or params.depth in ('1')".into(),
        sort: Some(Sort {
            key: "metrics.`loss`".into(),
            ascending: true,
        }),
        datasets: vec![DatasetFilter {
            name: "iris".into(),
            digest: "ab".into(),
            context: None,
        }],
        table: TableQuery {
            group_by: vec!["params.depth".into(), "status".into(), "datasets".into()],
            aggregate: Aggregate::Best,
            width: vec![("run_name".into(), 300)],
            pinned_runs: vec!["r".into()],
            ..TableQuery::default()
        },
        share_key: Some("x".into()),
        experiments: vec!["7".into()],
        ..RunsQuery::default()
    };
    let shown = columns(&[
        "run_name",
        "status",
        "start_time",
        "models",
        "metrics.loss",
        "min(loss)",
        "tags.team",
    ]);
    let text = write_state(&query, &shown, "metrics.loss < 1", 3);
    let state: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        state["selectedColumns"],
        serde_json::json!(["attributes.`Models`", "metrics.`loss`", "tags.`team`"])
    );
    assert_eq!(state["searchFilter"], "metrics.loss < 1");
    assert_eq!(
        state["columnWidths"],
        serde_json::json!({"attributes.`Run Name`": 300})
    );
    assert_eq!(state["groupBy"]["aggregateFunction"], "average");
    assert_eq!(state["groupBy"]["groupByKeys"].as_array().unwrap().len(), 2);
    let back = read_state(&text).unwrap();
    assert!(back.is_own && back.left_out.is_empty());
    assert_eq!(back.query, bare(&query));
    assert_eq!(applied(&back.query, &RunsQuery::default()), bare(&query));
}

#[test]
fn an_address_that_says_more_than_its_view_is_right() {
    let view = RunsQuery {
        search: "a".into(),
        started: StartedWithin::LastHour,
        ..RunsQuery::default()
    };
    let address = RunsQuery::from_text("viewStateShareKey=k&searchFilter=b&workspace=w");
    let query = applied(&view, &address);
    assert_eq!(
        (query.search.as_str(), query.started),
        ("b", StartedWithin::LastHour)
    );
    assert_eq!((query.share_key, query.extra.get("workspace")), (None, Some("w")));
}

fn tag(id: &str, value: &str) -> Tag {
    Tag {
        key: view_tag(id),
        value: value.to_owned(),
    }
}

#[test]
fn tags_of_the_official_ui_are_found_newest_first_and_others_passed_over() {
    let tags = [
        tag("old", r#"{"name":"First","createdAt":1,"state":"{}"}"#),
        tag(
            "new",
            r#"{"name":"Second","createdAt":1795453940318,"updatedAt":1795453940319,"state":"deflate;eJwDAAAAAAE="}"#,
        ),
        tag("shared", "deflate;eJwDAAAAAAE="),
        tag("emptied", ""),
        tag("broken", r#"{"name":7,"createdAt":1,"state":"{}"}"#),
        Tag {
            key: "mlflow.note.content".into(),
            value: "x".into(),
        },
    ];
    let views = saved_views(&tags);
    let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
    assert_eq!(names, ["Second", "First"]);
    assert_eq!(views[0].updated_millis, 1_795_453_940_319);
    assert_eq!(views[1].packed(), Ok(Packed::Plain("{}".into())));
    assert!(matches!(views[0].packed(), Ok(Packed::Deflated(_))));
    assert!(matches!(
        shared_view(&tags, "shared"),
        Ok((None, Packed::Deflated(_)))
    ));
    assert_eq!(
        shared_view(&tags, "old"),
        Ok((Some("First".into()), Packed::Plain("{}".into())))
    );
    for id in ["emptied", "nowhere", ""] {
        assert_eq!(shared_view(&tags, id), Err(ViewProblem::Missing), "{id}");
    }
    let damaged = [tag("k", "deflate;%%%")];
    assert!(matches!(shared_view(&damaged, "k"), Err(ViewProblem::Damaged(_))));
}

#[test]
fn a_view_is_written_as_the_official_ui_writes_it() {
    let view = SavedView::new(" My \"view\" ", &[1, 2, 3], 1_795_453_940_318);
    assert_eq!(
        view.value(),
        r#"{"name":"My \"view\"","createdAt":1795453940318,"updatedAt":1795453940318,"state":"deflate;AQID"}"#
    );
    assert_eq!(saved_views(&[tag(&view.id, &view.value())]).first(), Some(&view));
    let newer = r#"{"name":"A","createdAt":1,"updatedAt":2,"state":"{}","owner":{"x":1}}"#;
    let renamed = saved_views(&[tag("k", newer)]).remove(0).renamed("B");
    assert_eq!(renamed.value(), newer.replace("\"A\"", "\"B\""));
    let later = view.clone().with_state(&[4], 1_795_453_940_400);
    assert_eq!(
        (later.id == view.id, later.created_millis),
        (true, 1_795_453_940_318)
    );
    assert_eq!(later.updated_millis, 1_795_453_940_400);
}

#[test]
fn names_are_given_once_whatever_their_case_and_forty_times() {
    let view = |name: &str| SavedView::new(name, name.as_bytes(), 1);
    let views = [view("Best runs")];
    assert!(name_problem("  ", &views, None).is_some());
    assert!(name_problem(" best RUNS ", &views, None).is_some());
    assert_eq!(name_problem("best runs", &views, Some(&views[0].id)), None);
    assert_eq!(name_problem("Others", &views, None), None);
    let many: Vec<SavedView> = (0..MOST_VIEWS).map(|index| view(&index.to_string())).collect();
    assert!(name_problem("One more", &many, None).unwrap().contains("40"));
    assert_eq!(name_problem("Renamed", &many, Some(&many[3].id)), None);
}

proptest! {
    #[test]
    fn any_text_is_a_view_or_a_problem(text in "\\PC{0,60}|\\{\"(selectedColumns|columnOrder|groupBy|columnWidths|runsVisibilityMap|datasetsFilter)\":(\\[[\"a-z.,`]{0,12}\\]|\\{\"a\":[0-9]{1,3}\\}|\"[a-z.]{0,9}\"|true|null|-1e99)\\}") {
        if let Ok(view) = read_state(&text) {
            // And what comes of it is an address.
            let again = RunsQuery::from_text(&view.query.to_text());
            prop_assert_eq!(again, view.query);
        }
        let _ = shared_view(&[tag("k", &text)], "k");
    }
}

#[test]
fn a_view_keeps_the_board_and_an_address_with_a_board_is_right() {
    let view = RunsQuery {
        board: Some("eyJhIjoxfQ".into()),
        ..RunsQuery::default()
    };
    let text = write_state(&view, &[], "", 10);
    assert_eq!(read_state(&text).unwrap().query, view);
    assert_eq!(applied(&view, &RunsQuery::default()).board, view.board);
    let address = RunsQuery::from_text("board=other");
    assert_eq!(applied(&view, &address).board.as_deref(), Some("other"));
}
