//! One rule: its mark and effect, what it says, by how much, since when, what to do.

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::gate::FACTS_RULE;

use super::paint::{BOLD, DIM, GREEN, Mark, RED, YELLOW, paint, printable, wrapped};
use crate::report::Detail;

/// The column where texts start, after their label.
const TEXT: usize = 14;
/// Spans shown in the full report, the newest.
const SPANS: usize = 3;

pub(super) fn block(rule: &RuleRecord, detail: Detail, out: &mut String) {
    out.push_str(&title(rule));
    let mut line = |label: &str, text: &str| {
        let label = paint(DIM, &format!("{label:<9}"));
        out.push_str(&format!("    {label} {}\n", wrapped(&printable(text), TEXT)));
    };
    if let Some(message) = &rule.message {
        line("what", message);
    }
    if let Some(cause) = rule.cause.as_ref().filter(|_| rule.id != FACTS_RULE) {
        line("cause", cause);
    }
    let full = detail == Detail::Full;
    if let Some(margin) = rule.margin.as_ref().filter(|_| full || rule.outcome == Outcome::Fail) {
        line("by", margin);
    }
    if let Some(since) = &rule.since {
        let lasting = rule.failing_for.as_deref().unwrap_or("0s");
        line("since", &format!("{since}, for {lasting}"));
    }
    let shown = full || rule.outcome != Outcome::Pass && rule.outcome != Outcome::Skipped;
    if let Some(expression) = rule.expression.as_ref().filter(|_| shown) {
        line("rule", expression);
    }
    if full || rule.message.is_none() {
        for value in rule.values.iter().filter(|_| shown) {
            line("", &format!("{} = {}", value.expr, value.value));
        }
    }
    if full {
        for span in rule.spans.iter().rev().take(SPANS) {
            let peak = span.peak.as_ref().map(|p| format!(", peak {p}")).unwrap_or_default();
            line("span", &format!("{} to {}{peak}", span.from, span.to));
        }
    }
    for note in &rule.notes {
        line("note", note);
    }
    if let Some(action) = &rule.action {
        let text = action.as_str().map_or_else(|| action.to_string(), str::to_owned);
        line("do", &text);
    }
    for step in &rule.escalations {
        line("escalate", &format!("to {} (due since {})", step.to, step.since));
    }
    if shown && rule.id != FACTS_RULE {
        out.push('\n');
    }
}

fn title(rule: &RuleRecord) -> String {
    let (mark, style) = match (rule.outcome, rule.effect) {
        (Outcome::Pass, _) => (Mark::Passed, GREEN),
        (Outcome::Skipped, _) => (Mark::Skipped, DIM),
        (_, Some("warn")) => (Mark::Warning, YELLOW),
        (Outcome::Undetermined, _) => (Mark::Unknown, YELLOW),
        (Outcome::Fail, Some("rollback")) => (Mark::Failed, RED),
        (Outcome::Fail, _) => (Mark::Failed, YELLOW),
    };
    let word = match (rule.outcome, rule.effect) {
        (Outcome::Pass, _) => "pass".to_owned(),
        (Outcome::Skipped, _) => "skipped".to_owned(),
        (Outcome::Undetermined, effect) => {
            format!("{} (undetermined)", effect.unwrap_or_default())
        }
        (Outcome::Fail, effect) => effect.unwrap_or_default().to_owned(),
    };
    let shadow =
        if rule.shadow { paint(DIM, " in shadow: decides nothing") } else { String::new() };
    let name = rule.title.as_deref().unwrap_or(&rule.id);
    if rule.id == FACTS_RULE {
        return format!(
            "{} {}  {}\n",
            mark.painted(),
            paint(style.bold(), &word),
            paint(BOLD, name)
        );
    }
    let place = format!("{}:{}:{}", rule.file, rule.line, rule.column);
    format!(
        "{} {}  {}{shadow}\n    {}\n",
        mark.painted(),
        paint(style.bold(), &word),
        paint(BOLD, &printable(name)),
        paint(DIM, &printable(&format!("{} at {place}", rule.id))),
    )
}
