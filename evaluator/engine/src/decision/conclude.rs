//! From the rules' findings to the decision: waivers, phases that are not live, the maximum.

use gonogo_cel::time::Timestamp;
use gonogo_series::quantity::duration_rounded;

use super::bind::Asked;
use super::observed::Observed;
use super::record::{
    BakeRecord, BaselineRecord, Counts, Decision, FactRecord, GateRecord, Outcome, OverrideRecord,
    PluginRecord, RuleRecord, SnapshotRecord, Verdict, WaiverRecord, WaiverState,
};
use crate::facts::Snapshot;
use crate::gate::{Bake, Effect, IMPLICIT_RULES, Stage, Waiver};

const SCHEMA: &str = "gonogo.decision/v1";

pub(super) fn conclude(
    stage: &Stage<'_>,
    snapshot: &dyn Observed,
    mut rules: Vec<RuleRecord>,
    facts: &[Asked<'_>],
) -> Decision {
    let waivers: Vec<WaiverRecord> =
        stage.waivers.iter().map(|waiver| waive(waiver, snapshot.now(), &mut rules)).collect();
    // A failed member is a matter of its scores.
    rules.iter_mut().filter(|rule| rule.only_counts()).for_each(|rule| rule.effect = None);
    if !stage.phase.live {
        rules.iter_mut().for_each(|rule| nothing_to_roll_back(rule, &stage.phase.name));
    }
    rules.iter_mut().filter(|rule| asks_nobody(rule)).for_each(hand_nothing_on);
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
        overrides: stage
            .overrides
            .iter()
            .map(|set| OverrideRecord { param: set.name.clone(), value: set.value.clone() })
            .collect(),
        now: snapshot.now().to_string(),
        bake: stage.bake.map(|bake| bake_record(bake, snapshot.now_nanos())),
        snapshot: snapshot_record(snapshot),
        counts: count(&rules),
        deciding: rules.iter().filter(decides).map(|rule| rule.id.clone()).collect(),
        facts: facts.iter().map(fact_record).collect(),
        rules,
        waivers,
    }
}

/// What a rule asks for after waivers and the phase had their say, as `decide` has it.
pub fn effect_of(
    stage: &Stage<'_>,
    rule: &str,
    (outcome, effect): (Outcome, Option<Effect>),
    now: Timestamp,
) -> Option<Effect> {
    let lifts = |waiver: &Waiver| waiver.rule == rule && is_in_force(waiver, now);
    if outcome == Outcome::Fail && !is_implicit(rule) && stage.waivers.iter().any(lifts) {
        return Some(Effect::Warn);
    }
    if effect == Some(Effect::Rollback) && !stage.phase.live {
        return Some(Effect::NoGo);
    }
    effect
}

fn is_implicit(rule: &str) -> bool {
    IMPLICIT_RULES.contains(&rule)
}

fn is_in_force(waiver: &Waiver, now: Timestamp) -> bool {
    now < waiver.until && waiver.from.is_none_or(|from| from <= now)
}

fn bake_record(Bake { started, lasts }: Bake, now: i64) -> BakeRecord {
    let left = lasts.saturating_sub(now.saturating_sub(started)).max(0);
    // Clocks show no less than a millisecond.
    let over = left < 1_000_000;
    BakeRecord { lasts: duration_rounded(lasts), left: duration_rounded(left), over }
}

fn snapshot_record(snapshot: &dyn Observed) -> SnapshotRecord {
    let record =
        |run: &Snapshot| BaselineRecord { now: run.now().to_string(), digest: run.digest() };
    let baselines = snapshot.baselines().iter().map(record).collect();
    SnapshotRecord { digest: snapshot.digest(), baselines }
}

/// What the rule adds to the maximum.
fn asks_for(rule: &RuleRecord) -> Verdict {
    match rule.effect {
        None | Some(Effect::Warn) => Verdict::Go,
        Some(Effect::NoGo) => Verdict::NoGo,
        Some(Effect::Rollback) => Verdict::Rollback,
    }
}

/// Turns the rule's failure into a warning; what is undetermined stays so.
fn waive(waiver: &Waiver, now: Timestamp, rules: &mut [RuleRecord]) -> WaiverRecord {
    let implicit = is_implicit(&waiver.rule);
    let rule = rules.iter_mut().find(|rule| rule.id == waiver.rule && !implicit);
    let state = match rule {
        None => WaiverState::UnknownRule,
        Some(_) if now >= waiver.until => WaiverState::Expired,
        Some(_) if !is_in_force(waiver, now) => WaiverState::NotYetValid,
        // The score goes by what its members found; it can have a waiver of its own.
        Some(rule) if rule.outcome == Outcome::Fail && rule.only_counts() => WaiverState::InScore,
        Some(rule) if rule.outcome == Outcome::Fail => {
            lift(waiver, rule);
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

fn lift(waiver: &Waiver, rule: &mut RuleRecord) {
    let before = rule.effect.unwrap_or(Effect::Warn).name();
    let Waiver { owner, reason, until, .. } = waiver;
    rule.notes.push(format!("{before} waived until {until} by {owner}: {reason}"));
    let doubt = rule.plugin.as_ref().and_then(PluginRecord::doubt);
    match doubt.filter(|effect| *effect > Effect::Warn) {
        // A failure was lifted, not what the policy could not tell beside it.
        Some(effect) => {
            rule.outcome = Outcome::Undetermined;
            rule.effect = Some(effect);
            rule.cause = Some("the policy could not tell all; a waiver lifts failures only".into());
        }
        None => {
            rule.effect = Some(Effect::Warn);
            rule.waived = true;
        }
    }
}

/// In shadow, waived, or only counted: nobody shall act on it.
fn asks_nobody(rule: &RuleRecord) -> bool {
    rule.shadow || rule.waived || rule.only_counts()
}

fn hand_nothing_on(rule: &mut RuleRecord) {
    rule.action = None;
    rule.escalations.clear();
}

fn nothing_to_roll_back(rule: &mut RuleRecord, phase: &str) {
    if rule.effect == Some(Effect::Rollback) {
        rule.effect = Some(Effect::NoGo);
        rule.action = None;
        rule.notes.push(format!("nothing is live in `{phase}`: rollback is reported as no-go"));
    }
}

fn count(rules: &[RuleRecord]) -> Counts {
    let mut counts = Counts::default();
    for rule in rules {
        if rule.only_counts() && !rule.shadow {
            counts.in_scores += 1;
            continue;
        }
        let place = match (rule.shadow, rule.outcome, rule.effect) {
            (true, _, _) => &mut counts.shadow,
            (false, Outcome::Pass, _) => &mut counts.passed,
            (false, Outcome::Fail, Some(Effect::Warn)) => &mut counts.warned,
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
        baseline_of: asked.fact.declaration.baseline.as_ref().map(|baseline| baseline.of.clone()),
        state: decoded.state().name(),
        cause: decoded.value.as_ref().err().map(|problem| problem.cause.clone()),
        samples: statistics.map(|figures| figures.samples),
        dropped: statistics.map(|figures| figures.dropped),
        age: statistics.and_then(|figures| figures.age).map(duration_rounded),
    }
}
