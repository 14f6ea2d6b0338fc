//! What holds for every call: versions, changes, errors.

use super::{run_named, run_search};
use crate::recorded::Server;
use sporeprint::mlflow::*;

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
    let body: serde_json::Value = serde_json::from_str(&elsewhere.body.unwrap()).unwrap();
    assert_eq!(
        body,
        serde_json::json!({ "artifact_location": "s3://bucket/x", "name": "x" })
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
