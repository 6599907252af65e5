//! Transcripts: every command of `cli/*.md`, what it prints and its exit code; and those of the
//! pages in `docs` that show commands in blocks marked `console`.
//!
//! Commands begin with `$ ` and run in a fresh copy of `cli/files`, one for each document; those of
//! `docs/NAME.md` in a copy of `docs/NAME`. Standard output follows as it is, standard error
//! behind `2> `, then the exit code. `[..]` stands for anything, and `␛` for the escape
//! character. `GONOGO_UPDATE=1` writes what follows the commands anew.
#![cfg(test)]

#[path = "cli/folder.rs"]
mod folder;
#[path = "support/goldens.rs"]
mod goldens;
#[path = "cli/instructions.rs"]
mod instructions;
#[path = "cli/pipes.rs"]
mod pipes;
#[path = "cli/places.rs"]
mod places;
#[path = "cli/transcript.rs"]
mod transcript;

use std::fs;
use std::path::{Path, PathBuf};

use folder::Folder;
use goldens::settle;

#[test]
fn commands_do_what_the_documents_say() {
    let documents = documents("tests/cli");
    assert!(documents.len() >= 6, "only {} documents", documents.len());
    let run = |path: &PathBuf| {
        let stored = fs::read_to_string(path).unwrap();
        settle(path, &transcript::run(&stored, &Folder::of_transcripts()))
    };
    let offenders: Vec<String> = documents.iter().filter_map(run).collect();
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn commands_do_what_the_pages_say() {
    let (mut pages, mut offenders) = (0, Vec::new());
    for path in documents("docs") {
        let stored = fs::read_to_string(&path).unwrap();
        if !stored.contains("\n```console\n") {
            continue;
        }
        pages += 1;
        let name = path.file_stem().unwrap().to_str().unwrap();
        offenders.extend(settle(&path, &transcript::run(&stored, &Folder::of_page(name))));
    }
    assert!(pages >= 2, "only {pages} pages show commands");
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The Markdown files of a folder, sorted.
fn documents(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    found.sort();
    found
}
