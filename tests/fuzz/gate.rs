//! Any text as a gate file: loaded, its findings shown, each phase decided over fixed facts.
#![no_main]

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::load;
use gonogo_engine::{Gate, RenderStyle, Snapshot, Timestamp, decide, render};
use libfuzzer_sys::{Corpus, fuzz_target};

/// Facts by the names that the seeds use; a fact that a gate does not declare is ignored.
const FACTS: &str = include_str!("facts.json");
const NOW: i64 = 1_767_498_000;
/// Phases that are decided; a gate may have many.
const PHASES: usize = 3;

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    let loaded = load("gate.yaml", text);
    let shown = render("gate.yaml", text, &loaded.problems, RenderStyle::Plain);
    assert!(loaded.problems.is_empty() || !shown.is_empty(), "findings without a text");
    match loaded.gate {
        Some(gate) => decide_everywhere(&gate),
        None => assert!(loaded.problems.iter().any(|p| p.is_error()), "refused without a reason"),
    }
    Corpus::Keep
});

/// In each of the first phases, in the first of them twice: the same gate and facts give the
/// same decision.
fn decide_everywhere(gate: &Gate) {
    let snapshot = snapshot();
    let decided = |name: &str| {
        let stage = gate.stage(Some(name), &[]).ok()?;
        Some(serde_json::to_string(&decide(&stage, &snapshot)).expect("a decision is JSON"))
    };
    let names = || gate.phases.iter().map(|phase| phase.name.as_str()).take(PHASES);
    let decisions: Vec<Option<String>> = names().map(decided).collect();
    let again = names().next().map(decided);
    assert_eq!(again.as_ref(), decisions.first(), "two decisions");
}

fn snapshot() -> Snapshot {
    let mut parts = SnapshotParts::default();
    parts.add(("facts.json", FACTS)).expect("the facts are sound");
    parts.freeze(Timestamp::new(NOW, 0).expect("in range"))
}
