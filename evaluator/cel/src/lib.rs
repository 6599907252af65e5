//! CEL for gonogo: text → syntax → checked program → value.

pub mod diagnostic;
pub mod source;

pub use diagnostic::{Code, Diagnostic, Severity};
pub use source::Span;
