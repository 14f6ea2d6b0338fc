//! Artifacts.

use super::{FILE, MODEL, parent, run_named};
use crate::recorded::Server;
use sporeprint::mlflow::*;

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
