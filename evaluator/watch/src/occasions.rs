//! What is worth telling: that the decision changed, that an escalation fell due.

use std::collections::BTreeSet;

use gonogo_engine::{Decision, Verdict};
use serde_json::Value;

/// What was told before.
#[derive(Clone, Debug)]
pub struct Occasions {
    watch: String,
    verdict: Option<String>,
    /// Rule, receiver and time.
    escalations: BTreeSet<[String; 3]>,
}

/// Something worth telling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    Changed { from: Option<String>, to: Verdict },
    Escalated { rule: String, to: String, since: String },
}

impl Occasions {
    pub fn new(started: i64) -> Self {
        Self { watch: started.to_string(), verdict: None, escalations: BTreeSet::new() }
    }

    /// After a decision of the same watch, as it was published: what was told then is not told again.
    pub fn after(self, verdict: &str, document: &str) -> Self {
        let document: Value = serde_json::from_str(document).unwrap_or_default();
        let list = |value: &Value, key: &str| {
            value.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let text =
            |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let mut escalations = BTreeSet::new();
        for rule in list(&document, "rules") {
            for step in list(&rule, "escalations") {
                let known = (text(&rule, "id"), text(&step, "to"), text(&step, "since"));
                if let (Some(id), Some(to), Some(since)) = known {
                    escalations.insert([id, to, since]);
                }
            }
        }
        Self { verdict: Some(verdict.to_owned()), escalations, ..self }
    }

    /// Each with its id, the same for the same occasion. A first go is no change: everybody expects it.
    pub fn news(&mut self, decision: &Decision) -> Vec<(String, News)> {
        let mut news = Vec::new();
        let to = decision.decision;
        let from = self.verdict.replace(to.name().to_owned());
        let expected = from.as_deref().unwrap_or(Verdict::Go.name()) == to.name();
        if !expected {
            let id = format!("{}/{}/{}", self.watch, decision.now, to.name());
            news.push((id, News::Changed { from, to }));
        }
        for rule in &decision.rules {
            for step in &rule.escalations {
                let (id, to, since) = (rule.id.clone(), step.to.clone(), step.since.clone());
                if self.escalations.insert([id.clone(), to.clone(), since.clone()]) {
                    let key = format!("{}/{id}/{to}/{since}", self.watch);
                    news.push((key, News::Escalated { rule: id, to, since }));
                }
            }
        }
        news
    }
}
