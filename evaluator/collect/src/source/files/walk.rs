//! Files that a pattern names, below a root that is never left.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::open::read_error;
use super::pattern::{Part, PathPattern, fits};
use crate::failure::Failure;
use crate::limits;

/// What ends when nobody waits for it any more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'w> {
    /// Without links.
    pub(super) root: &'w Path,
    pub(super) cancelled: &'w AtomicBool,
    /// Files that are too many.
    pub(super) most: usize,
}

impl Walk<'_> {
    /// Relative to the root, sorted. What is there but cannot be listed is an error: it may hold
    /// what is looked for.
    pub(super) fn files(&self, pattern: &PathPattern) -> Result<Vec<PathBuf>, Failure> {
        let mut found = BTreeSet::new();
        let mut looked_at = 0;
        let mut left: Vec<(PathBuf, &[Part])> = vec![(PathBuf::new(), &pattern.parts)];
        while let Some((folder, parts)) = left.pop() {
            let Some((part, rest)) = parts.split_first() else { continue };
            if let Part::Name(name) = part {
                self.step(folder.join(name), rest, (&mut left, &mut found))?;
                continue;
            }
            if *part == Part::Folders {
                left.push((folder.clone(), rest));
            }
            for (name, is_folder) in self.names(&folder, &mut looked_at)? {
                match part {
                    Part::Name(_) => {}
                    // Links to folders are not followed here: they may lead in circles.
                    Part::Folders if is_folder && !name.starts_with('.') => {
                        left.push((folder.join(&name), parts));
                    }
                    Part::Folders => {}
                    Part::Wild(wild) if fits(wild, &name) => {
                        self.step(folder.join(&name), rest, (&mut left, &mut found))?;
                    }
                    Part::Wild(_) => {}
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// A file that is meant, or a folder to go on in.
    fn step<'p>(
        &self,
        path: PathBuf,
        rest: &'p [Part],
        (left, found): (&mut Vec<(PathBuf, &'p [Part])>, &mut BTreeSet<PathBuf>),
    ) -> Result<(), Failure> {
        let is_folder = match fs::metadata(self.root.join(&path)) {
            Ok(metadata) => metadata.is_dir(),
            // A link without an end is a name all the same; opening it says what is wrong.
            Err(_) if fs::symlink_metadata(self.root.join(&path)).is_ok() => false,
            Err(error) if is_absence(error.kind()) => return Ok(()),
            Err(error) => return Err(read_error(&path, &error)),
        };
        match (is_folder, rest.is_empty()) {
            (true, false) => left.push((path, rest)),
            (false, true) => {
                found.insert(path);
            }
            (true, true) | (false, false) => {}
        }
        if found.len() > self.most {
            let message = format!("more than {} files: name fewer by the pattern", self.most);
            return Err(Failure::new(message));
        }
        Ok(())
    }

    /// Names in a folder, with whether it is one itself and no link.
    fn names(&self, folder: &Path, looked_at: &mut usize) -> Result<Vec<(String, bool)>, Failure> {
        let failed = |error: &std::io::Error| read_error(folder, error);
        let whole = fs::canonicalize(self.root.join(folder)).map_err(|error| failed(&error))?;
        if !whole.starts_with(self.root) {
            let message = format!("`{}` is a link that leaves the folder", folder.display());
            return Err(Failure::new(message));
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(whole).map_err(|error| failed(&error))? {
            let entry = entry.map_err(|error| failed(&error))?;
            *looked_at += 1;
            if *looked_at > limits::ENTRIES {
                let message = format!(
                    "more than {} files and folders to look through: narrow the pattern",
                    limits::ENTRIES
                );
                return Err(Failure::new(message));
            }
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(Failure::new("nobody waits for it any more"));
            }
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            // It may be what the pattern means, and cannot be compared with it.
            let odd = |name: OsString| {
                let name = name.to_string_lossy().into_owned();
                Failure::new(format!("`{name}` is a name that is not UTF-8: rename it"))
            };
            names.push((entry.file_name().into_string().map_err(odd)?, is_folder));
        }
        Ok(names)
    }
}

/// Nothing is there, as against something that cannot be seen.
pub(super) fn is_absence(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}
