//! What was measured: medians, ratios, and whether they are what they should be.

use anyhow::Result;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Millis,
    /// Bytes.
    Bytes,
    /// Things, or times a second.
    Count,
}

/// What our number should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// At most so much of the number beside it.
    OfOther(f64),
    /// At most this.
    AtMost(f64),
    /// At least this.
    AtLeast(f64),
}

/// Whose number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What ours is measured beside: `MLflow`'s page, or its server alone where the row says so, unless
    /// [`Report::beside`] names another.
    Other,
    /// Sporeprint.
    Ours,
}

#[derive(Clone, Debug)]
struct Row {
    section: String,
    beside: &'static str,
    what: String,
    unit: Unit,
    other: Vec<f64>,
    ours: Vec<f64>,
    aim: Option<Aim>,
}

/// All numbers, in the order in which they were first taken.
#[derive(Clone, Debug)]
pub struct Report {
    section: String,
    beside: &'static str,
    notes: Vec<String>,
    rows: Vec<Row>,
    failures: Vec<String>,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            section: String::new(),
            beside: "MLflow",
            notes: Vec::new(),
            rows: Vec::new(),
            failures: Vec::new(),
        }
    }
}

impl Report {
    /// Takes in with what is measured, such as a version.
    pub fn note(&mut self, text: &str) {
        self.notes.push(text.to_owned());
    }

    /// With what was measured.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What follows is measured beside this.
    pub fn beside(&mut self, name: &'static str) {
        self.beside = name;
    }

    /// What follows is about this.
    pub fn section(&mut self, title: &str) {
        println!("\n{title}");
        title.clone_into(&mut self.section);
    }

    /// Takes in that something could not be measured; the rest may be.
    pub fn attempt(&mut self, what: &str, outcome: Result<()>) {
        if let Err(error) = outcome {
            let text = format!("{what}: {error:#}");
            println!("  not measured: {text}");
            self.failures.push(text);
        }
    }

    /// What could not be measured, and why.
    pub fn failures(&self) -> &[String] {
        &self.failures
    }

    /// Takes a number in and shows it.
    pub fn take(&mut self, side: Side, what: &str, unit: Unit, value: f64) {
        let who = match side {
            Side::Other => self.beside,
            Side::Ours => "ours",
        };
        println!("  {who:7} {what}: {}", shown(unit, value));
        let row = self.row(what, unit);
        match side {
            Side::Other => row.other.push(value),
            Side::Ours => row.ours.push(value),
        }
    }

    /// Says what ours should be.
    pub fn aim(&mut self, what: &str, unit: Unit, aim: Aim) {
        self.row(what, unit).aim = Some(aim);
    }

    fn row(&mut self, what: &str, unit: Unit) -> &mut Row {
        let there = self
            .rows
            .iter()
            .position(|row| row.section == self.section && row.what == what);
        let index = there.unwrap_or(self.rows.len());
        if there.is_none() {
            self.rows.push(Row {
                section: self.section.clone(),
                beside: self.beside,
                what: what.to_owned(),
                unit,
                other: Vec::new(),
                ours: Vec::new(),
                aim: None,
            });
        }
        &mut self.rows[index]
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        // Sections are come back to: the numbers of one stand together.
        let place = |section: &str| self.rows.iter().position(|row| row.section == section);
        rows.sort_by_key(|row| place(&row.section));
        let mut section = "";
        for row in rows {
            if row.section != section {
                section = &row.section;
                let _ = write!(
                    text,
                    "\n### {section}\n\n| | {} | Sporeprint | ratio | aim | held |\n|---|--:|--:|--:|--:|---|\n",
                    row.beside
                );
            }
            let (other, ours) = (median(&row.other), median(&row.ours));
            let cell =
                |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| shown(row.unit, value));
            let ratio = row
                .ratio()
                .map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
            let aim = row.aim.map_or_else(String::new, |aim| aim_shown(row.unit, aim));
            let held = match row.is_held() {
                Some(true) => "yes",
                Some(false) => "**no**",
                None => "",
            };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {ratio} | {aim} | {held} |",
                row.what,
                cell(other),
                cell(ours)
            );
        }
        for failure in &self.failures {
            let _ = write!(text, "\nNot measured: {failure}\n");
        }
        text
    }

    /// Everything that was taken.
    pub fn json(&self) -> Value {
        let rows = self.rows.iter().map(|row| {
            json!({
                "section": row.section, "what": row.what, "unit": format!("{:?}", row.unit).to_lowercase(),
                "beside": row.beside, "other": row.other, "sporeprint": row.ours,
                "other_median": median(&row.other), "sporeprint_median": median(&row.ours),
                "ratio": row.ratio(), "held": row.is_held(),
            })
        });
        rows.collect()
    }
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        let other = median(&self.other).filter(|other| *other > 0.0)?;
        Some(median(&self.ours)? / other)
    }

    fn is_held(&self) -> Option<bool> {
        let ours = median(&self.ours)?;
        Some(match self.aim? {
            Aim::OfOther(most) => self.ratio()? <= most,
            Aim::AtMost(most) => ours <= most,
            Aim::AtLeast(least) => ours >= least,
        })
    }
}

/// The middle of some numbers; of an even count the mean of the two in the middle.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(*sorted.get(sorted.len() / 2 - 1)?, upper))
}

fn aim_shown(unit: Unit, aim: Aim) -> String {
    match aim {
        Aim::OfOther(most) => format!("≤ {} ×", (most * 1000.0).round() / 1000.0),
        Aim::AtMost(most) => format!("≤ {}", shown(unit, most)),
        Aim::AtLeast(least) => format!("≥ {}", shown(unit, least)),
    }
}

fn shown(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Millis if value.abs() >= 1000.0 => format!("{:.2} s", value / 1000.0),
        // Whole milliseconds would hide what is fast.
        Unit::Millis if value.abs() < 20.0 => format!("{value:.1} ms"),
        Unit::Millis => format!("{value:.0} ms"),
        Unit::Bytes if value.abs() >= 1e6 => format!("{:.2} MB", value / 1e6),
        Unit::Bytes => format!("{:.1} KB", value / 1e3),
        Unit::Count if value.fract() == 0.0 => grouped(value),
        Unit::Count => format!("{value:.1}"),
    }
}

fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_count_is_between_the_two_in_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn an_aim_is_held_or_not_only_where_there_are_numbers() {
        let mut report = Report::default();
        report.aim("x", Unit::Millis, Aim::OfOther(0.25));
        assert_eq!(report.row("x", Unit::Millis).is_held(), None);
        report.take(Side::Other, "x", Unit::Millis, 2000.0);
        report.take(Side::Ours, "x", Unit::Millis, 600.0);
        assert_eq!(report.row("x", Unit::Millis).is_held(), Some(false));
        assert!(
            report
                .markdown()
                .contains("| x | 2.00 s | 600 ms | 0.30 | ≤ 0.25 × | **no** |")
        );
    }

    #[test]
    fn a_section_says_what_ours_is_measured_beside() {
        let mut report = Report::default();
        report.section("pages");
        report.take(Side::Ours, "x", Unit::Count, 1.0);
        report.beside("uPlot");
        report.section("drawing");
        report.take(Side::Ours, "x", Unit::Count, 1.0);
        let text = report.markdown();
        assert!(text.contains("| | MLflow | Sporeprint |"), "{text}");
        assert!(text.contains("| | uPlot | Sporeprint |"), "{text}");
    }

    #[test]
    fn numbers_are_shown_in_groups_of_three() {
        assert_eq!(shown(Unit::Count, 1_234_567.0), "1,234,567");
        assert_eq!(shown(Unit::Count, -123.0), "-123");
        assert_eq!(shown(Unit::Count, 59.94), "59.9");
        assert_eq!(shown(Unit::Bytes, 9_400_000.0), "9.40 MB");
        assert_eq!(shown(Unit::Millis, 7.25), "7.2 ms");
        assert_eq!(shown(Unit::Millis, 53.4), "53 ms");
        assert_eq!(aim_shown(Unit::Millis, Aim::OfOther(1.0 / 6.0)), "≤ 0.167 ×");
    }
}
