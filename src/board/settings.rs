//! What holds for all charts of a board, unless a chart says otherwise.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::format::{count, plural};

use super::{BandKind, Points, ScaleKind, Smoothing, XAxis};

/// Which of the runs a board draws, from the top of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunsDrawn {
    /// All that match and are not hidden.
    #[default]
    All,
    /// So many of them at most.
    First(u32),
}

impl RunsDrawn {
    /// What is said where not all of so many runs are drawn; `are_grouped` says whether means of groups are.
    pub fn said(self, all: usize, are_grouped: bool) -> Option<String> {
        let Self::First(most) = self else { return None };
        let most = most as usize;
        (most < all).then(|| {
            let means = if are_grouped {
                ", means of groups are of these alone"
            } else {
                ""
            };
            format!("{} of {} drawn{means}", count(most), plural(all, "run"))
        })
    }
}

/// What holds for all charts of a board. A plot's own setting goes before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// How many columns of cards there are where there is room for them, from 1 to [`Settings::MOST_COLUMNS`].
    pub columns: u8,
    /// How high a card is that has no height of its own, in CSS pixels.
    pub height_css: u16,
    /// What lines are drawn over. Of a card among system metrics this is [`Settings::system_x`] already: see
    /// [`Settings::for_system`].
    pub x: XAxis,
    /// What the lines of system metrics are drawn over.
    pub system_x: XAxis,
    /// How the x axis is spread, where it is of steps or of a metric.
    pub x_scale: ScaleKind,
    /// How the y axis is spread.
    pub y_scale: ScaleKind,
    /// How lines are smoothed.
    pub smoothing: Smoothing,
    /// Dots on lines.
    pub points: Points,
    /// Whether what lies below the 5th and above the 95th percentile of a line is left out.
    pub clips_outliers: bool,
    /// Around the means of groups.
    pub band: BandKind,
    /// Whether charts without values are left out.
    pub hides_empty: bool,
    /// Which runs are drawn.
    pub runs: RunsDrawn,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            columns: 3,
            height_css: 300,
            x: XAxis::Step,
            system_x: XAxis::Relative,
            x_scale: ScaleKind::Linear,
            y_scale: ScaleKind::Linear,
            smoothing: Smoothing::None,
            points: Points::Auto,
            clips_outliers: false,
            band: BandKind::MinMax,
            hides_empty: true,
            runs: RunsDrawn::All,
        }
    }
}

impl Settings {
    /// A board has at most so many columns.
    pub const MOST_COLUMNS: u8 = 5;
    /// The least and the greatest height of a card, in CSS pixels.
    pub const HEIGHTS_CSS: [u16; 2] = [160, 1_200];

    /// The settings as a card among system metrics has them.
    #[must_use]
    pub fn for_system(&self) -> Self {
        Self {
            x: self.system_x.clone(),
            ..self.clone()
        }
    }

    /// Only what is not as by default.
    pub(super) fn write(&self) -> Map<String, Value> {
        let mut map = Map::new();
        let default = Self::default();
        put(&mut map, "columns", &self.columns, &default.columns);
        put(&mut map, "height", &self.height_css, &default.height_css);
        put(&mut map, "x", &self.x, &default.x);
        put(&mut map, "system_x", &self.system_x, &default.system_x);
        put(&mut map, "x_scale", &self.x_scale, &default.x_scale);
        put(&mut map, "y_scale", &self.y_scale, &default.y_scale);
        put(&mut map, "smoothing", &self.smoothing, &default.smoothing);
        put(&mut map, "points", &self.points, &default.points);
        put(
            &mut map,
            "clips_outliers",
            &self.clips_outliers,
            &default.clips_outliers,
        );
        put(&mut map, "band", &self.band, &default.band);
        put(&mut map, "hides_empty", &self.hides_empty, &default.hides_empty);
        if let RunsDrawn::First(runs) = self.runs {
            map.insert("runs".to_owned(), runs.into());
        }
        map
    }

    /// What `map` says; by default what it does not, and what can't be read of it.
    pub(super) fn read(map: &Map<String, Value>) -> Self {
        let default = Self::default();
        let [least, most] = Self::HEIGHTS_CSS;
        Self {
            columns: take(map, "columns", default.columns).clamp(1, Self::MOST_COLUMNS),
            height_css: take(map, "height", default.height_css).clamp(least, most),
            x: take(map, "x", default.x),
            system_x: take(map, "system_x", default.system_x),
            x_scale: take(map, "x_scale", default.x_scale),
            y_scale: take(map, "y_scale", default.y_scale),
            smoothing: take(map, "smoothing", default.smoothing),
            points: take(map, "points", default.points),
            clips_outliers: take(map, "clips_outliers", default.clips_outliers),
            band: take(map, "band", default.band),
            hides_empty: take(map, "hides_empty", default.hides_empty),
            runs: match take(map, "runs", 0_u32) {
                0 => RunsDrawn::All,
                runs => RunsDrawn::First(runs),
            },
        }
    }
}

fn put<T: Serialize + PartialEq>(map: &mut Map<String, Value>, name: &str, value: &T, default: &T) {
    if value != default
        && let Ok(value) = serde_json::to_value(value)
    {
        map.insert(name.to_owned(), value);
    }
}

fn take<T: DeserializeOwned>(map: &Map<String, Value>, name: &str, default: T) -> T {
    map.get(name)
        .and_then(|value| T::deserialize(value).ok())
        .unwrap_or(default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_that_draws_only_the_first_runs_says_so() {
        let said = |drawn: RunsDrawn, all: usize, are_grouped| drawn.said(all, are_grouped);
        assert_eq!(
            said(RunsDrawn::First(10), 412, false).as_deref(),
            Some("10 of 412 runs drawn")
        );
        assert_eq!(
            said(RunsDrawn::First(10), 412, true).as_deref(),
            Some("10 of 412 runs drawn, means of groups are of these alone")
        );
        assert_eq!(said(RunsDrawn::First(10), 10, true), None);
        assert_eq!(said(RunsDrawn::All, 412, true), None);
    }
}
