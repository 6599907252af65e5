//! One file, opened without waiting for anybody, and read up to the limit.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use gonogo_cel::time::Timestamp;
use rustix::fs::OFlags;
use rustix::io::Errno;

use super::walk::is_absence;
use crate::failure::Failure;
use crate::limits;

/// A regular file below the root.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) file: File,
    pub(super) metadata: Metadata,
    path: PathBuf,
}

/// `root` is without links. `None` when nothing is there.
pub(super) fn open(root: &Path, path: &Path) -> Result<Option<Opened>, Failure> {
    let shown = path.display();
    let whole = match fs::canonicalize(root.join(path)) {
        Ok(whole) => whole,
        Err(error) if is_absence(error.kind()) => return Ok(None),
        Err(error) => return Err(read_error(path, &error)),
    };
    if !whole.starts_with(root) {
        return Err(Failure::new(format!("`{shown}` is a link that leaves its folder")));
    }
    let failed = |error: io::Error| read_error(path, &error);
    // Before it is opened as well: opening a device can do something.
    check_regular(path, &fs::metadata(&whole).map_err(failed)?)?;
    let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).unwrap_or(0);
    let file = OpenOptions::new().read(true).custom_flags(flags).open(&whole).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    check_regular(path, &metadata)?;
    Ok(Some(Opened { file, metadata, path: path.to_owned() }))
}

fn check_regular(path: &Path, metadata: &Metadata) -> Result<(), Failure> {
    let shown = path.display();
    if metadata.is_file() {
        return Ok(());
    }
    Err(Failure::new(match metadata.is_dir() {
        true => format!("`{shown}` is a folder, not a file"),
        false => format!("`{shown}` is a pipe, socket or device, not a file"),
    }))
}

impl Opened {
    /// All of it as text, without a byte order mark. A file that somebody writes at the same time
    /// is worth another look, not half a value.
    pub(super) fn text(&mut self) -> Result<String, Failure> {
        let shown = self.path.display();
        let mut bytes = Vec::new();
        let most = limits::BODY_BYTES as u64;
        let failed = |error: io::Error| read_error(&self.path, &error);
        (&self.file).take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() > limits::BODY_BYTES {
            let mib = limits::BODY_BYTES / 1024 / 1024;
            return Err(Failure::new(format!("`{shown}` is larger than {mib} MiB")));
        }
        let after = self.file.metadata().map_err(failed)?;
        if !is_same(&self.metadata, &after) {
            return Err(Failure::passing(format!("`{shown}` was changed while it was read")));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..good).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Failure::new(format!("`{shown}` is not UTF-8: byte {} in line {line}", good + 1))
        })?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    pub(super) fn changed(&self) -> Result<Timestamp, Failure> {
        changed(&self.path, &self.metadata)
    }
}

/// The time of the last change.
pub(super) fn changed(path: &Path, metadata: &Metadata) -> Result<Timestamp, Failure> {
    let nanos = u32::try_from(metadata.mtime_nsec()).ok();
    let time = nanos.and_then(|nanos| Timestamp::new(metadata.mtime(), nanos));
    let outside = || format!("the last change of `{}` is at a time out of range", path.display());
    time.ok_or_else(|| Failure::new(outside()))
}

pub(super) fn is_same(before: &Metadata, after: &Metadata) -> bool {
    let stamp = |data: &Metadata| (data.len(), data.mtime(), data.mtime_nsec(), data.ctime_nsec());
    stamp(before) == stamp(after)
}

pub(super) fn read_error(path: &Path, error: &io::Error) -> Failure {
    let shown = match path.as_os_str().is_empty() {
        true => "the folder".to_owned(),
        false => format!("`{}`", path.display()),
    };
    if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) {
        return Failure::new(format!("{shown} is a link that leads in a circle"));
    }
    Failure::new(match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => format!("{shown} is not there"),
        ErrorKind::PermissionDenied => format!("{shown} may not be read: permission denied"),
        kind => format!("{shown} cannot be read: {kind}"),
    })
}
