//! The file beneath: made for its owner only, and found again after a loss of power.
//!
//! A database is opened by SQLite alone: that another handle of the process is closed would take
//! away the locks that SQLite has on it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::StateError;

/// The absolute path of a regular file, which is made, empty, if there is none.
pub(super) fn ensure(path: &Path) -> Result<PathBuf, StateError> {
    // SQLite gives a meaning to `:memory:` and `file:`; absolute paths are just paths.
    let path = std::path::absolute(path).map_err(failed("find the current folder"))?;
    match make(&path) {
        Ok(_) => sync_folder(&path)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(failed("make it")(error)),
    }
    let is_file = fs::metadata(&path).map_err(failed("look at it"))?.is_file();
    if is_file { Ok(path) } else { Err(StateError::NotAFile) }
}

/// Whether writes are still beside the file: somebody has it open, or was killed.
pub(super) fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

fn make(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> Result<(), StateError> {
    let folder = path.parent().unwrap_or(path);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed("sync its folder"))
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), StateError> {
    Ok(())
}

fn failed(doing: &'static str) -> impl Fn(io::Error) -> StateError {
    move |source| StateError::Io { doing, source }
}
