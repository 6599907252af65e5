//! The first run: what waits for a baseline that the gate does without.

use gonogo_cel::Unknowns;

use super::bind::Asked;
use super::record::{Outcome, RuleRecord};
use crate::explain::{Evidence, onset};
use crate::facts::NoBaseline;

/// Nothing but such baselines is missing, and nothing failed beside them.
pub(super) fn is_all_that_lacks(unknowns: &Unknowns, facts: &[Asked<'_>]) -> bool {
    let can_wait = |asked: &&Asked<'_>| asked.first_run;
    let waiting: Vec<_> = facts.iter().filter(can_wait).map(|asked| asked.fact.slot).collect();
    unknowns.error.is_none() && unknowns.slots.iter().all(|slot| waiting.contains(slot))
}

/// Takes out what only a rule with a say has.
pub(super) fn skip(record: &mut RuleRecord, why: NoBaseline) {
    let (NoBaseline::FirstRun(why) | NoBaseline::Unusable(why)) = why;
    let names: Vec<String> = record.unknown.iter().map(|name| format!("`{name}`")).collect();
    record.outcome = Outcome::Skipped;
    record.waits_for_baseline = true;
    record.effect = None;
    record.cause = Some(format!("there is no baseline yet for {}", names.join(", ")));
    record.notes = vec![format!("skipped on the first run: {why}")];
    record.unknown.clear();
    record.open = None;
    record.margin = None;
    record.spans.clear();
    onset::clear(record);
}

/// Of a rule whose `when` waits, and that would fail.
pub(super) fn perhaps(when: &Evidence) -> String {
    let cause = when.cause.as_deref().unwrap_or("its `when` waits for a baseline");
    format!("it is not known whether the rule applies: {cause}")
}
