//! Logged and registered models.

use super::{MODEL, experiment, parent};
use crate::recorded::Server;
use sporeprint::mlflow::filter::{name_contains, name_is};
use sporeprint::mlflow::*;

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
