use super::*;
use crate::mlflow::{Metric, metrics};
use proptest::prelude::*;

fn decode_in_pieces(body: &[u8], cuts: &[usize]) -> Result<(Vec<RunColumns>, Option<String>), ApiError> {
    let mut decoder = HistoryDecoder::new();
    let mut from = 0;
    for cut in cuts.iter().copied().chain([body.len()]) {
        decoder.push(&body[from..cut]);
        from = cut;
        let _ = decoder.decode_some(&mut || true);
    }
    decoder.finish()
}

fn decode(body: &str) -> Result<(Vec<RunColumns>, Option<String>), ApiError> {
    decode_in_pieces(body.as_bytes(), &[])
}

/// What the reader of whole answers makes of it, which reads each point as an object.
fn by_objects(body: &[u8]) -> (Vec<Metric>, Option<String>) {
    let page = metrics::history(&"r".into(), "m", 1, None).decode(body).unwrap();
    (page.items, page.next_page_token)
}

fn assert_same(body: &[u8], cuts: &[usize]) {
    let (items, token) = by_objects(body);
    let (columns, same_token) = decode_in_pieces(body, cuts).unwrap();
    assert_eq!(token, same_token);
    assert_eq!(
        columns.iter().map(|column| column.value.len()).sum::<usize>(),
        items.len()
    );
    for column in &columns {
        let of_run = items.iter().filter(|item| item.run_id == column.run);
        let mut count = 0;
        for (index, item) in of_run.enumerate() {
            assert_eq!(
                (column.step[index], column.time_millis[index]),
                (item.step, item.timestamp_millis)
            );
            assert!(column.value[index].total_cmp(&item.value).is_eq());
            count += 1;
        }
        assert_eq!(column.value.len(), count);
    }
}

#[test]
fn recorded_answers_read_as_they_do_object_by_object() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut read = 0;
    for version in ["mlflow-2.22", "mlflow-3.17"] {
        for entry in std::fs::read_dir(root.join(version)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.contains("history") {
                continue;
            }
            let text = std::fs::read(&path).unwrap();
            let kept: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
            let body = match kept.get("body") {
                Some(serde_json::Value::String(body)) => body.clone().into_bytes(),
                _ => text,
            };
            if metrics::history(&"r".into(), "m", 1, None).decode(&body).is_ok() {
                assert_same(&body, &[body.len() / 3, body.len() / 2]);
                read += 1;
            }
        }
    }
    assert!(read > 0, "no history was recorded");
}

#[test]
fn bare_non_numbers_and_the_largest_number_are_values() {
    let (columns, _) =
        decode("{\"metrics\": [{\"value\": NaN, \"step\": 1}, {\"value\": -Infinity}, {\"value\": \"NaN\"}, {\"value\": 1.7976931348623157e+308}]}")
            .unwrap();
    let value = &columns[0].value;
    assert!(value[0].is_nan() && value[2].is_nan());
    assert_eq!((value[1], value[3]), (f64::NEG_INFINITY, f64::INFINITY));
}

#[test]
fn the_token_is_found_before_and_behind_the_points() {
    for body in [
        "{\"metrics\": [{\"step\": 1}], \"next_page_token\": \"t\"}",
        "{\"next_page_token\": \"t\", \"metrics\": [{\"step\": 1}]}",
    ] {
        let (columns, token) = decode(body).unwrap();
        assert_eq!((columns.len(), token.as_deref()), (1, Some("t")));
    }
    assert_eq!(decode("{}").unwrap().0.len(), 0);
    assert_eq!(decode("{\"metrics\": null}").unwrap().0.len(), 0);
}

#[test]
fn what_is_no_answer_is_an_error_that_says_what_it_is() {
    let html = decode("<!DOCTYPE html><title>Sign in</title>").unwrap_err();
    assert!(matches!(html, ApiError::HtmlPage { .. }), "{html:?}");
    let error = decode("{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"no\"}").unwrap_err();
    assert!(matches!(error, ApiError::Server { .. }), "{error:?}");
    let wrong = decode("{\"metrics\": [{\"step\": 1}, {\"step\": tru}]}").unwrap_err();
    assert!(
        matches!(&wrong, ApiError::Malformed { detail, .. } if detail.starts_with("metrics[1]")),
        "{wrong:?}"
    );
    assert!(decode("{\"metrics\": [1]}").is_err());
    assert!(decode("").is_err());
}

#[test]
fn an_answer_cut_off_anywhere_is_truncated() {
    let whole = "{\"metrics\": [{\"key\": \"a]}\\\"\", \"value\": 1.5, \"run_id\": \"r\"}, {\"key\": \"b\", \"step\": \"2\"}]}";
    assert_same(whole.as_bytes(), &[]);
    for end in 0..whole.len() {
        let outcome = decode(&whole[..end]);
        assert!(
            matches!(outcome, Err(ApiError::Truncated { .. })),
            "{end}: {outcome:?}"
        );
    }
}

#[test]
fn a_hostile_depth_is_an_error_and_never_a_crash() {
    let deep = "[".repeat(200_000);
    assert!(decode(&deep).is_err());
    assert!(decode(&format!("{{\"metrics\": {deep}")).is_err());
    let nested = format!("{{\"metrics\": [{{\"x\": {deep}{}}}]}}", "]".repeat(200_000));
    assert_eq!(decode(&nested).unwrap().0[0].step, [0]);
    assert!(decode("}}}}]]]{").is_err());
}

fn any_point() -> impl Strategy<Value = serde_json::Value> {
    let value = prop_oneof![
        any::<f64>().prop_map(|value| serde_json::json!(value)),
        Just(serde_json::json!("NaN")),
        Just(serde_json::json!(null)),
    ];
    (value, any::<i64>(), any::<bool>(), "[a-c]?", "\\PC{0,4}").prop_map(
        |(value, step, is_text, run, key)| {
            let step = if is_text {
                serde_json::json!(step.to_string())
            } else {
                serde_json::json!(step)
            };
            serde_json::json!({"key": key, "value": value, "step": step, "timestamp": 7, "run_id": run})
        },
    )
}

proptest! {
    #[test]
    fn an_answer_reads_the_same_however_it_is_cut(
        points in prop::collection::vec(any_point(), 0..20),
        cuts in prop::collection::vec(0.0..1.0_f64, 0..6),
        is_pretty in any::<bool>(),
    ) {
        let body = serde_json::json!({"metrics": points, "next_page_token": "a[b{c"});
        let body = if is_pretty {
            serde_json::to_vec_pretty(&body).unwrap()
        } else {
            body.to_string().into_bytes()
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short text")]
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| (cut * body.len() as f64) as usize).collect();
        cuts.sort_unstable();
        assert_same(&body, &cuts);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(prop::sample::select(b"{}[]\",:\\1enN\"metrics".to_vec()), 0..200)) {
        let _ = decode_in_pieces(&bytes, &[bytes.len() / 2]);
    }
}
