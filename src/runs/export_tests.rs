use super::*;
use crate::runs::{Arranging, PageDecoder, arrange};
use proptest::prelude::*;
use serde_json::{Value, json};

fn set_of(runs: &[Value]) -> RunSet {
    let (mut set, mut decoder) = (RunSet::new(), PageDecoder::new());
    decoder.push(json!({ "runs": runs }).to_string().as_bytes());
    decoder.decode_some(&mut set, &mut || false).unwrap();
    set
}

fn run(id: &str, loss: Value, note: &str) -> Value {
    json!({
        "info": {"run_id": id, "experiment_id": "1", "start_time": 1_795_443_005_182_i64, "end_time": 1_795_443_006_682_i64},
        "data": {"metrics": [{"key": "loss", "value": loss}], "params": [{"key": "note", "value": note}]}
    })
}

fn two_runs() -> RunSet {
    set_of(&[
        run("a", json!(0.300_000_000_000_000_04), "=1+1|\"x\"\ny"),
        json!({"info": {"run_id": "b", "experiment_id": "1"},
            "data": {"metrics": [{"key": "loss", "value": "Infinity"}], "params": [{"key": "note", "value": ""}]}}),
        json!({"info": {"run_id": "c", "experiment_id": "1"}, "data": {"params": [{"key": "note", "value": "-0.5"}]}}),
    ])
}

fn options(format: ExportFormat, columns: &[&str]) -> ExportOptions {
    ExportOptions {
        format,
        columns: columns
            .iter()
            .map(|column| Column::parse(column).unwrap())
            .collect(),
        aggregate: Aggregate::Mean,
        primary: None,
        offset_minutes: 60,
    }
}

const COLUMNS: [&str; 7] = [
    "run_id",
    "start_time",
    "duration",
    "metrics.loss",
    "trend(loss)",
    "min(loss)",
    "params.note",
];

fn written(format: ExportFormat) -> String {
    let set = two_runs();
    let past = |_: &Column, row: u32| (row == 0).then_some(0.25);
    Export::of_rows(options(format, &COLUMNS), set.rows()).finish(&set, &past)
}

#[test]
fn csv_is_exact_and_runs_nothing_in_a_spreadsheet() {
    let expected = [
        "run_id,start_time,duration_ms,metrics.loss,min(loss),params.note",
        "a,2026-11-23T14:10:05.182Z,1500,0.30000000000000004,0.25,\"'=1+1|\"\"x\"\"\ny\"",
        "b,,,Infinity,,\"\"",
        "c,,,,,-0.5",
        "",
    ];
    assert_eq!(written(ExportFormat::Csv), expected.join("\r\n"));
}

#[test]
fn json_leaves_out_what_is_missing_and_reads_back() {
    let rows: Value = serde_json::from_str(&written(ExportFormat::Json)).unwrap();
    assert_eq!(rows[0]["metrics.loss"], json!(0.300_000_000_000_000_04));
    assert_eq!(rows[0]["duration_ms"], json!(1500));
    assert_eq!(
        rows[1],
        json!({"run_id": "b", "metrics.loss": "Infinity", "params.note": ""})
    );
    assert_eq!(rows[2], json!({"run_id": "c", "params.note": "-0.5"}));
    let set = two_runs();
    let none = Export::of_rows(options(ExportFormat::Json, &COLUMNS), &[]).finish(&set, &|_, _| None);
    assert_eq!(serde_json::from_str::<Value>(&none).unwrap(), json!([]));
}

#[test]
fn markdown_keeps_its_cells_whatever_they_hold() {
    let table = written(ExportFormat::Markdown);
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(
        lines[0],
        "| Run ID | Created | Duration | loss | min(loss) | note |"
    );
    assert_eq!(lines[1], "| --- | ---: | ---: | ---: | ---: | --- |");
    assert!(
        lines[2].ends_with(":05 | 1.5 s | 0.3 | 0.25 | =1+1\\|\"x\" y |"),
        "{}",
        lines[2]
    );
    assert_eq!(lines[3], "| b |  |  | ∞ |  |  |");
}

#[test]
fn groups_are_written_with_their_numbers() {
    let set = set_of(&[
        run("a", json!(1.0), "x"),
        run("b", json!(2.0), "x"),
        run("c", json!(5.0), "y"),
    ]);
    let group_by = [Field::param("note")];
    let lines = arrange(
        &set,
        &Arranging {
            sorted: set.rows(),
            is_match: &|_| true,
            is_hidden: &|_| false,
            is_pinned: &|_| false,
            group_by: &group_by,
            is_nested: false,
            is_open: &|key| key.ends_with('y'),
        },
    );
    let columns = ["run_id", "params.note", "metrics.loss", "duration"];
    let written = |aggregate| {
        let options = ExportOptions {
            aggregate,
            ..options(ExportFormat::Csv, &columns)
        };
        Export::of_lines(options, lines.clone()).finish(&set, &|_, _| None)
    };
    let header = "runs,run_id,params.note,metrics.loss,duration_ms";
    assert_eq!(
        written(Aggregate::Mean),
        [header, "2,,x,1.5,1500", "1,,y,5,1500", ",c,y,5,1500", ""].join("\r\n")
    );
    assert_eq!(
        written(Aggregate::Best),
        [header, "2,,x,1,1500", "1,,y,5,1500", ",c,y,5,1500", ""].join("\r\n")
    );
    assert!(written(Aggregate::Count).contains("2,,x,2,2\r\n"));
}

#[test]
fn a_long_table_comes_in_pieces() {
    let runs: Vec<_> = (0..3000)
        .map(|row| run(&format!("r{row}"), json!(row), "x"))
        .collect();
    let set = set_of(&runs);
    let mut export = Export::of_rows(options(ExportFormat::Csv, &COLUMNS), set.rows());
    let (mut pieces, mut all) = (0, String::new());
    let mut before = 0.0;
    while let Some(piece) = export.next_piece(&set, &|_, _| None) {
        assert!(export.progress() > before);
        before = export.progress();
        pieces += 1;
        all.push_str(&piece);
    }
    assert!(pieces > 1);
    assert_eq!(
        (all.lines().count(), export.next_piece(&set, &|_, _| None)),
        (3001, None)
    );
}

proptest! {
    #[test]
    fn csv_reads_back_to_what_it_was(texts in prop::collection::vec("[-=+@\t\r\n\",a' ]{0,5}", 1..6)) {
        let runs: Vec<_> = texts.iter().enumerate().map(|(row, text)| run(&row.to_string(), json!(1), text)).collect();
        let set = set_of(&runs);
        let csv = Export::of_rows(options(ExportFormat::Csv, &["params.note", "run_id"]), set.rows()).finish(&set, &|_, _| None);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        for (record, text) in reader.records().zip(&texts) {
            let record = record.unwrap();
            let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
            let expected = if is_formula { format!("'{text}") } else { text.clone() };
            prop_assert_eq!(&record[0], expected.as_str());
        }
    }

    #[test]
    fn a_markdown_line_has_as_many_cells_as_columns(text in any::<String>()) {
        let set = set_of(&[run("a", json!(1), &text)]);
        let table = Export::of_rows(options(ExportFormat::Markdown, &["params.note", "run_id"]), set.rows()).finish(&set, &|_, _| None);
        prop_assert_eq!(table.lines().count(), 3);
        let line = table.lines().nth(2).unwrap().replace("\\\\", "").replace("\\|", "");
        prop_assert_eq!(line.matches('|').count(), 3);
    }
}
