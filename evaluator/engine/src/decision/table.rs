//! The decision table: what a rule's finding means. Every case is written out.

use crate::gate::{Check, Effect};

/// What evaluating a condition gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    Undetermined,
}

/// What a rule found, and what it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    Pass,
    Fail(Effect),
    Undetermined(Effect),
}

/// The finding of a rule with one condition.
pub(super) fn judge(check: &Check, truth: Truth, on_undetermined: Option<Effect>) -> Finding {
    match (check, truth) {
        // What is required holds.
        (Check::Require { .. }, Truth::True) => Finding::Pass,
        // What is required does not hold: the rule's `else`.
        (Check::Require { otherwise, .. }, Truth::False) => Finding::Fail(*otherwise),
        // What must not be is: the rule's own effect.
        (Check::Forbid { effect, .. }, Truth::True) => Finding::Fail(*effect),
        // What must not be is not.
        (Check::Forbid { .. }, Truth::False) => Finding::Pass,
        // Not known: never go, and never rollback by itself.
        (Check::Require { .. } | Check::Forbid { .. }, Truth::Undetermined) => {
            Finding::Undetermined(on_undetermined.unwrap_or_else(|| default_undetermined(check)))
        }
        // The first true case says what it says; the caller walks the cases.
        (Check::Cases(_), Truth::True | Truth::False) => Finding::Pass,
        (Check::Cases(_), Truth::Undetermined) => {
            Finding::Undetermined(on_undetermined.unwrap_or_else(|| default_undetermined(check)))
        }
    }
}

/// The finding of a case that holds.
pub(super) fn judge_case(then: Option<Effect>) -> Finding {
    match then {
        None => Finding::Pass,
        Some(effect) => Finding::Fail(effect),
    }
}

/// A rule that can only warn leaves only a warning; any other stops the release.
fn default_undetermined(check: &Check) -> Effect {
    match check {
        Check::Forbid { effect: Effect::Warn, .. } => Effect::Warn,
        Check::Forbid { effect: Effect::NoGo | Effect::Rollback, .. } => Effect::NoGo,
        Check::Require { .. } | Check::Cases(_) => Effect::NoGo,
    }
}
