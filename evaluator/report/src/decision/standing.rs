//! How a rule stands, as reports for machines tell it apart, and what is said of it on one line.

use gonogo_engine::decision::{Counts, Decision, Outcome, RuleRecord};
use gonogo_engine::gate::Effect;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    Passed,
    Skipped,
    /// In shadow, or a matter of the scores that count it.
    Silent,
    Warns,
    /// It could not be judged, and holds the release.
    Unknown,
    Fails,
}

/// How many rules came to what, for people: `12 passed`, and what else there is.
pub(crate) fn counted(counts: Counts) -> Vec<String> {
    let mut parts = vec![format!("{} passed", counts.passed)];
    for (count, word) in [
        (counts.failed, "failed"),
        (counts.warned, "warned"),
        (counts.undetermined, "undetermined"),
        (counts.skipped, "skipped"),
        (counts.in_scores, "in scores"),
        (counts.shadow, "in shadow"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    parts
}

pub(crate) fn standing(rule: &RuleRecord) -> Standing {
    if rule.shadow || (rule.only_counts() && rule.outcome != Outcome::Pass) {
        return Standing::Silent;
    }
    match (rule.outcome, rule.effect) {
        (Outcome::Pass, _) => Standing::Passed,
        (Outcome::Skipped, _) => Standing::Skipped,
        (Outcome::Fail | Outcome::Undetermined, Some(Effect::Warn) | None) => Standing::Warns,
        (Outcome::Undetermined, Some(Effect::NoGo | Effect::Rollback)) => Standing::Unknown,
        (Outcome::Fail, Some(Effect::NoGo | Effect::Rollback)) => Standing::Fails,
    }
}

/// What asks for something, the worst first; within that in the order of the file.
pub(crate) fn troubles(decision: &Decision) -> Vec<&RuleRecord> {
    let is_trouble = |rule: &&RuleRecord| {
        matches!(standing(rule), Standing::Fails | Standing::Unknown | Standing::Warns)
    };
    let mut troubles: Vec<&RuleRecord> = decision.rules.iter().filter(is_trouble).collect();
    troubles.sort_by_key(|rule| std::cmp::Reverse((rule.effect, standing(rule))));
    troubles
}

pub(crate) fn name(rule: &RuleRecord) -> &str {
    rule.title.as_deref().unwrap_or(&rule.id)
}

/// What it asks for, as a word.
pub(crate) fn word(rule: &RuleRecord) -> &'static str {
    rule.effect.map_or("nothing", Effect::name)
}

/// What is wrong: its message or cause, and by how much.
pub(crate) fn said(rule: &RuleRecord) -> String {
    let what = rule.message.as_deref().or(rule.cause.as_deref());
    let mut parts: Vec<&str> = what.into_iter().collect();
    if rule.outcome == Outcome::Fail {
        parts.extend(rule.margin.as_deref());
    }
    match parts.as_slice() {
        [] => rule
            .expression
            .clone()
            .unwrap_or_else(|| "no case before the last one holds".to_owned()),
        parts => parts.join("; "),
    }
}
