//! Parallel coordinates: an axis for each column, a line for each run.
//!
//! | file | what it is |
//! |---|---|
//! | `axis` | where each run stands on one axis |
//! | `brush` | what a drag or a key does to the brushes of an axis |
//! | `chart` | drawing the lines, and the axes over them |
//! | `drawn_axis` | drawing one axis: its line, labels, brushes and name |
//! | `projection` | from a place on the screen back to axes, brushes and runs |
//! | `strokes` | thousands of lines as pixels |

mod axis;
mod brush;
mod chart;
#[cfg(test)]
mod chart_tests;
mod drawn_axis;
mod projection;
mod strokes;

pub use axis::{Along, MOST_WORDS, ParallelAxis, ParallelColumn, ParallelValues};
pub use brush::{BrushDrag, BrushKey, BrushPart};
pub use chart::{ParallelCache, ParallelChart, draw_parallel, parallel_to_svg};
pub use projection::{AxisTarget, ParallelProjection};
