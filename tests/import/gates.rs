//! What every draft has to be.

use gonogo_draft::{Draft, Names, Place, draft, update};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{self, Gate};
use gonogo_engine::{RenderStyle, Verdict, decide, render};
use gonogo_plan::Plan;

pub(crate) fn drafted(plan: &Plan) -> Draft {
    let place = Place::Beside { path: "plan.md".to_owned() };
    draft(plan, &place, &Names::default()).unwrap()
}

/// The draft passes the check without a warning, says no-go in each of its phases, and an
/// import of the same plan changes nothing.
#[track_caller]
pub(crate) fn assert_sound(name: &str, plan: &Plan) -> (Draft, Gate) {
    let draft = drafted(plan);
    let gate = loaded(name, &draft.gate);
    for phase in &gate.phases {
        for facts in ["{}", r#"{"checklist": {"items": []}}"#] {
            let said = said(&gate, &phase.name, facts);
            assert_eq!(said, Verdict::NoGo, "{name} at {}", phase.name);
        }
    }
    let again = update(&draft.gate, &draft.gate, &drafted(plan).gate);
    assert_eq!((again.text.as_str(), again.changes.len()), (draft.gate.as_str(), 0), "{name}");
    (draft, gate)
}

/// With the sources as well.
#[track_caller]
pub(crate) fn loaded(name: &str, text: &str) -> Gate {
    let loaded = gate::load("gate.yaml", text);
    let mut problems = loaded.problems;
    problems.extend(loaded.document.iter().flat_map(|read| gonogo_sources::plan(read).problems));
    let shown = render("gate.yaml", text, &problems, RenderStyle::Plain);
    assert!(problems.is_empty(), "{name}:\n{shown}\n{text}");
    loaded.gate.unwrap()
}

pub(crate) fn said(gate: &Gate, phase: &str, facts: &str) -> Verdict {
    let mut parts = SnapshotParts::default();
    let snapshot = format!(r#"{{"now": "2027-01-01T00:00:00Z", "facts": {facts}}}"#);
    parts.add(("snapshot", &snapshot)).unwrap();
    let now = parts.now().unwrap();
    decide(&gate.stage(Some(phase), &[]).unwrap(), &parts.freeze(now)).decision
}
