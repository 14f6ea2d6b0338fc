//! The pages. A page never imports another page.

pub mod kit;
