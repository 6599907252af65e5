//! The cases of `fixtures/gates`.

use std::fs;
use std::path::{Path, PathBuf};

/// Their folders, in order of their names.
pub(crate) fn cases() -> Vec<PathBuf> {
    let parent = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/gates");
    let entries = fs::read_dir(parent).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    found.sort();
    found
}
