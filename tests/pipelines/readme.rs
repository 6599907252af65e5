//! The README's step, with the README's gate and facts: who copies them has all that it takes.

use std::process::Command;

use crate::project::{GONOGO, Project, read};

#[test]
fn the_step_of_the_readme_decides_about_its_gate() {
    let project = Project::new("0.1");
    let readme = read("README.md");
    let block = |heading: &str, language: &str| {
        let (_, part) = readme.split_once(&format!("\n## {heading}\n")).unwrap();
        let (_, text) = part.split_once(&format!("\n```{language}\n")).unwrap();
        text.split_once("\n```").unwrap().0.to_owned()
    };
    project.write("gate.yaml", &block("A gate", "yaml"));
    project.write("facts.json", &block("A gate", "json"));
    let step: serde_json::Value = serde_saphyr::from_str(&block("In a pipeline", "yaml")).unwrap();
    let mut ci = Command::new(GONOGO);
    ci.args(["ci", "files"]).current_dir(project.path());
    for (input, value) in step[0]["with"].as_object().unwrap() {
        let name = input.to_uppercase().replace('-', "_");
        ci.env(format!("GONOGO_INPUT_{name}"), value.as_str().unwrap());
    }
    let output = ci.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}
