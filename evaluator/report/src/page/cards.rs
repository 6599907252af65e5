//! Rules that ask for something: what failed, by how much, since when, what to do, and what the
//! series looked like that they read.

use gonogo_engine::decision::{Decision, Outcome, RuleRecord};
use gonogo_engine::gate::{Effect, FACTS_RULE};

use super::pictures::Pictures;
use super::words::{action, escaped, prose, time};
use super::{facts, rules};
use crate::decision::standing::{name, word};

/// Rules that have a card.
const CARDS: usize = 100;

/// What cards are made of.
pub(super) struct Cards<'c> {
    pub(super) decision: &'c Decision,
    /// Could not be judged for want of facts that the implicit rule names.
    pub(super) following: &'c [&'c RuleRecord],
    pub(super) pictures: Pictures,
}

impl Cards<'_> {
    pub(super) fn of(&mut self, troubles: &[&RuleRecord]) -> String {
        let cards: String = troubles.iter().take(CARDS).map(|rule| self.card(rule)).collect();
        let more = troubles.len().saturating_sub(CARDS);
        if more > 0 { format!("{cards}<p>… and {more} more rules</p>\n") } else { cards }
    }

    fn card(&mut self, rule: &RuleRecord) -> String {
        let mut out = title(rule);
        out.push_str(&known(rule, &self.decision.now));
        if rule.id == FACTS_RULE {
            out.push_str(&facts::of_rule(self.decision, rule));
            out.push_str(&rules::following(self.following));
        }
        out.push_str(&self.pictures.of_rule(rule));
        out.push_str(&rules::inside(rule));
        out + "</article>\n"
    }
}

fn title(rule: &RuleRecord) -> String {
    let class = match rule.effect {
        Some(Effect::Rollback) => "c3",
        Some(Effect::NoGo) => "c2",
        Some(Effect::Warn) | None => "cw",
    };
    let unknown = if rule.outcome == Outcome::Undetermined { ", undetermined" } else { "" };
    // The causes of the implicit rule stand in the table.
    let cause = rule.cause.as_ref().filter(|_| rule.id != FACTS_RULE);
    let said = rule.message.as_ref().or(cause);
    let said = said.map(|text| format!("<p class=\"said\">{}</p>\n", prose(text)));
    format!(
        "<article class=\"card {class}\">\n<h3>{}</h3>\n<p class=\"asks\"><b>{}{unknown}</b> · {}</p>\n{}",
        escaped(name(rule)),
        word(rule),
        escaped(&rule.id),
        said.unwrap_or_default(),
    )
}

fn known(rule: &RuleRecord, now: &str) -> String {
    let mut rows = String::new();
    let mut row = |label: &str, html: String| {
        rows.push_str(&format!("<dt>{label}</dt><dd>{html}</dd>\n"));
    };
    if let (Some(_), Some(cause)) = (&rule.message, &rule.cause) {
        row("cause", prose(cause));
    }
    if let Some(margin) = &rule.margin {
        row("by", format!("<b>{}</b>", prose(margin)));
    }
    match (&rule.since, &rule.failing_for) {
        (Some(since), Some(lasting)) => {
            row("for", format!("<b>{}</b>, since {}", escaped(lasting), time(since, now)));
        }
        (Some(since), None) => {
            row("since", format!("{}, and nobody has seen it recover", time(since, now)));
        }
        (None, _) => {}
    }
    if let Some(what) = &rule.action {
        row("do", escaped(&action(what)));
    }
    for step in &rule.escalations {
        row("escalate", format!("to {}, due since {}", escaped(&step.to), time(&step.since, now)));
    }
    for (label, text) in [("passes if", &rule.passes_if), ("open", &rule.open)] {
        if let Some(text) = text {
            row(label, prose(text));
        }
    }
    for note in &rule.notes {
        row("note", prose(note));
    }
    if rows.is_empty() { rows } else { format!("<dl>\n{rows}</dl>\n") }
}
