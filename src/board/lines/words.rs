//! What a line chart says about what it holds.

use super::keys::MOST_LINE_METRICS;
use super::made::Unplaced;
use crate::format::{count, plural};

/// What of a plot's histories is here. One history is one metric of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// Histories that are here.
    pub here: usize,
    /// Histories that have been asked for.
    pub coming: usize,
    /// Histories that could not be had.
    pub failed: usize,
    /// The points of all histories here.
    pub points: usize,
    /// The points of the history here that has most, among those that are sampled.
    pub most_points: usize,
    /// Histories of which the server may have left points out, in view.
    pub sampled: usize,
    /// Histories of which some points are not here, in view or not.
    pub incomplete: usize,
    /// Histories of which only an outline is here: fewer points than the server gives of the longer ones, and not all.
    pub coarse: usize,
    /// The last step that is known of any of the metrics.
    pub last_step: Option<i64>,
    /// What of the lines can't be seen.
    pub unplaced: Unplaced,
    /// Whether memory allows no more whole histories.
    pub is_memory_full: bool,
    /// Whether outliers are left out.
    pub clips_outliers: bool,
    /// Metrics and expressions that the plot names and that are not drawn, as they are too many.
    pub left_out: usize,
}

impl Holding {
    /// Whether points in view are missing.
    pub fn is_partial(&self) -> bool {
        self.sampled > 0
    }

    /// Whether loading all would bring more than is here.
    pub fn is_incomplete(&self) -> bool {
        self.incomplete > 0
    }

    /// How far all lines are drawn: `outline` or `full`; `None` while any is missing.
    pub fn drawn(&self) -> Option<&'static str> {
        match (self.here, self.coming, self.coarse) {
            (0, ..) => None,
            (_, 0, 0) => Some("full"),
            (_, 0, _) => Some("outline"),
            _ => None,
        }
    }

    /// What is here, in a few words: "320 points a line of 100,000 steps, sampled by the server".
    pub fn summary(&self) -> String {
        if self.here == 0 {
            return String::new();
        }
        if !self.is_partial() {
            return match self.points {
                1 => "1 point".to_owned(),
                _ if self.incomplete > 0 => "All points in view".to_owned(),
                points => format!("All {} points", count(points)),
            };
        }
        let points = plural(self.most_points, "point");
        let most = i64::try_from(self.most_points).unwrap_or(i64::MAX);
        match self.last_step.filter(|last| *last > most) {
            Some(last) => format!(
                "{points} a line up to step {}, sampled by the server",
                count(last)
            ),
            None => format!("{points} a line, sampled by the server"),
        }
    }

    /// What else there is to know, most important first; each a phrase.
    pub fn remarks(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.left_out > 0 {
            said.push(format!(
                "{} left out: a chart draws {MOST_LINE_METRICS} metrics at most",
                count(self.left_out)
            ));
        }
        if self.coming > 0 && self.here > 0 {
            let all = count(self.here + self.coming + self.failed);
            said.push(format!("{} of {all} lines still loading", count(self.coming)));
        }
        let Unplaced {
            off_log_axis,
            not_finite,
            ..
        } = self.unplaced;
        if off_log_axis > 0 {
            let has = if off_log_axis == 1 { "has" } else { "have" };
            said.push(format!(
                "{} {has} no place on a logarithmic axis",
                plural(off_log_axis, "point")
            ));
        }
        if not_finite > 0 {
            let is = if not_finite == 1 { "is" } else { "are" };
            said.push(format!("{} {is} NaN or infinite", plural(not_finite, "value")));
        }
        if self.is_memory_full && self.is_incomplete() {
            let whole = count(self.here.saturating_sub(self.incomplete));
            let all = plural(self.here, "line");
            said.push(format!("{whole} of {all} whole; memory allows no more"));
        }
        if self.clips_outliers {
            said.push("Outliers are left out".to_owned());
        }
        said
    }

    /// What could not be had; `None` where nothing failed.
    pub fn failure(&self) -> Option<String> {
        match self.failed {
            0 => None,
            1 => Some("1 line could not be loaded".to_owned()),
            failed => Some(format!("{} lines could not be loaded", count(failed))),
        }
    }

    /// What stands in the place of lines where there are none; `None` where there are some, or some may still come.
    /// `metrics` are the names of what is drawn.
    pub fn emptiness(&self, metrics: &[&str], runs: usize) -> Option<String> {
        if self.unplaced.finite > self.unplaced.off_log_axis {
            return None;
        }
        if metrics.is_empty() {
            return Some("No metric is chosen".to_owned());
        }
        if runs == 0 {
            return Some("No runs are shown".to_owned());
        }
        if self.coming > 0 || (self.here == 0 && self.failed > 0) {
            return None;
        }
        let names = match metrics {
            [one] => (*one).to_owned(),
            [one, other] => format!("{one} and {other}"),
            [one, rest @ ..] => format!("{one} and {} more", rest.len()),
            [] => String::new(),
        };
        let these = if runs == 1 { "this run" } else { "these runs" };
        Some(if self.unplaced.off_log_axis > 0 {
            format!("No point of {names} is above zero, where a logarithmic axis begins")
        } else if self.unplaced.not_finite > 0 {
            format!("{names} is only NaN or infinite in {these}")
        } else {
            format!("No points of {names} in {these}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sampled_says_how_much_is_here_and_who_left_the_rest_out() {
        let holding = Holding {
            here: 10,
            sampled: 10,
            most_points: 320,
            points: 3_200,
            last_step: Some(99_999),
            ..Holding::default()
        };
        let text = "320 points a line up to step 99,999, sampled by the server";
        assert_eq!(holding.summary(), text);
        let whole = Holding {
            sampled: 0,
            ..holding
        };
        assert_eq!(whole.summary(), "All 3,200 points");
    }

    #[test]
    fn what_still_comes_and_what_has_no_place_is_counted() {
        let holding = Holding {
            here: 80,
            coming: 20,
            left_out: 950,
            unplaced: Unplaced {
                finite: 100,
                not_finite: 1,
                off_log_axis: 7,
            },
            ..Holding::default()
        };
        let expected = [
            "950 left out: a chart draws 50 metrics at most",
            "20 of 100 lines still loading",
            "7 points have no place on a logarithmic axis",
            "1 value is NaN or infinite",
        ];
        assert_eq!(holding.remarks(), expected);
    }

    #[test]
    fn a_chart_that_memory_is_too_small_for_says_how_much_of_it_is_whole() {
        let holding = Holding {
            here: 500,
            incomplete: 488,
            is_memory_full: true,
            ..Holding::default()
        };
        assert_eq!(
            holding.remarks(),
            ["12 of 500 lines whole; memory allows no more"]
        );
        let whole = Holding {
            incomplete: 0,
            ..holding
        };
        assert!(whole.remarks().is_empty());
    }

    #[test]
    fn an_empty_chart_says_why_unless_more_may_come() {
        let nothing = Holding {
            here: 3,
            ..Holding::default()
        };
        let said = |holding: &Holding| holding.emptiness(&["loss"], 3);
        assert_eq!(said(&nothing).unwrap(), "No points of loss in these runs");
        let only_nan = Holding {
            unplaced: Unplaced {
                not_finite: 5,
                ..Unplaced::default()
            },
            ..nothing
        };
        assert_eq!(
            said(&only_nan).unwrap(),
            "loss is only NaN or infinite in these runs"
        );
        assert_eq!(said(&Holding { coming: 1, ..nothing }), None);
        let something = Holding {
            unplaced: Unplaced {
                finite: 1,
                ..Unplaced::default()
            },
            ..nothing
        };
        assert_eq!(said(&something), None);
        assert_eq!(nothing.emptiness(&[], 3).unwrap(), "No metric is chosen");
    }
}
