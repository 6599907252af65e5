//! A temporary folder for one service.

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{leftovers, privileges};

/// Removed when dropped; by `leftovers.sh` when the process ends before that.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Short, because the path of a socket has at most 107 bytes; readable by all, because
    /// nginx's workers are not who the test is.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("gonogo-{}-{number}", std::process::id()));
        // What is there already was left by a process of the same number that is long gone.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        leftovers::register(&path);
        let folder = Self { path };
        folder.open("");
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// A file that the service can read.
    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.join(name);
        fs::write(&path, contents).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        privileges::give_away(&path);
        path
    }

    /// A folder inside that the service can write to.
    pub(crate) fn create(&self, name: &str) -> PathBuf {
        let path = self.join(name);
        fs::create_dir_all(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.open(name);
        path
    }

    fn open(&self, name: &str) {
        let path = self.join(name);
        fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("an own folder");
        privileges::give_away(&path);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A second time, since what was just killed may still have written.
        if fs::remove_dir_all(&self.path).is_err() {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

#[test]
fn a_folder_is_gone_when_dropped() {
    let folder = Folder::new();
    let path = folder.path().to_owned();
    folder.write("file", "text");
    folder.create("inside/further");
    assert!(path.join("file").is_file() && path.join("inside/further").is_dir());
    drop(folder);
    assert!(!path.exists());
}
