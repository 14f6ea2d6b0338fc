//! The cards of charts that are not of lines.
//!
//! | file | what it is |
//! |---|---|
//! | `bar`, `scatter`, `contour`, `spread`, `histogram` | one kind each |
//! | `difference`, `difference_cells` | what runs differ in, against a baseline |
//! | `export` | taking a chart along, and reading it as a table |
//! | `images`, `images_bar` | logged images, a row a run; the step and the menu above them |
//! | `importance`, `importance_work` | which columns matter to a metric; working that out |
//! | `parallel` | parallel coordinates |
//! | `plot_card` | what the cards of plots on a canvas share |
//! | `plot_canvas` | a canvas, and over it what the pointer and the keys point at: what all of them share |
//! | `pointed`, `pointing` | what is said beside what is pointed at; what pointer and keys do |

mod bar;
mod contour;
mod difference;
mod difference_cells;
mod export;
mod histogram;
mod images;
mod images_bar;
mod importance;
mod importance_work;
mod parallel;
pub mod plot_canvas;
mod plot_card;
mod pointed;
mod pointing;
mod scatter;
mod spread;

pub use bar::BarCard;
pub use contour::ContourCard;
pub use difference::DifferenceCard;
pub use export::ChartCard;
pub use histogram::HistogramCard;
pub use images::ImagesCard;
pub use importance::ImportanceCard;
pub use parallel::ParallelCard;
pub use scatter::ScatterCard;
pub use spread::SpreadCard;
