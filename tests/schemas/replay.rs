//! What `gonogo replay` prints, and the incidents that it reads.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::{assert_valid, problems, read, schema, validator};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cli/files").join(name)
}

fn replay(more: &[&str]) -> Value {
    let facts = format!("error_rate={}", file("errors.csv").display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    command.arg("replay").arg(file("history.yaml")).args(["--facts", &facts, "--format", "json"]);
    let output = command.args(more).output().unwrap();
    assert!(output.status.success(), "{more:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn replays_with_and_without_incidents_are_valid() {
    let validator = validator(&schema("replay"));
    let incidents = file("incidents.json").display().to_string();
    for more in [&[][..], &["--expect", &incidents]] {
        assert_valid(&validator, &replay(more), &format!("{more:?}"));
    }
}

#[test]
fn incidents_are_valid_and_misspelt_ones_are_not() {
    let validator = validator(&schema("incidents"));
    let incidents: Value = serde_json::from_str(&read(&file("incidents.json"))).unwrap();
    assert_valid(&validator, &incidents, "incidents.json");
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/incidents");
    for incident in ["error_spike", "hidden_shift", "memory_leak"] {
        let path = recorded.join(incident).join("incidents.json");
        assert_valid(&validator, &serde_json::from_str(&read(&path)).unwrap(), incident);
    }
    let misspelt: Value = serde_json::from_str(&read(&file("incidents-typo.json"))).unwrap();
    for wrong in [misspelt, json!([]), json!({})] {
        assert!(!problems(&validator, &wrong).is_empty(), "{wrong}");
    }
}
