//! Macros over lists and maps: no copy of an element unless the result holds it.

use std::ops::ControlFlow;

use super::condition::Truth;
use super::fault::Fault;
use super::node::{Collection, Loop, Quantifier};
use super::run::{Failure, Run, Scope, refused};
use super::trace::Recorder;
use crate::value::Value;

/// What the caller makes of one element; `Break` ends the loop.
type Step = Result<ControlFlow<()>, Failure>;

impl<R: Recorder> Run<'_, R> {
    pub(super) fn quantified(
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
                self.each(body, scope, |inner| {
                    matches += u64::from(
                        self.truth(&body.body, Some(inner), "the condition of a macro")?.holds(),
                    );
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
        let mut is_decided = false;
        self.each(body, scope, |inner| {
            match self.truth(&body.body, Some(inner), "the condition of a macro") {
                Ok(truth) if truth == decisive => {
                    is_decided = true;
                    return Ok(ControlFlow::Break(()));
                }
                Ok(_) => {}
                Err(next) if next.is_final() => return Err(next),
                Err(next) => fault = Some(Fault::joined(fault.take(), next)),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        match fault {
            _ if is_decided => Ok(decisive),
            Some(fault) => Err(fault),
            None => Ok(decisive.opposite()),
        }
    }

    pub(super) fn collected(
        &self,
        collection: Collection,
        body: &Loop,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        let mut kept: Vec<Value> = Vec::new();
        match collection {
            Collection::Results => self.each(body, scope, |inner| {
                let value = self.owned(&body.body, Some(inner))?;
                self.meter.charge(1)?;
                kept.push(value);
                Ok(ControlFlow::Continue(()))
            })?,
            Collection::Elements => self.each(body, scope, |inner| {
                if self.truth(&body.body, Some(inner), "the condition of a macro")?.holds() {
                    self.meter.charge(1)?;
                    kept.push(inner.value.clone());
                }
                Ok(ControlFlow::Continue(()))
            })?,
        }
        Ok(Value::list(kept))
    }

    /// Runs `step` for each element for which the loop's condition holds.
    #[inline]
    fn each(
        &self,
        body: &Loop,
        scope: Option<&Scope<'_>>,
        mut step: impl FnMut(&Scope<'_>) -> Step,
    ) -> Result<(), Failure> {
        let mut one = |element: &Value| -> Step {
            self.meter.charge(1)?;
            self.recorder.forget(body.inside.clone());
            let inner = Scope { value: element, outer: scope };
            match &body.condition {
                Some(condition)
                    if !self
                        .truth(condition, Some(&inner), "the condition of a macro")?
                        .holds() =>
                {
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
            other => return Err(refused("what a macro goes over", &[other])),
        }
        Ok(())
    }
}
