//! One card of a board.

use super::ids::METRICS;
use super::{BarPlot, CardId, LinePlot, Plot, SectionId};

/// A chart where it stands on a board.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, whatever the others are"
)]
pub struct Card {
    /// What it shows.
    pub plot: Plot,
    /// What a person calls it; else [`Card::title`] says what it shows.
    pub name: Option<String>,
    /// How many columns it is wide where there are so many, from 1 on.
    pub span: u8,
    /// How high it is, in CSS pixels; else as the board's settings say.
    pub height_css: Option<u16>,
    /// Whether any run has the metric that it was made for. True of a card that a person made.
    pub is_known: bool,
    /// Whether a person has changed what it shows.
    pub(super) is_changed: bool,
    /// Whether a person has put it where it is: it stands behind the card before it, not by its metric's name.
    pub(super) is_moved: bool,
    /// The section that it was deleted from.
    pub(super) home: SectionId,
    pub(super) last_step: Option<i64>,
    pub(super) is_single: bool,
}

impl Card {
    /// The card that a metric has by itself.
    pub(super) fn of_metric(key: &str) -> Self {
        Self {
            plot: plot_of(key, true),
            name: None,
            span: 1,
            height_css: None,
            is_known: false,
            is_changed: false,
            is_moved: false,
            home: SectionId::of_metric(key),
            last_step: None,
            is_single: false,
        }
    }

    /// A card that a person made.
    pub(super) fn own(plot: Plot, home: SectionId) -> Self {
        Self {
            plot,
            name: None,
            span: 1,
            height_css: None,
            is_known: true,
            is_changed: true,
            is_moved: true,
            home,
            last_step: None,
            is_single: false,
        }
    }

    /// Takes in what is known of its metric's steps. Gives whether it shows something else then.
    pub(super) fn know(&mut self, key: &str, last_step: Option<i64>) -> bool {
        // More came since it was found to have one step only.
        self.is_single &= last_step == self.last_step;
        self.last_step = last_step;
        self.draw(key)
    }

    /// Takes in that its metric has one step only. Gives whether it shows something else then.
    pub(super) fn find_single(&mut self, key: &str) -> bool {
        self.is_single = true;
        self.draw(key)
    }

    /// Shows what its metric is shown by unless a person wants something else. Gives whether that is something else than
    /// before.
    pub(super) fn draw(&mut self, key: &str) -> bool {
        if self.is_changed {
            return false;
        }
        let plot = plot_of(key, !self.is_single && self.last_step != Some(0));
        let is_another = plot != self.plot;
        self.plot = plot;
        is_another
    }

    /// Forgets all that a person did to the card of a metric, but not what is known of the metric.
    pub(super) fn reset(&mut self, key: &str) {
        let (is_known, last_step, is_single) = (self.is_known, self.last_step, self.is_single);
        *self = Self {
            is_known,
            last_step,
            is_single,
            ..Self::of_metric(key)
        };
        self.draw(key);
    }

    /// Whether a person has changed what it shows.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// What it is called: by a person, or by what it shows.
    pub fn title(&self) -> String {
        self.name.clone().unwrap_or_else(|| title_of(&self.plot))
    }
}

/// A line, or a bar where a metric has one step only: by its greatest step it has, unless that is 0.
fn plot_of(key: &str, has_steps: bool) -> Plot {
    if has_steps {
        Plot::Line(LinePlot {
            metrics: vec![key.to_owned()],
            ..LinePlot::default()
        })
    } else {
        Plot::Bar(BarPlot {
            column: format!("{METRICS}{key}"),
            ..BarPlot::default()
        })
    }
}

/// What a plot is called.
pub fn title_of(plot: &Plot) -> String {
    match plot {
        Plot::Line(line) => {
            let all: Vec<&str> = line
                .metrics
                .iter()
                .chain(&line.expressions)
                .map(String::as_str)
                // One that is only begun is none yet.
                .filter(|part| !part.trim().is_empty())
                .collect();
            match all.as_slice() {
                [] => "Lines".to_owned(),
                [one, two, three, rest @ ..] if !rest.is_empty() => {
                    format!("{one}, {two}, {three} and {} more", rest.len())
                }
                few => few.join(", "),
            }
        }
        Plot::Bar(bar) => label(&bar.column, "Bars").to_owned(),
        Plot::Scatter(plot) => format!("{} against {}", label(&plot.y, "y"), label(&plot.x, "x")),
        Plot::Parallel(_) => "Parallel coordinates".to_owned(),
        Plot::Contour(plot) => format!(
            "{} by {} and {}",
            label(&plot.z, "z"),
            label(&plot.x, "x"),
            label(&plot.y, "y")
        ),
        Plot::Spread(plot) => match &plot.by {
            Some(by) => format!("{} by {}", label(&plot.value, "Spread"), label(by, "nothing")),
            None => format!("Spread of {}", label(&plot.value, "values")),
        },
        Plot::Histogram(plot) => format!("Histogram of {}", label(&plot.column, "values")),
        Plot::Importance(plot) => format!("What matters to {}", label(&plot.target, "a metric")),
        Plot::Difference(_) => "Differences".to_owned(),
        Plot::Images(plot) => match plot.keys.as_slice() {
            [] => "Images".to_owned(),
            keys => keys.join(", "),
        },
    }
}

/// The key of a column, without what kind it is.
fn label<'a>(column: &'a str, none: &'a str) -> &'a str {
    if column.is_empty() {
        return none;
    }
    let is_kind = |kind: &str| matches!(kind, "metrics" | "params" | "tags" | "attributes");
    match column.split_once('.') {
        Some((kind, key)) if is_kind(kind) => key,
        _ => column,
    }
}

/// Whether a plot has nothing to show where `has` says which columns any run has a value in. A plot that finds its
/// columns itself always has.
pub fn is_empty(plot: &Plot, has: &dyn Fn(&str) -> bool) -> bool {
    match plot {
        Plot::Line(line) => {
            line.expressions.is_empty() && !line.metrics.iter().any(|key| has(&format!("{METRICS}{key}")))
        }
        Plot::Bar(bar) => !has(&bar.column),
        Plot::Scatter(plot) => !has(&plot.x) || !has(&plot.y),
        Plot::Contour(plot) => !has(&plot.x) || !has(&plot.y) || !has(&plot.z),
        Plot::Spread(plot) => !has(&plot.value),
        Plot::Histogram(plot) => !has(&plot.column),
        Plot::Importance(plot) => !has(&plot.target),
        Plot::Parallel(_) | Plot::Difference(_) | Plot::Images(_) => false,
    }
}

impl CardId {
    /// Whether a search with `finds` finds the card: by its title or by the names of what it shows.
    pub(super) fn is_found(&self, card: &Card, finds: &dyn Fn(&str) -> bool) -> bool {
        finds(&card.title())
            || self.metric().is_some_and(finds)
            || match &card.plot {
                Plot::Line(line) => line.metrics.iter().chain(&line.expressions).any(|key| finds(key)),
                Plot::Bar(bar) => finds(&bar.column),
                _ => false,
            }
    }
}
