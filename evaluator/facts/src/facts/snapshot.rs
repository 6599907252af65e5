//! Snapshots: all facts of one evaluation, frozen, with the time they stand for.

use std::collections::BTreeMap;
use std::fmt;

use gonogo_cel::time::Timestamp;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::json::Json;
use super::scalar;

/// Facts by name as JSON texts. They are decoded by the gate's declarations.
#[derive(Clone, Debug)]
pub struct Snapshot {
    now: Timestamp,
    facts: BTreeMap<String, Box<str>>,
    /// Sources that could not be read, with their causes.
    failed: BTreeMap<String, String>,
    collected: BTreeMap<String, Timestamp>,
    phase_started: Option<Timestamp>,
    /// Recorded before, the oldest first.
    baselines: Vec<Snapshot>,
    no_baseline: NoBaseline,
}

/// Why a snapshot has no recorded one to be compared with, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoBaseline {
    /// There cannot be any yet.
    FirstRun(String),
    /// Some were given, and none of them can be an earlier run.
    Unusable(String),
}

impl Default for NoBaseline {
    fn default() -> Self {
        Self::FirstRun("give `--baseline FILE` once there is one".to_owned())
    }
}

/// Why a snapshot cannot be read: which input, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotError {
    pub input: String,
    pub message: String,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.input, self.message)
    }
}

impl std::error::Error for SnapshotError {}

/// One input: its name for messages, and its text.
pub type Input<'i> = (&'i str, &'i str);

/// What several inputs say together, before the time is settled.
#[derive(Clone, Debug, Default)]
pub struct SnapshotParts {
    now: Option<Timestamp>,
    facts: BTreeMap<String, Box<str>>,
    failed: BTreeMap<String, String>,
    collected: BTreeMap<String, Timestamp>,
    phase_started: Option<Timestamp>,
}

impl SnapshotParts {
    /// Adds a snapshot, or a bare object of facts.
    pub fn add(&mut self, (input, text): Input<'_>) -> Result<(), SnapshotError> {
        self.read(text).map_err(|message| SnapshotError { input: input.to_owned(), message })
    }

    /// The time that the inputs give.
    pub fn now(&self) -> Option<Timestamp> {
        self.now
    }

    /// Of the facts that are given, and of those that are said to have failed.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.facts.keys().chain(self.failed.keys()).map(String::as_str)
    }

    /// The JSON text of a fact.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(AsRef::as_ref)
    }

    /// Gives a fact this JSON text, in place of whatever is said of it.
    pub fn put(&mut self, name: &str, text: String) {
        self.forget(name);
        self.facts.insert(name.to_owned(), text.into_boxed_str());
    }

    /// The source of the fact could not be read, in place of whatever is said of it.
    pub fn fail(&mut self, name: &str, cause: &str) {
        self.forget(name);
        self.failed.insert(name.to_owned(), cause.to_owned());
    }

    /// Nothing is said of the fact any more, but when it was collected.
    pub fn forget(&mut self, name: &str) {
        self.facts.remove(name);
        self.failed.remove(name);
    }

    pub fn collected(&mut self, name: &str, at: Timestamp) {
        self.collected.insert(name.to_owned(), at);
    }

    pub fn freeze(self, now: Timestamp) -> Snapshot {
        let Self { facts, failed, collected, phase_started, .. } = self;
        let (baselines, no_baseline) = (Vec::new(), NoBaseline::default());
        Snapshot { now, facts, failed, collected, phase_started, baselines, no_baseline }
    }

    fn read(&mut self, text: &str) -> Result<(), String> {
        if text.trim().is_empty() {
            return Err("it is empty".to_owned());
        }
        if !text.trim_start().starts_with('{') {
            return Err("expected an object of facts".to_owned());
        }
        let Entries(entries) = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let envelope =
            entries.iter().any(|(key, value)| key == "facts" && value.get().starts_with('{'));
        if !envelope {
            // No fact is called so; taken for one, the clock's time would count instead.
            let envelope_only = |(key, value): &&(String, &RawValue)| {
                let object = value.get().starts_with('{');
                key == "now"
                    || (object && matches!(key.as_str(), "failed" | "collected" | "provenance"))
            };
            if let Some((key, _)) = entries.iter().find(envelope_only) {
                return Err(format!("`{key}` stands beside `facts`, an object, which is missing"));
            }
            return entries.into_iter().try_for_each(|(name, value)| self.fact(name, value));
        }
        for (key, value) in entries {
            match key.as_str() {
                "schema" => expect_schema(value)?,
                "now" => set(&mut self.now, &key, time(&key, value)?)?,
                "phase_started" => set(&mut self.phase_started, &key, time(&key, value)?)?,
                "facts" => {
                    for (name, value) in entries_of(&key, value)? {
                        self.fact(name, value)?;
                    }
                }
                "failed" => self.failures(value)?,
                "collected" => self.times(value)?,
                // For people: no evidence.
                "provenance" => drop(entries_of(&key, value)?),
                _ => return Err(format!("unknown key `{key}` beside `facts`")),
            }
        }
        Ok(())
    }

    fn fact(&mut self, name: String, value: &RawValue) -> Result<(), String> {
        if self.facts.contains_key(&name) || self.failed.contains_key(&name) {
            return Err(format!("the fact `{name}` is given twice"));
        }
        self.facts.insert(name, Box::from(value.get()));
        Ok(())
    }

    fn failures(&mut self, value: &RawValue) -> Result<(), String> {
        for (name, value) in entries_of("failed", value)? {
            let Failure { cause } = serde_json::from_str(value.get())
                .map_err(|error| format!("`failed.{name}`: {error}"))?;
            if self.facts.contains_key(&name) || self.failed.contains_key(&name) {
                return Err(format!("the fact `{name}` is given twice"));
            }
            self.failed.insert(name, cause);
        }
        Ok(())
    }

    fn times(&mut self, value: &RawValue) -> Result<(), String> {
        for (name, value) in entries_of("collected", value)? {
            let time = time(&name, value)?;
            if self.collected.insert(name.clone(), time).is_some() {
                return Err(format!("`collected.{name}` is given twice"));
            }
        }
        Ok(())
    }
}

impl Snapshot {
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Nanoseconds since 1970; the ends of the calendar are cut to what fits.
    pub fn now_nanos(&self) -> i64 {
        let cut = if self.now.seconds() < 0 { i64::MIN } else { i64::MAX };
        self.now.epoch_nanos().unwrap_or(cut)
    }

    pub fn phase_started(&self) -> Option<Timestamp> {
        self.phase_started
    }

    pub fn set_phase_started(&mut self, time: Timestamp) {
        self.phase_started = Some(time);
    }

    /// The same facts, as if they had been collected at another time.
    pub fn recollect(&mut self, now: Timestamp) {
        self.now = now;
        self.collected = self.facts.keys().map(|name| (name.clone(), now)).collect();
    }

    /// Takes a fact out, as its JSON text.
    pub fn take(&mut self, name: &str) -> Option<Box<str>> {
        self.facts.remove(name)
    }

    /// Recorded snapshots that this one is compared with, in any order.
    pub fn set_baselines(&mut self, mut baselines: Vec<Self>) {
        baselines.sort_by_key(|baseline| (baseline.now(), baseline.digest()));
        self.baselines = baselines;
    }

    /// The oldest first.
    pub fn baselines(&self) -> &[Self] {
        &self.baselines
    }

    /// Says why there are no baselines.
    pub fn set_no_baseline(&mut self, why: NoBaseline) {
        self.no_baseline = why;
    }

    /// Matters where there are no baselines.
    pub fn no_baseline(&self) -> &NoBaseline {
        &self.no_baseline
    }

    /// As inputs are written, on one line; without its baselines.
    pub fn to_json(&self) -> String {
        let object = |entries: Vec<String>| format!("{{{}}}", entries.join(","));
        let entry = |name: &str, text: &str| format!("{}:{text}", quoted(name));
        let time = |time: &Timestamp| quoted(&time.to_string());
        let mut parts = vec![entry("now", &time(&self.now))];
        parts.extend(self.phase_started.as_ref().map(|at| entry("phase_started", &time(at))));
        // Line breaks of JSON lie between its parts: those of texts are escaped.
        let facts = self.facts.iter();
        let facts = facts.map(|(name, text)| entry(name, &text.replace(['\n', '\r'], " ")));
        parts.push(entry("facts", &object(facts.collect())));
        let cause = |cause: &str| object(vec![entry("cause", &quoted(cause))]);
        let failed = self.failed.iter().map(|(name, text)| entry(name, &cause(text)));
        parts.push(entry("failed", &object(failed.collect())));
        let collected = self.collected.iter().map(|(name, at)| entry(name, &time(at)));
        parts.push(entry("collected", &object(collected.collect())));
        object(parts)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.facts.keys().map(String::as_str)
    }

    pub(crate) fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(AsRef::as_ref)
    }

    pub(crate) fn failure(&self, name: &str) -> Option<&str> {
        self.failed.get(name).map(String::as_str)
    }

    pub(crate) fn collected_at(&self, name: &str) -> Option<Timestamp> {
        self.collected.get(name).copied()
    }

    /// `sha256:…` over everything in it but its baselines, each part with its length, names in order.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let mut part = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        };
        part(&self.now.to_string());
        part(&self.phase_started.map(|time| time.to_string()).unwrap_or_default());
        for (name, text) in &self.facts {
            part("fact");
            part(name);
            part(text);
        }
        for (name, cause) in &self.failed {
            part("failed");
            part(name);
            part(cause);
        }
        for (name, time) in &self.collected {
            part("collected");
            part(name);
            part(&time.to_string());
        }
        crate::digest_text(hash)
    }
}

/// As a JSON text.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Failure {
    cause: String,
}

fn expect_schema(value: &RawValue) -> Result<(), String> {
    match value.get() {
        "\"gonogo.snapshot/v1\"" => Ok(()),
        other => Err(format!("`schema` is {other:.80}, expected \"gonogo.snapshot/v1\"")),
    }
}

fn set(place: &mut Option<Timestamp>, key: &str, time: Timestamp) -> Result<(), String> {
    match place.replace(time) {
        Some(before) if before != time => {
            Err(format!("`{key}` is given twice, as {before} and {time}"))
        }
        Some(_) | None => Ok(()),
    }
}

fn time(key: &str, value: &RawValue) -> Result<Timestamp, String> {
    let read = Json::parse(value.get()).and_then(|json| scalar::time(&json));
    read.map_err(|problem| format!("`{key}`: {problem}"))
}

fn entries_of<'t>(key: &str, value: &'t RawValue) -> Result<Vec<(String, &'t RawValue)>, String> {
    let entries: Result<Entries<'t>, _> = serde_json::from_str(value.get());
    entries.map(|entries| entries.0).map_err(|error| format!("`{key}`: {error}"))
}

/// An object's entries in order, each value as its text; a key that comes twice is an error.
struct Entries<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of facts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Entries<'de>, A::Error> {
        let mut entries: Vec<(String, &'de RawValue)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some((key, value)) = access.next_entry::<String, &'de RawValue>()? {
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom(format!("the key `{key}` comes twice")));
            }
            entries.push((key, value));
        }
        Ok(Entries(entries))
    }
}
