//! Readings as a snapshot, with where each fact came from.

use gonogo_cel::time::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::reading::Reading;

const SCHEMA: &str = "gonogo.snapshot/v1";

/// What the snapshot is of, beside the readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    pub now: Timestamp,
    pub phase_started: Option<Timestamp>,
}

/// JSON text, each fact on a line of its own.
pub fn snapshot(readings: &[Reading], frozen: Frozen) -> String {
    let mut facts = Map::new();
    let mut failed = Map::new();
    let mut collected = Map::new();
    let mut provenance = Map::new();
    for reading in readings {
        let name = || reading.fact.clone();
        match &reading.value {
            Ok(value) => {
                facts.insert(name(), value.clone());
                let as_of = reading.as_of.unwrap_or(reading.at);
                collected.insert(name(), json!(as_of.to_string()));
            }
            Err(failure) => {
                failed.insert(name(), json!({"cause": failure.cause}));
            }
        }
        provenance.insert(name(), origin(reading));
    }
    let mut parts = vec![
        format!("\"schema\": {}", json!(SCHEMA)),
        format!("\"now\": {}", json!(frozen.now.to_string())),
    ];
    let started = frozen.phase_started.map(|at| json!(at.to_string()));
    parts.extend(started.map(|started| format!("\"phase_started\": {started}")));
    let sections = [
        ("facts", facts),
        ("failed", failed),
        ("collected", collected),
        ("provenance", provenance),
    ];
    parts.extend(sections.into_iter().map(|(name, entries)| section(name, &entries)));
    format!("{{{}}}\n", parts.join(",\n "))
}

fn section(name: &str, entries: &Map<String, Value>) -> String {
    let lines = entries.iter().map(|(key, value)| format!("  {}: {value}", json!(key)));
    let lines: Vec<String> = lines.collect();
    match lines.is_empty() {
        true => format!("{}: {{}}", json!(name)),
        false => format!("{}: {{\n{}\n }}", json!(name), lines.join(",\n")),
    }
}

fn origin(reading: &Reading) -> Value {
    let mut origin = Map::new();
    if let Some(source) = &reading.source {
        origin.insert("source".to_owned(), json!(source));
    }
    if !reading.query.is_empty() {
        origin.insert("query".to_owned(), json!(reading.query));
    }
    origin.insert("at".to_owned(), json!(reading.at.to_string()));
    origin.insert("took".to_owned(), json!(format!("{}ms", reading.took.as_millis())));
    if reading.attempts > 1 {
        origin.insert("attempts".to_owned(), json!(reading.attempts));
    }
    if let Ok(value) = &reading.value {
        let digest = Sha256::digest(value.to_string().as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        origin.insert("digest".to_owned(), json!(format!("sha256:{hex}")));
    }
    Value::Object(origin)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::Failure;

    #[test]
    fn each_fact_says_where_it_came_from() {
        let at = Timestamp::parse("2026-01-04T03:40:00Z").unwrap();
        let reading = |fact: &str, value: Result<Value, Failure>| Reading {
            fact: fact.to_owned(),
            value,
            at,
            as_of: None,
            took: Duration::from_millis(12),
            source: Some("db".to_owned()),
            query: "select 1".to_owned(),
            attempts: 2,
        };
        let readings = [reading("a", Ok(json!(1))), reading("b", Err(Failure::new("refused")))];
        let text = snapshot(&readings, Frozen { now: at, phase_started: Some(at) });
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["facts"], json!({"a": 1}));
        assert_eq!(value["failed"], json!({"b": {"cause": "refused"}}));
        assert_eq!(value["collected"], json!({"a": "2026-01-04T03:40:00Z"}));
        let digest = "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";
        let origin = &value["provenance"]["a"];
        assert_eq!(origin["digest"], json!(digest));
        assert_eq!(origin["attempts"], json!(2));
        assert_eq!(value["provenance"]["b"]["query"], json!("select 1"));
    }
}
