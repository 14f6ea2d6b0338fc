//! What one chart shows. Columns are named as `runs::Column` prints them: `metrics.loss`, `params.depth`, `tags.team`,
//! `duration`. What is `None` is as the board's own settings say.

use serde::{Deserialize, Serialize};

use crate::chart::{BandKind, Points, ScaleKind, Smoothing, XAxis};

/// From a value to another one, either of which may be left to the data.
pub type Range = [Option<f64>; 2];

/// Lines over steps or time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinePlot {
    /// Keys of metrics, each with a dash pattern of its own.
    pub metrics: Vec<String>,
    /// Expressions of metrics, such as `val_loss - train_loss`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expressions: Vec<String>,
    /// Along the bottom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<XAxis>,
    /// How the bottom is spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x_scale: Option<ScaleKind>,
    /// How the side is spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y_scale: Option<ScaleKind>,
    /// What is shown of the bottom; in the unit of the axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x_range: Option<Range>,
    /// What is shown of the side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y_range: Option<Range>,
    /// How the lines are smoothed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smoothing: Option<Smoothing>,
    /// Dots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
    /// Whether values below the 5th and above the 95th percentile of a line are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clips_outliers: Option<bool>,
    /// Around the means of groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<BandKind>,
}

/// A bar a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BarPlot {
    /// The column whose number it is as long as.
    pub column: String,
    /// Whether the best value is on top; else the order is the table's.
    pub by_value: bool,
    /// How the length is spread.
    pub scale: ScaleKind,
}

/// A dot a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScatterPlot {
    /// The column along the bottom.
    pub x: String,
    /// The column up the side.
    pub y: String,
    /// The column of its size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The column of its colour; else the run's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// How the bottom is spread.
    pub x_scale: ScaleKind,
    /// How the side is spread.
    pub y_scale: ScaleKind,
    /// Whether the line of least squares is drawn.
    pub regression: bool,
}

/// One axis of parallel coordinates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParallelAxis {
    /// Its column.
    pub column: String,
    /// Whether it is turned over.
    pub is_flipped: bool,
    /// How it is spread, where it is of numbers.
    pub scale: ScaleKind,
    /// What is brushed: only runs between these are in full colour. Of a categorical axis, places from 0 on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub brushes: Vec<[f64; 2]>,
}

/// A line a run over several axes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParallelPlot {
    /// From left to right; where there is none, the params that differ and the metric that the experiment is about.
    pub axes: Vec<ParallelAxis>,
    /// The column of the lines' colour; else that of the last axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

/// Two columns against a third.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContourPlot {
    /// The column along the bottom.
    pub x: String,
    /// The column up the side.
    pub y: String,
    /// The column of the colour.
    pub z: String,
    /// How the bottom is spread.
    pub x_scale: ScaleKind,
    /// How the side is spread.
    pub y_scale: ScaleKind,
    /// As a grid of cells instead of levels.
    pub is_heat: bool,
}

/// How a spread is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpreadKind {
    /// Quartiles, whiskers and what lies beyond them.
    #[default]
    Box,
    /// The density.
    Violin,
}

/// The spread of a number for each value of another column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpreadPlot {
    /// The column of the number.
    pub value: String,
    /// The column that parts the runs; none for all in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How.
    pub kind: SpreadKind,
    /// How the side is spread.
    pub y_scale: ScaleKind,
}

/// How often which values are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistogramPlot {
    /// The column.
    pub column: String,
    /// How many bins; by the rule of Freedman and Diaconis where none is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bins: Option<u16>,
}

/// Which columns matter to a metric.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportancePlot {
    /// The column that is to be explained.
    pub target: String,
    /// The columns that may explain it; where there is none, the params that differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

/// Runs against a baseline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DifferencePlot {
    /// The columns; where there is none, all metrics and params, how the runs came to be, and people's tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The run that the others are compared with; else the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// Whether only what differs is shown.
    pub only_differing: bool,
}

/// Logged images, a row a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImagesPlot {
    /// The keys of `log_image`.
    pub keys: Vec<String>,
    /// The step; else the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<i64>,
}

/// What a chart shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the types, documented there")]
pub enum Plot {
    Line(LinePlot),
    Bar(BarPlot),
    Scatter(ScatterPlot),
    Parallel(ParallelPlot),
    Contour(ContourPlot),
    Spread(SpreadPlot),
    Histogram(HistogramPlot),
    Importance(ImportancePlot),
    Difference(DifferencePlot),
    Images(ImagesPlot),
}
