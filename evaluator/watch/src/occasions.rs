//! What is worth telling: that the decision changed, that an escalation fell due.

use std::collections::BTreeSet;

use gonogo_engine::facts::FactState;
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
    /// Of the watch with this id.
    pub fn new(watch: String) -> Self {
        Self { watch, verdict: None, escalations: BTreeSet::new() }
    }

    /// After a decision of the same watch, as it was published: what was told then is not told again.
    /// The verdict is missing where it was not told.
    pub fn after(self, verdict: Option<&str>, decision: &Value) -> Self {
        let mut escalations = BTreeSet::new();
        for rule in list(decision, "rules") {
            for step in list(rule, "escalations") {
                let known = (text(rule, "id"), text(step, "to"), text(step, "since"));
                if let (Some(id), Some(to), Some(since)) = known {
                    escalations.insert([id, to, since].map(str::to_owned));
                }
            }
        }
        Self { verdict: verdict.map(str::to_owned), escalations, ..self }
    }

    /// Whether the decision is nothing but that series begin, as [`begins`] says, and none was told before.
    pub fn are_still_to_come(&self, decision: &Decision, sampled: &dyn Fn(&str) -> bool) -> bool {
        self.verdict.is_none()
            && decision.decision == Verdict::NoGo
            && serde_json::to_value(decision).is_ok_and(|decision| begins(&decision, sampled))
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

/// Whether a decision, as it is published, is no-go only because series have too few samples yet, which
/// everybody expects of a watch that begins. `sampled` says of a fact whether it grows from look to look.
pub fn begins(decision: &Value, sampled: &dyn Fn(&str) -> bool) -> bool {
    let named = |part: &str, key: &str, name: &Value| {
        list(decision, part).iter().find(|element| element.get(key) == Some(name))
    };
    let grows = |name: &Value| {
        let state = named("facts", "name", name).and_then(|fact| text(fact, "state"));
        name.as_str().is_some_and(sampled) && state == Some(FactState::Sparse.name())
    };
    let waits = |id: &Value| {
        named("rules", "id", id).is_some_and(|rule| {
            let unknown = list(rule, "unknown");
            text(rule, "outcome") == Some("undetermined")
                && !unknown.is_empty()
                && unknown.iter().all(grows)
        })
    };
    let deciding = list(decision, "deciding");
    text(decision, "decision") == Some(Verdict::NoGo.name())
        && !deciding.is_empty()
        && deciding.iter().all(waits)
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}
