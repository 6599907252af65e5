//! Places that text is written to: a file, which is replaced as a whole, or something that is there for
//! others, such as a terminal, a device or a named pipe, which is only written into.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Symbolic links that are followed, as many as the system follows itself.
const LINKS: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A regular file, there or not yet, behind all symbolic links.
    File(PathBuf),
    /// What must stay what it is.
    Stream(PathBuf),
}

impl Place {
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let is_other = fs::metadata(path).is_ok_and(|about| !about.is_file());
        // Names of what a process has open: `/dev/stdout` can be a regular file that others write to.
        if is_other || path.starts_with("/dev") || path.starts_with("/proc") {
            return Ok(Self::Stream(path.to_owned()));
        }
        let mut at = path.to_owned();
        for _ in 0..LINKS {
            let Ok(next) = fs::read_link(&at) else {
                return Ok(Self::File(at));
            };
            at = at.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
        }
        Err(io::Error::other("too many symbolic links"))
    }

    /// Whole or not at all where it is a file: written beside it first.
    pub(super) fn write(&self, text: &str) -> io::Result<()> {
        match self {
            Self::File(path) => {
                let beside = beside(path);
                fs::write(&beside, text)?;
                fs::rename(&beside, path)
            }
            Self::Stream(path) => {
                let mut opened = fs::OpenOptions::new().append(true).open(path)?;
                opened.write_all(text.as_bytes())
            }
        }
    }

    /// Whether something can be written there later; nothing that is there is touched.
    pub(super) fn try_it(&self) -> io::Result<()> {
        match self {
            Self::File(path) => {
                let beside = beside(path);
                fs::write(&beside, "")?;
                fs::remove_file(&beside)
            }
            // To open a named pipe would wait for its reader.
            Self::Stream(path) => fs::metadata(path).map(drop),
        }
    }

    /// Takes away what an earlier run has left.
    pub(super) fn clear(&self) -> io::Result<()> {
        match self {
            Self::File(path) if path.exists() => fs::remove_file(path),
            Self::File(_) | Self::Stream(_) => Ok(()),
        }
    }

    /// The file by the one name that it has, whatever it was called by.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        let Self::File(path) = self else { return None };
        let whole = || path.canonicalize().ok();
        let folder = || {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
            Some(folder.join(path.file_name()?))
        };
        Some(whole().or_else(folder).unwrap_or_else(|| path.clone()))
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".partial");
    PathBuf::from(beside)
}
