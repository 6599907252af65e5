//! How much YAML a gate may be. Far above what a person writes, far below what hurts.

/// Of the file, and of all its decoded scalars together with what aliases repeat.
pub(super) const FILE_BYTES: usize = 256 * 1024;
/// Scalars, lists and mappings, together with what aliases repeat.
pub(super) const NODES: usize = 10_000;
/// Lists and mappings within each other.
pub(super) const DEPTH: usize = 24;
/// Anchors, and aliases, each.
pub(super) const ALIASES: usize = 1_000;
/// Syntax errors after which reading is given up.
pub(super) const RECOVERIES: usize = 16;
