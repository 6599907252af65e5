//! Rules: those that ask for something as cards, others in folded lists.

use gonogo_engine::decision::{Held, LogicRecord, Outcome, RuleRecord};
use gonogo_engine::gate::Effect;
use serde_json::Value as Json;

use crate::decision::standing::{name, word};
use crate::replay::escape::escaped;

/// Rules that have a card.
const CARDS: usize = 100;

pub(super) fn cards(troubles: &[&RuleRecord]) -> String {
    if troubles.is_empty() {
        return String::new();
    }
    let cards: String = troubles.iter().take(CARDS).map(|rule| card(rule)).collect();
    let more = troubles.len().saturating_sub(CARDS);
    let more = if more > 0 { format!("<p>… and {more} more rules</p>\n") } else { String::new() };
    format!("<section><h2>What decides</h2>\n{cards}{more}</section>\n")
}

fn card(rule: &RuleRecord) -> String {
    let class = match rule.effect {
        Some(Effect::Rollback) => "c3",
        Some(Effect::NoGo) => "c2",
        Some(Effect::Warn) | None => "cw",
    };
    let unknown = if rule.outcome == Outcome::Undetermined { ", undetermined" } else { "" };
    let mut rows = String::new();
    let mut row = |label: &str, html: &str| {
        rows.push_str(&format!("<dt>{label}</dt><dd>{html}</dd>\n"));
    };
    if let Some(cause) = &rule.cause {
        row("cause", &escaped(cause));
    }
    if let Some(margin) = &rule.margin {
        row("by", &escaped(margin));
    }
    if let (Some(since), Some(lasting)) = (&rule.since, &rule.failing_for) {
        row("since", &format!("{}, for {}", escaped(since), escaped(lasting)));
    }
    if let Some(passes_if) = &rule.passes_if {
        row("passes if", &escaped(passes_if));
    }
    if let Some(action) = &rule.action {
        row("do", &escaped(&action_text(action)));
    }
    for step in &rule.escalations {
        row("escalate", &escaped(&format!("to {}, due since {}", step.to, step.since)));
    }
    for note in &rule.notes {
        row("note", &escaped(note));
    }
    let message = rule.message.as_ref().map(|text| format!("<p>{}</p>\n", escaped(text)));
    format!(
        "<article class=\"card {class}\"><h3>{} <span class=\"asks\">{}{unknown}</span></h3>\n\
         {}<dl>{rows}</dl>\n{}</article>\n",
        escaped(name(rule)),
        word(rule),
        message.unwrap_or_default(),
        inside(rule),
    )
}

/// The condition with its parts and values, folded.
fn inside(rule: &RuleRecord) -> String {
    let mut out = format!(
        "<details><summary>{} at {}:{}:{}</summary>\n",
        escaped(&rule.id),
        escaped(&rule.file),
        rule.line,
        rule.column
    );
    if let Some(expression) = &rule.expression {
        out.push_str(&format!("<pre>{}</pre>\n", escaped(expression)));
    }
    if !rule.logic.is_empty() {
        let parts: String = rule.logic.iter().map(part).collect();
        out.push_str(&format!("<ul class=\"logic\">{parts}</ul>\n"));
    }
    if !rule.values.is_empty() {
        let rows = rule.values.iter().map(|value| {
            format!(
                "<tr><td><code>{}</code></td><td>{}</td></tr>",
                escaped(&value.expr),
                escaped(&value.value)
            )
        });
        out.push_str(&format!("<table>{}</table>\n", rows.collect::<String>()));
    }
    out + "</details>\n"
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
        "<li class=\"{class}\" style=\"margin-left:{}rem\"><code>{}</code> {held}{decides}</li>",
        part.depth,
        escaped(&part.expr)
    )
}

fn action_text(action: &Json) -> String {
    match action {
        Json::String(text) => text.clone(),
        Json::Object(fields) => {
            let pair = |(key, value): (&String, &Json)| format!("{key}: {}", action_text(value));
            fields.iter().map(pair).collect::<Vec<_>>().join(", ")
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) => action.to_string(),
    }
}

pub(super) fn folded(title: &str, rules: &[&RuleRecord]) -> String {
    if rules.is_empty() {
        return String::new();
    }
    let row = |rule: &&RuleRecord| {
        let values = rule.values.iter().take(3);
        let values: Vec<String> =
            values.map(|value| format!("{} = {}", value.expr, value.value)).collect();
        format!(
            "<tr><td>{}<br><code>{}</code></td><td>{}</td></tr>\n",
            escaped(name(rule)),
            escaped(&rule.id),
            escaped(&rule.cause.clone().unwrap_or_else(|| values.join("; "))),
        )
    };
    let rows: String = rules.iter().map(row).collect();
    format!(
        "<details><summary>{title} ({})</summary>\n<table>{rows}</table>\n</details>\n",
        rules.len()
    )
}
