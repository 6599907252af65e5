//! The recorded incidents of `fixtures/incidents`: their gates load, their labels lie within
//! their histories, and what is labelled `none` is a plain go at every step.
//!
//! A history is a snapshot, a CSV file or an answer of Prometheus for each fact.
#![cfg(test)]

#[path = "incidents/history.rs"]
mod history;

use std::fs;
use std::path::{Path, PathBuf};

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Gate, Timestamp, Verdict, decide};
use history::History;
use serde_json::Value;

struct Label {
    name: String,
    from: i64,
    to: i64,
    expect: String,
}

/// A folder of each incident, sorted; at least three.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/incidents");
    let entries = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(folders.len() >= 3, "{folders:?}");
    folders
}

fn gate(folder: &Path) -> Gate {
    let loaded = gonogo_engine::gate::load(
        "gate.yaml",
        &fs::read_to_string(folder.join("gate.yaml")).unwrap(),
    );
    assert!(loaded.problems.is_empty(), "{}: {:?}", folder.display(), loaded.problems);
    loaded.gate.unwrap()
}

fn labels(folder: &Path) -> Vec<Label> {
    let text = fs::read_to_string(folder.join("incidents.json")).unwrap();
    let json: Vec<Value> = serde_json::from_str(&text).unwrap();
    json.iter()
        .map(|label| {
            let field = |key: &str| label[key].as_str().unwrap().to_owned();
            let (from, to) = (history::seconds(&field("from")), history::seconds(&field("to")));
            Label { name: field("name"), from, to, expect: field("expect") }
        })
        .collect()
}

/// The decision at each step of the label, from the history up to then.
fn decisions(gate: &Gate, history: &History, label: &Label) -> Vec<(i64, Verdict, String)> {
    let stage = gate.stage(None, &[]).unwrap();
    let steps = history.times().filter(|time| (label.from..=label.to).contains(time));
    steps
        .map(|time| {
            let mut parts = SnapshotParts::default();
            parts.add(("history", &history.until(time))).unwrap();
            let decision = decide(&stage, &parts.freeze(Timestamp::new(time, 0).unwrap()));
            (time, decision.decision, decision.deciding.join(", "))
        })
        .collect()
}

#[test]
fn labels_lie_within_their_history() {
    for folder in folders() {
        let history = History::read(&folder);
        let (first, last) = (history.times().min().unwrap(), history.times().max().unwrap());
        for Label { name, from, to, expect } in labels(&folder) {
            let within = first <= from && from <= to && to <= last;
            assert!(within, "{}: `{name}`, {first} to {last}", folder.display());
            assert!(["none", "no-go", "rollback"].contains(&expect.as_str()), "{expect}");
        }
    }
}

#[test]
fn nothing_is_said_where_nothing_is_expected() {
    for folder in folders() {
        let (gate, history) = (gate(&folder), History::read(&folder));
        for label in labels(&folder).iter().filter(|label| label.expect == "none") {
            let decisions = decisions(&gate, &history, label);
            assert!(!decisions.is_empty(), "{}: `{}`", folder.display(), label.name);
            let said = decisions.iter().find(|(_, verdict, _)| *verdict != Verdict::Go);
            assert_eq!(said, None, "{}: `{}`", folder.display(), label.name);
        }
    }
}
