//! A page of a decision, with what its series looked like and when rules failed on them.

use gonogo_engine::facts::FactKind;
use gonogo_engine::gate::Fact;
use gonogo_engine::{Decision, Snapshot, Stage};
use gonogo_replay::{History, Options, Source, limit_lines, replay};
use gonogo_report::replay::Story;

/// Steps at which the gate is asked again, for the shades behind the lines.
const STEPS: i64 = 600;

/// Without pictures where there is nothing to draw.
pub(super) fn page(decision: &Decision, (stage, snapshot): (&Stage<'_>, &Snapshot)) -> String {
    let now = snapshot.now_nanos();
    let windows = stage.gate.facts.iter().filter_map(window);
    let Some(longest) = windows.max() else {
        return gonogo_report::html(decision, None);
    };
    let text = snapshot.to_json();
    let source = Source { name: "the snapshot", fact: None, text: &text };
    let Ok(history) = History::read(stage.gate, &[source]) else {
        return gonogo_report::html(decision, None);
    };
    let (from, every) = (now.saturating_sub(longest), (longest / STEPS).max(1));
    let options = Options { from: Some(from), to: Some(now), every: Some(every) };
    let Ok(replayed) = replay(stage, &history, &options) else {
        return gonogo_report::html(decision, None);
    };
    let limits = limit_lines(stage);
    let story = Story {
        stage,
        history: &history,
        replay: &replayed,
        assessment: None,
        ignored: &[],
        limits: &limits,
    };
    gonogo_report::html(decision, Some(&story))
}

/// Of a series.
fn window(fact: &Fact) -> Option<i64> {
    match &fact.declaration.kind {
        FactKind::Series { rules, .. } => rules.window,
        _ => None,
    }
}
