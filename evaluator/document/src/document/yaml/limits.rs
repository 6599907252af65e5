//! How much YAML a file may be. Far above what a person writes, far below what hurts.

/// Lists and mappings within each other.
pub(super) const DEPTH: usize = 24;
/// Anchors, and aliases, each.
pub(super) const ALIASES: usize = 1_000;
/// Syntax errors after which reading is given up.
pub(super) const RECOVERIES: usize = 16;
