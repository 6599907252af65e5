//! Every folder of `fixtures/gates` is a case: a gate and a snapshot give exactly this
//! decision, this report and the exit code that goes with the decision.
//!
//! `args.txt` holds more arguments, separated by white space; files that it names lie beside
//! it. What is said beside the decision stands in `warnings.txt`, and is nothing without one.
//! Where there is an `explained.txt`, it is what `--explain` says. `GONOGO_UPDATE=1` writes
//! `decision.json` and `report.txt` anew, and those explanations.
#![cfg(test)]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/goldens.rs"]
mod goldens;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use cases::cases;
use goldens::settle;
use serde_json::Value;

/// Fewer means that the folder was not found.
const CASES: usize = 25;

#[test]
fn every_case_gives_its_decision_and_report() {
    let cases = cases();
    assert!(cases.len() >= CASES, "only {} cases", cases.len());
    let mut offenders = Vec::new();
    for case in &cases {
        offenders.extend(settle(&case.join("decision.json"), &eval(case, "json")));
        offenders.extend(settle(&case.join("report.txt"), &eval(case, "text")));
        let explained = case.join("explained.txt");
        if explained.is_file() {
            offenders.extend(settle(&explained, &eval(case, "text --explain")));
        }
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn folders_hold_nothing_else() {
    const KNOWN: [&str; 10] = [
        "args.txt",
        "baseline.json",
        "decision.json",
        "explained.txt",
        "gate.yaml",
        "older.json",
        "report.txt",
        "snapshot.json",
        "waivers.yaml",
        "warnings.txt",
    ];
    for case in cases() {
        for file in fs::read_dir(&case).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(KNOWN.contains(&name.as_str()), "{}: {name}", case.display());
        }
    }
}

/// What is printed; the exit code must be the one of the decision, and nothing else is said.
fn eval(case: &Path, format: &str) -> String {
    let place = format!("{} --format {format}", case.display());
    let more = fs::read_to_string(case.join("args.txt")).unwrap_or_default();
    let output: Output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .current_dir(case)
        .args(["eval", "gate.yaml", "--facts", "snapshot.json", "--color", "never"])
        .arg("--format")
        .args(format.split(' '))
        .args(more.split_whitespace())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let warnings = fs::read_to_string(case.join("warnings.txt")).unwrap_or_default();
    assert_eq!(said, warnings, "{place}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let expected = expected_exit(format, &printed);
    assert_eq!(output.status.code(), Some(expected), "{place}\n{printed}");
    printed
}

fn expected_exit(format: &str, printed: &str) -> i32 {
    let decision = match format {
        "json" => {
            let decision: Value = serde_json::from_str(printed).unwrap();
            decision["decision"].as_str().unwrap().to_owned()
        }
        // The last line begins with it.
        _ => printed.lines().last().unwrap().split(' ').next().unwrap().to_owned(),
    };
    match decision.as_str() {
        "go" => 0,
        "no-go" => 10,
        "rollback" => 20,
        other => panic!("`{other}` is no decision"),
    }
}
