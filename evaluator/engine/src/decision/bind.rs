//! The values that a stage's expressions see.

use std::collections::BTreeSet;

use gonogo_cel::time::Duration;
use gonogo_cel::{Binding, Bindings, Slot, Value};

use super::observed::Observed;
use crate::facts::{Decoded, FactState, NoBaseline};
use crate::gate::{Expression, Fact, Rule, Stage};

/// One fact that the phase asks for.
pub(super) struct Asked<'g> {
    pub(super) fact: &'g Fact,
    pub(super) decoded: Decoded,
    /// A rule that decides on its own can read it, and it is not optional.
    pub(super) required: bool,
    /// A baseline before there is any, of which the gate says that its rules are skipped.
    pub(super) first_run: bool,
}

pub(super) struct Bound<'g> {
    pub(super) bindings: Bindings,
    pub(super) facts: Vec<Asked<'g>>,
}

pub(super) fn bind<'g>(stage: &Stage<'g>, snapshot: &dyn Observed) -> Bound<'g> {
    let mut bindings = stage.constants();
    bind_times(stage, snapshot, &mut bindings);
    let deciding = slots(stage.rules.iter().copied().filter(|rule| rule.decides()));
    let is_first_run = snapshot.baselines().is_empty()
        && matches!(snapshot.no_baseline(), NoBaseline::FirstRun(_));
    let mut facts = Vec::new();
    for fact in asked(stage) {
        let decoded = snapshot.fact(&fact.declaration);
        bindings.set(fact.slot, binding(&decoded));
        let first_run = is_first_run
            && fact.declaration.baseline.as_ref().is_some_and(|base| base.skipped_on_first_run);
        let needed = !fact.declaration.optional && !first_run;
        let required = needed && deciding.contains(&fact.slot);
        facts.push(Asked { fact, decoded, required, first_run });
    }
    Bound { bindings, facts }
}

fn binding(decoded: &Decoded) -> Binding {
    match &decoded.value {
        Ok(value) => Binding::Value(value.clone()),
        Err(problem) if problem.state == FactState::Absent => Binding::Absent,
        Err(_) => Binding::Unknown,
    }
}

/// The facts that conditions and messages of the phase can read, in the order of the file.
pub fn asked<'g>(stage: &Stage<'g>) -> Vec<&'g Fact> {
    let read = read_slots(stage);
    stage.gate.facts.iter().filter(|fact| read.contains(&fact.slot)).collect()
}

/// What can bear on the rules' outcomes.
fn slots<'r>(rules: impl Iterator<Item = &'r Rule>) -> BTreeSet<Slot> {
    rules.flat_map(Rule::slots).collect()
}

/// The same, and what messages can read.
fn read_slots(stage: &Stage<'_>) -> BTreeSet<Slot> {
    let mut read = slots(stage.rules.iter().copied());
    for template in stage.rules.iter().flat_map(|rule| rule.messages()) {
        read.extend(template.expressions().flat_map(Expression::slots));
    }
    read
}

fn bind_times(stage: &Stage<'_>, snapshot: &dyn Observed, bindings: &mut Bindings) {
    let slots = &stage.gate.slots;
    let now = snapshot.now();
    bindings.set(slots.now, Binding::Value(Value::Timestamp(now)));
    let started = snapshot.phase_started().filter(|started| *started <= now);
    if let Some(started) = started {
        bindings.set(slots.phase_started, Binding::Value(Value::Timestamp(started)));
        let elapsed = now.since(started).unwrap_or(Duration::from_nanos(i64::MAX));
        bindings.set(slots.phase_elapsed, Binding::Value(Value::Duration(elapsed)));
    }
}
