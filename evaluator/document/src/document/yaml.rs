//! YAML text to a tree. This is the only module that knows the YAML crate.
//!
//! It reads the crate's events rather than deserializing with serde: the events keep the
//! text and the style of every scalar (`1.10` stays `1.10`), the byte offsets, and both
//! places of a duplicate key, and nothing is expanded before we have counted it.

mod build;
mod limits;
mod line;
mod recover;
mod syntax;

use gonogo_cel::{Diagnostic, Span};

use super::tree::Node;
use crate::codes;

/// What could be made of a text.
pub(super) struct Parsed {
    pub(super) root: Option<Node>,
    /// Lines were dropped to go on after a syntax error, so a key that seems to be missing
    /// may be there.
    pub(super) dropped: Dropped,
    pub(super) problems: Vec<Diagnostic>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dropped {
    Nothing,
    Lines,
}

pub(super) fn parse(source: &str) -> Parsed {
    if source.len() > limits::FILE_BYTES {
        return Parsed::nothing(too_large(source));
    }
    recover::parse(source)
}

impl Parsed {
    fn nothing(problem: Diagnostic) -> Self {
        Self { root: None, dropped: Dropped::Nothing, problems: vec![problem] }
    }
}

fn too_large(source: &str) -> Diagnostic {
    let message = format!(
        "the gate file is {} KiB long, more than the {} KiB that a gate may have",
        source.len().div_ceil(1024),
        limits::FILE_BYTES / 1024
    );
    Diagnostic::error(&codes::LIMIT, Span::default(), message)
        .with_help("split the gate into several gates")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
mod tests;
