//! Kinds of facts, each with a healthy value and what can be wrong with it.

use serde_json::{Value as Json, json};

/// The time of every snapshot, in seconds since 1970 and as text.
pub(crate) const NOW: i64 = 1_767_498_000;
pub(crate) const NOW_TEXT: &str = "2026-01-04T03:40:00Z";

pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// What stands in the braces after the fact's name.
    pub(crate) declaration: &'static str,
    /// JSON.
    pub(crate) healthy: String,
    /// True about the healthy value; reads the fact as `fact`.
    pub(crate) good: &'static str,
    pub(crate) faults: Vec<Fault>,
}

pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) change: Change,
    /// Has to be in the cause.
    pub(crate) says: &'static str,
    pub(crate) found: Found,
}

/// What the snapshot holds instead.
pub(crate) enum Change {
    /// This JSON text under the fact's name.
    Value(String),
    Missing,
    Misspelt,
    Failed,
    /// So many seconds before `now`.
    Collected(i64),
    Undated,
}

/// Who notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The fact as a whole is unusable: the implicit rule `facts` says so too.
    Decoding,
    /// The fact is usable, what the rule asks of it is not there.
    Asking,
}

impl Kind {
    /// The snapshot with the healthy value.
    pub(crate) fn snapshot(&self) -> String {
        envelope(&format!("\"fact\": {}", self.healthy), r#""fact": 1767497940"#, "")
    }

    pub(crate) fn broken(&self, fault: &Fault) -> String {
        let collected = r#""fact": 1767497940"#;
        let healthy = format!("\"fact\": {}", self.healthy);
        match &fault.change {
            Change::Value(text) => envelope(&format!("\"fact\": {text}"), collected, ""),
            Change::Missing => envelope("", "", ""),
            Change::Misspelt => envelope(&healthy.replacen("fact", "fcat", 1), "", ""),
            Change::Failed => envelope("", "", r#""fact": {"cause": "connection refused"}"#),
            Change::Collected(ago) => envelope(&healthy, &format!("\"fact\": {}", NOW - ago), ""),
            Change::Undated => envelope(&healthy, "", ""),
        }
    }
}

fn envelope(facts: &str, collected: &str, failed: &str) -> String {
    format!(
        "{{\"schema\": \"gonogo.snapshot/v1\", \"now\": \"{NOW_TEXT}\", \"facts\": {{{facts}}}, \
         \"collected\": {{{collected}}}, \"failed\": {{{failed}}}}}"
    )
}

/// A value that cannot be used at all.
pub(crate) fn value(name: &'static str, text: impl Into<String>, says: &'static str) -> Fault {
    Fault { name, change: Change::Value(text.into()), says, found: Found::Decoding }
}

/// A value in which only the part that the rule asks for is not there.
pub(crate) fn part(name: &'static str, text: impl Into<String>, says: &'static str) -> Fault {
    Fault { name, change: Change::Value(text.into()), says, found: Found::Asking }
}

/// What can befall every fact.
pub(crate) fn of_any() -> Vec<Fault> {
    let whole = |name, change, says| Fault { name, change, says, found: Found::Decoding };
    vec![
        whole("missing", Change::Missing, "is missing: not in the snapshot"),
        whole("misspelt", Change::Misspelt, "not in the snapshot, which holds `fcat`"),
        whole("failed source", Change::Failed, "is failed: connection refused"),
        value("null", "null", "null"),
    ]
}

/// What can befall every fact but series, all of which are declared with `stale_after`.
pub(crate) fn of_dated(specific: Vec<Fault>) -> Vec<Fault> {
    let whole = |name, change, says| Fault { name, change, says, found: Found::Decoding };
    let mut faults = of_any();
    faults.extend([
        whole("stale", Change::Collected(3600), "is stale: collected 1h ago, limit 10m"),
        whole("future-dated", Change::Collected(-3600), "1h after the snapshot's time"),
        whole("undated", Change::Undated, "does not say when it was collected"),
    ]);
    faults.extend(specific);
    faults
}

/// The object with some fields replaced; null removes one.
pub(crate) fn with(base: &Json, changes: &Json) -> String {
    let mut object = base.as_object().expect("an object").clone();
    for (key, value) in changes.as_object().expect("an object") {
        if value.is_null() {
            object.remove(key);
        } else {
            object.insert(key.clone(), value.clone());
        }
    }
    json!(object).to_string()
}
