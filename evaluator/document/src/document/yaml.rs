//! YAML text to a tree. This is the only module that knows the YAML crate.
//!
//! It reads the crate's events rather than deserializing with serde: the events keep the
//! text and the style of every scalar (`1.10` stays `1.10`), the byte offsets, and both
//! places of a duplicate key, and nothing is expanded before we have counted it.

mod build;
mod kind;
mod limits;
mod line;
mod recover;
mod syntax;

use gonogo_cel::{Diagnostic, Span};

use super::tree::Node;
use crate::codes;
pub use kind::FileKind;
pub(super) use kind::GATE;

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

pub(super) fn parse(source: &str, kind: &FileKind) -> Parsed {
    if source.len() > kind.bytes {
        return Parsed::nothing(too_large(source, kind));
    }
    recover::parse(source, kind)
}

impl Parsed {
    fn nothing(problem: Diagnostic) -> Self {
        Self { root: None, dropped: Dropped::Nothing, problems: vec![problem] }
    }
}

fn too_large(source: &str, kind: &FileKind) -> Diagnostic {
    let name = kind.name;
    let message = format!(
        "the {name} file is {} KiB long, more than the {} KiB that a {name} may have",
        source.len().div_ceil(1024),
        kind.bytes / 1024
    );
    Diagnostic::error(&codes::LIMIT, Span::default(), message).with_help(several(kind))
}

/// What to do about a file that is too large.
fn several(kind: &FileKind) -> String {
    format!("split the {0} into several {0}s", kind.name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
mod tests;
