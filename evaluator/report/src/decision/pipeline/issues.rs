//! Which rules a system is told of, of each kind: so many that all are shown.

use gonogo_engine::decision::{Decision, RuleRecord};

use crate::decision::standing::{Standing, folded, standing};

/// Ten of a kind are shown for a step; the last one says how many more there are.
const SHOWN: usize = 9;

/// `issue` writes one rule with those that follow from it, `more` how many are left; each with the
/// kind, `error` or `warning`.
pub(super) fn issues(
    decision: &Decision,
    issue: impl Fn(&str, (&RuleRecord, &[&RuleRecord])) -> String,
    more: impl Fn(&str, &str) -> String,
) -> String {
    let (told, following) = folded(decision);
    let (warnings, errors): (Vec<_>, Vec<_>) =
        told.into_iter().partition(|rule| standing(rule) == Standing::Warns);
    let mut out = String::new();
    for (level, rules) in [("error", errors), ("warning", warnings)] {
        out.extend(rules.iter().take(SHOWN).map(|rule| issue(level, (rule, &following))));
        let left = rules.len().saturating_sub(SHOWN);
        if left > 0 {
            out.push_str(&more(level, &format!("{left} more rules ask for something")));
        }
    }
    out
}
