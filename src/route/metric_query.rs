//! The page of one metric.

use super::json_list::{print_ids, read_list, take_ids};
use super::params::Params;
use super::runs_query::named;
use crate::mlflow::{ExperimentId, RunId};

/// What a metric is drawn over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MetricAxis {
    /// The logged step.
    Step,
    /// The time of logging.
    Wall,
    /// The time since the run's first value.
    Relative,
}

impl MetricAxis {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Step, Self::Wall, Self::Relative];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Wall => "wall",
            Self::Relative => "relative",
        }
    }
}

/// How values are spread along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AxisScale {
    /// Equal steps.
    Linear,
    /// Equal ratios.
    Log,
}

impl AxisScale {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Linear, Self::Log];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
        }
    }
}

/// Query of `#/metric`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MetricQuery {
    /// Whose values (`runs`).
    pub runs: Vec<RunId>,
    /// The metric's key (`metric`, a JSON string); also read from old links that have it in the path.
    pub metric: Option<String>,
    /// The experiments of the runs (`experiments`).
    pub experiments: Vec<ExperimentId>,
    /// All metrics drawn together (`plot_metric_keys`).
    pub drawn: Vec<String>,
    /// Along the bottom (`x_axis`).
    pub x_axis: Option<MetricAxis>,
    /// Up the side (`y_axis_scale`).
    pub y_axis_scale: Option<AxisScale>,
    /// 1 is not smoothed, 100 the most (`line_smoothness`).
    pub line_smoothness: Option<u32>,
    /// Whether each value is marked (`show_point`).
    pub show_points: Option<bool>,
    /// Hidden curves, each `<run>-<metric>` (`deselected_curves`).
    pub deselected: Vec<String>,
    /// `plot_layout`, `last_linear_y_axis_range` and others, which this page does not use.
    pub extra: Params,
}

impl MetricQuery {
    pub(super) fn read(key_in_path: Option<String>, mut params: Params) -> Self {
        let metric = params
            .take_text("metric")
            .map(|text| serde_json::from_str::<String>(&text).unwrap_or(text))
            .or(key_in_path)
            .filter(|key| !key.is_empty());
        Self {
            runs: take_ids(&mut params, "runs"),
            metric,
            experiments: take_ids(&mut params, "experiments"),
            drawn: params.take("plot_metric_keys", read_list).unwrap_or_default(),
            x_axis: params.take("x_axis", |text| named(&MetricAxis::ALL, MetricAxis::as_str, text)),
            y_axis_scale: params.take("y_axis_scale", |text| {
                named(&AxisScale::ALL, AxisScale::as_str, text)
            }),
            line_smoothness: params.take("line_smoothness", |text| text.parse().ok()),
            show_points: params.take_bool("show_point"),
            deselected: params.take("deselected_curves", read_list).unwrap_or_default(),
            extra: params,
        }
    }

    pub(super) fn write(&self) -> Params {
        let mut params = Params::default();
        params.push_some("runs", print_ids(&self.runs, RunId::as_str));
        let metric = self.metric.as_deref().filter(|key| !key.is_empty());
        params.push_some(
            "metric",
            metric.map(|key| serde_json::Value::from(key).to_string()),
        );
        params.push_some("experiments", print_ids(&self.experiments, ExperimentId::as_str));
        params.push_some("plot_metric_keys", print_ids(&self.drawn, String::as_str));
        params.push_some("x_axis", self.x_axis.map(MetricAxis::as_str));
        params.push_some("y_axis_scale", self.y_axis_scale.map(AxisScale::as_str));
        params.push_some(
            "line_smoothness",
            self.line_smoothness.map(|smoothness| smoothness.to_string()),
        );
        params.push_some("show_point", self.show_points.map(|shown| shown.to_string()));
        params.push_some("deselected_curves", print_ids(&self.deselected, String::as_str));
        params.append(&self.extra);
        params
    }
}
