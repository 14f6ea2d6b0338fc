//! No bytes that a server, a proxy or an attacker sends make a decoder panic, nor pass for something else.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

#[expect(
    dead_code,
    reason = "only the bodies matter here, not how they were asked for"
)]
mod recorded;

use std::sync::LazyLock;

use proptest::prelude::*;
use recorded::Server;
use serde_json::{Value, json};
use sporeprint::mlflow::*;

type Decoder = Box<dyn Fn(&[u8]) -> Result<String, ApiError>>;

fn decoder<T: std::fmt::Debug + 'static>(call: Call<T>) -> Decoder {
    Box::new(move |body| call.decode(body).map(|value| format!("{value:?}")))
}

/// One decoder of each kind of answer, by the name of a recording that it reads.
fn decoders() -> Vec<(&'static str, Decoder)> {
    let run = RunId::from("r");
    vec![
        (
            "experiments-search",
            decoder(experiments::search(&ExperimentSearch::default())),
        ),
        ("experiments-get", decoder(experiments::get(&"1".into()))),
        ("experiments-create", decoder(experiments::create("x", None))),
        ("runs-search", decoder(runs::search(&RunSearch::default()))),
        ("runs-get-parent", decoder(runs::get(&run))),
        ("runs-delete", decoder(runs::delete(&run))),
        (
            "history-first-page",
            decoder(metrics::history(&run, "loss", 1, None)),
        ),
        (
            "bulk-not-a-number",
            decoder(metrics::history_bulk_interval(
                std::slice::from_ref(&run),
                "loss",
                1,
                None,
            )),
        ),
        ("artifacts-root", decoder(artifacts::list(&run, "", None))),
        (
            "logged-models-search",
            decoder(logged_models::search(&LoggedModelSearch::default())),
        ),
        ("logged-models-get", decoder(logged_models::get(&"m-1".into()))),
        (
            "registered-models-search",
            decoder(registered_models::search(&RegisteredModelSearch::default())),
        ),
        ("registered-models-get", decoder(registered_models::get("x"))),
        (
            "model-versions-search",
            decoder(model_versions::search(&ModelVersionSearch::default())),
        ),
        ("model-versions-get", decoder(model_versions::get("x", "1"))),
        ("server-info", decoder(server::server_info())),
    ]
}

/// A recorded body for each of them.
fn bodies() -> &'static [Vec<u8>] {
    static BODIES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        let server = Server::open("3.17");
        decoders()
            .iter()
            .map(|(name, _)| server.recording(name).body.clone())
            .collect()
    });
    &BODIES
}

fn exercise(status: u16, body: &[u8]) {
    for (_, decode) in decoders() {
        if let Err(error) = decode(body) {
            assert!(!error.headline().is_empty());
            let _ = (error.advice(), error.is_missing(), error.can_retry());
        }
    }
    let _ = server::version().decode(body);
    for kind in [None, Some("text/html"), Some("application/json")] {
        assert!(!ApiError::from_response(status, kind, body).headline().is_empty());
    }
}

/// The values inside a value, each with a place to put another.
fn replace_nth(value: &mut Value, n: &mut usize, with: &Value) -> bool {
    if *n == 0 {
        *value = with.clone();
        return true;
    }
    *n -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace_nth(item, n, with)),
        Value::Object(fields) => fields.values_mut().any(|field| replace_nth(field, n, with)),
        _ => false,
    }
}

#[test]
fn a_recorded_answer_cut_off_anywhere_is_truncated() {
    for ((name, decode), body) in decoders().into_iter().zip(bodies()) {
        // A bare NaN cut in two is no truth of JSON.
        if name == "bulk-not-a-number" {
            continue;
        }
        // Only white space stands after the last brace. Each byte of the beginning, then some all over.
        let end = body.iter().rposition(|byte| *byte == b'}').unwrap();
        for cut in (0..end.min(2000)).chain((2000..end).step_by(61)).chain([end]) {
            let result = decode(&body[..cut]);
            let empty_is_fine = name == "runs-delete" && cut == 0;
            let truncated = matches!(result, Err(ApiError::Truncated { .. }));
            assert!(truncated || empty_is_fine, "{name} cut at {cut}: {result:?}");
        }
    }
}

#[test]
fn another_kind_of_answer_never_passes_silently_for_one_thing() {
    let singles = [
        "experiments-get",
        "experiments-create",
        "runs-get-parent",
        "logged-models-get",
    ];
    let singles = [&singles[..], &["registered-models-get", "model-versions-get"]].concat();
    for (name, decode) in decoders().into_iter().filter(|(name, _)| singles.contains(name)) {
        let ApiError::Malformed { detail, .. } = decode(b"{}").unwrap_err() else {
            panic!("{name}")
        };
        assert!(detail.contains("missing field"), "{detail}");
    }
}

#[test]
fn a_missing_id_deep_in_a_page_is_named_with_its_path() {
    let server = Server::open("3.17");
    let mut page: Value = serde_json::from_slice(&server.recording("runs-search").body).unwrap();
    for field in ["run_id", "run_uuid"] {
        page["runs"][3]["info"].as_object_mut().unwrap().remove(field);
    }
    let call = runs::search(&RunSearch::default());
    let ApiError::Malformed { detail, .. } = call.decode(page.to_string().as_bytes()).unwrap_err() else {
        panic!()
    };
    assert!(
        detail.starts_with("runs[3].info: missing field `run_id`"),
        "{detail}"
    );
    page["runs"][2]["data"]["tags"][1] = json!({ "value": "no key" });
    let ApiError::Malformed { detail, .. } = call.decode(page.to_string().as_bytes()).unwrap_err() else {
        panic!()
    };
    assert!(
        detail.starts_with("runs[2].data.tags[1]: missing field `key`"),
        "{detail}"
    );
}

#[test]
fn a_page_as_large_as_servers_send_reads() {
    let metric =
        r#"{"key": "system/gpu_0_utilization_percentage", "value": 12.5, "timestamp": 1, "step": 2}"#;
    let metrics = vec![metric; 50_000].join(",");
    let run = |n: usize| {
        format!(
            r#"{{"info": {{"run_id": "r{n}", "experiment_id": "1"}}, "data": {{"metrics": [{metrics}]}}}}"#
        )
    };
    let body = format!(
        r#"{{"runs": [{}]}}"#,
        (0..4).map(run).collect::<Vec<_>>().join(",")
    );
    let page = runs::search(&RunSearch::default())
        .decode(body.as_bytes())
        .unwrap();
    assert_eq!(
        page.items.iter().map(|run| run.metrics.len()).sum::<usize>(),
        200_000
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(body in prop::collection::vec(any::<u8>(), 0..300), status in 100..600u16) {
        exercise(status, &body);
    }

    #[test]
    fn arbitrary_text_that_begins_as_json_never_panics(text in "[\\[{\"]{0,4}[\\PC\\n\"\\\\{}\\[\\]:,]{0,80}") {
        exercise(500, text.as_bytes());
    }

    #[test]
    fn recorded_answers_with_bytes_changed_never_panic(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..8),
    ) {
        let mut body = which.get(bodies()).clone();
        for (place, byte, kind) in changes {
            let place = place.index(body.len().max(1)).min(body.len());
            match kind {
                0 if place < body.len() => body[place] = byte,
                1 => body.insert(place, byte),
                _ => { body.drain(place..(place + usize::from(byte)).min(body.len())); }
            }
        }
        exercise(200, &body);
    }

    #[test]
    fn a_value_of_another_kind_degrades_or_is_named(
        which in any::<prop::sample::Index>(),
        place in 0..400usize,
        with in prop::sample::select(vec![
            Value::Null, json!(true), json!(-1), json!(1e300), json!(""), json!("text"), json!([]), json!([[]]),
            json!({}), json!({ "key": {} }),
        ]),
    ) {
        let decoders = decoders();
        let which = which.index(decoders.len());
        let (name, decode) = &decoders[which];
        let Ok(mut body) = serde_json::from_slice::<Value>(&bodies()[which]) else { return Ok(()) };
        let mut n = place + 1;
        if replace_nth(&mut body, &mut n, &with) {
            match decode(body.to_string().as_bytes()) {
                Ok(_) => {}
                Err(ApiError::Malformed { detail, .. }) => {
                    prop_assert!(detail.contains(": "), "no place named: {}", detail);
                }
                Err(other) => prop_assert!(false, "{}: {:?}", name, other),
            }
        }
    }
}
