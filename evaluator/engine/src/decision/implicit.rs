//! The rules that every gate has: required facts are usable, and some rule has its say.

use super::bind::Asked;
use super::record::{Outcome, RuleRecord};
use crate::gate::{
    BAKE_RULE, EVIDENCE_RULE, Effect, FACTS_RULE, PLUGINS_RULE, Position, Rule, Stage,
};

const START: Position = Position { line: 1, column: 1 };

/// Every required fact must be usable, whichever way the rules that read it go.
pub(super) fn facts_rule(stage: &Stage<'_>, facts: &[Asked<'_>]) -> RuleRecord {
    let title = "Required facts are there, fresh and complete";
    let mut record = RuleRecord::new(FACTS_RULE, Some(title), &stage.gate.file, START);
    let mut causes = Vec::new();
    for asked in facts.iter().filter(|asked| asked.required) {
        let name = &asked.fact.declaration.name;
        record.facts.push(name.clone());
        if let Err(problem) = &asked.decoded.value {
            causes.push(format!("`{name}` is {}: {problem}", problem.state.name()));
            record.unknown.push(name.clone());
        }
    }
    if !causes.is_empty() {
        refuse(&mut record, causes.join("; "));
    }
    record
}

/// Where every rule that could stop the release was skipped, nothing was proven: not go.
pub(super) fn evidence_rule<'r>(
    stage: &Stage<'_>,
    judged: impl Iterator<Item = (&'r Rule, &'r RuleRecord)>,
) -> Option<RuleRecord> {
    let stopping = judged.filter(|(rule, _)| rule.can_stop());
    let skipped: Vec<&RuleRecord> = stopping.map(|(_, record)| record).collect();
    if skipped.iter().any(|record| record.outcome != Outcome::Skipped) {
        return None;
    }
    let title = "At least one rule that can stop the release applies";
    let mut record = RuleRecord::new(EVIDENCE_RULE, Some(title), &stage.gate.file, START);
    let phase = &stage.phase.name;
    refuse(&mut record, format!("every such rule of `{phase}` was skipped{}", why(&skipped)));
    Some(record)
}

/// Rules are skipped by their `when`, or as long as they have no baseline.
fn why(skipped: &[&RuleRecord]) -> &'static str {
    let waiting = skipped.iter().filter(|record| record.waits_for_baseline).count();
    match waiting {
        0 => " by its `when`",
        some if some == skipped.len() => " for want of a baseline",
        _ => ", by its `when` or for want of a baseline",
    }
}

/// A policy that cannot be asked is a gate that is not whole: no-go, whatever its rule says of what is
/// not known, and though a score may do without it.
pub(super) fn plugins_rule(stage: &Stage<'_>) -> Option<RuleRecord> {
    let asking = stage.rules.iter().filter(|rule| !rule.shadow);
    let broken = asking.filter_map(|rule| Some((&rule.id, rule.check.plugin()?.broken()?)));
    let causes: Vec<String> = broken.map(|(id, cause)| format!("`{id}`: {cause}")).collect();
    if causes.is_empty() {
        return None;
    }
    let title = "Policies in WebAssembly can be used";
    let mut record = RuleRecord::new(PLUGINS_RULE, Some(title), &stage.gate.file, START);
    refuse(&mut record, causes.join("; "));
    Some(record)
}

/// A phase that is watched must have been watched to its end.
pub(super) fn bake_rule(stage: &Stage<'_>) -> Option<RuleRecord> {
    let cause = stage.unfinished.as_ref()?;
    let title = "The phase was watched to its end";
    let mut record = RuleRecord::new(BAKE_RULE, Some(title), &stage.gate.file, START);
    refuse(&mut record, cause.clone());
    Some(record)
}

fn refuse(record: &mut RuleRecord, cause: String) {
    record.outcome = Outcome::Undetermined;
    record.effect = Some(Effect::NoGo);
    record.cause = Some(cause);
}
