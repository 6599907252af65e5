//! Reports go where `--report` says, and harm nothing that is there for others.

use std::fs;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::process::{Command, Output};

use crate::folder::Folder;

fn gonogo(folder: &Folder, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .current_dir(folder.path())
        .args(arguments.split_whitespace())
        .output()
        .unwrap()
}

fn refused(folder: &Folder, arguments: &str) -> String {
    let output = gonogo(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments}");
    String::from_utf8(output.stderr).unwrap()
}

const EVAL: &str = "eval gate.yaml --phase shift-10 --quiet --facts";

#[test]
fn a_named_pipe_is_written_into() {
    let folder = Folder::of_transcripts();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::read_to_string(pipe).unwrap())
    };
    let output = gonogo(&folder, &format!("{EVAL} no-go.json --report verdict=pipe"));
    assert_eq!(output.status.code(), Some(10));
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(reader.join().unwrap(), "no-go");
}

#[test]
fn a_link_stays_one_and_its_target_is_written() {
    let folder = Folder::of_transcripts();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("kept")).unwrap();
    fs::write(at("kept/old"), "go").unwrap();
    symlink("kept/old", at("link")).unwrap();
    symlink("kept/new", at("dangling")).unwrap();
    let call = format!("{EVAL} rollback.json --report verdict=link --report json=dangling");
    assert_eq!(gonogo(&folder, &call).status.code(), Some(20));
    assert!(at("link").is_symlink() && at("dangling").is_symlink());
    assert_eq!(fs::read_to_string(at("kept/old")).unwrap(), "rollback");
    assert!(fs::read_to_string(at("kept/new")).unwrap().contains("gonogo.decision/v1"));
}

#[test]
fn what_is_read_is_not_written() {
    let folder = Folder::of_transcripts();
    symlink("go.json", folder.path().join("same.json")).unwrap();
    for path in ["gate.yaml", "go.json", "./go.json", "same.json"] {
        let before = fs::read_to_string(folder.path().join(path)).unwrap();
        let said = refused(&folder, &format!("{EVAL} go.json --report json={path}"));
        assert!(said.contains("is a file that is read"), "{path}: {said}");
        assert_eq!(fs::read_to_string(folder.path().join(path)).unwrap(), before, "{path}");
    }
    let call = format!("{EVAL} go.json --report json=a --report text=./a");
    assert!(refused(&folder, &call).contains("`./a` is given twice"));
    let call = format!("{EVAL} go.json --report json=-");
    assert!(refused(&folder, &call).contains("use `--format` for standard output"));
}

#[test]
fn tests_and_histories_are_not_written_over() {
    let folder = Folder::of_transcripts();
    for (call, paths) in [
        ("test shop.tests.yaml --report junit", ["shop.tests.yaml", "shop.yaml"]),
        (
            "replay history.yaml --facts error_rate=errors.csv --report json",
            ["errors.csv", "history.yaml"],
        ),
    ] {
        for path in paths {
            let before = fs::read_to_string(folder.path().join(path)).unwrap();
            let said = refused(&folder, &format!("{call}={path}"));
            assert!(said.contains("is a file that is read"), "{path}: {said}");
            assert_eq!(fs::read_to_string(folder.path().join(path)).unwrap(), before, "{path}");
        }
    }
}

/// A step that goes by the file would go on with the answer of yesterday.
#[test]
fn no_old_report_outlives_a_call_without_an_answer() {
    let folder = Folder::of_transcripts();
    let report = folder.path().join("v.txt");
    for call in [
        "eval gate.yaml --phase shift-10 --facts none.json",
        "eval none.yaml --phase shift-10 --facts go.json",
        "run gate.yaml --phase none",
    ] {
        fs::write(&report, "go").unwrap();
        refused(&folder, &format!("{call} --report verdict=v.txt"));
        assert!(!report.exists(), "{call}");
    }
}
