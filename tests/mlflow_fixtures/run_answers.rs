//! Runs: reading, finding, pages.

use super::{column, experiment, parent, run_named, run_names, run_search};
use crate::recorded::Server;
use sporeprint::mlflow::filter::{self, RunField};
use sporeprint::mlflow::*;

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
