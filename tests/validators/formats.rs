//! Reports of decisions, as `gonogo ci` writes them.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::{Value, json};

use crate::sarif;
use crate::tools::tool;
use crate::{Folder, is_content, objects, root, said};

/// Folders of `fixtures/gates`, with what is decided there and what JUnit counts.
const CASES: [(&str, &str, i32, [u64; 4]); 5] = [
    ("require_that_holds_is_go", "go", 0, [2, 0, 0, 0]),
    ("warn_if_that_holds_is_go_with_warnings", "go", 0, [4, 0, 0, 0]),
    ("require_that_fails_is_no_go", "no-go", 10, [2, 1, 0, 0]),
    ("missing_fact_is_no_go_for_every_kind_of_rule", "no-go", 10, [6, 0, 5, 0]),
    ("rollback_if_that_holds_is_rollback", "rollback", 20, [2, 1, 0, 0]),
];

fn reports(case: &str, code: i32) -> Folder {
    let folder = Folder::new();
    let from = root().join("fixtures/gates").join(case);
    for file in ["gate.yaml", "snapshot.json"] {
        std::fs::copy(from.join(file), folder.0.join(file)).unwrap();
    }
    let ran = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .args(["ci", "files"])
        .current_dir(&folder.0)
        .env("GONOGO_INPUT_GATE", "gate.yaml")
        .env("GONOGO_INPUT_VERB", "eval")
        .env("GONOGO_INPUT_FACTS", "snapshot.json")
        .env("GONOGO_INPUT_REPORTS", ".")
        .env("GONOGO_INPUT_REPORT", "tap=decision.tap")
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(code), "{case}: {ran:?}");
    folder
}

#[test]
fn every_decision_is_well_formed_in_every_format() {
    for (case, decision, code, junit) in CASES {
        let folder = reports(case, code);
        let script = root().join("tests/validators/formats.py");
        let (ended, text) =
            said(Command::new(tool("python/bin/python")).arg(script).arg(&folder.0));
        assert_eq!(ended, Some(0), "{case}: {text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        let [tests, failures, errors, skipped] = junit;
        let counts =
            json!({"tests": tests, "failures": failures, "errors": errors, "skipped": skipped});
        assert_eq!(read["junit"], counts, "{case}");
        assert_eq!(read["event"]["decision"], decision, "{case}");
        assert_eq!(read["event"]["type"], "gonogo.decision.v1", "{case}");
        for word in ["go", "no-go", "rollback"] {
            let expected = if word == decision { 1.0 } else { 0.0 };
            assert_eq!(read["metrics"][word], expected, "{case}: {word}");
        }
        promtool(&folder);
        tap(&folder, tests, failures + errors);
        schema(&folder);
        sarif::is_well_formed(&folder.0.join("gonogo.sarif"));
        code_quality(&folder, decision);
        dotenv(&folder, decision);
    }
}

fn promtool(folder: &Folder) {
    let metrics = std::fs::File::open(folder.0.join("metrics.txt")).unwrap();
    is_content(Command::new("promtool").args(["check", "metrics"]).stdin(metrics));
}

fn tap(folder: &Folder, tests: u64, not_ok: u64) {
    let text = std::fs::File::open(folder.0.join("decision.tap")).unwrap();
    let parser = tool("npm/node_modules/.bin/tap-parser");
    let mut command = Command::new(tool("node"));
    let (code, said) = said(command.arg(parser).args(["--strict", "-j"]).stdin(text));
    assert_eq!(code, Some(i32::from(not_ok > 0)), "{said}");
    let events: Value = serde_json::from_str(&said).unwrap();
    let complete = events.as_array().unwrap().iter().find(|event| event[0] == "complete");
    let complete = &complete.expect("the parser ends with a summary")[1];
    assert_eq!((&complete["count"], &complete["fail"]), (&json!(tests), &json!(not_ok)), "{said}");
}

/// Our own schema, by somebody else's validator.
fn schema(folder: &Folder) {
    let printed = Command::new(env!("CARGO_BIN_EXE_gonogo")).args(["schema", "decision"]).output();
    let schema = folder.write("schema.json", &String::from_utf8(printed.unwrap().stdout).unwrap());
    let validator = || {
        let mut command = Command::new(tool("python/bin/check-jsonschema"));
        command.arg("--schemafile").arg(&schema);
        command
    };
    is_content(validator().arg(folder.0.join("decision.json")));
    let broken = folder.write("broken.json", "{\"schema\": \"gonogo.decision/v1\"}");
    objects(validator().arg(broken));
}

/// There is no schema of GitLab's: what its documentation asks for.
fn code_quality(folder: &Folder, decision: &str) {
    let text = std::fs::read_to_string(folder.0.join("gl-code-quality.json")).unwrap();
    let list: Vec<Value> = serde_json::from_str(&text).unwrap();
    let prints: BTreeSet<&str> =
        list.iter().map(|one| one["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), list.len(), "fingerprints are unique: {text}");
    for one in &list {
        assert!(!one["description"].as_str().unwrap().is_empty() && one["check_name"].is_string());
        assert!(one["location"]["lines"]["begin"].as_u64().unwrap() >= 1, "{one}");
        assert_eq!(one["location"]["path"], "gate.yaml");
    }
    let severity = |wanted: &str| list.iter().any(|one| one["severity"] == wanted);
    let has = (severity("blocker"), severity("critical"));
    let expected = (decision == "rollback", decision == "no-go");
    assert_eq!(has, expected, "{text}");
}

/// 5 KB and 20 variables are what GitLab takes; a line that is none fails the job.
fn dotenv(folder: &Folder, decision: &str) {
    let text = std::fs::read_to_string(folder.0.join("gonogo.env")).unwrap();
    assert!(text.len() < 5_000 && text.lines().count() <= 20, "{text}");
    assert!(text.contains(&format!("GONOGO_DECISION={decision}\n")), "{text}");
    let is_name = |c: char| c.is_ascii_uppercase() || c == '_';
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    for line in text.lines() {
        let (name, value) = line.split_once('=').unwrap();
        assert!(name.chars().all(is_name) && value.chars().all(is_plain), "{line}");
    }
}
