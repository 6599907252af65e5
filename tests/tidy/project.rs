//! The files of the project, as git sees them: tracked, or new and not ignored.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Paths from the root, with `/`, sorted; deleted files left out.
pub(crate) fn files() -> Vec<String> {
    // A checkout may belong to another user than the one that runs the tests.
    let output = Command::new("git")
        .args(["-c", "safe.directory=*", "ls-files", "-z"])
        .args(["--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git should start");
    assert!(output.status.success(), "git: {}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).expect("file names should be UTF-8");
    let mut files: Vec<String> = listed
        .split('\0')
        .filter(|path| !path.is_empty() && root().join(path).is_file())
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    assert!(!files.is_empty(), "git lists no files");
    files
}

pub(crate) fn rust_files() -> Vec<String> {
    files().into_iter().filter(|path| path.ends_with(".rs")).collect()
}

/// The Rust files that are compiled into the crates.
pub(crate) fn source_files() -> Vec<String> {
    let crates = crate_folders();
    let is_source =
        |path: &String| crates.iter().any(|folder| path.starts_with(&format!("{folder}/src/")));
    rust_files().into_iter().filter(is_source).collect()
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text of a file, or nothing for one that is not text.
pub(crate) fn read_text(path: &str) -> Option<String> {
    let bytes = fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    String::from_utf8(bytes).ok()
}

pub(crate) fn parse(path: &str) -> syn::File {
    syn::parse_file(&read(path)).unwrap_or_else(|error| {
        panic!("{path}:{}: {error}", error.span().start().line);
    })
}

pub(crate) fn read_toml(path: &str) -> toml::Table {
    read(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The folders of the workspace members, such as `evaluator/cel`.
pub(crate) fn crate_folders() -> Vec<String> {
    let manifest = read_toml("Cargo.toml");
    let members = manifest["workspace"]["members"].as_array().expect("members should be a list");
    members.iter().map(|member| member.as_str().expect("a folder").to_owned()).collect()
}

pub(crate) fn line_count(path: &str) -> usize {
    read(path).lines().count()
}

pub(crate) fn assert_none(rule: &str, offenders: &[String]) {
    assert!(offenders.is_empty(), "{rule}:\n  {}", offenders.join("\n  "));
}
