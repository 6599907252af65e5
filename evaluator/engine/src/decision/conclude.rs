//! From the rules' findings to the decision: waivers, phases that are not live, the maximum.

use gonogo_cel::time::Timestamp;
use gonogo_series::quantity::duration_rounded;

use super::bind::Asked;
use super::record::{
    Counts, Decision, FactRecord, GateRecord, Outcome, RuleRecord, SnapshotRecord, Verdict,
    WaiverRecord, WaiverState,
};
use crate::facts::{FactState, Snapshot};
use crate::gate::{Effect, FACTS_RULE, Stage, Waiver};

const SCHEMA: &str = "gonogo.decision/v1";

/// The implicit rule: every fact that a deciding rule can read must be usable; an optional one
/// may be absent.
pub(super) fn facts_rule(stage: &Stage<'_>, facts: &[Asked<'_>]) -> RuleRecord {
    let unusable: Vec<String> = facts
        .iter()
        .filter(|asked| asked.required)
        .filter_map(|asked| {
            let problem = asked.decoded.value.as_ref().err()?;
            let absent = problem.state == FactState::Absent;
            let name = &asked.fact.declaration.name;
            (!absent).then(|| format!("`{name}` is {}: {problem}", problem.state.name()))
        })
        .collect();
    let outcome = if unusable.is_empty() { Outcome::Pass } else { Outcome::Undetermined };
    let required = facts.iter().filter(|asked| asked.required);
    RuleRecord {
        id: FACTS_RULE.to_owned(),
        title: Some("Required facts are there, fresh and complete".to_owned()),
        effect: (!unusable.is_empty()).then(|| Effect::NoGo.name()),
        outcome,
        cause: (!unusable.is_empty()).then(|| unusable.join("; ")),
        message: None,
        expression: None,
        values: Vec::new(),
        facts: required.map(|asked| asked.fact.declaration.name.clone()).collect(),
        margin: None,
        spans: Vec::new(),
        since: None,
        failing_for: None,
        action: None,
        escalations: Vec::new(),
        shadow: false,
        notes: Vec::new(),
        file: stage.gate.file.clone(),
        line: 1,
        column: 1,
    }
}

pub(super) fn conclude(
    stage: &Stage<'_>,
    snapshot: &Snapshot,
    mut rules: Vec<RuleRecord>,
    facts: &[Asked<'_>],
) -> Decision {
    let waivers: Vec<WaiverRecord> =
        stage.waivers.iter().map(|waiver| waive(waiver, snapshot.now(), &mut rules)).collect();
    if !stage.phase.live {
        rules.iter_mut().for_each(|rule| nothing_to_roll_back(rule, &stage.phase.name));
    }
    let verdict = rules.iter().filter(|rule| !rule.shadow).map(asks_for).max();
    let verdict = verdict.unwrap_or(Verdict::NoGo);
    let decides =
        |rule: &&RuleRecord| !rule.shadow && verdict != Verdict::Go && asks_for(rule) == verdict;
    Decision {
        schema: SCHEMA,
        decision: verdict,
        gate: GateRecord {
            name: stage.gate.name.clone(),
            version: stage.gate.version.clone(),
            digest: stage.gate.digest.clone(),
        },
        phase: stage.phase.name.clone(),
        now: snapshot.now().to_string(),
        snapshot: SnapshotRecord { digest: snapshot.digest() },
        counts: count(&rules),
        deciding: rules.iter().filter(decides).map(|rule| rule.id.clone()).collect(),
        facts: facts.iter().map(fact_record).collect(),
        rules,
        waivers,
    }
}

/// What the rule adds to the maximum.
fn asks_for(rule: &RuleRecord) -> Verdict {
    match rule.effect {
        None | Some("warn") => Verdict::Go,
        Some("rollback") => Verdict::Rollback,
        Some(_) => Verdict::NoGo,
    }
}

/// Turns the rule's failure into a warning; what is undetermined stays so.
fn waive(waiver: &Waiver, now: Timestamp, rules: &mut [RuleRecord]) -> WaiverRecord {
    let rule = rules.iter_mut().find(|rule| rule.id == waiver.rule && rule.id != FACTS_RULE);
    let state = match rule {
        None => WaiverState::UnknownRule,
        Some(_) if now >= waiver.until => WaiverState::Expired,
        Some(_) if waiver.from.is_some_and(|from| now < from) => WaiverState::NotYetValid,
        Some(rule) if rule.outcome == Outcome::Fail => {
            let before = rule.effect.unwrap_or(Effect::Warn.name());
            let Waiver { owner, reason, until, .. } = waiver;
            rule.effect = Some(Effect::Warn.name());
            rule.notes.push(format!("{before} waived until {until} by {owner}: {reason}"));
            WaiverState::Applied
        }
        Some(_) => WaiverState::Unused,
    };
    WaiverRecord {
        rule: waiver.rule.clone(),
        state,
        owner: waiver.owner.clone(),
        reason: waiver.reason.clone(),
        until: waiver.until.to_string(),
    }
}

fn nothing_to_roll_back(rule: &mut RuleRecord, phase: &str) {
    if rule.effect == Some(Effect::Rollback.name()) {
        rule.effect = Some(Effect::NoGo.name());
        rule.action = None;
        rule.notes.push(format!("nothing is live in `{phase}`: rollback is reported as no-go"));
    }
}

fn count(rules: &[RuleRecord]) -> Counts {
    let mut counts = Counts::default();
    for rule in rules {
        let place = match (rule.shadow, rule.outcome, rule.effect) {
            (true, _, _) => &mut counts.shadow,
            (false, Outcome::Pass, _) => &mut counts.passed,
            (false, Outcome::Fail, Some("warn")) => &mut counts.warned,
            (false, Outcome::Fail, _) => &mut counts.failed,
            (false, Outcome::Undetermined, _) => &mut counts.undetermined,
            (false, Outcome::Skipped, _) => &mut counts.skipped,
        };
        *place += 1;
    }
    counts
}

fn fact_record(asked: &Asked<'_>) -> FactRecord {
    let decoded = &asked.decoded;
    let statistics = decoded.statistics;
    FactRecord {
        name: asked.fact.declaration.name.clone(),
        kind: asked.fact.declaration.kind.name(),
        state: decoded.state().name(),
        cause: decoded.value.as_ref().err().map(|problem| problem.cause.clone()),
        samples: statistics.map(|figures| figures.samples),
        dropped: statistics.map(|figures| figures.dropped),
        age: statistics.and_then(|figures| figures.age).map(duration_rounded),
    }
}
