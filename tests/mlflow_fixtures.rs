//! Every call against the answers that real servers gave to exactly that request.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

mod recorded;

use recorded::Server;
use sporeprint::mlflow::filter::{self, RunField, name_contains, name_is};
use sporeprint::mlflow::*;

const EXPERIMENT: &str = "naïve \"double\" & it's `ticked` + 100% #1";
const MODEL: &str = "champignon é 50%+#1";
const FILE: &str = "plus+and 100% & é's.txt";

/// The experiment that has the runs: the first that either server made.
fn experiment() -> ExperimentId {
    ExperimentId::from("1")
}

fn run_search() -> RunSearch {
    RunSearch {
        experiment_ids: vec![experiment()],
        ..RunSearch::default()
    }
}

fn run_named(server: &Server, name: &str) -> Run {
    let page = server.success("runs-search", &runs::search(&run_search()));
    page.items.into_iter().find(|run| run.info.name == name).unwrap()
}

fn parent(server: &Server) -> Run {
    run_named(server, "awkward \"run\" it's `é`")
}

fn names(page: &Page<Experiment>) -> Vec<&str> {
    page.items
        .iter()
        .map(|experiment| experiment.name.as_str())
        .collect()
}

fn run_names(page: &Page<Run>) -> Vec<&str> {
    page.items.iter().map(|run| run.info.name.as_str()).collect()
}

fn column(name: Option<&str>, kind: &str) -> Column {
    Column {
        name: name.map(str::to_owned),
        kind: kind.to_owned(),
        required: true,
    }
}

#[test]
fn experiments_read_with_every_field() {
    for server in Server::all() {
        let search = ExperimentSearch {
            order_by: vec!["name ASC".to_owned()],
            ..ExperimentSearch::default()
        };
        let page = server.success("experiments-search", &experiments::search(&search));
        assert_eq!(names(&page), ["Default", "empty", EXPERIMENT]);
        assert_eq!(page.next_page_token, None);
        let one = server.success("experiments-get", &experiments::get(&experiment()));
        assert_eq!(one, page.items[2]);
        assert_eq!((one.id.as_str(), one.lifecycle), ("1", Lifecycle::Active));
        assert_eq!(one.artifact_location, "mlflow-artifacts:/1");
        assert_eq!(one.note(), Some("A *note*.\n\n- é"));
        assert_eq!(
            one.user_tags().map(|tag| tag.key.as_str()).collect::<Vec<_>>(),
            ["team"]
        );
        assert!(one.created_millis.unwrap() > 1_700_000_000_000);
        assert!(one.updated_millis >= one.created_millis);
    }
}

#[test]
fn pages_of_experiments_join_by_their_token() {
    for server in Server::all() {
        let mut search = ExperimentSearch {
            max_results: 2,
            ..ExperimentSearch::default()
        };
        let first = server.success("experiments-search-first-page", &experiments::search(&search));
        assert_eq!(names(&first), ["empty", EXPERIMENT]);
        search.page_token = first.next_page_token;
        let second = server.success("experiments-search-second-page", &experiments::search(&search));
        assert_eq!(
            (names(&second), second.next_page_token.as_ref()),
            (vec!["Default"], None)
        );
    }
}

#[test]
fn deleted_experiments_say_so() {
    for server in Server::all() {
        let search = ExperimentSearch {
            view: ViewType::DeletedOnly,
            ..ExperimentSearch::default()
        };
        let page = server.success("experiments-search-deleted", &experiments::search(&search));
        assert_eq!(names(&page), ["deleted experiment"]);
        let one = server.success("experiments-get-deleted", &experiments::get(&page.items[0].id));
        assert_eq!(one.lifecycle, Lifecycle::Deleted);
    }
}

#[test]
fn a_search_text_with_any_quotes_finds_the_name_that_has_them() {
    let searches = [
        ("nothing", "no such name", false),
        ("apostrophe", "IT's", true),
        ("double-quote", "\"double\" & it", true),
        ("both-quotes", "double\" & it's `ticked`", true),
        ("percent-and-plus", "+ 100% #1", true),
    ];
    for server in Server::all() {
        for (name, text, found) in searches {
            let search = ExperimentSearch {
                filter: name_contains(text),
                ..ExperimentSearch::default()
            };
            let page = server.success(
                &format!("experiments-search-{name}"),
                &experiments::search(&search),
            );
            assert_eq!(
                names(&page),
                if found { vec![EXPERIMENT] } else { vec![] },
                "{text}"
            );
        }
    }
}

#[test]
fn runs_read_with_every_field() {
    for server in Server::all() {
        let run = parent(&server);
        assert_eq!(run, server.success("runs-get-parent", &runs::get(&run.info.id)));
        assert_eq!(run.info.experiment_id, experiment());
        assert_eq!((run.info.user.as_str(), run.user()), ("ada", Some("ada")));
        assert_eq!(
            (&run.info.status, run.info.lifecycle),
            (&RunStatus::Finished, Lifecycle::Active)
        );
        assert_eq!(
            run.info.artifact_uri,
            format!("mlflow-artifacts:/1/{}/artifacts", run.info.id)
        );
        assert!(run.duration_millis().unwrap() > 0);
        assert_eq!(run.display_name(), "awkward \"run\" it's `é`");
        assert_eq!(run.note(), Some("What *this* is\n\n<script>x</script>"));
        assert_eq!(
            (run.source(), run.source_type()),
            (Some("tests/fixtures/record.py"), Some("LOCAL"))
        );
        assert_eq!(run.git_commit().map(str::len), Some(40));
        let own = run
            .user_tags()
            .map(|tag| (tag.key.as_str(), tag.value.as_str()))
            .collect::<Vec<_>>();
        assert_eq!(own, [("plain", "tag"), ("with spaces and é", "1 < 2 & 3 > 2")]);
        assert_eq!(run.param("empty"), Some(""));
        assert_eq!(run.param("unicode"), Some("größe 蘑菇 🍄"));
        assert_eq!(
            run.param("nested/key with spaces"),
            Some("it's \"quoted\" `ticked`\nsecond line")
        );
        assert_eq!(run.parent_id(), None);
    }
}

#[test]
#[expect(clippy::float_cmp, reason = "the very bits that were logged must come back")]
fn metrics_keep_every_digit_and_every_kind_of_number() {
    for server in Server::all() {
        let run = parent(&server);
        let value = |key| run.metric(key).unwrap().value;
        assert_eq!(value("größe"), 0.1 + 0.2);
        assert_eq!(value("tiny"), 5e-324);
        assert_eq!(value("zero"), 0.0);
        assert_eq!(value("huge"), 1.7e308);
        assert_eq!(value("infinite/up"), f64::INFINITY);
        assert_eq!(value("infinite/down"), f64::NEG_INFINITY);
        assert!(value("not a number").is_nan());
        assert_eq!(run.metric("whole").unwrap().step, 9_007_199_254_740_993);
        let loss = run.metric("loss").unwrap();
        assert_eq!(
            (loss.value, loss.step, loss.timestamp_millis),
            (0.025, 39, 1_700_000_039_000)
        );
    }
}

#[test]
fn dataset_inputs_read_through_their_json_in_json() {
    for server in Server::all() {
        let inputs = parent(&server).dataset_inputs;
        let [table, tensor] = inputs.as_slice() else {
            panic!("{inputs:?}")
        };
        assert_eq!(
            (table.name.as_str(), table.context.as_deref()),
            ("mushrooms", Some("training"))
        );
        assert_eq!((table.rows, table.elements), (Some(4), Some(12)));
        assert_eq!((table.source_type.as_str(), table.digest.len()), ("local", 8));
        assert_eq!(table.source, "{\"uri\": \"/srv/mlflow/mushrooms.csv\"}");
        let columns = [("cap width", "double"), ("odour", "string"), ("ring", "long")];
        let columns = columns.map(|(name, kind)| column(Some(name), kind)).to_vec();
        assert_eq!(table.schema, DatasetSchema::Columns(columns));
        let tensors = vec![column(None, "float64 (-1, 2)"), column(None, "float64 (-1)")];
        assert_eq!(tensor.schema, DatasetSchema::Columns(tensors));
        assert_eq!((tensor.rows, tensor.context.as_deref()), (None, Some("eval")));
        assert!(tensor.profile.contains("\"features_shape\": [3, 2]"));
    }
}

#[test]
fn runs_stand_as_they_stand() {
    for server in Server::all() {
        for (name, status, ended) in [
            ("child", RunStatus::Failed, true),
            ("killed", RunStatus::Killed, true),
            ("scheduled", RunStatus::Scheduled, false),
            ("running", RunStatus::Running, false),
        ] {
            let run = run_named(&server, name);
            assert_eq!(
                (run.info.status, run.info.end_millis.is_some()),
                (status, ended),
                "{name}"
            );
        }
        let running = run_named(&server, "running");
        let alone = server.success("runs-get-running", &runs::get(&running.info.id));
        assert_eq!(alone, running);
        assert_eq!(
            (alone.info.start_millis, alone.duration_millis()),
            (Some(1_700_000_000_000), None)
        );
        assert!(alone.metrics.is_empty() && alone.params.is_empty() && alone.dataset_inputs.is_empty());
    }
}

#[test]
fn deleted_runs_are_found_where_asked_for() {
    for server in Server::all() {
        let search = RunSearch {
            view: ViewType::DeletedOnly,
            ..run_search()
        };
        let page = server.success("runs-search-deleted", &runs::search(&search));
        assert_eq!(run_names(&page), ["deleted"]);
        let run = server.success("runs-get-deleted", &runs::get(&page.items[0].info.id));
        assert_eq!(run.info.lifecycle, Lifecycle::Deleted);
    }
}

#[test]
fn pages_of_runs_join_by_their_token() {
    for server in Server::all() {
        let all = server.success("runs-search", &runs::search(&run_search()));
        let mut search = RunSearch {
            max_results: 2,
            ..run_search()
        };
        let first = server.success("runs-search-first-page", &runs::search(&search));
        search.page_token = first.next_page_token.clone();
        let second = server.success("runs-search-second-page", &runs::search(&search));
        assert_eq!(
            [run_names(&first), run_names(&second)].concat(),
            run_names(&all)[..4]
        );
        assert!(second.next_page_token.is_some());
    }
}

#[test]
fn an_experiment_without_runs_gives_an_empty_page() {
    for server in Server::all() {
        let empty = ExperimentSearch {
            max_results: 2,
            ..ExperimentSearch::default()
        };
        let empty = server
            .success("experiments-search-first-page", &experiments::search(&empty))
            .items
            .remove(0);
        let search = RunSearch {
            experiment_ids: vec![empty.id],
            ..RunSearch::default()
        };
        let page = server.success("runs-search-empty", &runs::search(&search));
        assert_eq!(
            page,
            Page {
                items: vec![],
                next_page_token: None
            }
        );
    }
}

#[test]
fn children_are_found_by_their_parent() {
    for server in Server::all() {
        let parent = parent(&server).info.id;
        let search = RunSearch {
            filter: filter::children_of(&parent),
            ..run_search()
        };
        let page = server.success("runs-search-children", &runs::search(&search));
        assert_eq!(run_names(&page), ["child"]);
        assert_eq!(page.items[0].parent_id(), Some(parent));
        let child = server.success("runs-get-child", &runs::get(&page.items[0].info.id));
        assert_eq!(child, page.items[0]);
    }
}

#[test]
fn the_server_takes_quoted_orders_and_filters() {
    for server in Server::all() {
        let order_by = [
            filter::order_by(RunField::Metric("not a number"), false),
            filter::order_by(RunField::Param("nested/key with spaces"), true),
            filter::order_by(RunField::Tag("with spaces and é"), false),
            filter::order_by(RunField::Attribute("start_time"), true),
        ];
        let search = RunSearch {
            order_by: order_by.map(Option::unwrap).to_vec(),
            ..run_search()
        };
        let page = server.success("runs-search-ordered", &runs::search(&search));
        assert_eq!(
            (run_names(&page)[0], page.items.len()),
            ("awkward \"run\" it's `é`", 5)
        );

        let key = RunField::Param("nested/key with spaces").quoted().unwrap();
        let filter = format!("{key} LIKE {}", filter::quoted_text("it's%").unwrap());
        let page = server.success(
            "runs-search-apostrophe",
            &runs::search(&RunSearch {
                filter,
                ..run_search()
            }),
        );
        assert_eq!(page.items.len(), 1);
        let filter = format!("{key} LIKE 'it_s \"quoted\" `ticked`%'");
        let page = server.success(
            "runs-search-awkward-value",
            &runs::search(&RunSearch {
                filter,
                ..run_search()
            }),
        );
        assert_eq!(page.items.len(), 1);
    }
}

#[test]
fn histories_come_whole_page_by_page() {
    for server in Server::all() {
        let run = parent(&server).info.id;
        let first = server.success("history-first-page", &metrics::history(&run, "loss", 30, None));
        let mut values = first.items;
        // 2.x gives everything at once, whatever was asked.
        if server.version.starts_with('3') {
            assert_eq!(values.len(), 30);
            let token = first.next_page_token.unwrap();
            let second = metrics::history(&run, "loss", 30, Some(&token));
            let second = server.success("history-second-page", &second);
            assert_eq!(second.next_page_token, None);
            values.extend(second.items);
        }
        assert_eq!(values.len(), 42);
        assert_eq!(values.iter().filter(|metric| metric.step == 10).count(), 2);
        assert!(values.iter().any(|metric| metric.step == -3));
        let none = server.success(
            "history-none",
            &metrics::history(&run, "no such metric", 30, None),
        );
        assert_eq!(none.items, []);
    }
}

#[test]
fn histories_keep_not_a_number_and_infinity() {
    for server in Server::all() {
        let run = parent(&server).info.id;
        let page = server.success(
            "history-not-a-number",
            &metrics::history(&run, "not a number", 30, None),
        );
        let nan = page
            .items
            .iter()
            .map(|metric| metric.value.is_nan())
            .collect::<Vec<_>>();
        assert_eq!(nan, [true, false, true]);
        let page = server.success(
            "history-infinite",
            &metrics::history(&run, "infinite/up", 30, None),
        );
        assert!(page.items[0].value.is_infinite());

        let call = metrics::history_bulk_interval(std::slice::from_ref(&run), "not a number", 10, None);
        let sampled = server.success("bulk-interval-not-a-number", &call);
        assert_eq!(sampled.iter().filter(|metric| metric.value.is_nan()).count(), 2);
        // The older endpoint prints a bare NaN, which isn't JSON.
        let invalid = &server.recording("bulk-not-a-number").body;
        assert!(serde_json::from_slice::<serde_json::Value>(invalid).is_err());
        let values = call.decode(invalid).unwrap();
        assert_eq!(
            (values.len(), values[0].value.is_nan(), values[0].run_id.as_ref()),
            (3, true, Some(&run))
        );
    }
}

#[test]
fn sampled_histories_name_the_run_of_each_point() {
    for server in Server::all() {
        let runs = [parent(&server).info.id, run_named(&server, "child").info.id];
        let sampled = metrics::history_bulk_interval(&runs, "loss", 10, None);
        let sampled = server.success("bulk-interval", &sampled);
        for run in &runs {
            let steps = sampled
                .iter()
                .filter(|metric| metric.run_id.as_ref() == Some(run))
                .map(|metric| metric.step);
            assert!((2..=12).contains(&steps.count()));
        }
        let near = metrics::history_bulk_interval(&runs, "loss", 10, Some((-5, 4)));
        let near = server.success("bulk-interval-steps", &near);
        assert!(!near.is_empty() && near.iter().all(|metric| (-5..=4).contains(&metric.step)));
    }
}

#[test]
fn artifacts_list_folders_and_files() {
    for server in Server::all() {
        let run = parent(&server).info.id;
        let source = ArtifactSource::Run(run.clone());
        let root = server.success("artifacts-root", &source.list("", None).unwrap());
        assert_eq!(root.root_uri, format!("mlflow-artifacts:/1/{run}/artifacts"));
        let found = root
            .files
            .iter()
            .map(|file| (file.name(), file.is_dir, file.size_bytes))
            .collect::<Vec<_>>();
        let mut expected = vec![("folder", true, None), (FILE, false, Some(13))];
        // 2.x keeps models among the run's artifacts.
        expected.extend(server.version.starts_with('2').then_some(("tree", true, None)));
        assert_eq!(found, expected);
        let folder = server.success("artifacts-folder", &artifacts::list(&run, "folder/deep er", None));
        assert_eq!(
            (folder.files[0].path.as_str(), folder.files[0].name()),
            ("folder/deep er/config.json", "config.json")
        );
        let killed = run_named(&server, "killed").info.id;
        assert_eq!(
            server
                .success("artifacts-none", &artifacts::list(&killed, "", None))
                .files,
            []
        );
    }
}

#[test]
fn bytes_are_where_the_source_says() {
    for server in Server::all() {
        let run = ArtifactSource::Run(parent(&server).info.id);
        let recording = server.recording("file-of-run");
        recording.assert_asked_by(&Request {
            method: Method::Get,
            path: run.file_path(FILE),
            body: None,
        });
        assert_eq!(
            (recording.status, recording.body.as_slice()),
            (200, b"awkward name\n".as_slice())
        );
        let version = ArtifactSource::ModelVersion {
            name: MODEL.to_owned(),
            version: "1".to_owned(),
        };
        let path = version.file_path("MLmodel");
        server.recording("file-of-version").assert_asked_by(&Request {
            method: Method::Get,
            path,
            body: None,
        });
        assert!(version.list("", None).is_none());
    }
}

#[test]
fn logged_models_read_with_every_field() {
    let server = Server::open("3.17");
    let run = parent(&server);
    let [ModelOutput { model_id, step: 0 }] = run.model_outputs.as_slice() else {
        panic!("{:?}", run.model_outputs)
    };
    let search = LoggedModelSearch {
        experiment_ids: vec![experiment()],
        ..LoggedModelSearch::default()
    };
    let page = server.success("logged-models-search", &logged_models::search(&search));
    let model = server.success("logged-models-get", &logged_models::get(model_id));
    assert_eq!((page.items.len(), page.next_page_token), (1, None));
    assert_eq!(
        (&model.id, model.name.as_str(), &model.status),
        (model_id, "tree", &LoggedModelStatus::Ready)
    );
    assert_eq!(model.source_run_id, Some(run.info.id.clone()));
    assert_eq!(
        (&model.experiment_id, model.model_type.as_deref()),
        (&experiment(), None)
    );
    assert!(
        model
            .artifact_uri
            .ends_with(&format!("/models/{model_id}/artifacts"))
    );
    assert!(model.params.contains(&Param {
        key: "max_depth".to_owned(),
        value: "2".to_owned()
    }));
    let accuracy = model
        .metrics
        .iter()
        .find(|metric| metric.key == "accuracy")
        .unwrap();
    assert_eq!(
        (accuracy.step, &accuracy.model_id, &accuracy.run_id),
        (1, &Some(model_id.clone()), &Some(run.info.id))
    );
    assert!(model.created_millis <= model.updated_millis && model.tag("mlflow.modelVersions").is_some());

    let order = LoggedModelOrder {
        field: "metrics.accuracy".to_owned(),
        ascending: false,
    };
    let search = LoggedModelSearch {
        order_by: vec![order],
        filter: name_is("tree").unwrap(),
        ..search
    };
    let page = server.success("logged-models-search-ordered", &logged_models::search(&search));
    assert_eq!(page.items[0].id, model.id);

    let source = ArtifactSource::LoggedModel(model.id);
    let root = server.success("logged-models-root", &source.list("", None).unwrap());
    let files = root.files.iter().map(ArtifactFile::name).collect::<Vec<_>>();
    assert_eq!(
        files,
        [
            "MLmodel",
            "conda.yaml",
            "model.skops",
            "python_env.yaml",
            "requirements.txt"
        ]
    );
    let path = source.file_path("requirements.txt");
    server.recording("logged-models-file").assert_asked_by(&Request {
        method: Method::Get,
        path,
        body: None,
    });
}

#[test]
fn a_server_of_2_lacks_what_came_with_3() {
    let server = Server::open("2.22");
    let missing = LoggedModelId::from("m-none");
    let source = ArtifactSource::LoggedModel(missing.clone());
    let search = LoggedModelSearch {
        experiment_ids: vec![experiment()],
        ..LoggedModelSearch::default()
    };
    let errors = [
        server.answer("server-info", &server::server_info()).map(drop),
        server
            .answer("logged-models-get", &logged_models::get(&missing))
            .map(drop),
        server
            .answer("logged-models-search", &logged_models::search(&search))
            .map(drop),
        server
            .answer("logged-models-root", &source.list("", None).unwrap())
            .map(drop),
    ];
    for error in errors.map(Result::unwrap_err) {
        assert!(error.is_missing() && !error.can_retry(), "{error:?}");
    }
}

#[test]
fn servers_say_what_they_are() {
    for server in Server::all() {
        let version = server.success("version", &server::version());
        assert!(
            version.starts_with(server.version) && version.split('.').count() == 3,
            "{version}"
        );
    }
    let info = Server::open("3.17").success("server-info", &server::server_info());
    assert_eq!(
        info,
        ServerInfo {
            store_type: Some("SqlStore".to_owned()),
            workspaces_enabled: false
        }
    );
}

#[test]
fn registered_models_come_without_prompts_and_with_aliases_joined() {
    for server in Server::all() {
        let page = server.success(
            "registered-models-search",
            &registered_models::search(&RegisteredModelSearch::default()),
        );
        let found = page
            .items
            .iter()
            .map(|model| model.name.as_str())
            .collect::<Vec<_>>();
        assert_eq!(found, [MODEL, "no versions"]);
        assert_eq!(page.items[1].latest_version(), None);
        let search = RegisteredModelSearch {
            filter: name_contains("CHAMPIGNON é 50%+#"),
            max_results: 1,
            order_by: vec!["last_updated_timestamp DESC".to_owned()],
            page_token: None,
        };
        let found = server.success(
            "registered-models-search-name",
            &registered_models::search(&search),
        );
        let model = server.success("registered-models-get", &registered_models::get(MODEL));
        assert_eq!(found.items, std::slice::from_ref(&model));
        assert_eq!(
            model.description.as_deref(),
            Some("Tells *edible* from poisonous.")
        );
        assert_eq!((model.tag("team"), model.is_prompt()), (Some("fungi"), false));
        let aliases = model
            .aliases
            .iter()
            .map(|alias| (alias.alias.as_str(), alias.version.as_str()));
        assert_eq!(aliases.collect::<Vec<_>>(), [("champion", "1"), ("prüfung", "1")]);
        let latest = model.latest_version().unwrap();
        assert_eq!((latest.version.as_str(), latest.aliases.len()), ("2", 0));
    }
}

#[test]
fn versions_get_their_aliases_alone_or_joined() {
    for server in Server::all() {
        let run = parent(&server);
        let model = server.success("registered-models-get", &registered_models::get(MODEL));
        let search = ModelVersionSearch {
            filter: name_is(MODEL).unwrap(),
            order_by: vec!["version_number DESC".to_owned()],
            ..ModelVersionSearch::default()
        };
        let mut versions = server
            .success("model-versions-search", &model_versions::search(&search))
            .items;
        assert!(versions.iter().all(|version| version.aliases.is_empty()));
        ModelVersion::join_aliases(&mut versions, &model.aliases);
        let alone = server.success("model-versions-get", &model_versions::get(MODEL, "1"));
        assert_eq!(alone.aliases, ["champion", "prüfung"]);
        assert_eq!(versions[1], alone);
        assert_eq!(
            (alone.status, alone.stage.as_deref()),
            (ModelVersionStatus::Ready, Some("None"))
        );
        assert_eq!(alone.description.as_deref(), Some("First version."));
        assert_eq!(
            (alone.run_id, alone.tags[0].value.as_str()),
            (Some(run.info.id.clone()), "yes")
        );
        let logged = run.model_outputs.first().map(|output| output.model_id.clone());
        assert_eq!(versions[0].logged_model(), logged);

        let filter = format!("run_id = '{}'", run.info.id);
        let search = ModelVersionSearch {
            filter,
            ..ModelVersionSearch::default()
        };
        let of_run = server.success("model-versions-of-run", &model_versions::search(&search));
        assert_eq!(of_run.items.len(), 2);
    }
}

#[test]
fn changes_are_sent_as_the_server_takes_them() {
    for server in Server::all() {
        let id = server.success("experiments-create", &experiments::create("made here", None));
        server.success("experiments-rename", &experiments::rename(&id, "re\"named'"));
        server.success(
            "experiments-set-tag",
            &experiments::set_tag(&id, "mlflow.note.content", "é"),
        );
        server.success("experiments-delete", &experiments::delete(&id));
        server.success("experiments-restore", &experiments::restore(&id));
        let run = run_named(&server, "running").info.id;
        server.success("runs-rename", &runs::rename(&run, "re\"named'"));
        server.success("runs-set-tag", &runs::set_tag(&run, "a b", "é"));
        server.success("runs-delete-tag", &runs::delete_tag(&run, "a b"));
        server.success(
            "runs-set-status",
            &runs::set_status(&run, &RunStatus::Killed, Some(1_700_000_009_000)),
        );
        server.success("runs-delete", &runs::delete(&run));
        server.success("runs-restore", &runs::restore(&run));
        let again = server.answer("error-delete-missing-tag", &runs::delete_tag(&run, "a b"));
        assert!(again.unwrap_err().is_missing());
        let exists = server.answer(
            "error-experiment-exists",
            &experiments::create("re\"named'", None),
        );
        assert!(exists.unwrap_err().headline().contains("already exists"));
    }
    let elsewhere = experiments::create("x", Some("s3://bucket/x")).request;
    assert_eq!(
        elsewhere.body.unwrap(),
        r#"{"artifact_location":"s3://bucket/x","name":"x"}"#
    );
}

#[test]
fn errors_keep_the_servers_code_and_words() {
    for server in Server::all() {
        let missing = server
            .answer("error-missing-run", &runs::get(&"0".repeat(32).into()))
            .unwrap_err();
        let message = format!("Run with id={} not found", "0".repeat(32));
        let code = "RESOURCE_DOES_NOT_EXIST".to_owned();
        assert_eq!(
            missing,
            ApiError::Server {
                status: 404,
                code,
                message
            }
        );
        assert!(
            server
                .answer("error-missing-experiment", &experiments::get(&"999".into()))
                .unwrap_err()
                .is_missing()
        );
        let model = server.answer("error-missing-model", &registered_models::get("no such model"));
        assert!(model.unwrap_err().is_missing());
        let search = RunSearch {
            filter: "metrics.loss >".to_owned(),
            ..run_search()
        };
        let filter = server.answer("error-filter", &runs::search(&search)).unwrap_err();
        assert_eq!(
            filter.headline(),
            "The server answered: Invalid clause(s) in filter string: 'metrics.loss', '>'"
        );
        let search = RunSearch {
            page_token: Some("nonsense".to_owned()),
            ..run_search()
        };
        let token = server
            .answer("error-page-token", &runs::search(&search))
            .unwrap_err();
        let many = server.answer(
            "error-too-many",
            &runs::search(&RunSearch {
                max_results: 50_001,
                ..run_search()
            }),
        );
        for error in [
            filter,
            token,
            many.unwrap_err(),
            server.recording("error-no-max-results").error(),
        ] {
            let ApiError::Server {
                status: 400, code, ..
            } = &error
            else {
                panic!("{error:?}")
            };
            assert_eq!(code, "INVALID_PARAMETER_VALUE");
            assert!(!error.is_missing() && !error.can_retry());
        }
    }
}

#[test]
fn every_recorded_failure_tells_what_failed() {
    for server in Server::all() {
        for recording in server.recordings().filter(|recording| recording.status >= 400) {
            let error = recording.error();
            let understood = !matches!(
                error,
                ApiError::UnexpectedText { .. } | ApiError::Malformed { .. }
            );
            assert!(
                understood && error.headline().len() > 20,
                "{}: {error:?}",
                recording.name
            );
        }
        let sign_in = server.recording("error-sign-in").error();
        assert!(
            matches!(sign_in, ApiError::Unauthenticated { message } if message.contains("not authenticated"))
        );
        let page = server.recording("error-unknown-endpoint").error();
        assert_eq!(
            page,
            ApiError::HtmlPage {
                status: 404,
                title: Some("404 Not Found".to_owned())
            }
        );
    }
    let newer = Server::open("3.17");
    assert_eq!(newer.recording("error-host").error(), ApiError::HostBlocked);
    assert_eq!(newer.recording("error-origin").error(), ApiError::OriginBlocked);
    assert!(newer.recording("error-missing-file").error().is_missing());
}
