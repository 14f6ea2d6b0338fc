//! What can be chosen about a chart's lines and axes, as it is kept and shared.

use serde::{Deserialize, Serialize};

/// What a line is drawn over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum XAxis {
    /// The logged step.
    #[default]
    Step,
    /// The date and time of logging.
    Time,
    /// The time since the run's start.
    Relative,
    /// The values of another metric, by its key, at the same step.
    Metric(String),
}

impl XAxis {
    /// Whether it is of moments or spans of time, in milliseconds.
    pub fn is_time(&self) -> bool {
        matches!(self, Self::Time | Self::Relative)
    }
}

/// How values are spread along an axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleKind {
    /// Equal steps.
    #[default]
    Linear,
    /// Equal ratios; what is not above zero has no place.
    Log,
    /// Equal ratios away from zero, equal steps near it, on both sides.
    Symlog,
}

impl ScaleKind {
    /// All, the plainest first.
    pub const ALL: [Self; 3] = [Self::Linear, Self::Log, Self::Symlog];

    /// What it is called wherever it can be chosen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Linear => "Linear",
            Self::Log => "Logarithmic",
            Self::Symlog => "Symmetric logarithmic",
        }
    }

    /// The one that is called so.
    pub fn of_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scale| scale.label() == label)
    }
}

/// How a line is smoothed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Smoothing {
    /// Not at all.
    #[default]
    None,
    /// The official UI's debiased exponential mean; from 0 to 100.
    Ema(f64),
    /// `TensorBoard`'s; from 0 to below 1.
    TensorBoard(f64),
    /// By a Gaussian kernel whose standard deviation is so many units of the x axis: seconds where it is of time.
    Gaussian(f64),
    /// The mean of what is at most half of so many units of the x axis away: seconds where it is of time.
    RunningMean(f64),
}

impl Smoothing {
    /// Each kind over an axis, with how much of it is a sensible start.
    pub fn kinds(x: &XAxis) -> [Self; 5] {
        let distance = if x.is_time() { 60.0 } else { 10.0 };
        [
            Self::None,
            Self::Ema(50.0),
            Self::TensorBoard(0.6),
            Self::Gaussian(distance),
            Self::RunningMean(2.0 * distance),
        ]
    }

    /// What its kind is called wherever it can be chosen.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Ema(_) => "Exponential (MLflow)",
            Self::TensorBoard(_) => "Exponential (TensorBoard)",
            Self::Gaussian(_) => "Gaussian",
            Self::RunningMean(_) => "Running mean",
        }
    }

    /// The kind that is called so, as it starts over an axis.
    pub fn of_label(label: &str, x: &XAxis) -> Option<Self> {
        Self::kinds(x).into_iter().find(|kind| kind.label() == label)
    }

    /// How much of it.
    pub fn amount(self) -> Option<f64> {
        match self {
            Self::None => None,
            Self::Ema(amount)
            | Self::TensorBoard(amount)
            | Self::Gaussian(amount)
            | Self::RunningMean(amount) => Some(amount),
        }
    }

    /// So much of the same kind; what is more than it takes is the most that it takes.
    #[must_use]
    pub fn with_amount(self, amount: f64) -> Self {
        let amount = amount.max(0.0);
        match self {
            Self::None => Self::None,
            Self::Ema(_) => Self::Ema(amount.min(100.0)),
            Self::TensorBoard(_) => Self::TensorBoard(amount.min(0.999)),
            Self::Gaussian(_) => Self::Gaussian(amount),
            Self::RunningMean(_) => Self::RunningMean(amount),
        }
    }

    /// What the amount says over an axis, and in which unit.
    pub fn hint(self, x: &XAxis) -> &'static str {
        let unit = match x {
            XAxis::Step => 0,
            XAxis::Time | XAxis::Relative => 1,
            XAxis::Metric(_) => 2,
        };
        let hints = match self {
            Self::None => return "",
            Self::Ema(_) => return "From 0 to 100, as in MLflow",
            Self::TensorBoard(_) => return "From 0 to 0.999, as in TensorBoard",
            Self::Gaussian(_) => [
                "Standard deviation, in steps",
                "Standard deviation, in seconds",
                "Standard deviation, in units of the x axis",
            ],
            Self::RunningMean(_) => [
                "Width of the window, in steps",
                "Width of the window, in seconds",
                "Width of the window, in units of the x axis",
            ],
        };
        hints.get(unit).copied().unwrap_or_default()
    }

    /// The same with distances in the unit that the axis is drawn in, which is milliseconds where it is of time.
    #[must_use]
    pub fn along(self, x: &XAxis) -> Self {
        let times = if x.is_time() { 1_000.0 } else { 1.0 };
        match self {
            Self::Gaussian(deviation) => Self::Gaussian(deviation * times),
            Self::RunningMean(width) => Self::RunningMean(width * times),
            other => other,
        }
    }
}

/// Whether each value is marked by a dot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Points {
    /// Where a line has few.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

/// What is shown around the mean of a group of runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BandKind {
    /// From the least to the greatest.
    #[default]
    MinMax,
    /// One standard deviation to either side.
    Std,
    /// From this quantile to one minus it, such as 0.1.
    Quantile(f64),
    /// Nothing.
    None,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scale_is_found_by_what_it_is_called() {
        for scale in ScaleKind::ALL {
            assert_eq!(ScaleKind::of_label(scale.label()), Some(scale));
        }
        assert_eq!(ScaleKind::of_label(""), None);
    }

    #[test]
    fn smoothing_by_distance_over_times_is_in_seconds() {
        let minute = Smoothing::of_label("Gaussian", &XAxis::Relative);
        assert_eq!(minute, Some(Smoothing::Gaussian(60.0)));
        assert_eq!(minute.unwrap().along(&XAxis::Time), Smoothing::Gaussian(60_000.0));
        assert_eq!(minute.unwrap().along(&XAxis::Step), Smoothing::Gaussian(60.0));
        assert!(minute.unwrap().hint(&XAxis::Relative).ends_with("in seconds"));
        assert_eq!(Smoothing::Ema(60.0).along(&XAxis::Time), Smoothing::Ema(60.0));
    }

    #[test]
    fn no_more_smoothing_is_taken_than_its_kind_takes() {
        assert_eq!(Smoothing::Ema(1.0).with_amount(1e9), Smoothing::Ema(100.0));
        assert_eq!(
            Smoothing::TensorBoard(0.5).with_amount(1.0),
            Smoothing::TensorBoard(0.999)
        );
        assert_eq!(
            Smoothing::RunningMean(1.0).with_amount(-1.0),
            Smoothing::RunningMean(0.0)
        );
    }
}
