//! A bar chart in words and as a table.

use super::bar::{BAR_ROW_CSS, Bar, BarChart, DIGITS};
use super::plot::Plot;
use super::table::Table;
use super::values::extent;
use crate::chart::axis::Locale;
use crate::chart::options::ScaleKind;
use crate::format::{count, plural};

impl BarChart {
    /// Which of the bars are seen where there is room for so much, in CSS pixels; `None` where all are.
    pub fn said_of_view(&self, room_css: f64) -> Option<String> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates"
        )]
        let bars = |css: f64| (css / BAR_ROW_CSS + 0.5).floor().max(0.0) as usize;
        let first = bars(self.scrolled_css).min(self.bars.len());
        let last = bars(self.scrolled_css + room_css - BAR_ROW_CSS / 2.0).min(self.bars.len());
        let is_all = first == 0 && last == self.bars.len();
        (last > first && !is_all).then(|| {
            format!(
                "Bars {} to {} of {}: scroll for the others.",
                count(first + 1),
                count(last),
                count(self.bars.len())
            )
        })
    }
}

impl Plot for BarChart {
    fn words(&self, locale: &Locale) -> String {
        let name = &self.values.name;
        let counted = if self.values.is_named() {
            format!("{} of {name}", plural(self.bars.len(), "value"))
        } else {
            format!("{name} of {}", plural(self.bars.len(), "run"))
        };
        let finite = extent(
            self.bars
                .iter()
                .map(|bar| bar.value)
                .filter(|value| value.is_finite()),
        );
        let span = finite.map(|(low, high)| {
            format!(
                " From {} to {}.",
                self.said(low, DIGITS, locale),
                self.said(high, DIGITS, locale)
            )
        });
        let best = self.best.and_then(|best| self.bars.get(best));
        let best = best.map(|bar| format!(" Best: {}, {}.", bar.name, self.said(bar.value, DIGITS, locale)));
        format!(
            "Bar chart: {counted}.{}{}",
            span.unwrap_or_default(),
            best.unwrap_or_default()
        )
    }

    fn notes(&self, _locale: &Locale) -> Vec<String> {
        let mut notes = self.values.left_out(self.axis.scale);
        if self.axis.scale == ScaleKind::Log && !self.values.is_named() {
            notes.push("On a logarithmic axis lengths do not begin at zero.".to_owned());
        }
        notes
    }

    fn notice(&self) -> Option<String> {
        self.bars
            .is_empty()
            .then(|| format!("No run has a value of {}", self.values.name))
    }

    fn table(&self, _locale: &Locale) -> Table {
        let head = if self.values.is_named() {
            vec![self.values.name.to_string(), "Runs".to_owned()]
        } else {
            vec!["Run".to_owned(), self.values.name.to_string()]
        };
        let row = |bar: &Bar| vec![bar.name.to_string(), bar.value.to_string()];
        Table {
            head,
            rows: self.bars.iter().map(row).collect(),
        }
    }
}
