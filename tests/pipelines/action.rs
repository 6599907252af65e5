//! The action beyond its examples: what fails a step, and where gonogo comes from.

use std::fs;
use std::path::Path;
use std::process::Command;

use gonogo_test_services::Nginx;

use crate::act::{ACTION, Act, Ran};
use crate::project::{GONOGO, Project, read, script, write};

/// A job with one step, and one after it that says what came out.
fn one_step(with: &[(&str, &str)]) -> String {
    let ours =
        [("gate", "gate.yaml"), ("verb", "eval"), ("facts", "facts.json"), ("phase", "full")];
    let ours = ours.iter().filter(|(name, _)| !with.iter().any(|(given, _)| given == name));
    let lines = ours.chain(with).map(|(name, value)| format!("          {name}: {value}\n"));
    let with: String = lines.collect();
    format!(
        "on: push\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n      \
         - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n      - id: gonogo\n        \
         uses: OWNER/gonogo@0123456789abcdef0123456789abcdef01234567\n        with:\n{with}"
    )
}

fn run(errors: &str, with: &[(&str, &str)]) -> Ran {
    let project = Project::new(errors);
    let mut with = with.to_vec();
    if !with.iter().any(|(name, _)| *name == "gonogo-path") {
        with.push(("gonogo-path", GONOGO));
    }
    project.write(".github/workflows/one.yml", &one_step(&with));
    Act::of(&project, "one.yml").run("push")
}

#[test]
fn fail_on_says_which_decisions_fail_the_step() {
    for (errors, fail_on, code, job) in [
        ("0.7", "no-go", "0", "success"),
        ("0.7", "warn", "10", "failure"),
        ("1.5", "no-go", "10", "failure"),
        ("1.5", "rollback", "10", "success"),
        ("1.5", "never", "10", "success"),
        ("2.5", "rollback", "20", "failure"),
        ("2.5", "never", "20", "success"),
    ] {
        let ran = run(errors, &[("fail-on", fail_on)]);
        let what = format!("{errors} {fail_on}");
        assert_eq!(
            (ran.output("gonogo.exit-code"), ran.job("gate")),
            (code, job),
            "{what}: {}",
            ran.log
        );
    }
}

#[test]
fn errors_fail_the_step_whatever_fail_on_says() {
    for (what, with) in [
        ("no such gate", [("fail-on", "never"), ("gate", "none.yaml")]),
        ("no such fact file", [("fail-on", "never"), ("facts", "none.json")]),
        ("no such phase", [("fail-on", "never"), ("phase", "none")]),
        ("no such parameter", [("fail-on", "never"), ("params", "none=1")]),
        ("no such word", [("fail-on", "nothing"), ("phase", "full")]),
    ] {
        let ran = run("0.1", &with);
        assert_eq!(
            (ran.output("gonogo.exit-code"), ran.job("gate")),
            ("2", "failure"),
            "{what}: {}",
            ran.log
        );
        assert_eq!(ran.output("gonogo.decision"), "", "{what}");
        let told = ran
            .annotations
            .iter()
            .any(|[kind, _, _, text]| kind == "error" && text.contains("no decision"));
        assert!(told, "{what}: {:?}", ran.annotations);
    }
}

#[test]
fn what_is_no_gonogo_is_no_go() {
    for (code, exit) in [("0", ""), ("1", "1"), ("3", "3"), ("126", "126"), ("143", "143")] {
        let project = Project::new("0.1");
        let fake = project.beside("bin").join("fake");
        script(&fake, &format!("exit {code}"));
        let path = fake.display().to_string();
        let with = [("fail-on", "never"), ("gonogo-path", path.as_str())];
        project.write(".github/workflows/one.yml", &one_step(&with));
        let ran = Act::of(&project, "one.yml").run("push");
        assert_eq!(ran.job("gate"), "failure", "{code}: {}", ran.log);
        assert_eq!(ran.output("gonogo.decision"), "", "{code}");
        if !exit.is_empty() {
            assert_eq!(ran.output("gonogo.exit-code"), exit);
        }
    }
}

/// A path to nothing would be handed on as if there were a report.
#[test]
fn without_a_decision_there_are_no_paths() {
    for with in [[("phase", "none")], [("verb", "neither")]] {
        let ran = run("0.1", &with);
        assert_eq!(ran.job("gate"), "failure", "{}", ran.log);
        for name in ["json", "html", "markdown", "junit", "sarif", "decision"] {
            assert_eq!(ran.output(&format!("gonogo.{name}")), "", "{with:?}: {name}");
        }
    }
}

#[test]
fn many_failures_are_few_annotations() {
    let project = Project::new("0.1");
    let rules: String = (0..40)
        .map(|n| format!("  - {{id: rule-{n}, require: errors > 1.0}}\n  - {{id: warned-{n}, warn_if: errors < 1.0}}\n"))
        .collect();
    let gate = format!(
        "gate: many\nphases: {{full: {{traffic: 100%}}}}\nfacts:\n  errors: {{type: number}}\nrules:\n{rules}"
    );
    project.write("gate.yaml", &gate);
    project.write(".github/workflows/one.yml", &one_step(&[("gonogo-path", GONOGO)]));
    let ran = Act::of(&project, "one.yml").run("push");
    let count = |kind: &str| ran.annotations.iter().filter(|[found, ..]| found == kind).count();
    assert_eq!((count("error"), count("warning"), count("notice")), (10, 10, 1), "{}", ran.log);
    assert!(ran.annotations.iter().any(|[.., text]| text == "31 more rules ask for something"));
    assert!(ran.summary.len() < 65_536, "{}", ran.summary.len());
}

#[test]
fn summary_and_annotations_can_be_left_out() {
    let ran = run("1.5", &[("summary", "false"), ("annotations", "false")]);
    assert_eq!((ran.job("gate"), ran.summary.as_str()), ("failure", ""), "{}", ran.log);
    assert_eq!(ran.annotations.len(), 0, "{:?}", ran.annotations);
}

#[test]
fn without_a_release_the_action_says_what_to_do() {
    assert!(
        read("action/checksums.txt").lines().all(|line| line.starts_with('#')),
        "a release is there: mend this test"
    );
    let ran = run("0.1", &[("gonogo-path", "''")]);
    assert_eq!(ran.job("gate"), "failure", "{}", ran.log);
    let [kind, _, _, text] = &ran.annotations[0];
    assert_eq!(kind, "error");
    assert!(text.contains("no release is listed") && text.contains("gonogo-path"), "{text}");
}

#[test]
fn a_release_is_downloaded_verified_and_run() {
    let mirror = Mirror::of(None);
    assert_eq!(mirror.install("1.0.0", ""), Ok(release()));
    assert_eq!(mirror.install("", ""), Ok(release()), "the last version is the default");
    for (what, version, path, expected) in [
        ("a version that is not listed", "0.9.0", "", "has no checksum"),
        ("a version that is a pattern", "*", "", "has no checksum"),
        ("a version that is a path", "1.0.0/../../x", "", "has no checksum"),
        ("a path of nothing", "", "/nowhere/gonogo", "names no program"),
        ("a path of a folder", "", "/", "names no program"),
    ] {
        let refused = mirror.install(version, path).unwrap_err();
        assert!(refused.contains(expected), "{what}: {refused}");
        assert!(!refused.contains("/nowhere") && !refused.contains("../"), "{what}: {refused}");
    }
}

#[test]
fn the_action_runs_what_it_downloaded() {
    let mirror = Mirror::of(None);
    let workflow = one_step(&[("mirror", &mirror.url())]);
    mirror.project.write(".github/workflows/one.yml", &workflow);
    let act = Act::of(&mirror.project, "one.yml").table(&mirror.table);
    let ran = act.run("push");
    assert_eq!((ran.job("gate"), ran.output("gonogo.decision")), ("success", "go"), "{}", ran.log);
}

#[test]
fn what_has_another_checksum_is_not_run() {
    let refused = Mirror::of(Some(&"0".repeat(64))).install("", "").unwrap_err();
    assert!(refused.contains("its checksum differs"), "{refused}");
    for sum in ["", "-", &"0".repeat(63), "*"] {
        let refused = Mirror::of(Some(sum)).install("", "").unwrap_err();
        let expected = refused.contains("no checksum") || refused.contains("no release");
        assert!(expected, "{sum}: {refused}");
    }
}

#[test]
fn without_a_mirror_the_release_comes_from_where_the_action_does() {
    let mirror = Mirror::of(None);
    assert_eq!(mirror.install_from(("", "own/er"), "", ""), Ok(release()));
    let refused = mirror.install_from(("", ""), "", "").unwrap_err();
    assert!(refused.contains("does not know where it comes from"), "{refused}");
}

#[test]
fn a_download_that_fails_is_refused() {
    let mut mirror = Mirror::of(None);
    mirror.folder = "/elsewhere";
    let refused = mirror.install("", "").unwrap_err();
    assert!(refused.contains("could not be downloaded"), "{refused}");
}

/// A release behind a real server, and the action with a table that has it alone.
struct Mirror {
    project: Project,
    nginx: Nginx,
    folder: &'static str,
    table: String,
}

const NAME: &str = "gonogo-1.0.0-x86_64-unknown-linux-musl";

/// As good as the program, and smaller.
fn release() -> String {
    format!("#!/bin/sh\nexec '{GONOGO}' \"$@\"\n")
}

impl Mirror {
    /// With this checksum in its table, or the right one.
    fn of(sum: Option<&str>) -> Self {
        let nginx = Nginx::start("rewrite ^/(own/er/releases/download/)?v1.0.0/(.*)$ /$2 last;");
        nginx.publish(NAME, &release());
        let project = Project::new("0.1");
        let right = checksum(&project.beside("temp").join("release"), &release());
        let table = format!("# a table\n{}  {NAME}\n", sum.unwrap_or(&right));
        Self { project, nginx, folder: "", table }
    }

    fn url(&self) -> String {
        format!("{}{}", self.nginx.url(), self.folder)
    }

    /// The program that is there in the end, or what was said.
    fn install(&self, version: &str, path: &str) -> Result<String, String> {
        self.install_from((&self.url(), ""), version, path)
    }

    fn install_from(
        &self,
        (mirror, repository): (&str, &str),
        version: &str,
        path: &str,
    ) -> Result<String, String> {
        let action = self.project.beside("action");
        ACTION.iter().for_each(|file| write(&action.join(file), &read(file)));
        write(&action.join("action/checksums.txt"), &self.table);
        let output = Command::new("bash")
            .arg(action.join("action/install.sh"))
            .env("GITHUB_ACTION_PATH", &action)
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_ARCH", "X64")
            .env("RUNNER_TEMP", self.project.beside("temp"))
            .env("GONOGO_ACTION_VERSION", version)
            .env("GONOGO_ACTION_MIRROR", mirror)
            .env("GONOGO_ACTION_REPOSITORY", repository)
            .env("GITHUB_SERVER_URL", self.nginx.url())
            .env("GONOGO_ACTION_PATH", path)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        if !output.status.success() {
            assert!(output.stdout.is_empty(), "{:?}", output.stdout);
            return Err(said);
        }
        let path = String::from_utf8(output.stdout).unwrap();
        let version = Command::new(path.trim()).arg("--version").output().unwrap();
        assert!(version.status.success(), "it should run");
        Ok(fs::read_to_string(path.trim()).unwrap())
    }
}

fn checksum(path: &Path, contents: &str) -> String {
    write(path, contents);
    let output = Command::new("sha256sum").arg(path).output().unwrap();
    String::from_utf8(output.stdout).unwrap()[..64].to_owned()
}
