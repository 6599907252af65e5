//! What other tools write, read as the values of facts.
//!
//! Each reader takes a text and gives JSON in exactly the shape that a snapshot holds for the
//! fact's type. What is missing, contradicts itself or ends too early is an error, never a value.

pub mod certificate;
pub mod coverage;
mod error;
pub mod exposition;
mod json;
mod nearest;
pub mod prometheus;
pub mod scan;
pub mod test_report;
pub mod value;
mod xml;

pub use error::{FormatError, Place};

#[cfg(test)]
mod tests;
