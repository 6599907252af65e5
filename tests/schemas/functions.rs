//! The manual as `gonogo functions --format json` prints it.

use std::process::Command;

use serde_json::{Value, json};

use crate::{assert_valid, problems, schema, validator};

fn functions(words: &[&str]) -> Value {
    let mut print = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    let output = print.arg("functions").args(words).args(["--format", "json"]).output().unwrap();
    assert!(output.status.success(), "{words:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_whole_and_parts_are_valid() {
    let validator = validator(&schema("functions"));
    for words in [&[][..], &["latest"], &["+"], &["series"]] {
        assert_valid(&validator, &functions(words), &format!("{words:?}"));
    }
}

#[test]
fn an_entry_without_a_sentence_is_refused() {
    let validator = validator(&schema("functions"));
    let mut document = functions(&["all"]);
    let entry = document.pointer_mut("/chapters/0/functions/0").unwrap().as_object_mut().unwrap();
    assert_eq!(entry["kind"], json!("macro"));
    entry.remove("summary");
    assert!(!problems(&validator, &document).is_empty());
}
