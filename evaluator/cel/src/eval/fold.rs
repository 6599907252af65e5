//! Macros over lists and maps: no copy of an element unless the result holds it.

use std::ops::ControlFlow;

use super::fault::Fault;
use super::node::{Collection, Loop, Quantifier};
use super::run::{Run, Scope, refused};
use super::trace::Recorder;
use crate::value::Value;

/// What the caller makes of one element; `Break` ends the loop.
type Step = Result<ControlFlow<()>, Fault>;

impl<R: Recorder> Run<'_, R> {
    pub(super) fn quantified(
        &self,
        quantifier: Quantifier,
        body: &Loop,
        scope: Option<&Scope<'_>>,
    ) -> Result<bool, Fault> {
        match quantifier {
            Quantifier::All => self.until(false, body, scope),
            Quantifier::Exists => self.until(true, body, scope),
            Quantifier::ExistsOne => {
                let mut matches = 0u64;
                self.each(body, scope, |inner| {
                    matches += u64::from(self.truth(&body.body, Some(inner), "a condition")?);
                    Ok(ControlFlow::Continue(()))
                })?;
                Ok(matches == 1)
            }
        }
    }

    /// `all` ends at the first false, `exists` at the first true; faults wait for the end.
    fn until(&self, decisive: bool, body: &Loop, scope: Option<&Scope<'_>>) -> Result<bool, Fault> {
        let mut result = Ok(!decisive);
        self.each(body, scope, |inner| {
            match self.truth(&body.body, Some(inner), "a condition") {
                Ok(holds) if holds == decisive => {
                    result = Ok(decisive);
                    return Ok(ControlFlow::Break(()));
                }
                Ok(_) => {}
                Err(fault) if fault.is_final() => return Err(fault),
                Err(fault) => {
                    let before = std::mem::replace(&mut result, Ok(false)).err();
                    result = Err(Fault::joined(before, fault));
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        result
    }

    pub(super) fn collected(
        &self,
        collection: Collection,
        body: &Loop,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Fault> {
        let mut kept: Vec<Value> = Vec::new();
        self.each(body, scope, |inner| {
            let value = match collection {
                Collection::Results => Some(self.owned(&body.body, Some(inner))?),
                Collection::Elements => {
                    let holds = self.truth(&body.body, Some(inner), "a condition")?;
                    holds.then(|| inner.value.clone())
                }
            };
            if let Some(value) = value {
                self.meter.charge(1)?;
                kept.push(value);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Value::list(kept))
    }

    /// Runs `step` for each element for which the loop's condition holds.
    #[inline]
    fn each(
        &self,
        body: &Loop,
        scope: Option<&Scope<'_>>,
        mut step: impl FnMut(&Scope<'_>) -> Step,
    ) -> Result<(), Fault> {
        let mut one = |element: &Value| -> Step {
            self.meter.charge(1)?;
            self.recorder.forget(body.inside.clone());
            let inner = Scope { value: element, outer: scope };
            match &body.condition {
                Some(condition) if !self.truth(condition, Some(&inner), "a condition")? => {
                    Ok(ControlFlow::Continue(()))
                }
                Some(_) | None => step(&inner),
            }
        };
        let range = self.value(&body.range, scope)?;
        match &*range {
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
            other => return Err(refused("a macro over lists", &[other])),
        }
        Ok(())
    }
}
