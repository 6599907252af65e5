//! `docs/functions.md` is what `gonogo functions` prints.
#![cfg(test)]

#[path = "manual/examples.rs"]
mod examples;

use std::path::Path;
use std::process::Command;

#[test]
fn the_manual_is_in_step() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/functions.md");
    let mut print = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    let printed = print.args(["functions", "--format", "markdown"]).output().unwrap();
    let manual = String::from_utf8(printed.stdout).unwrap();
    if std::env::var_os("GONOGO_UPDATE").is_some() {
        std::fs::write(&path, &manual).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, manual, "run the test with GONOGO_UPDATE=1 to rewrite docs/functions.md");
}

/// A block of the README, by its language.
fn block<'t>(readme: &'t str, language: &str) -> &'t str {
    let (_, rest) = readme.split_once(&format!("```{language}\n")).expect("a block");
    rest.split_once("```").expect("its end").0
}

#[test]
fn the_example_of_the_readme_goes() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let loaded = gonogo_engine::gate::load("README.md", block(&readme, "yaml"));
    assert_eq!(loaded.problems, []);
    let mut parts = gonogo_engine::facts::SnapshotParts::default();
    parts.add(("README.md", block(&readme, "json"))).unwrap();
    let now = parts.now().unwrap();
    let gate = loaded.gate.unwrap();
    let stage = gate.stage(Some("canary-5"), &[]).unwrap();
    let decision = gonogo_engine::decide(&stage, &parts.freeze(now));
    assert_eq!(decision.decision, gonogo_engine::Verdict::Go, "{:#?}", decision.rules);
}
