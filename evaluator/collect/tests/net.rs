//! Gates against servers of our own, which answer whatever a test wants.
#![cfg(test)]

#[path = "net/http.rs"]
mod http;
#[path = "net/limits.rs"]
mod limits;
#[path = "net/metrics.rs"]
mod metrics;
#[path = "net/prometheus.rs"]
mod prometheus;
#[path = "net/refusals.rs"]
mod refusals;
#[path = "net/secrets.rs"]
mod secrets;
#[path = "net/server.rs"]
mod server;
#[path = "net/tls.rs"]
mod tls;

use std::collections::BTreeMap;
use std::time::Duration;

use gonogo_cel::time::Timestamp;
use gonogo_sources::Plan;
use serde_json::Value;

use gonogo_collect::{Context, Reading, collect};

const NOW: &str = "2026-01-04T03:40:00Z";

fn now() -> Timestamp {
    Timestamp::parse(NOW).unwrap()
}

/// A gate with its environment, and how long a fact may take.
struct Gate {
    plan: Plan,
    env: BTreeMap<String, String>,
    timeout: Duration,
    phase_started: Option<Timestamp>,
}

impl Gate {
    /// Sources and facts as YAML, a line each, `{}` in them being the server's address.
    fn new(source: &str, facts: &[&str]) -> Self {
        let facts: String = facts.iter().map(|fact| format!("  {fact}\n")).collect();
        let text = format!("gate: test\nsources:\n  s: {source}\nfacts:\n{facts}");
        let (document, _) = gonogo_document::read(&text);
        let planned = gonogo_sources::plan(&document.unwrap());
        let is_error =
            |problem: &&gonogo_cel::Diagnostic| problem.severity == gonogo_cel::Severity::Error;
        let errors: Vec<_> = planned.problems.iter().filter(is_error).collect();
        assert!(errors.is_empty(), "{errors:?}\n{text}");
        let timeout = Duration::from_secs(5);
        Self { plan: planned.plan, env: BTreeMap::new(), timeout, phase_started: None }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.env.insert(name.to_owned(), value.to_owned());
        self
    }

    fn within(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    async fn readings(&self) -> Vec<Reading> {
        let env = |name: &str| self.env.get(name).cloned();
        let mut context = Context::new(&now, &env, std::env::temp_dir());
        context.timeout = self.timeout;
        context.phase_started = self.phase_started;
        collect(&self.plan, &context, &|_| ()).await
    }

    /// Of the only fact.
    async fn reading(&self) -> Reading {
        let mut readings = self.readings().await;
        assert_eq!(readings.len(), 1);
        readings.remove(0)
    }

    async fn value(&self) -> Result<Value, String> {
        self.reading().await.value.map_err(|failure| failure.cause)
    }
}
