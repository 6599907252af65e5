//! A score: how it stands to its limits, and which of its rules are missing.

use gonogo_engine::decision::{Outcome, RuleRecord, ScoreRecord};
use gonogo_engine::gate::Effect;

use crate::Detail;

/// Labels with their texts; nothing for rules of other kinds.
pub(super) fn lines(rule: &RuleRecord, detail: Detail) -> Vec<(&'static str, String)> {
    let Some(score) = &rule.score else { return Vec::new() };
    let mut lines = Vec::new();
    lines.extend(rule.margin.as_ref().map(|margin| ("score", margin.clone())));
    for (label, outcome) in [
        ("failed", Outcome::Fail),
        ("unknown", Outcome::Undetermined),
        ("skipped", Outcome::Skipped),
        ("passed", Outcome::Pass),
    ] {
        let names = names(score, outcome);
        let is_shown = outcome != Outcome::Pass || detail == Detail::Full;
        if is_shown && !names.is_empty() {
            lines.push((label, names.join(", ")));
        }
    }
    lines
}

/// The heaviest first, with their weights where these differ.
fn names(score: &ScoreRecord, outcome: Outcome) -> Vec<String> {
    let mut weights = score.members.iter().map(|member| &member.weight);
    let first = weights.next();
    let is_even = weights.all(|weight| Some(weight) == first);
    let members = score.members.iter().filter(|member| member.outcome == outcome);
    members
        .map(|member| match is_even {
            true => member.rule.clone(),
            false => format!("{} ({})", member.rule, member.weight),
        })
        .collect()
}

/// The text says no more than these lines do.
pub(super) fn says(rule: &RuleRecord, text: &str) -> bool {
    rule.score.as_ref().is_some_and(|score| score.text == text)
}

/// What a title says of a rule that a score counts.
pub(super) fn membership(rule: &RuleRecord) -> Option<String> {
    let scores = rule.counts_in.join(", ");
    match (scores.is_empty(), rule.veto) {
        (true, _) => None,
        (false, true) => Some(format!("counts in {scores}, with veto")),
        (false, false) => Some(format!("counts in {scores} only")),
    }
}

/// The word for what a failed or undetermined rule asks for.
pub(super) fn word(rule: &RuleRecord) -> &'static str {
    match (rule.effect, rule.outcome) {
        (Some(effect), _) => Effect::name(effect),
        (None, Outcome::Fail) => "failed",
        (None, Outcome::Undetermined) => "undetermined",
        (None, Outcome::Pass | Outcome::Skipped) => "",
    }
}
