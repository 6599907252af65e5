//! What is worth telling: that the decision changed, that an escalation fell due.

use std::collections::BTreeSet;

use gonogo_engine::{Decision, Verdict};

/// What was told before.
#[derive(Clone, Debug)]
pub struct Occasions {
    watch: String,
    verdict: Option<String>,
    escalations: BTreeSet<(String, String, String)>,
}

/// Something worth telling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    Changed { from: Option<String>, to: Verdict },
    Escalated { rule: String, to: String, since: String },
}

impl Occasions {
    /// Of a watch that may have gone on before: what was told then is not told again, since each
    /// occasion has the same id.
    pub fn new(started: i64, verdict: Option<&str>) -> Self {
        let verdict = verdict.map(str::to_owned);
        Self { watch: started.to_string(), verdict, escalations: BTreeSet::new() }
    }

    /// Each with its id. A first go is no change: everybody expects it.
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
