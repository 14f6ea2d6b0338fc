//! A chart in words, for those who do not see it.

use super::line::Line;
use crate::chart::axis::{AxisUnit, Locale};

const DIGITS: usize = 4;
/// A listener remembers no more lines than this.
const LINES_AT_MOST: usize = 6;

/// What the lines of a chart come to: least, greatest and last value of each. `x_unit` is what their x counts.
pub fn spoken_summary(lines: &[Line], x_unit: AxisUnit, locale: &Locale) -> String {
    if lines.iter().all(|line| line.trace.is_empty()) {
        return "No points.".to_owned();
    }
    // The last one is on top.
    let mut sentences: Vec<String> = (lines.iter().rev().take(LINES_AT_MOST))
        .map(|line| spoken_line(line, x_unit, locale))
        .collect();
    if let Some(more) = lines.len().checked_sub(LINES_AT_MOST + 1) {
        sentences.push(format!("And {} more.", more + 1));
    }
    sentences.join(" ")
}

fn spoken_line(line: &Line, x_unit: AxisUnit, locale: &Locale) -> String {
    let points = match line.trace.len() {
        1 => "1 point".to_owned(),
        count => format!(
            "{} points",
            locale.whole(i64::try_from(count).unwrap_or(i64::MAX))
        ),
    };
    let not_finite = match line.trace.y().iter().filter(|y| !y.is_finite()).count() {
        0 => String::new(),
        count => format!(", {count} of them not finite"),
    };
    let name = &line.name;
    let Some(((min, max), (x, y))) = line.trace.y_extent(None).zip(line.last()) else {
        return format!("{name}: {points}{not_finite}.");
    };
    let [min, max, last] = [min, max, y].map(|value| locale.number(value, DIGITS));
    let at = x_unit.read_out(x, DIGITS, locale);
    let at = match x_unit {
        AxisUnit::Whole => format!("step {at}"),
        AxisUnit::Number | AxisUnit::Time | AxisUnit::Duration => at,
    };
    format!("{name}: {points}{not_finite}, minimum {min}, maximum {max}, last {last} at {at}.")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::chart::{LINE_COLORS, Trace};

    fn line(name: &str, values: &[f64]) -> Line {
        let x: Vec<f64> = (0..values.len()).map(|step| step as f64).collect();
        Line::new(name, LINE_COLORS[0], Arc::new(Trace::new(x, values)))
    }

    fn spoken(lines: &[Line]) -> String {
        spoken_summary(lines, AxisUnit::Whole, &Locale::default())
    }

    #[test]
    fn each_line_is_told_by_its_extremes_and_its_end_and_the_uppermost_first() {
        let lines = [line("a", &[1.0, 3.0, 2.0]), line("b", &[f64::NAN])];
        let text = "b: 1 point, 1 of them not finite. a: 3 points, minimum 1, maximum 3, last 2 at step 2.";
        assert_eq!(spoken(&lines), text);
    }

    #[test]
    fn lines_beyond_the_sixth_are_counted() {
        let lines: Vec<Line> = (0..9).map(|_| line("a", &[1.0])).collect();
        assert!(spoken(&lines).ends_with(" And 3 more."));
        assert_eq!(spoken(&[line("a", &[])]), "No points.");
    }
}
