//! Addresses as the `MLflow` client and the official UI (2.x and 3.x) write them.

use super::*;

fn experiment_of(hash: &str) -> (ExperimentId, ExperimentTab, RunsQuery) {
    match Route::parse(hash) {
        Route::Experiment {
            experiment,
            tab,
            query,
        } => (experiment, tab, *query),
        other => panic!("{hash} is {other:?}"),
    }
}

#[test]
fn links_that_the_client_prints_open_their_page() {
    let run = "3f1c9a0f1b7c4a64b7b3f3f0f5b0c111";
    let table = [
        ("#/experiments/1", Route::experiment("1".into())),
        (
            "#/experiments/1/runs/3f1c9a0f1b7c4a64b7b3f3f0f5b0c111",
            Route::run("1".into(), run.into(), RunTab::Overview),
        ),
        (
            "#/experiments/0/models/m-b27ac06d9aa24e1cb1ae0a51d4a4a5a7",
            Route::logged_model(
                "0".into(),
                "m-b27ac06d9aa24e1cb1ae0a51d4a4a5a7".into(),
                LoggedModelTab::Overview,
            ),
        ),
        (
            "#/models/mushroom/versions/3",
            Route::model_version("mushroom", "3"),
        ),
        ("#/models/mushroom", Route::model("mushroom")),
        (
            "#/runs/abc",
            Route::RunById {
                run: "abc".into(),
                extra: Params::default(),
            },
        ),
        ("#/experiments", Route::experiments()),
        ("#/models", Route::models()),
    ];
    for (hash, route) in table {
        assert_eq!(Route::parse(hash), route, "{hash}");
    }
}

#[test]
fn canonical_addresses_are_those_of_the_official_ui() {
    let table = [
        (Route::home(), "#/"),
        (Route::experiments(), "#/experiments"),
        (Route::experiment("1".into()), "#/experiments/1/runs"),
        (
            Route::run("1".into(), "a".into(), RunTab::ModelMetrics),
            "#/experiments/1/runs/a/model-metrics",
        ),
        (
            Route::run("1".into(), "a".into(), RunTab::artifact("plots/a b#1.png")),
            "#/experiments/1/runs/a/artifacts/plots/a%20b%231.png",
        ),
        (Route::model("my model"), "#/models/my%20model"),
        (Route::Kit, "#/kit"),
    ];
    for (route, hash) in table {
        assert_eq!(route.to_hash(), hash);
    }
}

#[test]
fn the_hash_mark_and_sloppy_slashes_do_not_matter() {
    for hash in ["", "#", "#/", "/", "//"] {
        assert_eq!(Route::parse(hash), Route::home(), "{hash:?}");
    }
    for hash in ["#/experiments/", "experiments", "#experiments", "//experiments//"] {
        assert_eq!(Route::parse(hash), Route::experiments(), "{hash:?}");
    }
}

#[test]
fn a_runs_page_of_the_official_ui_keeps_all_of_its_parameters() {
    let (experiment, tab, query) = experiment_of(
        "#/experiments/1/runs?searchFilter=metrics.acc%20%3E%200.9&orderByKey=metrics.%60acc%60&orderByAsc=false\
         &startTime=LAST_7_DAYS&lifecycleFilter=Deleted&modelVersionFilter=With+Model+Versions&datasetsFilter=W10%3D\
         &viewStateShareKey=abc&compareRunsMode=CHART&isPreview=true&workspace=team%20a&workflowType=machine_learning",
    );
    assert_eq!((experiment.as_str(), tab), ("1", ExperimentTab::Runs));
    assert_eq!(query.search, "metrics.acc > 0.9");
    assert_eq!(
        query.sort,
        Some(Sort {
            key: "metrics.`acc`".into(),
            ascending: false
        })
    );
    assert_eq!(query.started, StartedWithin::Last7Days);
    assert_eq!(query.lifecycle, Lifecycle::Deleted);
    assert_eq!(query.model_versions, ModelVersionFilter::With);
    assert_eq!(query.share_key.as_deref(), Some("abc"));
    assert_eq!(query.mode, Some(RunsMode::Chart));
    let extra: Vec<_> = query.extra.iter().collect();
    assert_eq!(
        extra,
        [
            ("isPreview", "true"),
            ("workspace", "team a"),
            ("workflowType", "machine_learning")
        ]
    );
}

#[test]
fn addresses_of_2_x_open_the_same_runs() {
    for hash in [
        "#/experiments/7?searchFilter=a",
        "#/experiments/7/s?searchFilter=a",
        "#/experiments/7/runs?searchFilter=a",
    ] {
        let (experiment, tab, query) = experiment_of(hash);
        assert_eq!(
            (experiment.as_str(), tab, query.search.as_str()),
            ("7", ExperimentTab::Runs, "a"),
            "{hash}"
        );
    }
}

#[test]
fn both_forms_of_artifact_links_open_the_file() {
    let expected = Route::run("1".into(), "r".into(), RunTab::artifact("model/conda.yaml"));
    for hash in [
        "#/experiments/1/runs/r/artifacts/model/conda.yaml",
        "#/experiments/1/runs/r/artifactPath/model/conda.yaml",
        "#/experiments/1/runs/r/artifactPath/model%2Fconda.yaml",
        "#/experiments/1/runs/r/artifacts/model/conda.yaml/",
    ] {
        assert_eq!(Route::parse(hash), expected, "{hash}");
    }
    let image = "images/cat~dog+step+1+timestamp+1795431319499+8a.png";
    let route = Route::parse(&format!("#/experiments/1/runs/r/artifacts/{image}"));
    assert_eq!(route, Route::run("1".into(), "r".into(), RunTab::artifact(image)));
}

#[test]
fn compared_runs_come_from_json_lists() {
    let hash = "#/compare-runs?runs=%5B%22a%22,%22b%22%5D&experiments=[%220%22]&tab=charts";
    let Route::CompareRuns(compared) = Route::parse(hash) else {
        panic!("not a comparison")
    };
    assert_eq!(compared.runs, ["a".into(), "b".into()]);
    assert_eq!(compared.experiments, ["0".into()]);
    assert_eq!(compared.extra.get("tab"), Some("charts"));
}

#[test]
fn compared_experiments_stand_in_the_query() {
    let hash = "#/compare-experiments/s?experiments=%5B%221%22%2C%222%22%5D&isComparingRuns=true";
    let Route::CompareExperiments(query) = Route::parse(hash) else {
        panic!("not a comparison")
    };
    assert_eq!(query.experiments, ["1".into(), "2".into()]);
    assert_eq!(query.comparing, Some(true));
}

#[test]
fn a_metric_page_reads_its_json_parameters() {
    let hash = "#/metric?runs=[%22a%22]&metric=%22val%2Floss%22&experiments=[%220%22]&plot_metric_keys=[%22val%2Floss%22]\
         &plot_layout={%22autosize%22:true}&x_axis=wall&y_axis_scale=log&line_smoothness=1&show_point=false\
         &deselected_curves=[%22a-val%2Floss%22]&last_linear_y_axis_range=[]";
    let Route::Metric(query) = Route::parse(hash) else {
        panic!("not a metric")
    };
    assert_eq!(query.metric.as_deref(), Some("val/loss"));
    assert_eq!(query.drawn, ["val/loss"]);
    assert_eq!(
        (query.x_axis, query.y_axis_scale),
        (Some(MetricAxis::Wall), Some(AxisScale::Log))
    );
    assert_eq!((query.line_smoothness, query.show_points), (Some(1), Some(false)));
    assert_eq!(query.deselected, ["a-val/loss"]);
    assert_eq!(query.extra.get("plot_layout"), Some("{\"autosize\":true}"));
    let Route::Metric(legacy) = Route::parse("#/metric/val/loss?runs=[%22a%22]") else {
        panic!("not a metric")
    };
    assert_eq!(legacy.metric.as_deref(), Some("val/loss"));
}

#[test]
fn compared_model_versions_have_a_doubly_encoded_name() {
    let hash =
        "#/compare-model-versions?name=%22my%2520model%22&runs=%7B%22z%22%3A%221%22%2C%22a%22%3A%222%22%7D";
    let Route::CompareModelVersions(compared) = Route::parse(hash) else {
        panic!("not a comparison")
    };
    assert_eq!(compared.name.as_str(), "my model");
    assert_eq!(
        compared.versions,
        [("z".into(), "1".into()), ("a".into(), "2".into())]
    );
}

#[test]
fn a_doubly_encoded_model_name_has_a_second_reading() {
    let Route::Model { name, .. } = Route::parse("#/models/my%2520model") else {
        panic!("not a model")
    };
    assert_eq!(name.as_str(), "my%20model");
    assert_eq!(name.decoded_again(), Some("my model".into()));
}

#[test]
fn pages_that_only_the_official_ui_has_say_what_they_are() {
    let table = [
        (
            "#/experiments/1/traces?selectedTraceId=tr-1",
            ElsewherePage::Traces,
        ),
        ("#/experiments/1/traces/tr-1", ElsewherePage::Traces),
        ("#/experiments/1/evaluation-runs/abc/x", ElsewherePage::Evaluation),
        ("#/experiments/1/overview/usage", ElsewherePage::UsageOverview),
        ("#/experiments/1/chat-sessions/s1", ElsewherePage::ChatSessions),
        ("#/prompts/my%20prompt", ElsewherePage::Prompts),
        ("#/gateway/endpoints/create", ElsewherePage::Gateway),
        ("#/admin/ws?workspace=a", ElsewherePage::Admin),
        ("#/mcp-registry/x", ElsewherePage::McpRegistry),
    ];
    for (hash, page) in table {
        let route = Route::parse(hash);
        let Route::Elsewhere(elsewhere) = &route else {
            panic!("{hash} is {route:?}")
        };
        assert_eq!(elsewhere.page(), page, "{hash}");
        assert_eq!(
            elsewhere.experiment().is_some(),
            hash.contains("experiments"),
            "{hash}"
        );
        assert_eq!(route.to_hash(), hash);
    }
}

#[test]
fn what_is_no_page_is_kept_as_it_was() {
    for hash in [
        "#/nowhere/%zz?a=1",
        "#/experiments//runs",
        "#/experiments/1/runs/a/unknown-tab",
        "#/runs/",
        "#/kit/x",
    ] {
        let route = Route::parse(hash);
        assert_eq!(route.page(), Page::NotFound, "{hash}");
        assert_eq!(route.to_hash(), hash);
    }
}

#[test]
fn the_workspace_is_read_on_every_page() {
    for hash in [
        "#/?workspace=a",
        "#/experiments?workspace=a",
        "#/experiments/1/runs/r?workspace=a",
        "#/prompts?workspace=a",
    ] {
        assert_eq!(Route::parse(hash).workspace(), Some("a"), "{hash}");
    }
}
