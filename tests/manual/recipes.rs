//! The page of recipes shows the gates of `fixtures/recipes`, and these are worth copying.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::goldens::settle;

const GATES: &str = "../fixtures/recipes/";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The recipe whose gate a line links to.
fn named(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once(&format!("]({GATES}"))?;
    rest.split_once("/gate.yaml)").map(|(name, _)| name)
}

/// The page with its gates as they are in the files: the block behind a link to a gate is the gate.
fn with_gates(page: &str) -> (String, Vec<String>) {
    let (mut written, mut shown) = (String::new(), Vec::new());
    let (mut awaited, mut lines) = (None, page.lines());
    while let Some(line) = lines.next() {
        written.push_str(line);
        written.push('\n');
        awaited = named(line).map(str::to_owned).or(awaited);
        let Some(name) = awaited.take_if(|_| line == "```yaml") else { continue };
        let gate = root().join("fixtures/recipes").join(&name).join("gate.yaml");
        written
            .push_str(&fs::read_to_string(&gate).unwrap_or_else(|error| panic!("{name}: {error}")));
        written.push_str("```\n");
        shown.push(name);
        lines.by_ref().find(|line| *line == "```").expect("the end of a block");
    }
    (written, shown)
}

#[test]
fn recipes_are_shown_as_they_are_tested() {
    let path = root().join("docs/recipes.md");
    let (page, shown) = with_gates(&fs::read_to_string(&path).unwrap());
    assert_eq!(settle(&path, &page), None);
    let folders = fs::read_dir(root().join("fixtures/recipes")).unwrap();
    let names = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: BTreeSet<String> = names.collect();
    assert_eq!(shown.len(), names.len(), "one recipe is shown twice, or not at all: {shown:?}");
    assert_eq!(shown.into_iter().collect::<BTreeSet<_>>(), names);
}

/// The exit code, and what is said.
fn gonogo(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    let output = command.current_dir(root()).args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn recipes_have_no_slips() {
    let (code, said) = gonogo(&["check", "fixtures/recipes", "--deny", "warnings"]);
    assert_eq!(code, Some(0), "{said}");
}

/// Not all of the coverage: a score counts as skipped where all that it counts were, which cannot
/// happen in one of them.
#[test]
fn tests_of_recipes_notice_mistakes() {
    let least = ["--min-coverage", "90%", "--mutate", "--min-score", "100%"];
    let (code, said) = gonogo(&[&["test", "fixtures/recipes"][..], &least].concat());
    assert_eq!(code, Some(0), "{said}");
}
