//! One rule: its mark and effect, what it says, by how much, since when, what to do.

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::gate::FACTS_RULE;
use serde_json::Value as Json;

use super::paint::{BOLD, DIM, GREEN, Mark, RED, YELLOW, paint, printable};
use crate::report::Detail;

/// Spans shown in the full report, the newest.
const SPANS: usize = 3;

pub(super) fn block(rule: &RuleRecord, detail: Detail, out: &mut String) {
    out.push_str(&title(rule));
    let mut line = |label: &str, text: &str| {
        let label = paint(DIM, &format!("{label:<9}"));
        out.push_str(&format!("    {label} {}\n", printable(text)));
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
        line("do", &action_text(action));
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

/// A sentence as it is, a map as `kind: reduce-traffic, to: 5%`.
fn action_text(action: &Json) -> String {
    let plain = |json: &Json| json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    match action {
        Json::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{key}: {}", plain(value)));
            entries.collect::<Vec<_>>().join(", ")
        }
        other => plain(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_read_as_sentences_or_as_pairs() {
        let check = |action: &str, shown: &str| {
            assert_eq!(action_text(&serde_json::from_str(action).unwrap()), shown);
        };
        check(r#""pause the switch""#, "pause the switch");
        check(r#"{"kind": "scale", "to": 5, "of": ["a"]}"#, r#"kind: scale, to: 5, of: ["a"]"#);
    }
}
