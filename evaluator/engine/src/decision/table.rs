//! The decision table: what a rule's finding means. Every case is written out.

use crate::gate::{Check, Effect, Score};

/// What evaluating a condition gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    True,
    False,
    Undetermined,
}

/// How a score stands to its limits, whichever way its undetermined members would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Without them it is enough.
    Enough,
    /// Without them it is enough, but below `warn`.
    Few,
    /// With all of them it is not enough.
    TooFew,
    /// They decide, or there is nothing to count.
    Open,
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
        // Not known: never go, and never rollback by itself. Tables of cases, scores and policies
        // have no truth of their own; cases are judged one by one, scores by their standing,
        // policies by what they say.
        (Check::Require { .. } | Check::Forbid { .. }, Truth::Undetermined)
        | (
            Check::Cases(_) | Check::Score(_) | Check::Plugin(_),
            Truth::True | Truth::False | Truth::Undetermined,
        ) => Finding::Undetermined(on_undetermined.unwrap_or_else(|| default_undetermined(check))),
    }
}

/// The finding of a case that holds.
pub(super) fn judge_case(then: Option<Effect>) -> Finding {
    match then {
        None => Finding::Pass,
        Some(effect) => Finding::Fail(effect),
    }
}

/// The finding of a score that applies.
pub(super) fn judge_score(
    score: &Score,
    standing: Standing,
    on_undetermined: Option<Effect>,
) -> Finding {
    match standing {
        // Enough passed.
        Standing::Enough => Finding::Pass,
        // Enough passed, but so few that somebody should look: a warning, never more.
        Standing::Few => Finding::Fail(Effect::Warn),
        // Not enough, even if all that is undetermined had passed: the score's `else`.
        Standing::TooFew => Finding::Fail(score.otherwise),
        // Not known: never go, and never rollback by itself.
        Standing::Open => Finding::Undetermined(on_undetermined.unwrap_or(Effect::NoGo)),
    }
}

/// A rule that can only warn leaves only a warning; any other stops the release.
fn default_undetermined(check: &Check) -> Effect {
    match check {
        Check::Forbid { effect: Effect::Warn, .. } => Effect::Warn,
        Check::Forbid { effect: Effect::NoGo | Effect::Rollback, .. } => Effect::NoGo,
        Check::Require { .. } | Check::Cases(_) | Check::Score(_) | Check::Plugin(_) => {
            Effect::NoGo
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate;

    const EFFECTS: [Option<Effect>; 4] =
        [None, Some(Effect::Warn), Some(Effect::NoGo), Some(Effect::Rollback)];

    fn check_of(rule: &str) -> Check {
        let text = format!("gate: a\nrules: [{{id: r, {rule}}}]");
        let gate = gate::load("gate.yaml", &text).gate.unwrap();
        gate.rules[0].check.clone()
    }

    /// Each kind of rule: when true, when false, and when undetermined without a word on it.
    #[test]
    fn table_is_as_published() {
        use Effect::{NoGo, Rollback, Warn};
        use Finding::{Fail, Pass};
        for (rule, when_true, when_false, undetermined) in [
            ("require: 'true'", Pass, Fail(NoGo), NoGo),
            ("require: 'true', else: warn", Pass, Fail(Warn), NoGo),
            ("require: 'true', else: no-go", Pass, Fail(NoGo), NoGo),
            ("require: 'true', else: rollback", Pass, Fail(Rollback), NoGo),
            ("no_go_if: 'true'", Fail(NoGo), Pass, NoGo),
            ("rollback_if: 'true'", Fail(Rollback), Pass, NoGo),
            ("warn_if: 'true'", Fail(Warn), Pass, Warn),
        ] {
            let check = check_of(rule);
            for on_undetermined in EFFECTS {
                assert_eq!(judge(&check, Truth::True, on_undetermined), when_true, "{rule}");
                assert_eq!(judge(&check, Truth::False, on_undetermined), when_false, "{rule}");
                let found = judge(&check, Truth::Undetermined, on_undetermined);
                let expected = on_undetermined.unwrap_or(undetermined);
                assert_eq!(found, Finding::Undetermined(expected), "{rule}");
            }
        }
    }

    #[test]
    fn scores_go_by_their_standing() {
        let check = |otherwise: &str, effect: Effect| {
            let text = format!(
                "gate: a\nrules: [{{id: r, score: {{of: {{m: 1}}, go: 90%{otherwise}}}}}, \
                 {{id: m, require: 'true'}}]"
            );
            let gate = gate::load("gate.yaml", &text).gate.unwrap();
            let Check::Score(score) = &gate.rules[0].check else { panic!("{text}") };
            for on_undetermined in EFFECTS {
                let found = |standing| judge_score(score, standing, on_undetermined);
                assert_eq!(found(Standing::Enough), Finding::Pass);
                assert_eq!(found(Standing::Few), Finding::Fail(Effect::Warn));
                assert_eq!(found(Standing::TooFew), Finding::Fail(effect));
                let expected = Finding::Undetermined(on_undetermined.unwrap_or(Effect::NoGo));
                assert_eq!(found(Standing::Open), expected);
                // A `when` that is not known.
                let found = judge(&gate.rules[0].check, Truth::Undetermined, on_undetermined);
                assert_eq!(found, expected);
            }
        };
        check("", Effect::NoGo);
        check(", else: warn", Effect::Warn);
        check(", else: no-go", Effect::NoGo);
        check(", else: rollback", Effect::Rollback);
    }

    #[test]
    fn cases_say_what_they_say() {
        let check = check_of("cases: [{when: 'true', then: go}, {then: rollback}]");
        for on_undetermined in EFFECTS {
            let found = judge(&check, Truth::Undetermined, on_undetermined);
            let expected = on_undetermined.unwrap_or(Effect::NoGo);
            assert_eq!(found, Finding::Undetermined(expected));
        }
        assert_eq!(judge_case(None), Finding::Pass);
        for effect in [Effect::Warn, Effect::NoGo, Effect::Rollback] {
            assert_eq!(judge_case(Some(effect)), Finding::Fail(effect));
        }
    }
}
