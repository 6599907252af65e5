//! What a gate says at one step, without the reasons.

use gonogo_engine::Verdict;
use gonogo_engine::decision::{Decision, Outcome, RuleRecord};
use gonogo_engine::gate::{EVIDENCE_RULE, Effect, FACTS_RULE, PLUGINS_RULE, Stage};

/// What one rule came to, after waivers and the phase had their say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub outcome: Outcome,
    pub effect: Option<Effect>,
}

impl Mark {
    pub const PASS: Self = Self { outcome: Outcome::Pass, effect: None };

    /// What it adds to the verdict.
    pub fn asks_for(self) -> Verdict {
        match self.effect {
            None | Some(Effect::Warn) => Verdict::Go,
            Some(Effect::NoGo) => Verdict::NoGo,
            Some(Effect::Rollback) => Verdict::Rollback,
        }
    }
}

/// Marks in the order of `ids`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub verdict: Verdict,
    pub marks: Vec<Mark>,
}

/// Rules that come before the gate's own.
pub(crate) const IMPLICIT: usize = 3;

/// The implicit rules, then the gate's in the order of its file; with whether they decide.
pub(crate) fn rules(stage: &Stage<'_>) -> Vec<RuleName> {
    let implicit: [RuleName; IMPLICIT] = [FACTS_RULE, EVIDENCE_RULE, PLUGINS_RULE]
        .map(|id| RuleName { id: id.to_owned(), title: None, decides: true, only_counts: false });
    let is_here = |score: &String| stage.rules.iter().any(|rule| rule.id == *score);
    let own = stage.in_order().into_iter().map(|rule| {
        let only_counts = !rule.veto && rule.counts_in.iter().any(is_here);
        RuleName {
            id: rule.id.clone(),
            title: rule.title.clone(),
            decides: !rule.shadow && !only_counts,
            only_counts,
        }
    });
    implicit.into_iter().chain(own).collect()
}

#[derive(Clone, Debug)]
pub(crate) struct RuleName {
    pub(crate) id: String,
    pub(crate) title: Option<String>,
    pub(crate) decides: bool,
    /// Its failure is a matter of the scores of this phase.
    pub(crate) only_counts: bool,
}

impl Standing {
    pub(crate) fn of(decision: &Decision, rules: &[RuleName]) -> Self {
        let mark = |rule: &RuleName| {
            let record = decision.rules.iter().find(|record| record.id == rule.id);
            record.map_or(Mark::PASS, of_record)
        };
        Self { verdict: decision.decision, marks: rules.iter().map(mark).collect() }
    }
}

fn of_record(record: &RuleRecord) -> Mark {
    Mark { outcome: record.outcome, effect: record.effect }
}
