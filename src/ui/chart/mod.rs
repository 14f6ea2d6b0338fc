//! Charts on the page.
//!
//! The picture is a canvas, drawn once per change. What follows the pointer and the arrow keys (crosshair, dots,
//! read-out) is HTML above it, so that moving never draws the lines anew.

pub mod line;
pub mod plots;

pub use line::{KeptZoom, LineCard};
