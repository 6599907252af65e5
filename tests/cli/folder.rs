//! Folders that commands run in: copies, gone with the value.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// What pages can name beside their own files, as in `../../fixtures/incidents`.
const SHARED: [&str; 2] = ["fixtures", "policies"];

pub(crate) struct Folder {
    whole: PathBuf,
    work: PathBuf,
}

impl Folder {
    /// A copy of `cli/files`.
    pub(crate) fn of_transcripts() -> Self {
        let whole = fresh();
        copy(&crate::root().join("tests/cli/files"), &whole);
        Self { work: whole.clone(), whole }
    }

    /// A copy of `docs/NAME`, as deep as it is in the project.
    pub(crate) fn of_page(name: &str) -> Self {
        let whole = fresh();
        let work = whole.join("docs").join(name);
        copy(&crate::root().join("docs").join(name), &work);
        for shared in SHARED {
            let target = crate::root().join(shared).canonicalize().unwrap();
            std::os::unix::fs::symlink(target, whole.join(shared)).unwrap();
        }
        Self { whole, work }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.work
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.whole);
    }
}

fn fresh() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("cli-{}-{number}", std::process::id());
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}
