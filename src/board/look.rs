//! How the lines of a plot look once the board's settings stand where the plot says nothing.

use super::{BandKind, LinePlot, Points, Range, ScaleKind, Settings, Smoothing, XAxis};

/// The look of a line plot, with nothing left open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineLook {
    /// Along the bottom.
    pub x: XAxis,
    /// How the bottom is spread; moments and spans of time are always spread evenly.
    pub x_scale: ScaleKind,
    /// How the side is spread.
    pub y_scale: ScaleKind,
    /// What is shown of the bottom, in the unit of the axis.
    pub x_range: Range,
    /// What is shown of the side.
    pub y_range: Range,
    /// How the lines are smoothed, in the unit of the axis.
    pub smoothing: Smoothing,
    /// Dots.
    pub points: Points,
    /// Whether values below the 5th and above the 95th percentile of a line are left out.
    pub clips_outliers: bool,
    /// Around the means of groups.
    pub band: BandKind,
}

impl LinePlot {
    /// The look of this plot on a board with these settings.
    pub fn look(&self, settings: &Settings) -> LineLook {
        let x = self.x.clone().unwrap_or_else(|| settings.x.clone());
        let x_scale = match x {
            XAxis::Time | XAxis::Relative => ScaleKind::Linear,
            XAxis::Step | XAxis::Metric(_) => self.x_scale.unwrap_or(settings.x_scale),
        };
        let smoothing = self.smoothing.unwrap_or(settings.smoothing).along(&x);
        LineLook {
            x,
            x_scale,
            y_scale: self.y_scale.unwrap_or(settings.y_scale),
            x_range: self.x_range.unwrap_or_default(),
            y_range: self.y_range.unwrap_or_default(),
            smoothing,
            points: self.points.unwrap_or(settings.points),
            clips_outliers: self.clips_outliers.unwrap_or(settings.clips_outliers),
            band: self.band.unwrap_or(settings.band),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plots_own_setting_goes_before_the_boards() {
        let settings = Settings {
            y_scale: ScaleKind::Log,
            smoothing: Smoothing::Ema(50.0),
            ..Settings::default()
        };
        let plot = LinePlot {
            smoothing: Some(Smoothing::None),
            ..LinePlot::default()
        };
        let look = plot.look(&settings);
        assert_eq!((look.y_scale, look.smoothing), (ScaleKind::Log, Smoothing::None));
    }

    #[test]
    fn over_time_a_board_is_smoothed_by_seconds() {
        let settings = Settings {
            smoothing: Smoothing::RunningMean(2.0),
            ..Settings::default()
        };
        let over = |x| {
            LinePlot {
                x,
                ..LinePlot::default()
            }
            .look(&settings)
            .smoothing
        };
        assert_eq!(over(Some(XAxis::Relative)), Smoothing::RunningMean(2_000.0));
        assert_eq!(over(None), Smoothing::RunningMean(2.0));
    }

    #[test]
    fn time_is_never_spread_by_ratios() {
        let settings = Settings {
            x_scale: ScaleKind::Log,
            ..Settings::default()
        };
        let plot = LinePlot {
            x: Some(XAxis::Time),
            ..LinePlot::default()
        };
        assert_eq!(plot.look(&settings).x_scale, ScaleKind::Linear);
        assert_eq!(LinePlot::default().look(&settings).x_scale, ScaleKind::Log);
    }
}
