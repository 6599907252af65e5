//! How a rule stands, as reports for machines tell it apart, and what is said of it on one line.

use gonogo_engine::Verdict;
use gonogo_engine::decision::{Counts, Decision, Outcome, RuleRecord, WaiverState};
use gonogo_engine::gate::{Effect, FACTS_RULE};

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

/// Of a look before the end, of which a go is not the last word.
pub(crate) fn not_over(decision: &Decision) -> Option<String> {
    let open = decision.bake.as_ref().filter(|bake| !bake.over);
    open.filter(|_| decision.decision == Verdict::Go).map(|bake| {
        format!(
            "the bake is not over: {} of {} left; this go is one look's, not the phase's",
            bake.left, bake.lasts
        )
    })
}

/// What became of a waiver.
pub(crate) fn waiver_state(state: WaiverState) -> &'static str {
    match state {
        WaiverState::Applied => "makes the failure a warning",
        WaiverState::Unused => "is not used: the rule did not fail",
        WaiverState::Expired => "has expired",
        WaiverState::NotYetValid => "is not valid yet",
        WaiverState::UnknownRule => "names no rule of this phase",
        WaiverState::InScore => "changes nothing: the rule only counts in a score",
    }
}

/// The facts that the implicit rule names.
pub(crate) fn unusable(decision: &Decision) -> &[String] {
    let rule = decision.rules.iter().find(|rule| rule.id == FACTS_RULE);
    rule.map(|rule| rule.unknown.as_slice()).unwrap_or_default()
}

/// What asks for something, without the rules that only follow from facts that are named, and these.
pub(crate) fn folded(decision: &Decision) -> (Vec<&RuleRecord>, Vec<&RuleRecord>) {
    let unusable = unusable(decision);
    let follows = |rule: &&RuleRecord| follows_from(rule, unusable);
    let (following, told) = troubles(decision).into_iter().partition(follows);
    (told, following)
}

/// What the implicit rule says of those that follow.
pub(crate) fn consequences(rule: &RuleRecord, following: &[&RuleRecord]) -> Option<String> {
    let ids: Vec<&str> = following.iter().map(|rule| rule.id.as_str()).collect();
    (rule.id == FACTS_RULE).then(|| so(&ids)).flatten()
}

/// `so 2 rules could not be judged: a, b`
pub(crate) fn so(ids: &[&str]) -> Option<String> {
    let rules = match ids.len() {
        0 => return None,
        1 => "1 rule".to_owned(),
        count => format!("{count} rules"),
    };
    Some(format!("so {rules} could not be judged: {}", ids.join(", ")))
}

/// Undetermined for no other reason than facts that are named already.
pub(crate) fn follows_from(rule: &RuleRecord, unusable: &[String]) -> bool {
    rule.id != FACTS_RULE
        && rule.outcome == Outcome::Undetermined
        && rule.effect != Some(Effect::Rollback)
        && rule.score.is_none()
        && !rule.unknown.is_empty()
        && rule.unknown.iter().all(|name| unusable.contains(name))
}
