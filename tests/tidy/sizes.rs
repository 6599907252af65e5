//! Sizes of files, folders and crates. Every line counts, blank ones and comments too.

use std::collections::BTreeMap;

use crate::project::{assert_none, crate_folders, line_count, rust_files, source_files};

const FILE_LINES: usize = 400;
const FOLDER_FILES: usize = 12;
/// Folders that may hold more: the targets of tests lie beside each other.
const LARGER_FOLDERS: &[(&str, usize)] = &[("tests", 34)];
const CRATE_LINES: usize = 6_000;
/// Crates that may be larger, because what they hold does not come apart, or has not yet: of the
/// collectors the network will be a crate of its own, of the engine its explanations, of the app what
/// a server would share with it.
const LARGER_CRATES: &[(&str, usize)] = &[
    ("evaluator/app", 7_500),
    ("evaluator/cel", 9_000),
    ("evaluator/collect", 9_000),
    ("evaluator/engine", 6_200),
];

#[test]
fn files_are_short() {
    let offenders: Vec<String> = rust_files()
        .iter()
        .map(|path| (path, line_count(path)))
        .filter(|(_, lines)| *lines > FILE_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert_none(&format!("Rust files over {FILE_LINES} lines; split them by noun"), &offenders);
}

#[test]
fn folders_hold_few_files() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for path in rust_files() {
        let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        *counts.entry(folder.to_owned()).or_default() += 1;
    }
    let offenders: Vec<String> = counts
        .iter()
        .filter(|(folder, count)| **count > folder_limit(folder))
        .map(|(folder, count)| format!("{folder}: {count} Rust files"))
        .collect();
    assert_none(&format!("folders with more than {FOLDER_FILES} Rust files"), &offenders);
}

fn folder_limit(folder: &str) -> usize {
    let larger = LARGER_FOLDERS.iter().find(|(larger, _)| *larger == folder);
    larger.map_or(FOLDER_FILES, |(_, limit)| *limit)
}

#[test]
fn crates_stay_small() {
    let sources = source_files();
    let mut offenders = Vec::new();
    for folder in crate_folders() {
        let limit = LARGER_CRATES
            .iter()
            .find(|(larger, _)| *larger == folder)
            .map_or(CRATE_LINES, |(_, limit)| *limit);
        let prefix = format!("{folder}/");
        let lines: usize = sources
            .iter()
            .filter(|path| path.starts_with(&prefix))
            .map(|path| line_count(path))
            .sum();
        if lines > limit {
            offenders.push(format!("{folder}: {lines} lines in src, limit {limit}"));
        }
    }
    assert_none("crates over their limit", &offenders);
}
