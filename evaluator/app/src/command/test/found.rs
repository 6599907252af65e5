//! Test files: those that are named, and those in folders.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Folders within each other.
const DEPTH: usize = 16;

/// In order, each once; at least one.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        look(path, DEPTH, &mut files)?;
        if files.len() == before {
            bail!(
                "{}: there is no `tests.yaml` or `*.tests.yaml`\n  help: see docs/test.md for \
                 how to write one",
                path.display()
            );
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|file| seen.insert(file.clone()));
    Ok(files)
}

/// Hidden folders, and what links lead to, are left out.
fn look(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    let name = folder.display();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read `{name}`"))?;
    let mut entries = entries
        .map(|entry| entry.with_context(|| format!("cannot read `{name}`")))
        .collect::<Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().with_context(|| format!("cannot read `{name}`"))?;
        let file = entry.file_name();
        let file = file.to_string_lossy();
        if kind.is_file() && (file == "tests.yaml" || file.ends_with(".tests.yaml")) {
            files.push(if folder == Path::new(".") { PathBuf::from(&*file) } else { entry.path() });
        } else if kind.is_dir() && !file.starts_with('.') && depth > 0 {
            look(&entry.path(), depth - 1, files)?;
        }
    }
    Ok(())
}
