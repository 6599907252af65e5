//! One rule: its mark and effect, what it says, by how much, since when, what to do.

use gonogo_engine::decision::{Held, LogicRecord, Outcome, RuleRecord};
use gonogo_engine::gate::{Effect, FACTS_RULE};

use super::super::steps::steps;
use super::{is_open, plugin, score};
use crate::Detail;
use crate::paint::{BOLD, DIM, GREEN, Mark, RED, YELLOW, paint, printable, wrapped};

/// The column where texts start, after their label.
const TEXT: usize = 14;
/// Spans shown in the full report, the newest.
const SPANS: usize = 3;
/// Stands where a condition would.
const LAST_CASE: &str = "the last case: none before it holds";

pub(super) fn block(rule: &RuleRecord, detail: Detail, out: &mut String) {
    out.push_str(&title(rule));
    let mut line = |label: &str, text: &str| {
        let label = paint(DIM, &format!("{label:<9}"));
        out.push_str(&format!("    {label} {}\n", wrapped(&printable(text), TEXT)));
    };
    let is_news = |text: &&String| !score::says(rule, text);
    if let Some(message) = rule.message.as_ref().filter(is_news) {
        line("what", message);
    }
    if let Some(cause) = rule.cause.as_ref().filter(is_news).filter(|_| rule.id != FACTS_RULE) {
        line("cause", cause);
    }
    let full = detail == Detail::Full;
    let of_score = score::lines(rule, detail);
    of_score.iter().for_each(|(label, text)| line(label, text));
    plugin::lines(rule, detail).iter().for_each(|(label, text)| line(label, text));
    let is_shown = of_score.is_empty() && (full || rule.outcome == Outcome::Fail);
    if let Some(margin) = rule.margin.as_ref().filter(|_| is_shown) {
        line("by", margin);
    }
    if let Some(since) = since(rule) {
        line("since", &since);
    }
    steps(rule).iter().for_each(|(label, text)| line(label, text));
    condition(rule, detail).iter().for_each(|(label, text)| line(label, text));
    for note in &rule.notes {
        line("note", note);
    }
    // What is wrong with the facts follows without a gap.
    if full && !is_open(rule) || rule.id != FACTS_RULE {
        out.push('\n');
    }
}

/// `no    error_rate.latest() < '1%'  ← decides`
fn logic_text(part: &LogicRecord) -> String {
    let held = match part.held {
        Held::Yes => "yes",
        Held::No => "no",
        Held::Unknown => "?",
        Held::NotAsked => "–",
    };
    let decides = if part.decides { "  ← decides" } else { "" };
    format!("{}{held:<4} {}{decides}", "│ ".repeat(part.depth), part.expr)
}

/// Where something can still be waited for: what is harmful is rolled back first.
fn is_held(rule: &RuleRecord) -> bool {
    rule.effect != Some(Effect::Rollback)
}

/// What was asked, what came of it, and what would make it pass.
fn condition(rule: &RuleRecord, detail: Detail) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let full = detail == Detail::Full;
    let shown = full || rule.outcome != Outcome::Pass && rule.outcome != Outcome::Skipped;
    match &rule.expression {
        Some(expression) if shown && rule.score.is_none() => {
            lines.push(("rule", expression.clone()))
        }
        None if rule.outcome == Outcome::Fail && rule.plugin.is_none() => {
            lines.push(("rule", LAST_CASE.to_owned()))
        }
        Some(_) | None => {}
    }
    for part in rule.logic.iter().filter(|_| full) {
        lines.push(("", logic_text(part)));
    }
    if full || rule.message.is_none() {
        let is_told = |expr: &str| full && rule.logic.iter().any(|part| part.expr == expr);
        for value in rule.values.iter().filter(|value| shown && !is_told(&value.expr)) {
            lines.push(("", format!("{} = {}", value.expr, value.value)));
        }
    }
    let waits = rule.passes_if.as_ref().filter(|_| full || is_held(rule));
    if let Some(passes_if) = waits {
        lines.push(("passes if", passes_if.clone()));
    }
    if let Some(open) = &rule.open {
        lines.push(("open", open.clone()));
    }
    for span in rule.spans.iter().rev().take(if full { SPANS } else { 0 }) {
        let peak = span.peak.as_ref().map(|p| format!(", peak {p}")).unwrap_or_default();
        lines.push(("span", format!("{} to {}{peak}", span.from, span.to)));
    }
    lines
}

fn since(rule: &RuleRecord) -> Option<String> {
    let lasting = match &rule.failing_for {
        Some(lasting) => format!("for {lasting}"),
        None => "and nobody has seen it recover".to_owned(),
    };
    rule.since.as_ref().map(|since| format!("{since}, {lasting}"))
}

fn title(rule: &RuleRecord) -> String {
    let (mark, style) = match (rule.outcome, rule.effect) {
        (Outcome::Pass, _) => (Mark::Passed, GREEN),
        (Outcome::Skipped, _) => (Mark::Skipped, DIM),
        (_, Some(Effect::Warn)) => (Mark::Warning, YELLOW),
        (Outcome::Undetermined, _) => (Mark::Unknown, YELLOW),
        (Outcome::Fail, Some(Effect::Rollback)) => (Mark::Failed, RED),
        (Outcome::Fail, _) => (Mark::Failed, YELLOW),
    };
    let word = match rule.outcome {
        Outcome::Pass => "pass",
        Outcome::Skipped => "skipped",
        Outcome::Fail | Outcome::Undetermined => score::word(rule),
    };
    let mut about = Vec::new();
    let is_unsaid = rule.outcome == Outcome::Undetermined && rule.effect.is_some();
    about.extend(is_unsaid.then(|| "undetermined".to_owned()));
    about.extend(rule.shadow.then(|| "in shadow, decides nothing".to_owned()));
    about.extend(score::membership(rule));
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let word = format!("{}{about}", paint(style.bold(), word));
    let name = rule.title.as_deref().unwrap_or(&rule.id);
    if rule.id == FACTS_RULE {
        return format!("{} {word}  {}\n", mark.painted(), paint(BOLD, name));
    }
    let place = format!("at {}:{}:{}", rule.file, rule.line, rule.column);
    let place = match &rule.title {
        Some(_) => format!("{} {place}", rule.id),
        None => place,
    };
    format!(
        "{} {word}  {}\n    {}\n",
        mark.painted(),
        paint(BOLD, &printable(name)),
        paint(DIM, &printable(&place)),
    )
}
