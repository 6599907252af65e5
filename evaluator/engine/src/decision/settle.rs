//! From the answers to a rule's conditions to what it found: the one way through a rule.
//!
//! A score that applies has no answers of its own: it waits for the findings of its members.
//! What waits for a baseline, on a first run that the gate allows, is skipped only where nothing
//! else speaks against: whatever the baseline would say, a rule that could only fail has failed.

use super::record::Outcome;
use super::table::{Finding, Truth, judge, judge_case};
use crate::gate::{Case, Check, Effect, Expression, PluginCheck, Rule, Score};

/// What a condition gave, as its rule takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Given(Truth),
    /// It lacks a baseline that the gate does without, and nothing else.
    Waiting,
}

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
}

/// Whether a score applies, or a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applies {
    Yes,
    /// Its `when` waits for a baseline.
    Perhaps,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Settled<'r> {
    Found(Finding, Decider),
    /// Its `when` is false.
    Skipped,
    /// It waits for a baseline, and without it nothing speaks against.
    Waiting(Decider),
    /// Those that the score counts decide; it has no finding yet.
    Members(&'r Score, Applies),
    /// A policy decides; it was not asked yet.
    Policy(&'r PluginCheck, Applies),
}

/// Asks for the answer to a condition only when it matters, in the order of the file.
pub(super) fn settle<'r>(
    rule: &'r Rule,
    mut answer: impl FnMut(&Expression) -> Answer,
) -> Settled<'r> {
    let Some(when) = &rule.when else { return checked(rule, answer) };
    match answer(when) {
        Answer::Given(Truth::True) => checked(rule, answer),
        Answer::Given(Truth::False) => Settled::Skipped,
        Answer::Given(Truth::Undetermined) => {
            let finding = judge(&rule.check, Truth::Undetermined, rule.on_undetermined);
            Settled::Found(finding, Decider::When)
        }
        Answer::Waiting => perhaps(rule, checked(rule, answer)),
    }
}

/// What the check comes to.
fn checked<'r>(rule: &'r Rule, mut answer: impl FnMut(&Expression) -> Answer) -> Settled<'r> {
    match &rule.check {
        Check::Require { condition, .. } | Check::Forbid { condition, .. } => {
            match answer(condition) {
                Answer::Waiting => Settled::Waiting(Decider::Condition),
                Answer::Given(truth) => {
                    let finding = judge(&rule.check, truth, rule.on_undetermined);
                    Settled::Found(finding, Decider::Condition)
                }
            }
        }
        Check::Cases(cases) => in_cases(rule, cases, answer),
        Check::Score(score) => Settled::Members(score, Applies::Yes),
        Check::Plugin(check) => Settled::Policy(check, Applies::Yes),
    }
}

fn in_cases<'r>(
    rule: &'r Rule,
    cases: &[Case],
    mut answer: impl FnMut(&Expression) -> Answer,
) -> Settled<'r> {
    let undetermined = judge(&rule.check, Truth::Undetermined, rule.on_undetermined);
    // The first that waits, and the mildest of what they would say.
    let mut waiting: Option<(Decider, Option<Effect>)> = None;
    for (at, case) in cases.iter().enumerate() {
        let decider = Decider::Case(at);
        match case.when.as_ref().map_or(Answer::Given(Truth::True), &mut answer) {
            Answer::Given(Truth::False) => {}
            Answer::Waiting => {
                waiting = waiting
                    .map(|(first, mildest)| (first, mildest.min(case.then)))
                    .or(Some((decider, case.then)));
            }
            Answer::Given(Truth::True) => {
                let Some(waiting) = waiting else {
                    return Settled::Found(judge_case(case.then), decider);
                };
                return behind(waiting, (case.then, decider), rule.on_undetermined);
            }
            // One that is undetermined before the first that holds leaves all undetermined.
            Answer::Given(Truth::Undetermined) => return Settled::Found(undetermined, decider),
        }
    }
    Settled::Found(undetermined, Decider::Nothing)
}

/// A case that holds behind others that wait for a baseline.
fn behind<'r>(
    (first, mildest): (Decider, Option<Effect>),
    (then, decider): (Option<Effect>, Decider),
    on_undetermined: Option<Effect>,
) -> Settled<'r> {
    match (then, mildest.min(then)) {
        (None | Some(Effect::Warn), _) => Settled::Waiting(first),
        // All of them stop the release: the mildest of what they ask for is certain.
        (_, Some(certain @ (Effect::NoGo | Effect::Rollback))) => {
            Settled::Found(Finding::Fail(certain), decider)
        }
        // Only the baseline could say that all is well.
        (Some(Effect::NoGo | Effect::Rollback), None | Some(Effect::Warn)) => {
            Settled::Found(stopped(on_undetermined), first)
        }
    }
}

/// A rule whose `when` waits for a baseline.
fn perhaps<'r>(rule: &Rule, settled: Settled<'r>) -> Settled<'r> {
    match settled {
        Settled::Found(finding, decider) => {
            match if_it_applies(finding, rule.on_undetermined) {
                None => Settled::Waiting(Decider::When),
                // What is not known for another reason has its own cause.
                Some(found) if found == finding => Settled::Found(found, decider),
                Some(found) => Settled::Found(found, Decider::When),
            }
        }
        Settled::Skipped | Settled::Waiting(_) => Settled::Waiting(Decider::When),
        Settled::Members(score, _) => Settled::Members(score, Applies::Perhaps),
        Settled::Policy(check, _) => Settled::Policy(check, Applies::Perhaps),
    }
}

/// The finding of a rule that applies only if a baseline says so; `None` where it can wait.
pub(super) fn if_it_applies(finding: Finding, on_undetermined: Option<Effect>) -> Option<Finding> {
    match finding {
        Finding::Pass | Finding::Fail(Effect::Warn) => None,
        // Only the baseline could say that it does not matter.
        Finding::Fail(Effect::NoGo | Effect::Rollback) => Some(stopped(on_undetermined)),
        Finding::Undetermined(effect) => Some(Finding::Undetermined(effect)),
    }
}

/// The gate does without the baseline, not without an answer: no-go at least.
fn stopped(on_undetermined: Option<Effect>) -> Finding {
    Finding::Undetermined(on_undetermined.unwrap_or(Effect::NoGo).max(Effect::NoGo))
}

/// What a rule came to, before waivers and phases have their say; `None` for a score that
/// applies, which its members decide, and for what a policy decides.
pub fn outcome(
    rule: &Rule,
    mut truth: impl FnMut(&Expression) -> Truth,
) -> Option<(Outcome, Option<Effect>)> {
    match settle(rule, |condition| Answer::Given(truth(condition))) {
        Settled::Found(finding, _) => Some(parts(finding)),
        Settled::Skipped | Settled::Waiting(_) => Some((Outcome::Skipped, None)),
        Settled::Members(..) | Settled::Policy(..) => None,
    }
}

pub(super) fn parts(finding: Finding) -> (Outcome, Option<Effect>) {
    match finding {
        Finding::Pass => (Outcome::Pass, None),
        Finding::Fail(effect) => (Outcome::Fail, Some(effect)),
        Finding::Undetermined(effect) => (Outcome::Undetermined, Some(effect)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::load;

    /// Conditions are `params.X`; the answers in their order as `t`, `f`, `u` and `w` (waiting).
    #[track_caller]
    fn check(lines: &str, answers: &str, expected: &str) {
        let text = format!("gate: g\nparams: {{x: \"1\"}}\nrules: [{{id: r, {lines}}}]");
        let loaded = load("gate.yaml", &text);
        let gate = loaded.gate.unwrap_or_else(|| panic!("{text}: {:?}", loaded.problems));
        let mut given = answers.chars();
        let settled = settle(&gate.rules[0], |_| match given.next().unwrap() {
            't' => Answer::Given(Truth::True),
            'f' => Answer::Given(Truth::False),
            'u' => Answer::Given(Truth::Undetermined),
            _ => Answer::Waiting,
        });
        assert_eq!(format!("{settled:?}"), expected, "{lines} {answers}");
        assert_eq!(given.next(), None, "{lines} {answers}");
    }

    const X: &str = "params.x == \"1\"";

    #[test]
    fn a_rule_that_waits_is_skipped_and_nothing_else_is() {
        for kind in ["require", "no_go_if", "rollback_if"] {
            check(&format!("{kind}: '{X}'"), "w", "Waiting(Condition)");
            check(&format!("{kind}: '{X}'"), "u", "Found(Undetermined(NoGo), Condition)");
        }
    }

    #[test]
    fn a_when_that_waits_lets_nothing_pass_that_would_fail() {
        let lines = format!("when: '{X}', no_go_if: '{X}'");
        check(&lines, "wt", "Found(Undetermined(NoGo), When)");
        check(&lines, "wf", "Waiting(When)");
        check(&lines, "ww", "Waiting(When)");
        check(&lines, "wu", "Found(Undetermined(NoGo), Condition)");
        check(&lines, "f", "Skipped");
        let lines = format!("when: '{X}', rollback_if: '{X}', on_undetermined: warn");
        check(&lines, "wt", "Found(Undetermined(NoGo), When)");
        check(&format!("when: '{X}', warn_if: '{X}'"), "wt", "Waiting(When)");
    }

    #[test]
    fn cases_behind_one_that_waits_are_tried() {
        let cases = |thens: [&str; 3]| {
            let [a, b, c] = thens;
            format!(
                "cases: [{{when: '{X}', then: {a}}}, {{when: '{X}', then: {b}}}, {{then: {c}}}]"
            )
        };
        let lines = cases(["rollback", "no-go", "go"]);
        check(&lines, "wf", "Waiting(Case(0))");
        check(&lines, "wt", "Found(Fail(NoGo), Case(1))");
        check(&lines, "wu", "Found(Undetermined(NoGo), Case(1))");
        check(&lines, "fw", "Waiting(Case(1))");
        check(&lines, "ww", "Waiting(Case(0))");
        check(&cases(["no-go", "rollback", "go"]), "wt", "Found(Fail(NoGo), Case(1))");
        check(&cases(["rollback", "rollback", "go"]), "wt", "Found(Fail(Rollback), Case(1))");
        check(&cases(["rollback", "warn", "no-go"]), "wt", "Waiting(Case(0))");
        check(&cases(["rollback", "go", "no-go"]), "ww", "Found(Undetermined(NoGo), Case(0))");
        check(&cases(["go", "no-go", "no-go"]), "wt", "Found(Undetermined(NoGo), Case(0))");
        let warns = cases(["go", "go", "rollback"]) + ", on_undetermined: warn";
        check(&warns, "wf", "Found(Undetermined(NoGo), Case(0))");
        check(&warns, "u", "Found(Undetermined(Warn), Case(0))");
    }
}
