//! Gate files as they were written: strict YAML, the place of everything, all problems at once.
//!
//! [`read`] gives a [`GateDocument`] and every finding; [`render`] shows findings to people.
//! What names and expressions mean is not known here.

pub mod codes;
mod document;
mod position;
mod render;

pub use document::*;
pub use position::{Lines, Position};
pub use render::{Style as RenderStyle, render};
