//! What a case is about: the facts at a point in time, put together from what the file says.

mod amend;
mod given;
mod literal;
mod moment;
mod series;

use std::collections::{BTreeMap, HashMap};

use gonogo_cel::time::Timestamp;
use gonogo_cel::{Diagnostic, Span};
use gonogo_document::reader::{Reader, did_you_mean};
use gonogo_document::{Text, quoted};
use gonogo_engine::decision::{Observed, asked};
use gonogo_engine::facts::{
    Decoded, FactDeclaration, FactState, NoBaseline, SnapshotParts, decode,
};
use gonogo_engine::gate::Fact;
use gonogo_engine::{Gate, Snapshot, Stage};

use crate::codes;
use crate::document::{CaseNode, FactNode, NO_SNAPSHOT, in_phase};
use given::{Given, Place};

/// A snapshot whose facts are decoded once, however often it is decided about.
#[derive(Clone, Debug)]
pub struct Scene {
    snapshot: Snapshot,
    decoded: BTreeMap<String, Decoded>,
}

impl Scene {
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }
}

impl Observed for Scene {
    fn now(&self) -> Timestamp {
        self.snapshot.now()
    }

    fn phase_started(&self) -> Option<Timestamp> {
        self.snapshot.phase_started()
    }

    fn fact(&self, declaration: &FactDeclaration) -> Decoded {
        let known = self.decoded.get(&declaration.name);
        known.cloned().unwrap_or_else(|| decode(declaration, &self.snapshot))
    }

    /// Nobody keeps the decisions of tests.
    fn digest(&self) -> String {
        String::new()
    }

    fn baselines(&self) -> &[Snapshot] {
        self.snapshot.baselines()
    }

    fn no_baseline(&self) -> NoBaseline {
        self.snapshot.no_baseline().clone()
    }
}

/// The texts of files by their names, or why they could not be read.
pub type Files = BTreeMap<String, Result<String, String>>;

/// Puts scenes together; what several of them share is read once.
pub(crate) struct Stagehand<'s> {
    gate: &'s Gate,
    files: &'s Files,
    parts: HashMap<String, Result<SnapshotParts, String>>,
    decoded: HashMap<(String, Timestamp, String), Decoded>,
}

/// What is said of a case: by all cases, by itself, by its row; the later counts.
pub(crate) type Levels<'l> = [&'l CaseNode];

/// The last that is said.
pub(crate) fn said<'l, T>(
    levels: &Levels<'l>,
    of: impl Fn(&'l CaseNode) -> Option<T>,
) -> Option<T> {
    levels.iter().rev().find_map(|level| of(level))
}

impl<'s> Stagehand<'s> {
    pub(crate) fn new(gate: &'s Gate, files: &'s Files) -> Self {
        Self { gate, files, parts: HashMap::new(), decoded: HashMap::new() }
    }

    /// `None` when it was reported.
    pub(crate) fn scene(
        &mut self,
        reader: &mut Reader,
        levels: &Levels<'_>,
        stage: &Stage<'_>,
    ) -> Option<Scene> {
        let file = said(levels, |level| level.snapshot.as_ref());
        let name = file.map(|text| in_phase(&text.value, &stage.phase.name));
        let name = name.filter(|name| name != NO_SNAPSHOT).unwrap_or_default();
        let mut parts = match file.filter(|_| !name.is_empty()) {
            Some(text) => self.file(reader, text.span, &name)?,
            None => SnapshotParts::default(),
        };
        let now = now(reader, levels, &parts)?;
        let started = match said(levels, |level| level.phase_started.as_ref()) {
            Some(text) => Some(moment::read(reader, text, now)?),
            None => None,
        };
        let mut given: BTreeMap<&str, Given> = BTreeMap::new();
        for node in levels.iter().flat_map(|level| &level.facts) {
            let Some(fact) = self.declared(reader, &node.name) else { continue };
            let place = Place { declaration: &fact.declaration, now };
            if let Some(one) = given::apply(reader, node, &place, &mut parts) {
                given.insert(&fact.declaration.name, one);
            }
        }
        let mut snapshot = parts.freeze(now);
        if let Some(started) = started {
            snapshot.set_phase_started(started);
        }
        snapshot.set_baselines(self.baselines(reader, levels)?);
        let decoded = self.decode(stage, &snapshot, (&name, &given));
        for node in levels.iter().flat_map(|level| &level.facts) {
            check(reader, node, &given, &decoded);
        }
        Some(Scene { snapshot, decoded })
    }

    fn decode(
        &mut self,
        stage: &Stage<'_>,
        snapshot: &Snapshot,
        (file, given): (&str, &BTreeMap<&str, Given>),
    ) -> BTreeMap<String, Decoded> {
        let mut decoded = BTreeMap::new();
        for fact in asked(stage) {
            let declaration = &fact.declaration;
            let name = declaration.name.clone();
            let own = given.contains_key(name.as_str()) || declaration.baseline.is_some();
            let value = match own {
                true => decode(declaration, snapshot),
                false => {
                    let key = (file.to_owned(), snapshot.now(), name.clone());
                    let shared = self.decoded.entry(key);
                    shared.or_insert_with(|| decode(declaration, snapshot)).clone()
                }
            };
            decoded.insert(name, value);
        }
        decoded
    }

    fn declared(&self, reader: &mut Reader, name: &Text) -> Option<&'s Fact> {
        let fact = self.gate.facts.iter().find(|fact| fact.declaration.name == name.value);
        if fact.is_none() {
            let names: Vec<&str> =
                self.gate.facts.iter().map(|fact| fact.declaration.name.as_str()).collect();
            unknown(reader, ("fact", name), &names);
        }
        fact.filter(|fact| {
            let Some(baseline) = &fact.declaration.baseline else { return true };
            let message = format!("{} is a baseline of `{}`", quoted(&name.value), baseline.of);
            let help = "name the files of earlier runs with `baselines`".to_owned();
            reader.refuse(&codes::BAD_VALUE, name.span, (message, help));
            false
        })
    }

    fn file(&mut self, reader: &mut Reader, at: Span, name: &str) -> Option<SnapshotParts> {
        let files = self.files;
        let read = self.parts.entry(name.to_owned()).or_insert_with(|| {
            let text = match files.get(name) {
                Some(Ok(text)) => text,
                Some(Err(cause)) => return Err(cause.clone()),
                None => return Err("it was not read".to_owned()),
            };
            let mut parts = SnapshotParts::default();
            parts.add((name, text)).map_err(|error| error.message)?;
            Ok(parts)
        });
        match read {
            Ok(parts) => Some(parts.clone()),
            Err(cause) => {
                let message = format!("the snapshot {} cannot be used: {cause}", quoted(name));
                let help = "name a snapshot from the folder of the test file, or `none`".to_owned();
                reader.refuse(&codes::FILE, at, (message, help));
                None
            }
        }
    }

    fn baselines(&mut self, reader: &mut Reader, levels: &Levels<'_>) -> Option<Vec<Snapshot>> {
        let files = said(levels, |level| level.baselines.as_ref());
        let mut baselines = Vec::new();
        for text in files.into_iter().flatten() {
            let parts = self.file(reader, text.span, &text.value)?;
            let Some(now) = parts.now() else {
                let message = format!("{} does not say when it was", quoted(&text.value));
                let help = "a baseline needs `now`, the time that it was recorded at".to_owned();
                reader.refuse(&codes::FILE, text.span, (message, help));
                return None;
            };
            baselines.push(parts.freeze(now));
        }
        Some(baselines)
    }
}

fn now(reader: &mut Reader, levels: &Levels<'_>, parts: &SnapshotParts) -> Option<Timestamp> {
    let Some(text) = said(levels, |level| level.now.as_ref()) else {
        if parts.now().is_none() {
            let at = said(levels, |level| Some(level.span)).unwrap_or_default();
            let message = "it is not said for what time the case decides";
            let problem = Diagnostic::error(&codes::BAD_TIME, at, message);
            reader.report_absence(
                problem.with_help("add `now: 2026-01-04T03:40:00Z` to the case or to `defaults`"),
            );
        }
        return parts.now();
    };
    moment::absolute(reader, text)
}

/// A value that the gate cannot read is a slip, unless the test says that it means it.
fn check(
    reader: &mut Reader,
    node: &FactNode,
    given: &BTreeMap<&str, Given>,
    decoded: &BTreeMap<String, Decoded>,
) {
    let last = given.get(node.name.value.as_str());
    let own = last.filter(|given| given.span == node.node.span && !given.meant_invalid);
    let problem = decoded.get(&node.name.value).and_then(|decoded| decoded.value.as_ref().err());
    let invalid = problem.filter(|problem| problem.state == FactState::Invalid);
    if let (Some(_), Some(problem)) = (own, invalid) {
        let message =
            format!("the fact {} does not take this: {problem}", quoted(&node.name.value));
        let help = "write it as in a snapshot; where a test is about that, write `{invalid: true}`";
        reader.refuse(&codes::BAD_VALUE, node.node.head(), (message, help.to_owned()));
    }
}

pub(crate) fn unknown(reader: &mut Reader, (what, name): (&str, &Text), known: &[&str]) {
    let message = format!("the gate has no {what} {}", quoted(&name.value));
    let help = did_you_mean(&name.value, known);
    reader.refuse(&codes::UNKNOWN_NAME, name.span, (message, help));
}

#[cfg(test)]
mod tests;
