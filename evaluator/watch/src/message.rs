//! How news are told.

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::{Decision, Timestamp};
use serde_json::json;

use crate::News;

/// Rules that are named in a text.
const NAMED: usize = 5;

/// How the body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Schema `gonogo.notification/v1`.
    Json,
    /// `{"text": …}`, as incoming webhooks of Slack and of what is like it take it.
    Slack,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: String,
    pub due: i64,
    pub body: String,
}

impl Message {
    /// Of the news of one decision, due one after the other, so that they are sent in their order.
    pub fn all(decision: &Decision, news: &[(String, News)], form: Body) -> Vec<Self> {
        let now = Timestamp::parse(&decision.now).and_then(|now| now.epoch_nanos()).unwrap_or(0);
        let due = (0..news.len())
            .rev()
            .map(|later| now.saturating_sub(i64::try_from(later).unwrap_or(0)));
        let message = |((id, news), due): (&(String, News), i64)| {
            let body = body(decision, news, form).to_string();
            Self { id: id.clone(), due, body }
        };
        news.iter().zip(due).map(message).collect()
    }
}

fn body(decision: &Decision, news: &News, form: Body) -> serde_json::Value {
    match form {
        Body::Slack => json!({"text": text(decision, news, escaped)}),
        Body::Json => json!({
            "schema": "gonogo.notification/v1",
            "event": event(news),
            "text": text(decision, news, str::to_owned),
            "gate": decision.gate.name,
            "phase": decision.phase,
            "now": decision.now,
            "decision": decision.decision,
            "deciding": decision.deciding,
        }),
    }
}

fn event(news: &News) -> serde_json::Value {
    match news {
        News::Changed { from, to } => {
            json!({"kind": "decision-changed", "from": from, "to": to})
        }
        News::Escalated { rule, to, since } => {
            json!({"kind": "escalation-due", "rule": rule, "to": to, "since": since})
        }
    }
}

/// What others say must not call a channel or hide a link. Whom the gate names it may call.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // Mattermost knows `@channel` without a bracket.
    text.replace('@', "@\u{200b}")
}

fn text(decision: &Decision, news: &News, plain: fn(&str) -> String) -> String {
    let place = format!("{} at {}", decision.gate.name, decision.phase);
    match news {
        News::Changed { from, to } => {
            let from = from.as_deref().map(|from| format!(" (was {from})")).unwrap_or_default();
            let rules: Vec<String> = deciding(decision).take(NAMED).map(said).collect();
            let reasons =
                if rules.is_empty() { String::new() } else { format!(": {}", rules.join("; ")) };
            plain(&format!("{place}: {}{from}{reasons}", to.name()))
        }
        News::Escalated { rule, to, since } => {
            let found = decision.rules.iter().find(|record| record.id == *rule);
            let said = found.map(said).unwrap_or_else(|| rule.clone());
            format!("{}: {to}, please: {}, since {since}", plain(&place), plain(&said))
        }
    }
}

fn deciding(decision: &Decision) -> impl Iterator<Item = &RuleRecord> {
    decision.rules.iter().filter(|rule| decision.deciding.contains(&rule.id))
}

fn said(rule: &RuleRecord) -> String {
    let said = match rule.outcome {
        Outcome::Undetermined => rule.cause.as_ref(),
        Outcome::Pass | Outcome::Fail | Outcome::Skipped => rule.message.as_ref(),
    };
    let said = said.or(rule.title.as_ref()).map(|said| format!(": {said}"));
    format!("{}{}", rule.id, said.unwrap_or_default())
}
