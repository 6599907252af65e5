//! What policies found beside what decided is in every report.
#![cfg(test)]

use std::sync::Arc;

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{Effect, Plugins, load};
use gonogo_engine::plugin::{Call, Failure, Finding, Identity, Judgement, Plugin};
use gonogo_engine::{Timestamp, decide};
use gonogo_report::{Detail, Format, render};

#[derive(Debug)]
struct Says(Identity);

impl Plugin for Says {
    fn identity(&self) -> &Identity {
        &self.0
    }

    fn does_without(&self, _: &str) -> bool {
        true
    }

    fn evaluate(&self, _: &Call<'_>) -> Result<Vec<Finding>, Failure> {
        let finding = |id: &str, outcome| {
            let message = format!("said of {id}");
            Finding { id: id.to_owned(), outcome, message, evidence: Vec::new() }
        };
        let warnings = (0..12).map(|at| finding(&format!("w{at}"), Judgement::Fail(Effect::Warn)));
        let others = [
            finding("stops", Judgement::Fail(Effect::NoGo)),
            finding("open", Judgement::Undetermined),
            finding("fine", Judgement::Pass),
        ];
        Ok(others.into_iter().chain(warnings).collect())
    }
}

#[test]
fn findings_beside_the_deciding_one_are_told() {
    let text = "gate: g\nfacts: {a: {type: number}}\nrules: [{id: r, plugin: {wasm: p.wasm, facts: [a]}}]\n";
    let mut gate = load("gate.yaml", text).gate.unwrap();
    let identity = Identity { name: "p".into(), version: None, digest: "sha256:0".into() };
    let mut plugins = Plugins::default();
    plugins.insert("r", Arc::new(Says(identity)));
    gate.attach(&plugins);
    let mut parts = SnapshotParts::default();
    parts.add(("facts", r#"{"a": 1}"#)).unwrap();
    let snapshot = parts.freeze(Timestamp::new(1_767_498_000, 0).unwrap());
    let decision = decide(&gate.stage(None, &[]).unwrap(), &snapshot);
    for format in [
        Format::Text,
        Format::Markdown,
        Format::Junit,
        Format::Sarif,
        Format::CodeQuality,
        Format::Tap,
        Format::Github,
        Format::Azure,
    ] {
        let report = render(format, &decision, Detail::Glance);
        for said in ["said of stops", "open: said of open", "w0: said of w0"] {
            assert!(report.contains(said), "{format:?} lacks {said:?}:\n{report}");
        }
        assert!(!report.contains("said of fine"), "{format:?}:\n{report}");
        if format != Format::Text {
            assert!(report.contains("3 more") && !report.contains("w9"), "{format:?}:\n{report}");
        }
    }
}
