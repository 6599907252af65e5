//! CEL as text: from a text to a tree and back, and findings about it with their places.

pub mod diagnostic;
pub mod limits;
pub mod syntax;

pub use diagnostic::span as source;
pub use diagnostic::{codes, suggest};
