//! The mushroom data that the demo ships is the published set, whole.

#![cfg(test)]

use csv::StringRecord;

fn mushrooms() -> Vec<StringRecord> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/demo/mushroom/agaricus-lepiota.data"
        ))
        .expect("the data file ships with the demo")
        .records()
        .collect::<Result<_, _>>()
        .expect("every line has as many cells as the first")
}

fn count(rows: &[StringRecord], column: usize, letter: &str) -> usize {
    rows.iter().filter(|row| row.get(column) == Some(letter)).count()
}

#[test]
fn the_mushroom_data_has_8124_rows_of_23_columns() {
    let rows = mushrooms();
    assert_eq!(rows.len(), 8_124);
    assert!(rows.iter().all(|row| row.len() == 23));
}

#[test]
fn the_mushroom_data_has_the_published_class_counts() {
    let rows = mushrooms();
    assert_eq!((count(&rows, 0, "e"), count(&rows, 0, "p")), (4_208, 3_916));
}

#[test]
fn only_the_stalk_root_is_missing_and_for_2480_mushrooms() {
    let rows = mushrooms();
    let missing: Vec<usize> = (0..23).map(|column| count(&rows, column, "?")).collect();
    let stalk_root = 11;
    assert_eq!(missing.iter().sum::<usize>(), 2_480);
    assert_eq!(missing[stalk_root], 2_480);
}
