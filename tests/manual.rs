//! `docs/functions.md` is what `gonogo functions` prints, and what other pages show is there.
#![cfg(test)]

#[path = "manual/examples.rs"]
mod examples;
#[path = "support/goldens.rs"]
mod goldens;
#[path = "manual/recipes.rs"]
mod recipes;
#[path = "manual/reference.rs"]
mod reference;
#[path = "manual/sources.rs"]
mod sources;

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

/// The page about tests shows tests of the README's gate, and every one of them passes.
#[test]
fn the_example_of_the_page_about_tests_passes() {
    let read = |file: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
        std::fs::read_to_string(path).unwrap()
    };
    let gate = gonogo_engine::gate::load("README.md", block(&read("README.md"), "yaml"));
    let gate = gate.gate.unwrap();
    let page = read("docs/test.md");
    let text = block(&page, "yaml");
    let (document, problems) = gonogo_policy_tests::read(text);
    assert_eq!(problems, []);
    let files = gonogo_policy_tests::Files::new();
    let (cases, problems) = gonogo_policy_tests::cases(text, &document.unwrap(), &gate, &files);
    assert_eq!(problems, []);
    assert!(cases.len() >= 5, "{}", cases.len());
    for case in cases {
        let run = case.run(&gate).unwrap();
        assert_eq!(run.differences, [], "{}", case.name);
    }
}

/// Every gate below a folder of the project, one after the other.
fn gates(below: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(below);
    let folders = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    folders.filter_map(|folder| std::fs::read_to_string(folder.join("gate.yaml")).ok()).collect()
}

/// Whether a line says what must hold for a rule.
fn is_condition(line: &str) -> bool {
    let line = line.trim_start_matches("- ");
    let keys = ["require: ", "no_go_if: ", "rollback_if: ", "warn_if: ", "when: ", "quorum("];
    keys.iter().any(|key| line.starts_with(key))
}

#[test]
fn rules_about_time_are_those_of_the_gates() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/time.md");
    let page = std::fs::read_to_string(page).unwrap();
    let gates = gates("policies") + &gates("fixtures/incidents") + &gates("fixtures/gates");
    let blocks = page.split("```yaml").skip(1).filter_map(|block| block.split("```").next());
    let shown: Vec<&str> = blocks.flat_map(str::lines).map(str::trim).collect();
    let conditions: Vec<&str> = shown.into_iter().filter(|line| is_condition(line)).collect();
    assert!(conditions.len() > 10, "{conditions:?}");
    let invented: Vec<&&str> = conditions.iter().filter(|line| !gates.contains(**line)).collect();
    assert!(invented.is_empty(), "in no gate: {invented:#?}");
}
