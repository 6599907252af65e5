//! What a rule is made of, and rules that ask for nothing in lists.

use gonogo_engine::decision::{Held, LogicRecord, Outcome, RuleRecord, ScoreRecord};

use super::findings;
use super::words::{self, escaped, moment};
use crate::decision::standing::name;

/// Spans of a rule, the newest.
const SPANS: usize = 10;
/// Values of a rule in a list.
const VALUES: usize = 3;

/// The condition with its parts and values, folded.
pub(super) fn inside(rule: &RuleRecord) -> String {
    let mut out = String::new();
    if let Some(expression) = &rule.expression {
        out.push_str(&format!("<pre>{}</pre>\n", escaped(expression)));
    }
    if !rule.logic.is_empty() {
        let parts: String = rule.logic.iter().map(part).collect();
        out.push_str(&format!("<ul class=\"logic\">\n{parts}</ul>\n"));
    }
    out.push_str(&rule.score.as_ref().map(score).unwrap_or_default());
    out.push_str(&rule.plugin.as_ref().map(findings::table).unwrap_or_default());
    let mut rows = String::new();
    // A policy's values stand beside its findings.
    for value in rule.values.iter().filter(|_| rule.plugin.is_none()) {
        let (expr, value) = (escaped(&value.expr), escaped(&value.value));
        rows.push_str(&format!(
            "<tr><th scope=\"row\"><code>{expr}</code></th><td>{value}</td></tr>\n"
        ));
    }
    for span in rule.spans.iter().rev().take(SPANS) {
        let peak = span.peak.as_ref().map(|peak| format!(", peak {}", escaped(peak)));
        let (from, to) = (moment(&span.from), moment(&span.to));
        let peak = peak.unwrap_or_default();
        rows.push_str(&format!(
            "<tr><th scope=\"row\">held</th><td>{from} to {to}{peak}</td></tr>\n"
        ));
    }
    if !rows.is_empty() {
        out.push_str(&format!("<table>\n{rows}</table>\n"));
    }
    if out.is_empty() {
        return out;
    }
    let place = format!("{}:{}:{}", rule.file, rule.line, rule.column);
    format!(
        "<details>\n<summary>how it was judged, {}</summary>\n{out}</details>\n",
        escaped(&place)
    )
}

fn part(part: &LogicRecord) -> String {
    let (class, held) = match part.held {
        Held::Yes => ("yes", "yes"),
        Held::No => ("no", "no"),
        Held::Unknown => ("unknown", "not known"),
        Held::NotAsked => ("idle", "not asked"),
    };
    let decides = if part.decides { " <b>decides</b>" } else { "" };
    format!(
        "<li class=\"{class}\" style=\"margin-left:{}rem\"><code>{}</code> {held}{decides}</li>\n",
        part.depth.min(10),
        escaped(&part.expr)
    )
}

fn score(score: &ScoreRecord) -> String {
    let member = |member: &gonogo_engine::decision::MemberRecord| {
        format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
            escaped(&member.rule),
            outcome(member.outcome),
            escaped(&member.weight.to_string()),
        )
    };
    let rows: String = score.members.iter().map(member).collect();
    format!(
        "<p>{}</p>\n<table>\n<tr><th scope=\"col\">rule</th><th scope=\"col\">outcome</th>\
         <th scope=\"col\">weight</th></tr>\n{rows}</table>\n",
        escaped(&score.text)
    )
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "passed",
        Outcome::Fail => "failed",
        Outcome::Undetermined => "undetermined",
        Outcome::Skipped => "skipped",
    }
}

/// Those that could not be judged for want of the facts above.
pub(super) fn following(rules: &[&RuleRecord]) -> String {
    let count = match rules.len() {
        0 => return String::new(),
        1 => "1 rule".to_owned(),
        count => format!("{count} rules"),
    };
    let items: String =
        rules.iter().map(|rule| format!("<li>{}</li>\n", escaped(name(rule)))).collect();
    format!("<p>So {count} could not be judged:</p>\n<ul class=\"names\">\n{items}</ul>\n")
}

pub(super) fn folded(title: &str, rules: &[&RuleRecord]) -> String {
    if rules.is_empty() {
        return String::new();
    }
    let row = |rule: &&RuleRecord| {
        let values = rule.values.iter().take(VALUES);
        let values: Vec<String> =
            values.map(|value| format!("{} = {}", value.expr, value.value)).collect();
        format!(
            "<tr><th scope=\"row\">{}<br><code>{}</code></th><td>{}</td></tr>\n",
            escaped(name(rule)),
            escaped(&rule.id),
            escaped(&rule.cause.clone().unwrap_or_else(|| values.join("; "))),
        )
    };
    let rows: String = rules.iter().map(row).collect();
    words::folded(title, rules.len(), &format!("<table>\n{rows}</table>\n"))
}
