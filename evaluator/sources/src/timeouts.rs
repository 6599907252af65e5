//! Timeouts that are longer than anybody waits: a look at a phase that bakes ends before the next one.

use gonogo_cel::Diagnostic;
use gonogo_document::reader::Reader;
use gonogo_document::{Entry, GateDocument, PhaseNode};
use gonogo_series::quantity::duration_rounded;

use crate::{Plan, codes};

pub(crate) fn check(reader: &mut Reader, document: &GateDocument, plan: &Plan) {
    let ticks = document.phases.iter().filter_map(|phase| Some((phase, tick(phase)?)));
    let Some((phase, tick)) = ticks.min_by_key(|(_, tick)| *tick) else { return };
    let of_sources = document.sources.iter().filter_map(|node| {
        let source = plan.sources.iter().find(|source| source.name == node.name.value)?;
        Some((source.timeout?, &node.settings))
    });
    let of_facts = document
        .facts
        .iter()
        .filter_map(|node| Some((plan.request(&node.name.value)?.timeout?, &node.collect)));
    for (timeout, entries) in of_sources.chain(of_facts).filter(|(timeout, _)| *timeout > tick) {
        let is_it = |entry: &&Entry| entry.key.value == "timeout";
        let Some(entry) = entries.iter().find(is_it) else { continue };
        let every = duration_rounded(tick);
        let message = format!(
            "this is longer than {every}, and a look at `{}` waits no longer than that",
            phase.name.value
        );
        let problem = Diagnostic::warning(&codes::PATIENCE, entry.value.span, message);
        let waited = duration_rounded(timeout);
        reader.report(problem.with_help(format!(
            "write a shorter `timeout`, or look less often: `every: {waited}` or more"
        )));
    }
}

/// The shortest between two looks at a phase, where the gate says so.
fn tick(phase: &PhaseNode) -> Option<i64> {
    let bake = phase.bake.as_ref()?;
    let every = phase.every.iter().map(|every| every.every.value.0);
    every.min().map(|every| every.min(bake.value.0))
}
