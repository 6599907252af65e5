//! `gonogo ci` itself: what variables ask for, and what is left in the folder of the reports.

use std::fs;
use std::process::{Command, Output};

use crate::project::{GONOGO, Project};

const ASKED: [(&str, &str); 4] =
    [("GATE", "gate.yaml"), ("VERB", "eval"), ("FACTS", "facts.json"), ("PHASE", "full")];

fn ci(project: &Project, more: &[(&str, &str)]) -> Output {
    let mut command = Command::new(GONOGO);
    command.args(["ci", "files"]).current_dir(project.path());
    let asked = ASKED.iter().chain(more);
    command.envs(asked.map(|(name, value)| (format!("GONOGO_INPUT_{name}"), value)));
    command.output().unwrap()
}

fn reports(project: &Project) -> Vec<String> {
    let entries = fs::read_dir(project.path().join("gonogo-out")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn all_reports_are_there_whatever_was_decided() {
    for (errors, code) in [("0.1", 0), ("1.5", 10), ("2.5", 20)] {
        let project = Project::new(errors);
        let output = ci(&project, &[]);
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        assert_eq!(
            reports(&project),
            [
                "decision.html",
                "decision.json",
                "event.json",
                "gl-code-quality.json",
                "gonogo.env",
                "gonogo.sarif",
                "junit.xml",
                "metrics.txt",
                "summary.md",
                "verdict",
            ]
        );
    }
}

/// Else a go of yesterday would be the answer to a question that nobody could decide.
#[test]
fn reports_of_an_earlier_call_are_gone() {
    let project = Project::new("0.1");
    assert_eq!(ci(&project, &[]).status.code(), Some(0));
    fs::write(project.path().join("gonogo-out/mine.txt"), "").unwrap();
    assert_eq!(ci(&project, &[("PHASE", "none")]).status.code(), Some(2));
    assert_eq!(reports(&project), ["gonogo.env", "mine.txt"]);
    assert_eq!(variables(&project), "GONOGO_DECISION=none\nGONOGO_EXIT_CODE=2\n");
}

/// A variable that is refused is a question as well.
#[test]
fn reports_of_an_earlier_call_are_gone_where_nothing_is_asked() {
    for (name, value) in [("PARAM", "a=1"), ("FAIL_ON", "no_go"), ("GATE", ""), ("BAKE", "1s")] {
        let project = Project::new("0.1");
        assert_eq!(ci(&project, &[]).status.code(), Some(0));
        assert_eq!(ci(&project, &[(name, value)]).status.code(), Some(2), "{name}");
        assert_eq!(reports(&project), ["gonogo.env"], "{name}");
        assert_eq!(variables(&project), "GONOGO_DECISION=none\nGONOGO_EXIT_CODE=2\n");
    }
}

fn variables(project: &Project) -> String {
    fs::read_to_string(project.path().join("gonogo-out/gonogo.env")).unwrap()
}

/// The decision of a go with warnings is `go` whatever `fail-on` says: the code tells them apart.
#[test]
fn later_jobs_are_told_the_exit_code() {
    for (errors, fail_on, decision, code) in [
        ("0.1", "warn", "go", 0),
        ("0.7", "no-go", "go", 0),
        ("0.7", "warn", "go", 10),
        ("1.5", "no-go", "no-go", 10),
        ("2.5", "never", "rollback", 20),
    ] {
        let project = Project::new(errors);
        let output = ci(&project, &[("FAIL_ON", fail_on)]);
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        let said = variables(&project);
        let decided = said.starts_with(&format!("GONOGO_DECISION={decision}\n"));
        assert!(decided && said.ends_with(&format!("\nGONOGO_EXIT_CODE={code}\n")), "{said}");
    }
}

/// Not of the options that they become.
#[test]
fn errors_speak_of_inputs() {
    let said = |more: &[(&str, &str)]| {
        let output = ci(&Project::new("0.1"), more);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(said(&[("BAKE", "1m")]).contains("`bake` is for `run` only"));
    let facts = said(&[("FACTS", "")]);
    assert!(facts.contains("`GONOGO_INPUT_FACTS`") && !facts.contains("--facts"), "{facts}");
    let output = Command::new(GONOGO).args(["ci", "gitlab"]).output().unwrap();
    let tip = String::from_utf8(output.stderr).unwrap();
    assert!(tip.contains("tip: ") && tip.contains("'files'"), "{tip}");
    assert!(!tip.contains("'github'"), "{tip}");
}

#[test]
fn what_is_misspelt_is_refused() {
    for (name, value) in
        [("PARAM", "a=1"), ("FAIL_ON", "no_go"), ("PARAMS", "max_error_rate"), ("REPORTS", "a\nb")]
    {
        let project = Project::new("0.1");
        let output = ci(&project, &[(name, value)]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.starts_with("error: "), "{name}: {said}");
    }
}

#[test]
fn lists_have_a_value_on_each_line() {
    let project = Project::new("1.5");
    project.write("more.json", "{\"facts\": {}}");
    let more = [
        ("FACTS", "facts.json\n\n  more.json\n"),
        ("PARAMS", "max_error_rate=2%\n"),
        ("REPORT", "tap=a b.tap"),
    ];
    let output = ci(&project, &more);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(project.path().join("a b.tap").is_file());
}

/// A go whose reports could not be written is no go, and later steps are not told of it.
#[test]
fn a_go_that_cannot_be_reported_is_told_nobody() {
    for (errors, code, told) in [("0.1", 2, false), ("2.5", 20, true)] {
        let project = Project::new(errors);
        let output = Command::new(GONOGO)
            .args(["eval", "gate.yaml", "--phase", "full", "--facts", "facts.json", "--quiet"])
            .args(["--report", "github-output=output", "--report", "verdict=verdict"])
            .args(["--report", "json=nowhere/decision.json"])
            .current_dir(project.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        for file in ["output", "verdict"] {
            assert_eq!(project.path().join(file).exists(), told, "{errors}: {file}");
        }
    }
}

/// Steps share the file, and none may lose what another one said.
#[test]
fn outputs_and_summaries_are_added_to() {
    let project = Project::new("0.1");
    project.write("output", "mine=1\n");
    let output = Command::new(GONOGO)
        .args(["eval", "gate.yaml", "--phase", "full", "--facts", "facts.json", "--quiet"])
        .args(["--report", "github-output=output"])
        .current_dir(project.path())
        .status()
        .unwrap();
    assert!(output.success());
    let text = fs::read_to_string(project.path().join("output")).unwrap();
    assert!(
        text.starts_with("mine=1\ngate=checkout\n") && text.ends_with("decision=go\n"),
        "{text}"
    );
}
