//! Whatever bytes come, loading and deciding end with an answer.

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{load, load_waivers};
use gonogo_engine::{RenderStyle, Timestamp, Verdict, decide, render};
use proptest::prelude::*;

use crate::gate::{gate, rules, text};
use crate::snapshot::{self, FACTS, states};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// One slip: some characters taken out at a place, others put in.
type Slip = (prop::sample::Index, usize, String);

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let put = prop_oneof![
        "[-:{}\\[\\]'\"|>&*!%#,\n\t .a-z0-9]{0,4}",
        Just("\u{feff}".to_owned()),
        Just("\u{0}".to_owned()),
        Just("é𝄞".to_owned()),
        Just("1e999".to_owned()),
        Just("\\u".to_owned()),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize, put), 1..4)
}

fn slipped(text: &str, slips: &[Slip]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (at, taken, put) in slips {
        let start = at.index(letters.len() + 1);
        let end = (start + taken).min(letters.len());
        letters.splice(start..end, put.chars());
    }
    letters.into_iter().collect()
}

/// Loads, renders what is wrong with it, and decides when it is a gate after all.
fn exercise(text: &str) {
    let loaded = load("gate.yaml", text);
    let shown = render("gate.yaml", text, &loaded.problems, RenderStyle::Plain);
    assert!(loaded.gate.is_some() || shown.contains("error["), "refused without a word: {text:?}");
    let Some(gate) = loaded.gate else { return };
    let now = Timestamp::parse("2026-01-04T03:40:00Z").unwrap();
    let snapshot = SnapshotParts::default().freeze(now);
    for phase in &gate.phases {
        if let Ok(stage) = gate.stage(Some(&phase.name), &[]) {
            decide(&stage, &snapshot);
        }
    }
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn any_text_as_a_gate(text in any::<String>()) {
        exercise(&text);
        load_waivers(&text);
    }

    #[test]
    fn any_slips_in_a_gate(rules in rules(), slips in slips()) {
        exercise(&slipped(&text(&rules), &slips));
    }

    #[test]
    fn any_slips_in_waivers(slips in slips()) {
        let text = "waivers:\n  - {rule: a, owner: b, reason: c, until: 2026-01-31T18:00:00Z}\n";
        let text = slipped(text, &slips);
        let loaded = load_waivers(&text);
        render("waivers.yaml", &text, &loaded.problems, RenderStyle::Plain);
    }

    #[test]
    fn any_text_as_a_snapshot(text in any::<String>()) {
        let _ = SnapshotParts::default().add(("snapshot.json", &text));
    }

    #[test]
    fn any_text_as_a_fact(rules in rules(), value in "[-0-9.eE+\\[\\]{}\",:a-zN ]{0,24}") {
        let value = match serde_json::from_str::<&serde_json::value::RawValue>(&value) {
            Ok(raw) => raw.get().to_owned(),
            Err(_) => serde_json::to_string(&value).unwrap(),
        };
        let text = format!("{{\"now\": 1767498000, \"facts\": {{\"first\": {value}, \"series\": {value}}}}}");
        let gate = gate(&rules);
        decide(&gate.stage(Some("on"), &[]).unwrap(), &snapshot::read(&text));
    }

    /// A snapshot with slips is refused, or gives a decision that is no better founded.
    #[test]
    fn any_slips_in_a_snapshot(rules in rules(), states in states(), slips in slips()) {
        let text = slipped(&snapshot::text(&states, &FACTS), &slips);
        let mut parts = SnapshotParts::default();
        if parts.add(("snapshot.json", &text)).is_ok() {
            let now = parts.now().unwrap_or(Timestamp::parse("2026-01-04T03:40:00Z").unwrap());
            let gate = gate(&rules);
            let decision = decide(&gate.stage(Some("off"), &[]).unwrap(), &parts.freeze(now));
            prop_assert_ne!(decision.decision, Verdict::Rollback);
        }
    }
}
