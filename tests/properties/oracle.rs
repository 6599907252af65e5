//! What a gate should decide, by the letter of the decision table and nothing else.

use crate::condition::Condition;
use crate::gate::{Body, Effect, Rule};
use crate::snapshot::{FACTS, Fact, State, States};

/// `None` is not known.
fn truth(condition: &Condition, states: &States) -> Option<bool> {
    let number = |fact: &Fact| match states[fact] {
        State::Good(value) => Some(value),
        _ => None,
    };
    let of = |condition: &Condition| truth(condition, states);
    match condition {
        Condition::Below(fact, limit) => number(fact).map(|value| value < *limit),
        Condition::AtLeast(fact, limit) => number(fact).map(|value| value >= *limit),
        Condition::Has => match states[&Fact::Optional] {
            State::Good(_) => Some(true),
            State::Missing => Some(false),
            _ => None,
        },
        Condition::Always(value) => Some(*value),
        Condition::Error => None,
        Condition::Not(inner) => of(inner).map(|value| !value),
        Condition::And(a, b) => match (of(a), of(b)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Condition::Or(a, b) => match (of(a), of(b)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        Condition::Choice(which, a, b) => of(which).and_then(|yes| of(if yes { a } else { b })),
    }
}

/// What a rule finds: outcome and effect as a decision names them.
pub(crate) fn finding(rule: &Rule, states: &States) -> (&'static str, Option<Effect>) {
    let softest = match &rule.body {
        Body::Forbid(_, Effect::Warn) => Effect::Warn,
        _ => Effect::NoGo,
    };
    let unknown = ("undetermined", Some(rule.on_undetermined.unwrap_or(softest)));
    let failed = |effect: Option<Effect>| (if effect.is_some() { "fail" } else { "pass" }, effect);
    match rule.when.as_ref().map(|when| truth(when, states)) {
        Some(None) => return unknown,
        Some(Some(false)) => return ("skipped", None),
        Some(Some(true)) | None => {}
    }
    match &rule.body {
        Body::Require(condition, otherwise) => match truth(condition, states) {
            Some(true) => ("pass", None),
            Some(false) => failed(Some(otherwise.unwrap_or(Effect::NoGo))),
            None => unknown,
        },
        Body::Forbid(condition, effect) => match truth(condition, states) {
            Some(true) => failed(Some(*effect)),
            Some(false) => ("pass", None),
            None => unknown,
        },
        Body::Cases(cases, last) => {
            for (when, then) in cases {
                match truth(when, states) {
                    Some(true) => return failed(*then),
                    Some(false) => {}
                    None => return unknown,
                }
            }
            failed(*last)
        }
    }
}

/// The greatest effect of the deciding rules, the one about required facts included.
pub(crate) fn verdict(rules: &[Rule], states: &States) -> &'static str {
    let deciding = || rules.iter().filter(|rule| !rule.shadow);
    let is_unusable = |fact: &Fact| match states[fact] {
        State::Good(_) => false,
        _ => *fact != Fact::Optional,
    };
    let read = |fact: &Fact| {
        deciding().any(|rule| rule.conditions().iter().any(|condition| condition.reads(*fact)))
    };
    let facts = FACTS.iter().any(|fact| read(fact) && is_unusable(fact)).then_some(Effect::NoGo);
    // Every gate here has a rule that always passes, so that some rule has its say.
    let effects = deciding().filter_map(|rule| finding(rule, states).1);
    match effects.chain(facts).max() {
        None | Some(Effect::Warn) => "go",
        Some(Effect::NoGo) => "no-go",
        Some(Effect::Rollback) => "rollback",
    }
}
