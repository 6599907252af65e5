//! The repository of somebody who uses gonogo, in a folder of its own that is gone with the value.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

pub(crate) const GONOGO: &str = env!("CARGO_BIN_EXE_gonogo");

/// One number, from a file beside the gate: go at 0, warned of above 0.5, held above 1, rolled back
/// above 2 in phases that are live.
const GATE: &str = r#"
gate: checkout
phases:
  pre-deploy: {traffic: 0%}
  merge: {traffic: 0%}
  canary: {traffic: 5%, bake: 1s, every: 200ms}
  full: {traffic: 100%}
params: {max_error_rate: 1%}
sources: {here: {files: .}}
facts:
  errors: {type: number, unit: "%", from: here, path: facts.json, jsonpath: $.facts.errors}
rules:
  - {id: noticed, title: Errors are seldom, warn_if: errors > quantity('0.5%')}
  - {id: errors, title: Few errors, require: errors < params.max_error_rate, because: "{errors} of the requests fail"}
  - {id: many, title: Many errors, rollback_if: errors > quantity('2%'), phases: [canary, full]}
"#;

pub(crate) struct Project {
    whole: PathBuf,
}

impl Project {
    /// With the gate above, and that many errors.
    pub(crate) fn new(errors: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("pipelines-{}-{number}", std::process::id());
        let whole = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let project = Self { whole };
        project.write("gate.yaml", GATE);
        project.errors(errors);
        for script in ["deploy.sh", "rollback.sh", "test.sh"] {
            // The working copy of a runner goes away: what was done is told beside the project.
            project.script(script, "echo \"$(basename \"$0\")${1:+ $1}\" >>\"$GONOGO_TEST_DONE\"");
        }
        git(&project.path(), &["init", "--quiet", "--initial-branch=main"]);
        // It is asked for, and never called.
        git(&project.path(), &["remote", "add", "origin", "git@gitlab.test:group/shop.git"]);
        project
    }

    pub(crate) fn errors(&self, errors: &str) {
        self.write("facts.json", &format!("{{\"facts\": {{\"errors\": {errors}}}}}\n"));
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.whole.join("project")
    }

    /// A folder beside the project, made when it is first asked for.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        let path = self.whole.join(name);
        fs::create_dir_all(&path).unwrap();
        path
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        write(&self.path().join(name), text);
    }

    pub(crate) fn script(&self, name: &str, text: &str) {
        script(&self.path().join(name), text);
    }

    /// A file of gonogo's own tree, as it is there.
    pub(crate) fn take(&self, from: &str, to: &str) {
        self.write(to, &read(from));
    }

    pub(crate) fn commit(&self) {
        commit(&self.path());
    }

    /// What the scripts of the project did, in their order.
    pub(crate) fn done(&self) -> Vec<String> {
        let text = fs::read_to_string(self.done_file()).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    pub(crate) fn done_file(&self) -> PathBuf {
        self.beside("told").join("done")
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.whole);
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub(crate) fn script(path: &Path, text: &str) {
    write(path, &format!("#!/bin/sh\nset -eu\n{text}\n"));
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

pub(crate) fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--allow-empty", "--message=change"]);
}

pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=tester", "-c", "user.email=tester@example.org"])
        .args(arguments)
        .output()
        .expect("git should start");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}
