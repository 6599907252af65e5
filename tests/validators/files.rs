//! The files for pipelines, as far as somebody has a schema or a linter for them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::tool;
use crate::{Folder, is_content, objects, root, said};

/// The files of a folder with one of these endings.
fn in_folder(folder: &str, end: &str) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        paths.filter(|path| path.to_str().unwrap().ends_with(end)).collect();
    found.sort();
    assert!(!found.is_empty(), "{folder} has no *{end}");
    found
}

fn workflows() -> Vec<PathBuf> {
    let mut all = in_folder(".github/workflows", ".yml");
    all.extend(in_folder("integrations/github/examples", ".yml"));
    all
}

fn by_schema(name: &str) -> Command {
    let mut command = Command::new(tool("python/bin/check-jsonschema"));
    command.arg("--builtin-schema").arg(format!("vendor.{name}"));
    command
}

/// The file has its schema, and would not be valid with the other text in the place of the first.
fn needs(name: &str, file: &Path, (text, other): (&str, &str)) {
    is_content(by_schema(name).arg(file));
    let whole = fs::read_to_string(file).unwrap();
    assert!(whole.contains(text), "{} has no `{text}`", file.display());
    let folder = Folder::new();
    let broken = folder.write("broken.yml", &whole.replacen(text, other, 1));
    let (code, said) = said(by_schema(name).arg(broken));
    assert!(code == Some(1) && said.contains("validation errors"), "{name}: {said}");
}

#[test]
fn the_action_is_valid() {
    let action = root().join("action.yml");
    needs("github-actions", &action, ("using: composite", "using: nothing"));
    is_content(
        Command::new(tool("npm/node_modules/.bin/action-validator"))
            .arg(&action)
            .env("PATH", path()),
    );
}

/// Programs of npm begin with `#!/usr/bin/env node`.
fn path() -> String {
    let node = fs::canonicalize(tool("node")).unwrap();
    format!("{}:{}", node.parent().unwrap().display(), std::env::var("PATH").unwrap())
}

#[test]
fn workflows_are_valid() {
    for workflow in workflows() {
        is_content(by_schema("github-workflows").arg(&workflow));
    }
    let folder = Folder::new();
    let broken = folder.write("broken.yml", "on: push\njobs: {a: {steps: [{run: 1}]}}\n");
    objects(by_schema("github-workflows").arg(broken));
}

#[test]
fn workflows_pass_the_linter() {
    is_content(Command::new(tool("python/bin/actionlint")).args(workflows()));
    let folder = Folder::new();
    let text =
        "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'echo ${{ nothing.x }}'}]}}\n";
    objects(Command::new(tool("python/bin/actionlint")).arg(folder.write("broken.yml", text)));
}

/// Its advice to write `$/` for the own repository is for runners that know that; act does not.
#[test]
fn actions_and_workflows_hold_no_known_danger() {
    let zizmor = || {
        let mut command = Command::new(tool("python/bin/zizmor"));
        command.args(["--offline", "--no-progress", "--format=plain"]);
        command
    };
    is_content(zizmor().arg(root().join("action.yml")).args(workflows()));
    let folder = Folder::new();
    let text = "on: issues\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'echo ${{ github.event.issue.title }}'}]}}\n";
    let (code, found) = said(zizmor().arg(folder.write("broken.yml", text)));
    assert!(code != Some(0) && found.contains("template-injection"), "{found}");
}

#[test]
fn gitlab_files_are_valid() {
    let text = fs::read_to_string(root().join("templates/gonogo.yml")).unwrap();
    let folder = Folder::new();
    let (spec, jobs) = text.split_once("\n---\n").expect("a component has two documents");
    let valid = |path: &Path| {
        let mut command = by_schema("gitlab-ci");
        command.args(["--data-transform", "gitlab-ci"]).arg(path);
        command
    };
    is_content(&mut valid(&folder.write("jobs.yml", jobs)));
    is_content(&mut valid(&folder.write("spec.yml", spec)));
    for example in in_folder("integrations/gitlab/examples", ".gitlab-ci.yml") {
        is_content(&mut valid(&example));
    }
    let broken = jobs.replace("when: always", "when: sometimes");
    objects(&mut valid(&folder.write("broken.yml", &broken)));
}

/// No command of an adapter has a value of the caller in its text.
#[test]
fn no_script_has_an_input_in_its_text() {
    let template = fs::read_to_string(root().join("templates/gonogo.yml")).unwrap();
    let (_, script) = template.split_once("  script:").unwrap();
    let (script, _) = script.split_once("  artifacts:").unwrap();
    assert!(!script.contains("$[["), "{script}");
    let action = fs::read_to_string(root().join("action.yml")).unwrap();
    for run in action.split("run: ").skip(1) {
        assert!(!run.split("    - ").next().unwrap().contains("${{ inputs"), "{run}");
    }
}

#[test]
fn other_systems_know_their_files() {
    needs(
        "azure-pipelines",
        &root().join("integrations/azure/gonogo.yml"),
        ("- bash: |", "- bsh: |"),
    );
    needs(
        "circle-ci",
        &root().join("integrations/circleci/orb.yml"),
        ("type: string", "tipe: string"),
    );
    let task = root().join("integrations/tekton/gonogo.yaml");
    let lint = |file: &Path| {
        let mut command = Command::new(tool("npm/node_modules/.bin/tekton-lint"));
        command.arg(file).env("PATH", path());
        command
    };
    is_content(&mut lint(&task));
    let text = fs::read_to_string(&task).unwrap();
    let folder = Folder::new();
    let broken = folder.write("broken.yaml", &text.replace("$(params.image)", "$(params.none)"));
    let (_, found) = said(&mut lint(&broken));
    assert!(found.contains("none"), "{found}");
}

#[test]
fn objects_of_kubernetes_have_the_shape_of_their_kinds() {
    for (file, at, line) in [
        ("argo-rollouts/analysis.yaml", None, "backoffLimit: 0"),
        ("argo-workflows/gonogo.yaml", None, "workingDir: /gonogo"),
        ("spinnaker/stage.json", Some("manifest"), "\"backoffLimit\": 0"),
    ] {
        let file = root().join("integrations").join(file);
        is_content(&mut kubernetes(&file, at));
        let text = fs::read_to_string(&file).unwrap();
        let (name, _) = line.split_once(": ").unwrap();
        let broken = text.replacen(line, &format!("{name}: {{\"a\": 1}}"), 1);
        assert_ne!(broken, text);
        let folder = Folder::new();
        objects(&mut kubernetes(&folder.write("broken.yaml", &broken), at));
    }
}

fn kubernetes(file: &Path, at: Option<&str>) -> Command {
    let mut command = Command::new(tool("node"));
    command.current_dir(tool("npm")).args(["--input-type=module", "-e"]);
    command.arg(include_str!("kubernetes.mjs")).arg(file).args(at);
    command
}

#[test]
fn scripts_pass_shellcheck() {
    let mut scripts = in_folder("action", ".sh");
    for script in ["integrations/buildkite/hooks/command", ".ci/install", ".ci/package"] {
        scripts.push(root().join(script));
    }
    is_content(Command::new("shellcheck").args(scripts));
}
