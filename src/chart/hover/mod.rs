//! What a pointer or a key points at in a drawn chart.

mod hit;

pub use hit::Hit;
