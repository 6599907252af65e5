//! A bad gate gives exactly this rendered message: every folder of `fixtures/diagnostics` has
//! a `gate.yaml` and what `gonogo check` says about it in `expected.txt`. With a
//! `waivers.yaml` beside them it is what `gonogo check --waivers` says, and with a `snapshot.json`
//! as well what `gonogo eval --waivers` says. With a `tests.yaml` it is what `gonogo test` says.
//!
//! `GONOGO_UPDATE=1` rewrites the expected texts.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const UPDATE: &str = "GONOGO_UPDATE";

#[test]
fn bad_gates_give_exactly_these_messages() {
    let mut offenders = Vec::new();
    for case in cases() {
        let name = case.file_name().expect("a folder").display().to_string();
        let (code, said) = complaint(&case);
        let stored = case.join("expected.txt");
        if std::env::var_os(UPDATE).is_some() {
            fs::write(&stored, &said).expect("the fixture is ours");
        }
        let expected = fs::read_to_string(&stored).unwrap_or_default();
        if said != expected {
            offenders.push(format!("{name}: expected\n{expected}\nfound\n{said}"));
        }
        // A file with warnings only is a gate.
        let wanted = if said.contains("error[") { 2 } else { 0 };
        if code != wanted {
            offenders.push(format!("{name}: exit code {code}, expected {wanted}\n{said}"));
        }
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n\n"));
}

#[test]
fn every_folder_is_a_case_that_says_something() {
    if std::env::var_os(UPDATE).is_some() {
        return;
    }
    let cases = cases();
    assert!(cases.len() >= 45, "only {} cases", cases.len());
    for case in cases {
        let expected = fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
        assert!(case.join("gate.yaml").is_file(), "{} has no gate", case.display());
        assert!(expected.contains("]: "), "{} expects no finding", case.display());
    }
}

/// Several mistakes in one file are all said in one run.
#[test]
fn the_first_mistake_does_not_hide_the_others() {
    let case = folder().join("many_problems");
    let (_, said) = complaint(&case);
    assert!(said.matches("error[").count() >= 8, "{said}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/diagnostics")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("fixtures");
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// The exit code, and standard error. Files are named from inside of the folder, so that no
/// machine's paths get into the text.
fn complaint(case: &Path) -> (i32, String) {
    let has = |file: &str| case.join(file).is_file();
    let words: &[&str] = match (has("waivers.yaml"), has("snapshot.json")) {
        (true, true) => {
            &["eval", "gate.yaml", "--facts", "snapshot.json", "--waivers", "waivers.yaml"]
        }
        (true, false) => {
            let now = "2026-01-04T03:40:00Z";
            &["check", "gate.yaml", "--waivers", "waivers.yaml", "--now", now]
        }
        (false, _) if has("tests.yaml") => &["test", "tests.yaml"],
        (false, _) => &["check", "gate.yaml"],
    };
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .args(words)
        .current_dir(case)
        .output()
        .expect("gonogo should start");
    let code = output.status.code().expect("an exit code, not a signal");
    (code, String::from_utf8(output.stderr).expect("UTF-8"))
}
