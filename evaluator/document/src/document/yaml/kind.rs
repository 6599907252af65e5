//! Kinds of files that are read strictly: how they are called, and how large they may be.

use gonogo_cel::Code;

use crate::codes;

/// What messages say of a file, and its bounds.
#[derive(Clone, Copy, Debug)]
pub struct FileKind {
    /// Such as `gate`: messages say "a gate file".
    pub name: &'static str,
    /// Of the file, and of all its decoded scalars together with what aliases repeat.
    pub bytes: usize,
    /// Scalars, lists and mappings, together with what aliases repeat.
    pub nodes: usize,
    /// For a file that holds nothing.
    pub empty: &'static Code,
    /// What to begin such a file with.
    pub start: &'static str,
}

pub(in crate::document) const GATE: FileKind = FileKind {
    name: "gate",
    bytes: 256 * 1024,
    nodes: 10_000,
    empty: &codes::NO_RULES,
    start: "start with `gate: name-of-the-gate`",
};
