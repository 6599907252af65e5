//! Recorded history: series as a whole, and other facts, which hold all the time.

mod csv;
mod moment;
mod prometheus;

use std::collections::BTreeMap;
use std::fmt;

use gonogo_cel::suggest;
use gonogo_engine::facts::{Labels, Points, Recording, Snapshot, SnapshotParts};
use gonogo_engine::gate::Gate;
use gonogo_engine::{Timestamp, facts::FactDeclaration};
use sha2::{Digest, Sha256};

pub use moment::Moment;

/// One input: what messages call it, the fact that it is the record of, and its text.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    pub name: &'s str,
    /// Without it the text is a snapshot, or an object of facts.
    pub fact: Option<&'s str>,
    pub text: &'s str,
}

/// Why an input cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryError {
    pub input: String,
    pub message: String,
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.input, self.message)
    }
}

impl std::error::Error for HistoryError {}

#[derive(Clone, Debug)]
pub struct History {
    /// What is no series.
    constants: Snapshot,
    recordings: BTreeMap<String, Recording>,
    digest: String,
}

impl History {
    /// From all inputs together; series that the gate does not declare are left out.
    pub fn read(gate: &Gate, sources: &[Source<'_>]) -> Result<Self, HistoryError> {
        let mut parts = SnapshotParts::default();
        let mut recordings = BTreeMap::new();
        let mut hash = Sha256::new();
        for source in sources {
            let fail = |message: String| HistoryError { input: source.name.to_owned(), message };
            hash.update(source.fact.unwrap_or_default());
            hash.update((source.text.len() as u64).to_be_bytes());
            hash.update(source.text);
            let Some(fact) = source.fact else {
                refuse_answer(source.text).map_err(fail)?;
                parts.add((source.name, source.text)).map_err(|error| fail(error.message))?;
                continue;
            };
            let declaration = declared(gate, fact).map_err(fail)?;
            let recording = record(declaration, source.text).map_err(fail)?;
            if recordings.insert(fact.to_owned(), recording).is_some() {
                return Err(fail(format!("the fact `{fact}` is given twice")));
            }
        }
        let now = parts.now().or_else(|| Timestamp::new(0, 0));
        let Some(now) = now else {
            return Err(HistoryError { input: String::new(), message: "no time".to_owned() });
        };
        let mut constants = parts.freeze(now);
        let whole = sources.iter().find(|source| source.fact.is_none());
        let input = whole.map(|source| source.name).unwrap_or_default();
        take_series(gate, &mut constants, &mut recordings)
            .map_err(|message| HistoryError { input: input.to_owned(), message })?;
        Ok(Self { constants, recordings, digest: gonogo_facts::digest_text(hash) })
    }

    /// What one snapshot shows; series that cannot be read are left out.
    pub fn of_snapshot(gate: &Gate, snapshot: &Snapshot) -> Self {
        let mut constants = snapshot.clone();
        let mut recordings = BTreeMap::new();
        let series = gate.facts.iter().map(|fact| &fact.declaration);
        for declaration in series.filter(|declaration| declaration.kind.is_series()) {
            let Some(text) = constants.take(&declaration.name) else { continue };
            if let Some(Ok(recording)) = Recording::read(declaration, &text) {
                recordings.insert(declaration.name.clone(), recording);
            }
        }
        Self { constants, recordings, digest: snapshot.digest() }
    }

    pub fn recording(&self, fact: &str) -> Option<&Recording> {
        self.recordings.get(fact)
    }

    /// By the names of their facts.
    pub fn recordings(&self) -> impl Iterator<Item = (&str, &Recording)> {
        self.recordings.iter().map(|(name, recording)| (name.as_str(), recording))
    }

    pub fn phase_started(&self) -> Option<Timestamp> {
        self.constants.phase_started()
    }

    pub fn set_phase_started(&mut self, time: Timestamp) {
        self.constants.set_phase_started(time);
    }

    /// The record as it was at a time; it can be moved on.
    pub fn moment(&self, now: Timestamp) -> Moment<'_> {
        Moment::new(self, now)
    }
}

fn take_series(
    gate: &Gate,
    constants: &mut Snapshot,
    recordings: &mut BTreeMap<String, Recording>,
) -> Result<(), String> {
    for fact in &gate.facts {
        let declaration = &fact.declaration;
        let name = &declaration.name;
        if recordings.contains_key(name) {
            if constants.names().any(|given| given == name) {
                return Err(format!("the fact `{name}` is given twice"));
            }
            continue;
        }
        if !declaration.kind.is_series() {
            continue;
        }
        let Some(text) = constants.take(name) else { continue };
        if let Some(read) = Recording::read(declaration, &text) {
            let recording = read.map_err(|problem| format!("`{name}`: {problem}"))?;
            recordings.insert(name.clone(), recording);
        }
    }
    Ok(())
}

fn declared<'g>(gate: &'g Gate, name: &str) -> Result<&'g FactDeclaration, String> {
    let names = || gate.facts.iter().map(|fact| fact.declaration.name.as_str());
    let found = gate.facts.iter().find(|fact| fact.declaration.name == name);
    let declaration =
        found.map(|fact| &fact.declaration).ok_or_else(|| {
            match suggest::nearest(name, names()) {
                Some(near) => format!("the gate has no fact `{name}`; did you mean `{near}`?"),
                None => format!("the gate has no fact `{name}`"),
            }
        })?;
    if declaration.kind.is_series() {
        return Ok(declaration);
    }
    let kind = declaration.kind.name();
    Err(format!("the fact `{name}` is a {kind}, not a series: give it in an object of facts"))
}

/// The record of one fact, in any of the forms that are known by their first characters.
fn record(declaration: &FactDeclaration, text: &str) -> Result<Recording, String> {
    let start = text.trim_start();
    let series: Vec<(Labels, Points)> = if prometheus::is_answer(text) {
        prometheus::read(text)?
    } else if start.starts_with(['[', '{']) {
        let read = Recording::read(declaration, text);
        return read
            .unwrap_or_else(|| Recording::new(declaration, Vec::new()))
            .map_err(|p| p.cause);
    } else {
        vec![(Vec::new(), csv::read(text)?)]
    };
    if series.is_empty() {
        return Err("it holds no series".to_owned());
    }
    let several = series.len();
    Recording::new(declaration, series).map_err(|problem| match several {
        1 => problem.cause,
        _ => {
            format!("{problem}: declare the fact with `by:` and their labels, or reduce the query")
        }
    })
}

fn refuse_answer(text: &str) -> Result<(), String> {
    if !(prometheus::begins_like_one(text) && prometheus::is_answer(text)) {
        return Ok(());
    }
    Err("this is an answer of Prometheus: say which fact it records, as in \
         `--facts error_rate=answer.json`"
        .to_owned())
}
