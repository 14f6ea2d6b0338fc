//! What the numbers of many runs say.
//!
//! | file | what it is |
//! |---|---|
//! | `quantiles` | quantiles, by linear interpolation between order statistics |
//! | `spread` | what a box plot shows: quartiles, whiskers, what lies beyond them |
//! | `density` | how densely numbers lie: a Gaussian kernel, Silverman's bandwidth |
//! | `histogram` | how many numbers lie in which bin, by the rule of Freedman and Diaconis |
//! | `regression` | the line of least squares, how much it explains, how sure it is |
//! | `surface` | a surface through scattered points, on Delaunay triangles |
//!
//! Numbers that are not finite are left out everywhere; callers who show a result say how many.

mod density;
mod histogram;
mod quantiles;
mod regression;
mod spread;
mod surface;

pub use density::{Density, density, silverman_bandwidth};
pub use histogram::{BINS_AT_MOST, Histogram, histogram};
pub use quantiles::{quantile, sorted_finite};
pub use regression::{Regression, least_squares};
pub use spread::{BoxFigures, box_figures};
pub use surface::Surface;
mod correlation;
mod forest;
mod importance;
mod random;
pub use correlation::{Correlation, CorrelationKind, correlation, ranks};
pub use importance::{
    ColumnReport, ExplainingColumn, ExplainingValues, IMPORTANCE_LEAST_RUNS, IMPORTANCE_SHUFFLES,
    IMPORTANCE_TREES, Importance, ImportanceReport, ImportanceTask,
};
