//! The recorded incidents of `fixtures/incidents`: their gates load, their labels lie within
//! their histories, what is labelled `none` is a plain go at every step, and what is to be caught
//! is caught when the README of the incident says.
//!
//! A history is a snapshot, a CSV file or an answer of Prometheus for each fact.
#![cfg(test)]

#[path = "incidents/history.rs"]
mod history;

use std::fs;
use std::path::{Path, PathBuf};

use gonogo_engine::decision::Outcome;
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Decision, Gate, Timestamp, Verdict, decide};
use history::History;
use serde_json::Value;

struct Label {
    name: String,
    from: i64,
    to: i64,
    expect: String,
}

impl Label {
    fn covers(&self, time: i64) -> bool {
        (self.from..=self.to).contains(&time)
    }
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

/// The decision at `time`, from the history up to then.
fn decision(gate: &Gate, history: &History, time: i64) -> Decision {
    let mut parts = SnapshotParts::default();
    parts.add(("history", &history.until(time))).unwrap();
    decide(&gate.stage(None, &[]).unwrap(), &parts.freeze(Timestamp::new(time, 0).unwrap()))
}

/// Each incident with each of its labels.
fn labelled() -> Vec<(PathBuf, Label)> {
    let labels = |folder: PathBuf| {
        labels(&folder).into_iter().map(move |label| (folder.clone(), label)).collect::<Vec<_>>()
    };
    folders().into_iter().flat_map(labels).collect()
}

#[test]
fn labels_lie_within_their_history() {
    for (folder, Label { name, from, to, expect }) in labelled() {
        let history = History::read(&folder);
        let (first, last) = (history.times().min().unwrap(), history.times().max().unwrap());
        let within = first <= from && from <= to && to <= last;
        assert!(within, "{}: `{name}`, {first} to {last}", folder.display());
        assert!(["none", "no-go", "rollback"].contains(&expect.as_str()), "{expect}");
    }
}

#[test]
fn nothing_is_said_where_nothing_is_expected() {
    for (folder, label) in labelled().iter().filter(|(_, label)| label.expect == "none") {
        let (gate, history) = (gate(folder), History::read(folder));
        for time in history.times().filter(|time| label.covers(*time)) {
            let Decision { decision, deciding, .. } = decision(&gate, &history, time);
            assert_eq!(decision, Verdict::Go, "{} at {time}: {deciding:?}", label.name);
        }
    }
}

/// The first decision in each label that is not go, and then one every quarter of an hour.
#[test]
fn incidents_are_caught_when_their_readme_says_and_stay_caught() {
    let mut caught = Vec::new();
    for (folder, label) in labelled().iter().filter(|(_, label)| label.expect != "none") {
        let (gate, history) = (gate(folder), History::read(folder));
        let decide = |time| decision(&gate, &history, time);
        let mut times = history.times().filter(|time| label.covers(*time));
        let first = times.by_ref().map(decide).find(|said| said.decision != Verdict::Go);
        let first = first.unwrap_or_else(|| panic!("`{}` is missed", label.name));
        assert_eq!(first.decision.name(), label.expect, "{}", label.name);
        for later in times.filter(|time| time % 900 == 0).map(decide) {
            assert_eq!(later.decision.name(), label.expect, "{} at {}", label.name, later.now);
        }
        caught.push((label.name.clone(), first.now, first.deciding.join(", ")));
    }
    let caught: Vec<(&str, &str, &str)> =
        caught.iter().map(|(label, time, rules)| (&**label, &**time, &**rules)).collect();
    let expected = [
        ("latency shift", "2026-03-15T02:30:00Z", "canary-is-slower"),
        ("slow leak", "2026-03-10T06:59:00Z", "memory-growth"),
        ("payment outage", "2026-03-12T10:15:30Z", "error-rate-rollback"),
    ];
    assert_eq!(caught, expected);
}

#[test]
fn a_spike_that_recovers_is_told_and_no_rollback() {
    let folder = folders().into_iter().find(|folder| folder.ends_with("error_spike")).unwrap();
    let (gate, history) = (gate(&folder), History::read(&folder));
    let peak = decision(&gate, &history, history::seconds("2026-03-11T14:01:45Z"));
    let outcomes: Vec<(&str, Outcome)> =
        peak.rules.iter().map(|rule| (&*rule.id, rule.outcome)).collect();
    let expected = [
        ("facts", Outcome::Pass),
        ("error-rate-sustained", Outcome::Pass),
        ("error-budget", Outcome::Pass),
        ("error-rate-peak", Outcome::Fail),
    ];
    assert_eq!(outcomes, expected);
    assert_eq!((peak.decision, peak.counts.warned), (Verdict::Go, 1));
}
