//! What is told, and on what occasions.

use std::collections::BTreeSet;

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::{Decision, Timestamp, Verdict};
use gonogo_state::{Notification, Watch};
use serde_json::json;

use crate::args::run::NotifyFormat;
use crate::command::run::nanos;

/// Rules that are named in a text.
const NAMED: usize = 5;

/// What was told before.
pub(in crate::command::run) struct Occasions {
    watch: String,
    verdict: Option<String>,
    escalations: BTreeSet<(String, String, String)>,
}

/// Something worth telling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::command::run) enum News {
    Changed { from: Option<String>, to: Verdict },
    Escalated { rule: String, to: String, since: String },
}

pub(in crate::command::run) struct Message {
    id: String,
    due: i64,
    body: String,
}

impl Occasions {
    /// Of a watch that may have gone on before: what was told then is not told again, since each
    /// occasion has the same id.
    pub(in crate::command::run) fn of(watch: &Watch<'_>) -> Self {
        let progress = watch.progress();
        Self {
            watch: progress.started.to_string(),
            verdict: progress.last.as_ref().map(|last| last.verdict.clone()),
            escalations: BTreeSet::new(),
        }
    }

    /// A first go is no change: everybody expects it.
    pub(in crate::command::run) fn news(&mut self, decision: &Decision) -> Vec<(String, News)> {
        let mut news = Vec::new();
        let to = decision.decision;
        let from = self.verdict.replace(to.name().to_owned());
        let expected = from.as_deref().unwrap_or(Verdict::Go.name()) == to.name();
        if !expected {
            let id = format!("{}/{}/{}", self.watch, decision.now, to.name());
            news.push((id, News::Changed { from, to }));
        }
        for rule in &decision.rules {
            for escalation in &rule.escalations {
                let (id, to) = (rule.id.clone(), escalation.to.clone());
                let since = escalation.since.clone();
                if self.escalations.insert((id.clone(), to.clone(), since.clone())) {
                    let key = format!("{}/{id}/{to}/{since}", self.watch);
                    news.push((key, News::Escalated { rule: id, to, since }));
                }
            }
        }
        news
    }
}

impl Message {
    pub(in crate::command::run) fn new(
        decision: &Decision,
        (id, news): &(String, News),
        format: NotifyFormat,
    ) -> Self {
        let text = text(decision, news);
        let body = match format {
            NotifyFormat::Slack => json!({"text": text}),
            NotifyFormat::Json => json!({
                "schema": "gonogo.notification/v1",
                "event": event(news),
                "text": text,
                "gate": decision.gate.name,
                "phase": decision.phase,
                "now": decision.now,
                "decision": decision.decision,
                "deciding": decision.deciding,
            }),
        };
        let due = match news {
            News::Changed { .. } => Timestamp::parse(&decision.now),
            News::Escalated { since, .. } => Timestamp::parse(since),
        };
        Self { id: id.clone(), due: due.map_or(0, nanos), body: body.to_string() }
    }

    pub(in crate::command::run) fn notification(&self) -> Notification<'_> {
        Notification { id: &self.id, due: self.due, body: &self.body }
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

fn text(decision: &Decision, news: &News) -> String {
    let place = format!("{} at {}", decision.gate.name, decision.phase);
    match news {
        News::Changed { from, to } => {
            let from = from.as_deref().map(|from| format!(" (was {from})")).unwrap_or_default();
            let rules: Vec<String> = deciding(decision).take(NAMED).map(said).collect();
            let reasons =
                if rules.is_empty() { String::new() } else { format!(": {}", rules.join("; ")) };
            format!("{place}: {}{from}{reasons}", to.name())
        }
        News::Escalated { rule, to, since } => {
            let found = decision.rules.iter().find(|record| record.id == *rule);
            let said = found.map(said).unwrap_or_else(|| rule.clone());
            format!("{place}: {to}, please: {said}, since {since}")
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
