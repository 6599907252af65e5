//! A checked, compiled expression, ready to run any number of times.

use std::sync::Arc;

use super::bindings::Bindings;
use super::build::Builder;
use super::fault::Fault;
use super::meter::{Budget, Meter};
use super::node::Node;
use super::run::Run;
use super::trace::{Recorder, Recording, Silent, Trace};
use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::env::{Env, Slot};
use crate::function::Pattern;
use crate::limits::Limits;
use crate::types::Type;
use crate::value::Value;

#[derive(Clone, Debug)]
pub struct Program {
    root: Node,
    checked: Arc<Checked>,
    slots: Vec<Slot>,
    warnings: Vec<Diagnostic>,
    /// Literal patterns that functions take.
    patterns: Arc<[(Arc<str>, Pattern)]>,
    limits: Limits,
}

impl Program {
    pub fn new(env: &Env, checked: Arc<Checked>) -> Result<Self, Vec<Diagnostic>> {
        let mut builder = Builder::new(env, &checked);
        let root = builder.node(&checked.syntax.root);
        let Builder { mut slots, written, mut problems, warnings, .. } = builder;
        if !problems.is_empty() {
            problems.truncate(env.limits().problems);
            return Err(problems);
        }
        slots.sort_unstable();
        slots.dedup();
        Ok(Self { root, checked, slots, warnings, patterns: written.into(), limits: *env.limits() })
    }

    /// The type that the checker found.
    pub fn result_type(&self) -> &Type {
        &self.checked.result
    }

    /// What is wrong with it although it can run, in no order.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// The syntax tree with its types, for explanations.
    pub fn checked(&self) -> &Checked {
        &self.checked
    }

    /// The variables it can read, in order.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    pub fn evaluate(&self, bindings: &Bindings, budget: &Budget) -> Result<Value, Fault> {
        self.run(bindings, budget, &Silent)
    }

    /// Like `evaluate`, with the result of every node.
    pub fn explain(&self, bindings: &Bindings, budget: &Budget) -> (Result<Value, Fault>, Trace) {
        let recording = Recording::new(self.checked.syntax.nodes);
        let result = self.run(bindings, budget, &recording);
        (result, recording.finish())
    }

    fn run(
        &self,
        bindings: &Bindings,
        budget: &Budget,
        recorder: &impl Recorder,
    ) -> Result<Value, Fault> {
        let meter = Meter::new(budget, &self.limits, &self.patterns);
        let run = Run { bindings, meter: &meter, recorder };
        run.owned(&self.root, None).map_err(|fault| *fault)
    }
}
