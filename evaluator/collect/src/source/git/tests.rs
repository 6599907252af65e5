//! Working copies, made by git itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use gonogo_cel::time::Timestamp;

use super::*;
use crate::secrets::Secrets;
use crate::source::Connector;

struct Copy(PathBuf);

impl Copy {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gonogo-git-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn git(&self, arguments: &[&str]) -> &Self {
        let output = Command::new("git")
            .args(["-c", "user.name=Ana Ruiz", "-c", "user.email=ana@example.com"])
            .args(["-c", "init.defaultBranch=main", "-c", "commit.gpgSign=false"])
            .args(arguments)
            .env("GIT_AUTHOR_DATE", "2026-01-04T03:40:00Z")
            .env("GIT_COMMITTER_DATE", "2026-01-04T03:40:00Z")
            .current_dir(&self.0)
            .output()
            .expect("git, of the package `git`");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        self
    }

    fn repository() -> Self {
        let copy = Self::new();
        fs::write(copy.0.join("a"), "1").unwrap();
        copy.git(&["init", "-q"]).git(&["add", "a"]).git(&["commit", "-qm", "one"]);
        copy
    }

    fn ask(&self, keys: &str) -> Result<Value, Failure> {
        let gate = format!(
            "gate: g\nsources:\n  g: {{git: .}}\nfacts:\n  f: {{from: g, {keys}}}\nrules: []\n"
        );
        let (document, _) = gonogo_document::read(&gate);
        let planned = gonogo_sources::plan(&document.expect("a gate"));
        assert_eq!(planned.problems, [], "{keys}");
        let now = || Timestamp::from_epoch_nanos(0).unwrap();
        // Settings of whoever runs the test are none of these.
        let env = |name: &str| (name == "PATH").then(|| std::env::var(name).unwrap());
        let context = Context::new(&now, &env, &self.0);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let connector = Connector::new(&planned.plan.sources[0], &context, &Secrets::default())?;
        let answer = connector.fetch(
            &planned.plan.requests[0],
            (&context, tokio::time::Instant::now() + crate::limits::DEADLINE),
        );
        runtime.block_on(answer).map(|answer| answer.value)
    }

    /// All but the commit, which depends on the version of git.
    #[track_caller]
    fn check(&self, expected: &str) {
        let mut map = self.ask("type: map").unwrap();
        let commit = map.as_object_mut().unwrap().remove("commit").unwrap();
        assert!(commit.as_str().unwrap().len() >= 40, "{commit}");
        let mut expected: Value = serde_json::from_str(expected).unwrap();
        expected["author"] = json!("Ana Ruiz");
        assert_eq!(map["committed_at"].as_str().unwrap().get(..19), Some("2026-01-04T03:40:00"));
        expected["committed_at"] = map["committed_at"].clone();
        assert_eq!(map, expected);
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn branches_tags_and_changes_are_told() {
    let copy = Copy::repository();
    copy.check(r#"{"branch": "main", "clean": true}"#);
    copy.git(&["tag", "v1"]).check(r#"{"branch": "main", "clean": true, "tag": "v1"}"#);
    fs::write(copy.0.join("new"), "").unwrap();
    copy.check(r#"{"branch": "main", "clean": false, "tag": "v1"}"#);
    fs::remove_file(copy.0.join("new")).unwrap();
    copy.git(&["checkout", "-q", "--detach"]).check(r#"{"clean": true, "tag": "v1"}"#);
    assert_eq!(copy.ask("type: bool, jsonpath: $.clean"), Ok(json!(true)));
    let cause = copy.ask("type: string, jsonpath: $.branch").unwrap_err().cause;
    assert_eq!(
        cause,
        "`$` has no key `branch` (what there is none of is left out: a detached head has no branch, most commits no tag)"
    );
}

#[test]
fn commits_apart_from_the_upstream_are_counted() {
    let origin = Copy::repository();
    let copy = Copy::new();
    copy.git(&["clone", "-q", &origin.0.display().to_string(), "."]);
    copy.check(r#"{"branch": "main", "clean": true, "ahead": 0, "behind": 0}"#);
    copy.git(&["commit", "-qm", "two", "--allow-empty"]);
    copy.check(r#"{"branch": "main", "clean": true, "ahead": 1, "behind": 0}"#);
    let shallow = Copy::new();
    let address = format!("file://{}", copy.0.display());
    shallow.git(&["clone", "-q", "--depth", "1", &address, "."]);
    shallow.check(r#"{"branch": "main", "clean": true, "ahead": 0, "behind": 0}"#);
}

#[test]
fn what_is_no_working_copy_is_said() {
    let cause = |copy: &Copy| copy.ask("type: map").unwrap_err().cause;
    let empty = Copy::new();
    assert!(cause(&empty).starts_with("git: fatal: not a git repository"), "{}", cause(&empty));
    empty.git(&["init", "-q"]);
    assert_eq!(cause(&empty), "the repository has no commit yet");
    let copy = Copy::repository();
    fs::write(copy.0.join(".git/HEAD"), "nonsense").unwrap();
    assert!(cause(&copy).starts_with("git: fatal: "), "{}", cause(&copy));
}

/// A repository is data: what its settings name is not run.
#[test]
fn programs_of_the_repository_are_not_run() {
    let copy = Copy::repository();
    let mark = copy.0.join("mark");
    let script = copy.0.join(".git/run");
    fs::write(&script, format!("#!/bin/sh\ntouch {}\n", mark.display())).unwrap();
    copy.git(&["config", "core.fsmonitor", ".git/run"]);
    copy.git(&["config", "log.showSignature", "true"]);
    copy.git(&["config", "gpg.program", ".git/run"]);
    for hook in ["post-index-change", "reference-transaction"] {
        fs::copy(&script, copy.0.join(".git/hooks").join(hook)).unwrap();
    }
    Command::new("chmod")
        .args(["-R", "a+x", ".git/run", ".git/hooks"])
        .current_dir(&copy.0)
        .status()
        .unwrap();
    copy.check(r#"{"branch": "main", "clean": true}"#);
    assert!(!Path::new(&mark).exists());
}
