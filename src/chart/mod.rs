//! Charts: from points to a picture on any plotters backend.
//!
//! | file | what it is |
//! |---|---|
//! | `options` | what can be chosen about lines and axes |
//! | `series` | what is drawn: metrics of runs as columns, and the lines made of them |
//! | `expression` | metrics computed from metrics |
//! | `palette` | colours that most people can tell apart; a run keeps its own |
//! | `sequential` | colours for numbers, from the least to the greatest |
//! | `axis` | values to places, and where an axis says what, in the person's language and time zone |
//! | `draw` | the line chart, and what charts are drawn with |
//! | `hover` | from a place on the screen back to the data |
//! | `zoom` | what a drag or a turn of the wheel shows next |
//! | `plots` | charts that are not of lines |
//!
//! Lengths end in `_css` where they count CSS pixels. Drawing is generic over plotters' `DrawingBackend`: a canvas in
//! the browser, SVG for export and in the tests.

mod axis;
mod draw;
pub mod expression;
mod hover;
mod options;
mod palette;
pub mod plots;
mod sequential;
mod series;
mod zoom;

pub use axis::{Axis, AxisUnit, Locale, Scale, Tick, Ticks, Zone, ticks, value_label, whole_label};
pub use draw::{
    ChartError, Dash, Ink, Line, LineChart, Pen, Pixels, Projection, Rect, Resolution, Surface, Theme, draw,
    draw_over, spoken_summary, to_svg,
};
pub use hover::Hit;
pub use options::{BandKind, Points, ScaleKind, Smoothing, XAxis};
pub use palette::{LINE_COLORS, Rgb, group_colors, run_color};
pub use sequential::sequential;
pub use series::{
    Band, MeanWork, Point, Series, Span, Strokes, Trace, XColumn, clip_outliers, smooth, trace_of,
};
pub use zoom::{Dragged, Part, dragged, moved, wheel_times, zoomed};
