//! A reader that goes away must not turn an answer into another.

use std::io::pipe;
use std::process::{Command, Stdio};

use crate::folder::Folder;

/// The exit code, and what is said, when nobody reads what is printed.
fn unread(arguments: &str) -> (i32, String) {
    let folder = Folder::of_transcripts();
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .current_dir(folder.path())
        .args(arguments.split_whitespace())
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn no_go_and_rollback_stay_when_nobody_reads() {
    for format in ["text", "json"] {
        for (facts, code) in [("no-go", 10), ("rollback", 20)] {
            let arguments =
                format!("eval gate.yaml --phase shift-10 --facts {facts}.json --format {format}");
            assert_eq!(unread(&arguments).0, code, "{arguments}");
        }
    }
}

/// What could not be said is no go.
#[test]
fn go_is_not_reached_when_nobody_reads() {
    let (code, said) = unread("eval gate.yaml --phase shift-10 --facts go.json");
    assert_eq!(code, 1);
    assert!(said.starts_with("error: gonogo could not finish: cannot print"), "{said}");
    assert_eq!(unread("eval gate.yaml --phase shift-10 --facts go.json --quiet").0, 0);
}

/// As in `gonogo functions | head`.
#[test]
fn a_manual_may_be_left_unread() {
    assert_eq!(unread("functions"), (0, String::new()));
}

#[test]
fn checks_and_schemas_do_not_panic_when_nobody_reads() {
    for arguments in
        ["check gate.yaml", "schema decision", "completions zsh", "--help", "eval --help"]
    {
        let (code, said) = unread(arguments);
        assert!(!said.contains("panicked"), "{arguments}: {code} {said}");
    }
}
