//! Macros over lists and maps: no copy of an element unless the result holds it.

use std::ops::ControlFlow;

use super::condition::Truth;
use super::scope::Scope;
use super::{Failure, Run, refused};
use crate::eval::fault::Fault;
use crate::eval::node::{Collection, Loop, Quantifier};
use crate::eval::trace::Recorder;
use crate::function::Function;
use crate::value::Value;

/// What messages call them.
const CONDITION: &str = "the condition of a macro";
const RANGE: &str = "what a macro goes over";

/// Index and element of a list, key and value of a map; with one variable, what it stands for
/// is the value.
struct Part<'p> {
    key: &'p Value,
    value: &'p Value,
}

/// What the caller makes of one element; `Break` ends the loop.
type Step = Result<ControlFlow<()>, Failure>;

impl<R: Recorder> Run<'_, R> {
    pub(in crate::eval) fn quantified(
        &self,
        quantifier: Quantifier,
        body: &Loop,
        scope: Option<&Scope<'_>>,
    ) -> Result<Truth, Failure> {
        match quantifier {
            Quantifier::All => self.until(Truth::False, body, scope),
            Quantifier::Exists => self.until(Truth::True, body, scope),
            Quantifier::ExistsOne => {
                let mut matches = 0u64;
                self.each(body, scope, |inner, _| {
                    matches += u64::from(self.truth(&body.body, Some(inner), CONDITION)?.holds());
                    Ok(ControlFlow::Continue(()))
                })?;
                Ok(Truth::from(matches == 1))
            }
        }
    }

    /// `all` ends at the first false, `exists` at the first true; faults wait for the end.
    fn until(
        &self,
        decisive: Truth,
        body: &Loop,
        scope: Option<&Scope<'_>>,
    ) -> Result<Truth, Failure> {
        let mut fault: Option<Failure> = None;
        let mut held = None;
        let mut is_decided = false;
        self.each(body, scope, |inner, _| {
            match self.truth(&body.body, Some(inner), CONDITION) {
                Ok(truth) if truth == decisive => {
                    is_decided = true;
                    return Ok(ControlFlow::Break(()));
                }
                Ok(_) => {}
                Err(next) if next.is_final() => return Err(next),
                Err(next) => {
                    // The element whose fault stays is the one to tell of.
                    if fault.as_ref().is_none_or(|before| next.tells_more(before)) {
                        held = Some(self.recorder.hold(body.inside.clone()));
                    }
                    fault = Some(Fault::joined(fault.take(), next));
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        match fault {
            _ if is_decided => Ok(decisive),
            Some(fault) => {
                held.into_iter().for_each(|held| self.recorder.tell(held));
                Err(fault)
            }
            None => Ok(decisive.opposite()),
        }
    }

    pub(in crate::eval) fn collected(
        &self,
        collection: Collection,
        body: &Loop,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        match collection {
            Collection::Results => self.results(body, scope),
            Collection::Elements => self.elements(body, scope),
            Collection::Values | Collection::Entries => self.entered(collection, body, scope),
        }
    }

    fn results(&self, body: &Loop, scope: Option<&Scope<'_>>) -> Result<Value, Failure> {
        let mut kept: Vec<Value> = Vec::new();
        self.each(body, scope, |inner, _| {
            let value = self.owned(&body.body, Some(inner))?;
            self.meter.charge(1)?;
            kept.push(value);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Value::list(kept))
    }

    fn elements(&self, body: &Loop, scope: Option<&Scope<'_>>) -> Result<Value, Failure> {
        let mut kept: Vec<Value> = Vec::new();
        self.each(body, scope, |inner, Part { value, .. }| {
            if self.truth(&body.body, Some(inner), CONDITION)?.holds() {
                self.meter.charge(1)?;
                kept.push(value.clone());
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Value::list(kept))
    }

    fn entered(
        &self,
        collection: Collection,
        body: &Loop,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        let mut entries: Vec<(Value, Value)> = Vec::new();
        self.each(body, scope, |inner, Part { key, .. }| {
            let given = self.owned(&body.body, Some(inner))?;
            match (collection, given) {
                (Collection::Entries, Value::Map(map)) => {
                    self.meter.charge(map.len() as u64)?;
                    entries.extend(map.entries().iter().cloned());
                }
                (Collection::Entries, other) => {
                    return Err(refused("what `transformMapEntry` gives", &[&other]));
                }
                (_, value) => {
                    self.meter.charge(1)?;
                    entries.push((key.clone(), value));
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        self.keyed(entries)
    }

    /// The keys are gathered first; the function that sorts by them charges for the rest.
    pub(in crate::eval) fn sorted(
        &self,
        functions: &[&'static Function],
        body: &Loop,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        let mut elements: Vec<Value> = Vec::new();
        let mut keys: Vec<Value> = Vec::new();
        self.each(body, scope, |inner, Part { value, .. }| {
            self.meter.charge(2)?;
            elements.push(value.clone());
            keys.push(self.owned(&body.body, Some(inner))?);
            Ok(ControlFlow::Continue(()))
        })?;
        self.dispatch(functions, &[Value::list(elements), Value::list(keys)], "sortBy")
    }

    /// Runs `step` for each part for which the loop's condition holds.
    #[inline]
    fn each(
        &self,
        body: &Loop,
        scope: Option<&Scope<'_>>,
        step: impl FnMut(&Scope<'_>, Part<'_>) -> Step,
    ) -> Result<(), Failure> {
        if body.has_two_variables {
            self.each_pair(body, scope, step)
        } else {
            self.each_value(body, scope, step)
        }
    }

    /// An element of a list, a key of a map.
    #[inline]
    fn each_value(
        &self,
        body: &Loop,
        scope: Option<&Scope<'_>>,
        mut step: impl FnMut(&Scope<'_>, Part<'_>) -> Step,
    ) -> Result<(), Failure> {
        let mut one = |value: &Value| -> Step {
            self.meter.charge(1)?;
            let inner = Scope::value(value, scope);
            self.applied(body, &inner, || step(&inner, Part { key: value, value }))
        };
        match &*self.value(&body.range, scope)? {
            Value::List(elements) => {
                for element in elements.iter() {
                    if one(element)?.is_break() {
                        break;
                    }
                }
            }
            Value::Map(map) => {
                for (key, _) in map.entries() {
                    if one(key)?.is_break() {
                        break;
                    }
                }
            }
            other => return Err(refused(RANGE, &[other])),
        }
        Ok(())
    }

    /// Index and element of a list, key and value of a map.
    #[inline(never)]
    fn each_pair(
        &self,
        body: &Loop,
        scope: Option<&Scope<'_>>,
        mut step: impl FnMut(&Scope<'_>, Part<'_>) -> Step,
    ) -> Result<(), Failure> {
        let mut one = |key: &Value, value: &Value| -> Step {
            self.meter.charge(1)?;
            let outer = Scope::value(key, scope);
            let inner = Scope::value(value, Some(&outer));
            self.applied(body, &inner, || step(&inner, Part { key, value }))
        };
        match &*self.value(&body.range, scope)? {
            Value::List(elements) => {
                for (at, element) in (0i64..).zip(elements.iter()) {
                    if one(&Value::Int(at), element)?.is_break() {
                        break;
                    }
                }
            }
            Value::Map(map) => {
                for (key, value) in map.entries() {
                    if one(key, value)?.is_break() {
                        break;
                    }
                }
            }
            other => return Err(refused(RANGE, &[other])),
        }
        Ok(())
    }

    /// Goes on to `step` unless the loop has a condition that does not hold.
    #[inline]
    fn applied(&self, body: &Loop, inner: &Scope<'_>, step: impl FnOnce() -> Step) -> Step {
        self.recorder.forget(body.inside.clone());
        match &body.condition {
            Some(condition) if !self.truth(condition, Some(inner), CONDITION)?.holds() => {
                Ok(ControlFlow::Continue(()))
            }
            Some(_) | None => step(),
        }
    }
}
