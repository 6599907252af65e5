//! Deciding in the process, and through the command.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::load;
use gonogo_engine::{Gate, decide};
use serde_json::Value as Json;

use crate::kind::NOW_TEXT;

/// Panics with the findings when the text is no gate.
pub(crate) fn gate(text: &str) -> Gate {
    let loaded = load("gate.yaml", text);
    let messages: Vec<&String> = loaded.problems.iter().map(|problem| &problem.message).collect();
    loaded.gate.unwrap_or_else(|| panic!("{messages:?}\n{text}"))
}

/// The decision as it is published.
pub(crate) fn decision(gate: &Gate, snapshot: &str) -> Json {
    let stage = gate.stage(None, &[]).expect("one phase with rules");
    let mut parts = SnapshotParts::default();
    parts.add(("snapshot.json", snapshot)).unwrap_or_else(|error| panic!("{error}\n{snapshot}"));
    let now = parts.now().unwrap_or_else(|| panic!("no {NOW_TEXT} in {snapshot}"));
    serde_json::to_value(decide(&stage, &parts.freeze(now))).expect("a decision is JSON")
}

/// The exit code of `gonogo eval`, and what it printed on both channels.
pub(crate) fn command(name: &str, gate: &str, snapshot: &str) -> (i32, String) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("false-go");
    fs::create_dir_all(&folder).expect("a folder");
    let file = |what: &str| folder.join(format!("{name}.{what}"));
    fs::write(file("yaml"), gate).expect("a gate file");
    fs::write(file("json"), snapshot).expect("a snapshot");
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .args(["eval", "--explain"])
        .arg(file("yaml"))
        .arg("--facts")
        .arg(file("json"))
        .output()
        .expect("gonogo should start");
    for what in ["yaml", "json"] {
        fs::remove_file(file(what)).expect("the file is ours");
    }
    let printed = [output.stdout, output.stderr].concat();
    let code = output.status.code().expect("an exit code, not a signal");
    (code, String::from_utf8(printed).expect("UTF-8"))
}

/// The record of a rule in a decision.
pub(crate) fn rule<'d>(decision: &'d Json, id: &str) -> &'d Json {
    let rules = decision["rules"].as_array().expect("rules");
    rules.iter().find(|rule| rule["id"] == id).unwrap_or_else(|| panic!("no rule {id}"))
}
