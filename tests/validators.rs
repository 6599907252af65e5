//! What others say of what gonogo writes: reports of a go, a no-go and a rollback in every format,
//! and the files for pipelines, each judged by tools that are not ours. Where a tool could be
//! content with anything, something broken is shown to it as well.
#![cfg(test)]

#[path = "validators/files.rs"]
mod files;
#[path = "validators/formats.rs"]
mod formats;
#[path = "validators/sarif.rs"]
mod sarif;
#[path = "support/tools.rs"]
mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A folder that is gone with the value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("validators-{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What it prints, whatever it ends with.
fn said(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = [String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)].concat();
    (status.code(), text)
}

fn is_content(command: &mut Command) {
    let (code, text) = said(command);
    assert_eq!(code, Some(0), "{command:?}\n{text}");
}

fn objects(command: &mut Command) {
    let (code, text) = said(command);
    assert_ne!(code, Some(0), "it should object: {command:?}\n{text}");
}
