//! A chart in words, for those who do not see it.

use super::label::{value_label, whole_label};
use super::series::Series;

const DIGITS: usize = 4;
/// A listener remembers no more lines than this.
const LINES_AT_MOST: usize = 6;

/// What the lines of a chart come to: least, greatest and last value of each.
pub fn spoken_summary(series: &[Series]) -> String {
    if series.iter().all(Series::is_empty) {
        return "No points.".to_owned();
    }
    let mut sentences: Vec<String> = series.iter().take(LINES_AT_MOST).map(spoken_line).collect();
    if let Some(more) = series.len().checked_sub(LINES_AT_MOST + 1) {
        sentences.push(format!("And {} more.", more + 1));
    }
    sentences.join(" ")
}

fn spoken_line(series: &Series) -> String {
    let points = match series.len() {
        1 => "1 point".to_owned(),
        count => format!("{} points", whole_label(i64::try_from(count).unwrap_or(i64::MAX))),
    };
    let not_finite = match series.marks().len() {
        0 => String::new(),
        count => format!(", {count} of them not finite"),
    };
    let name = series.name();
    match series.summary() {
        None => format!("{name}: {points}{not_finite}."),
        Some(summary) => {
            let [min, max, last] = [summary.min, summary.max, summary.last.value].map(|v| value_label(v, DIGITS));
            let step = whole_label(summary.last.step);
            format!("{name}: {points}{not_finite}, minimum {min}, maximum {max}, last {last} at step {step}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LINE_COLORS, Point};
    use super::*;

    fn series(name: &str, values: &[f64]) -> Series {
        let points = values.iter().zip(0..).map(|(&value, step)| Point { step, time_millis: 0, value });
        Series::new(name, LINE_COLORS[0], points.collect())
    }

    #[test]
    fn each_line_is_told_by_its_extremes_and_its_end() {
        let lines = [series("a", &[1.0, 3.0, 2.0]), series("b", &[f64::NAN])];
        let text = "a: 3 points, minimum 1, maximum 3, last 2 at step 2. b: 1 point, 1 of them not finite.";
        assert_eq!(spoken_summary(&lines), text);
    }

    #[test]
    fn lines_beyond_the_sixth_are_counted() {
        let lines: Vec<Series> = (0..9).map(|_| series("a", &[1.0])).collect();
        assert!(spoken_summary(&lines).ends_with(" And 3 more."));
        assert_eq!(spoken_summary(&[series("a", &[])]), "No points.");
    }
}
