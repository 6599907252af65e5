//! From the truths of a rule's conditions to what it found: the one way through a rule.
//!
//! A score that applies has no truths of its own: it waits for the findings of its members.

use super::record::Outcome;
use super::table::{Finding, Truth, judge, judge_case};
use crate::gate::{Check, Effect, Expression, Rule};

/// What decided a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decider {
    /// Its `when`.
    When,
    /// Its only condition.
    Condition,
    /// The case at this place; the last one has no condition.
    Case(usize),
    /// No case at all, which the loader refuses.
    Nothing,
    /// Those that a score counts; it has no finding yet.
    Members,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settled {
    /// `None`: skipped, or a score that waits.
    pub(super) finding: Option<Finding>,
    pub(super) decider: Decider,
}

/// Asks for the truth of a condition only when it matters, in the order of the file.
pub(super) fn settle(rule: &Rule, mut truth: impl FnMut(&Expression) -> Truth) -> Settled {
    if let Some(when) = &rule.when {
        let decider = Decider::When;
        match truth(when) {
            Truth::True => {}
            Truth::False => return Settled { finding: None, decider },
            Truth::Undetermined => {
                let finding = judge(&rule.check, Truth::Undetermined, rule.on_undetermined);
                return Settled { finding: Some(finding), decider };
            }
        }
    }
    let (finding, decider) = match &rule.check {
        Check::Require { condition, .. } | Check::Forbid { condition, .. } => {
            let finding = judge(&rule.check, truth(condition), rule.on_undetermined);
            (finding, Decider::Condition)
        }
        Check::Cases(cases) => {
            let undetermined = judge(&rule.check, Truth::Undetermined, rule.on_undetermined);
            let mut settled = (undetermined, Decider::Nothing);
            for (at, case) in cases.iter().enumerate() {
                // One that is undetermined before the first that holds leaves all undetermined.
                match case.when.as_ref().map_or(Truth::True, &mut truth) {
                    Truth::False => continue,
                    Truth::True => settled = (judge_case(case.then), Decider::Case(at)),
                    Truth::Undetermined => settled = (undetermined, Decider::Case(at)),
                }
                break;
            }
            settled
        }
        Check::Score(_) => return Settled { finding: None, decider: Decider::Members },
    };
    Settled { finding: Some(finding), decider }
}

/// What a rule came to, before waivers and phases have their say; not for scores, which other
/// rules decide.
pub fn outcome(rule: &Rule, truth: impl FnMut(&Expression) -> Truth) -> (Outcome, Option<Effect>) {
    settle(rule, truth).finding.map_or((Outcome::Skipped, None), parts)
}

pub(super) fn parts(finding: Finding) -> (Outcome, Option<Effect>) {
    match finding {
        Finding::Pass => (Outcome::Pass, None),
        Finding::Fail(effect) => (Outcome::Fail, Some(effect)),
        Finding::Undetermined(effect) => (Outcome::Undetermined, Some(effect)),
    }
}
