//! The gate files that are meant by files and folders.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::input;

/// Folders in folders.
const DEPTH: usize = 32;

/// Files as they are named; of a folder all YAML files that are gates, in the order of their paths.
pub(super) fn gate_files(named: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        walk(path, DEPTH, &mut files)?;
        if files.len() == before {
            bail!("there is no gate file in `{}`", path.display());
        }
    }
    Ok(files)
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    let name = || format!("cannot read `{}`", folder.display());
    let entries = fs::read_dir(folder).with_context(name)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<std::io::Result<Vec<PathBuf>>>().with_context(name)?;
    paths.sort();
    for path in paths.into_iter().filter(|path| !is_hidden(path)) {
        let is_folder = path.is_dir() && !path.is_symlink();
        if is_folder && depth > 0 {
            walk(&path, depth - 1, files)?;
        } else if path.is_file() && is_yaml(&path) && is_gate(&path) {
            files.push(path.strip_prefix("./").map(Path::to_path_buf).unwrap_or(path));
        }
    }
    Ok(())
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name == "node_modules"
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// What has a key `gate` at its top; tests of a gate name theirs by a file.
fn is_gate(path: &Path) -> bool {
    let Ok(text) = input::read(path, input::GATE_BYTES) else { return false };
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    has("gate:") && (has("rules:") || has("facts:"))
}
