//! The record as it was at one time.

use std::collections::BTreeMap;

use gonogo_engine::Timestamp;
use gonogo_engine::decision::Observed;
use gonogo_engine::facts::{Decoded, FactDeclaration, FactKind, Snapshot, decode};

use super::History;

/// Nothing that came later is seen. What is no series counts as just collected.
#[derive(Clone, Debug)]
pub struct Moment<'h> {
    history: &'h History,
    constants: Snapshot,
    /// Facts that are the same at any time, decoded once.
    decoded: BTreeMap<String, Decoded>,
}

impl<'h> Moment<'h> {
    pub(super) fn new(history: &'h History, now: Timestamp) -> Self {
        let mut constants = history.constants.clone();
        constants.recollect(now);
        Self { history, constants, decoded: BTreeMap::new() }
    }

    pub fn move_to(&mut self, now: Timestamp) {
        self.constants.recollect(now);
    }

    /// Decodes what does not change with time, so that it need not be done at each step.
    pub fn prepare<'d>(&mut self, declarations: impl Iterator<Item = &'d FactDeclaration>) {
        for declaration in declarations.filter(|declaration| is_timeless(&declaration.kind)) {
            let decoded = decode(declaration, &self.constants);
            self.decoded.insert(declaration.name.clone(), decoded);
        }
    }
}

/// Of a certificate and of sign-offs, what holds depends on the time.
fn is_timeless(kind: &FactKind) -> bool {
    match kind {
        FactKind::Signoffs | FactKind::Certificate | FactKind::Series { .. } => false,
        FactKind::Number(_)
        | FactKind::String
        | FactKind::Bool
        | FactKind::Timestamp
        | FactKind::Duration
        | FactKind::List
        | FactKind::Map
        | FactKind::Json
        | FactKind::Checklist
        | FactKind::Tests
        | FactKind::Coverage
        | FactKind::Scan
        | FactKind::Probe => true,
    }
}

impl Observed for Moment<'_> {
    fn now(&self) -> Timestamp {
        self.constants.now()
    }

    fn phase_started(&self) -> Option<Timestamp> {
        self.constants.phase_started()
    }

    fn fact(&self, declaration: &FactDeclaration) -> Decoded {
        if let Some(recording) = self.history.recording(&declaration.name) {
            return recording.at(declaration, self.now_nanos());
        }
        let known = self.decoded.get(&declaration.name);
        known.cloned().unwrap_or_else(|| decode(declaration, &self.constants))
    }

    /// Of the whole history.
    fn digest(&self) -> String {
        self.history.digest.clone()
    }
}
