use super::*;
use crate::mlflow::{Lifecycle, Run};
use crate::runs::{Attribute, Field, RunDataset, RunModel};
use proptest::prelude::*;

fn decode_in_pieces(body: &[u8], cuts: &[usize]) -> (RunSet, PageDecoder) {
    let (mut set, mut decoder) = (RunSet::new(), PageDecoder::new());
    let mut from = 0;
    for cut in cuts.iter().copied().chain([body.len()]) {
        decoder.push(&body[from..cut]);
        from = cut;
        let _ = decoder.decode_some(&mut set, &mut || true);
    }
    let _ = decoder.decode_some(&mut set, &mut || false);
    (set, decoder)
}

fn decode(body: &str) -> Result<RunSet, ApiError> {
    let (set, decoder) = decode_in_pieces(body.as_bytes(), &[]);
    decoder.finish().map(|()| set)
}

/// The last of the entries with each key, which is the one that counts.
fn last_by_key<T>(entries: impl Iterator<Item = (String, T)>) -> Vec<(String, T)> {
    entries
        .collect::<std::collections::BTreeMap<_, _>>()
        .into_iter()
        .collect()
}

/// To the last millisecond for hundreds of thousands of years, and nearly beyond.
fn assert_time(here: Option<f64>, millis: Option<i64>) {
    assert_eq!(here.is_some(), millis.is_some());
    if let (Some(here), Some(millis)) = (here, millis) {
        assert!(
            (here - millis as f64).abs() <= here.abs() * f64::EPSILON,
            "{here} {millis}"
        );
    }
}

fn assert_same(set: &RunSet, row: u32, run: &Run) {
    let info = &run.info;
    assert_eq!(set.run_id(row), info.id);
    let text = |attribute| set.attribute(row, attribute).unwrap_or_default();
    assert_eq!(text(Attribute::Experiment), info.experiment_id.as_str());
    assert_eq!(text(Attribute::Status), info.status.as_str());
    assert_eq!(text(Attribute::ArtifactUri), info.artifact_uri);
    assert_time(set.number(row, &Attribute::Started.into()), info.start_millis);
    assert_time(set.number(row, &Attribute::Ended.into()), info.end_millis);
    if info.start_millis.is_none_or(|start| start.abs() < 1 << 52) {
        assert_time(
            set.number(row, &Attribute::Duration.into()),
            run.duration_millis(),
        );
    }
    assert_eq!(set.is_deleted(row), info.lifecycle == Lifecycle::Deleted);
    let metrics = last_by_key(
        run.metrics
            .iter()
            .map(|metric| (metric.key.clone(), metric.value)),
    );
    for (key, value) in &metrics {
        let here = set.number(row, &Field::metric(key)).unwrap();
        assert!(here.total_cmp(value).is_eq(), "{key}: {here} {value}");
    }
    let params = last_by_key(
        run.params
            .iter()
            .map(|param| (param.key.clone(), param.value.as_str())),
    );
    for (key, value) in &params {
        assert_eq!(set.text(row, &Field::param(key)), Some(*value));
    }
    let tags = last_by_key(run.tags.iter().map(|tag| (tag.key.clone(), tag.value.as_str())));
    let mut here: Vec<_> = set
        .tags(row)
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    here.sort();
    assert_eq!(here, tags);
    let cells = set
        .fields()
        .filter(|entry| !matches!(entry.field, Field::Attribute(_)))
        .filter(|entry| !set.column_by_id(entry.id).is_missing(row))
        .count();
    assert_eq!(cells, metrics.len() + params.len() + tags.len());
    let datasets: Vec<_> = run
        .dataset_inputs
        .iter()
        .map(|dataset| RunDataset {
            name: &dataset.name,
            digest: &dataset.digest,
            context: dataset.context.as_deref().unwrap_or_default(),
        })
        .collect();
    assert_eq!(set.datasets(row).collect::<Vec<_>>(), datasets);
    let models: Vec<_> = (run.model_inputs.iter().map(|id| RunModel::Input(id.as_str())))
        .chain(run.model_outputs.iter().map(|output| RunModel::Output {
            id: output.model_id.as_str(),
            step: output.step,
        }))
        .collect();
    assert_eq!(set.models(row).collect::<Vec<_>>(), models);
    // Where a tag is there twice, the two decoders differ in which one they read attributes from.
    if run.tags.len() == tags.len() {
        assert_eq!(set.display_name(row), run.display_name());
        assert_eq!(set.attribute(row, Attribute::User), run.user());
        assert_eq!(set.attribute(row, Attribute::Source), run.source());
        assert_eq!(set.attribute(row, Attribute::Commit), run.git_commit());
        assert_eq!(set.attribute(row, Attribute::Description), run.note());
        assert_eq!(
            set.attribute(row, Attribute::Parent).map(Into::into),
            run.parent_id()
        );
    }
}

fn assert_agrees(body: &[u8], cuts: &[usize]) {
    let page = read_page(body).unwrap();
    let (set, decoder) = decode_in_pieces(body, cuts);
    decoder.finish().unwrap();
    assert!(decoder.is_complete());
    assert_eq!(decoder.next_page_token(), page.next_page_token.as_deref());
    assert_eq!(decoder.decoded(), page.items.len());
    // Of a run that is there twice, the later one counts.
    let latest: Vec<_> = (page.items.iter().enumerate())
        .filter(|(index, run)| {
            page.items[index + 1..]
                .iter()
                .all(|other| other.info.id != run.info.id)
        })
        .map(|(_, run)| run)
        .collect();
    assert_eq!(set.len(), latest.len());
    for run in latest {
        assert_same(&set, set.row_of(run.info.id.as_str()).unwrap(), run);
    }
}

#[test]
fn recorded_answers_read_as_the_decoder_of_single_runs_reads_them_cut_anywhere() {
    let mut read = 0;
    for version in ["mlflow-2.22", "mlflow-3.17"] {
        let folder = format!("{}/tests/fixtures/{version}", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("runs-search")
            {
                let body = std::fs::read(path).unwrap();
                for cut in (0..body.len()).step_by(211) {
                    assert_agrees(&body, &[cut]);
                }
                assert_agrees(&body, &(0..body.len()).collect::<Vec<_>>());
                read += 1;
            }
        }
    }
    assert!(read > 10);
}

/// What can stand where a value is expected.
fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z\"\\\\ é{}\\[\\],:]{0,6}".prop_map(|text| serde_json::to_string(&text).unwrap()),
        3 => any::<f64>().prop_map(|number| format!("{number:?}").replace("inf", "Infinity")),
        2 => any::<i64>().prop_map(|number| number.to_string()),
        1 => any::<i64>().prop_map(|number| format!("\"{number}\"")),
        1 => prop::sample::select(vec![
            "null", "true", "\"NaN\"", "\"-Infinity\"", "NaN", "1.7976931348623157e308", "{\"a\": [1, \"}\"]}", "[]",
            "\"\\u00e9\\ud83c\\udf44\"", "-0", "1E5",
        ])
        .prop_map(str::to_owned),
    ]
}

fn key_with_value() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "\"loss\"",
        "\"b\\n\"",
        "\"mlflow.runName\"",
        "\"mlflow.user\"",
        "\"mlflow.parentRunId\"",
        "\"mlflow.source.name\"",
        "\"\\u00e9\"",
        "\"\"",
    ]);
    (key, prop::option::of(any_value()), any::<bool>()).prop_map(|(key, value, is_turned)| match value {
        None => format!("{{\"key\":{key}}}"),
        Some(value) if is_turned => format!("{{ \"value\" : {value} , \"x\":{{}}, \"key\" : {key} }}"),
        Some(value) => format!("{{\"key\":{key},\"value\":{value},\"step\":3}}"),
    })
}

fn list(item: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just("null".to_owned()),
        9 => prop::collection::vec(prop_oneof![1 => Just("null".to_owned()), 9 => item], 0..5)
            .prop_map(|items| format!("[{}]", items.join(", "))),
    ]
}

fn run() -> impl Strategy<Value = String> {
    let info = (
        prop::sample::select(vec![
            "\"run_id\": \"a\"",
            "\"run_uuid\": \"b\"",
            "\"run_id\": 17",
            "\"run_uuid\": \"a\", \"run_id\": \"c\"",
        ]),
        prop::sample::select(vec!["\"1\"", "2", "18446744073709551615"]),
        prop::collection::btree_map(
            prop::sample::select(vec![
                "run_name",
                "user_id",
                "start_time",
                "end_time",
                "artifact_uri",
                "lifecycle_stage",
                "new",
            ]),
            prop_oneof![
                any_value(),
                Just("\"deleted\"".to_owned()),
                Just("1795443005182".to_owned())
            ],
            0..7,
        ),
        prop::option::of(prop::sample::select(vec!["\"RUNNING\"", "\"odd\"", "null", "1"])),
    )
        .prop_map(|(id, experiment, rest, status)| {
            let rest: Vec<_> = rest
                .iter()
                .map(|(key, value)| format!(",\"{key}\": {value}"))
                .collect();
            let rest = rest.concat();
            let status = status
                .map(|status| format!(", \"status\": {status}"))
                .unwrap_or_default();
            format!("\"info\": {{{id}, \"experiment_id\": {experiment}{rest}{status}}}")
        });
    let data = (
        list(key_with_value()),
        list(key_with_value()),
        list(key_with_value()),
    )
        .prop_map(|(metrics, params, tags)| {
            format!("\"data\": {{\"metrics\": {metrics}, \"params\": {params}, \"tags\": {tags}}}")
        });
    let dataset = (any_value(), any_value(), list(Just("{\"key\": \"mlflow.data.context\", \"value\": \"eval\"}".to_owned())))
        .prop_map(|(name, digest, tags)| {
            format!("{{\"tags\": {tags}, \"dataset\": {{\"name\": {name}, \"digest\": {digest}, \"schema\": \"{{\"}}}}")
        });
    let inputs =
        (list(dataset), list(Just("{\"model_id\": \"m-1\"}".to_owned()))).prop_map(|(datasets, models)| {
            format!("\"inputs\": {{\"dataset_inputs\": {datasets}, \"model_inputs\": {models}}}")
        });
    let outputs = list(Just("{\"model_id\": \"m-2\", \"step\": \"4\"}".to_owned()))
        .prop_map(|models| format!("\"outputs\": {{\"model_outputs\": {models}}}"));
    (
        info,
        prop::option::of(data),
        prop::option::of(inputs),
        outputs,
        any::<bool>(),
    )
        .prop_map(|(info, data, inputs, outputs, is_turned)| {
            let mut parts: Vec<_> = [Some(info), data, inputs, Some(outputs)]
                .into_iter()
                .flatten()
                .collect();
            if is_turned {
                // Models are listed as they come; inputs stay in front of outputs.
                parts.rotate_left(1);
            }
            format!("{{{}}}", parts.join(", "))
        })
}

fn page() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just(String::new()),
        any_value().prop_map(|token| format!("\"next_page_token\": {token}, ")),
    ];
    (list(run()), token, any::<bool>()).prop_map(|(runs, token, has_more)| {
        let more = if has_more {
            ", \"later\": {\"runs\": [{\"info\": 1}]}"
        } else {
            ""
        };
        format!("{{{token}\"runs\": {runs}{more}}}")
    })
}

proptest! {
    #[test]
    fn generated_answers_read_as_the_decoder_of_single_runs_reads_them(
        body in page(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4)
    ) {
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(body.len())).collect();
        cuts.sort_unstable();
        // What only differs in how a number prints as a name is not worth a rule: both are shown.
        prop_assume!(read_page(body.as_bytes()).is_ok());
        assert_agrees(body.as_bytes(), &cuts);
    }

    #[test]
    fn no_bytes_make_it_panic_and_what_is_refused_is_refused_by_both(body in page(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut body = body.into_bytes();
        let at = cut.index(body.len());
        body[at] = byte;
        let (_, decoder) = decode_in_pieces(&body, &[at]);
        let _ = decoder.finish();
    }

    #[test]
    fn an_answer_that_is_cut_off_says_so_and_keeps_its_whole_runs(body in page(), cut in any::<prop::sample::Index>()) {
        prop_assume!(read_page(body.as_bytes()).is_ok());
        let at = cut.index(body.len());
        let (_, decoder) = decode_in_pieces(&body.as_bytes()[..at], &[]);
        prop_assert!(matches!(decoder.finish(), Err(ApiError::Truncated { .. })), "{:?}", decoder.finish());
    }
}

const GOOD: &str =
    r#"{"info": {"run_id": "a", "experiment_id": "1"}, "data": {"metrics": [{"key": "m", "value": 1}]}}"#;

#[test]
fn the_next_pages_token_is_known_before_any_run_is_decoded() {
    let mut decoder = PageDecoder::new();
    decoder.push(format!("{{\"runs\": [{GOOD}], \"next_page_token\": \"t\\u0041\"").as_bytes());
    assert_eq!((decoder.next_page_token(), decoder.waiting()), (None, 1));
    decoder.push(b"}");
    assert_eq!((decoder.next_page_token(), decoder.decoded()), (Some("tA"), 0));
}

#[test]
fn decoding_stops_when_it_is_told_to_and_goes_on_later() {
    let other = GOOD.replace("\"a\"", "\"b\"");
    let (mut set, mut decoder) = (RunSet::new(), PageDecoder::new());
    decoder.push(format!("{{\"runs\": [{GOOD},{other}]}}").as_bytes());
    assert_eq!(decoder.decode_some(&mut set, &mut || true), Ok(1));
    assert_eq!((set.len(), decoder.waiting()), (1, 1));
    assert_eq!(decoder.decode_some(&mut set, &mut || true), Ok(1));
    assert_eq!(decoder.decode_some(&mut set, &mut || true), Ok(0));
    assert_eq!((set.len(), decoder.finish()), (2, Ok(())));
}

#[test]
fn a_run_that_cannot_be_read_is_named_leaves_no_trace_and_those_before_it_stay() {
    let bad = r#"{"info": {"run_id": "b"}, "data": {"metrics": [{"key": "m", "value": 2}]}}"#;
    let body = format!("{{\"runs\": [{GOOD}, {bad}, {GOOD}]}}");
    let (mut set, mut decoder) = (RunSet::new(), PageDecoder::new());
    decoder.push(body.as_bytes());
    let error = decoder.decode_some(&mut set, &mut || false).unwrap_err();
    let ApiError::Malformed { detail, .. } = &error else {
        panic!("{error:?}");
    };
    assert!(
        detail.starts_with("runs[1].info: missing field `experiment_id`"),
        "{detail}"
    );
    assert_eq!((set.len(), set.row_of("b")), (1, None));
    assert_eq!(set.number(0, &Field::metric("m")), Some(1.0));
    assert_eq!(decoder.finish(), Err(error.clone()));
    assert_eq!(decoder.decode_some(&mut set, &mut || false), Err(error));
}

#[test]
fn what_is_no_answer_to_a_search_is_named_as_by_the_decoder_of_whole_answers() {
    for body in [
        "",
        " \n",
        "<!DOCTYPE html><html><head><title>Sign in</title></head></html>",
        "{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"no\"}",
        "[]",
        "OK",
        "{\"runs\": 5}",
        "{\"runs\": {}}",
        "{\"runs\": [",
        "{\"next_page_token\": \"x",
        "{} {}",
    ] {
        assert_eq!(
            decode(body).unwrap_err(),
            read_page(body.as_bytes()).unwrap_err(),
            "{body}"
        );
    }
    for body in ["{\"runs\": [5]}", "{\"runs\": [[]]}", "{\"runs\": [\"a\"]}"] {
        let (mut set, mut decoder) = (RunSet::new(), PageDecoder::new());
        decoder.push(body.as_bytes());
        assert!(
            matches!(
                decoder.decode_some(&mut set, &mut || false),
                Err(ApiError::Malformed { .. } | ApiError::UnexpectedText { .. })
            ),
            "{body}"
        );
    }
    assert_eq!(decode("\u{feff}{}").unwrap().len(), 0);
    assert_eq!(decode("{\"runs\": null}").unwrap().len(), 0);
}

#[test]
fn a_hostile_depth_is_read_without_a_stack() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let body = format!(
        "{{\"runs\": [{{\"new\": {deep}, {}], \"other\": {deep}}}",
        &GOOD[1..]
    );
    assert_eq!(decode(&body).unwrap().len(), 1);
    let (_, decoder) = decode_in_pieces("{\"runs\": ".repeat(100_000).as_bytes(), &[]);
    assert!(decoder.finish().is_err());
}

#[test]
fn bytes_are_forgotten_as_their_runs_are_decoded() {
    let (mut set, mut decoder) = (RunSet::new(), PageDecoder::new());
    decoder.push(b"{\"runs\": [");
    for n in 0..1000 {
        decoder.push(GOOD.replace("\"a\"", &format!("\"{n}\"")).as_bytes());
        decoder.push(b",");
        decoder.decode_some(&mut set, &mut || false).unwrap();
        assert!(decoder.bytes.len() < 300);
    }
    decoder.push(b"null]}");
    assert_eq!((decoder.finish(), set.len()), (Ok(()), 1000));
}
