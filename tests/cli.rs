//! Transcripts: every command of `cli/*.md`, what it prints and its exit code.
//!
//! Commands begin with `$ ` and run in a fresh copy of `cli/files`, one for each document.
//! Standard output follows as it is, standard error behind `2> `, then the exit code. `[..]`
//! stands for anything, and `␛` for the escape character. `GONOGO_UPDATE=1` writes what
//! follows the commands anew.
#![cfg(test)]

#[path = "support/goldens.rs"]
mod goldens;
#[path = "cli/pipes.rs"]
mod pipes;
#[path = "cli/transcript.rs"]
mod transcript;

use std::fs;
use std::path::{Path, PathBuf};

use goldens::settle;

#[test]
fn commands_do_what_the_documents_say() {
    let mut documents = documents();
    documents.sort();
    assert!(documents.len() >= 6, "only {} documents", documents.len());
    let mut offenders = Vec::new();
    for path in documents {
        let stored = fs::read_to_string(&path).unwrap();
        offenders.extend(settle(&path, &transcript::run(&stored)));
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cli")
}

fn documents() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "md")).collect()
}
