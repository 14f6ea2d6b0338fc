//! The lines of a plot: from runs and the histories of their metrics to what is drawn.
//!
//! | file | what it is |
//! |---|---|
//! | `keys` | what each run has a line of |
//! | `made` | one line, and when it must be made again |
//! | `work` | all of them, made piece by piece |
//! | `linked` | the same moment on whatever axis |
//! | `named` | which line is which one in a later picture |
//! | `picture` | all of them, made so far |
//! | `words` | what a chart says about what it holds |
//! | `csv` | the lines as a file |

mod csv;
mod keys;
mod linked;
mod made;
mod named;
mod picture;
mod words;
mod work;
#[cfg(test)]
mod work_tests;

pub use csv::{SERIES_CSV_HEAD, csv_piece_count, csv_pieces, series_csv};
pub use keys::{LineKey, LineKeys, LineValue, MOST_LINE_METRICS};
pub use made::Unplaced;
pub use picture::{LineOwner, LinePicture, Member, PlotLine};
pub use words::Holding;
pub use work::{LineTask, LineWork};
