//! Macros over lists and maps: no copy of an element unless the result holds it.

use std::borrow::Cow;

use super::fault::{ErrorKind, Fault};
use super::node::{FoldNode, Node};
use super::run::{Outcome, Run, Scope, owned};
use super::trace::Recorder;
use crate::syntax::ast::Fold;
use crate::value::Value;

/// What has been seen of the elements so far.
#[derive(Default)]
struct Seen {
    fault: Option<Fault>,
    matches: u64,
    kept: Vec<Value>,
}

impl Seen {
    fn absorb(&mut self, fault: Fault) {
        self.fault = Some(match self.fault.take() {
            Some(before) => before.merge(fault),
            None => fault,
        });
    }
}

impl<R: Recorder> Run<'_, R> {
    pub(super) fn fold<'v>(
        &'v self,
        fold: &'v FoldNode,
        scope: Option<&'v Scope<'v>>,
    ) -> Outcome<'v> {
        let range = self.eval(&fold.range, scope)?;
        let mut seen = Seen::default();
        match &*range {
            Value::List(elements) => {
                for element in elements.iter() {
                    if let Some(decided) = self.element(fold, element, scope, &mut seen)? {
                        return owned(decided);
                    }
                }
            }
            Value::Map(map) => {
                for (key, _) in map.entries() {
                    if let Some(decided) = self.element(fold, key, scope, &mut seen)? {
                        return owned(decided);
                    }
                }
            }
            other => return Err(wrong_type("a macro goes over a list or a map", other)),
        }
        finish(fold.fold, seen)
    }

    /// One element; a value when it decides the whole.
    fn element(
        &self,
        fold: &FoldNode,
        element: &Value,
        scope: Option<&Scope<'_>>,
        seen: &mut Seen,
    ) -> Result<Option<Value>, Fault> {
        self.meter.charge(1)?;
        let inner = Scope { value: element, outer: scope };
        if let Some(condition) = &fold.condition
            && !self.holds(condition, &inner)?
        {
            return Ok(None);
        }
        match fold.fold {
            Fold::All => self.decide(&fold.body, &inner, (seen, false)),
            Fold::Exists => self.decide(&fold.body, &inner, (seen, true)),
            Fold::ExistsOne => {
                seen.matches += u64::from(self.holds(&fold.body, &inner)?);
                Ok(None)
            }
            Fold::Filter => {
                if self.holds(&fold.body, &inner)? {
                    self.meter.charge(1)?;
                    seen.kept.push(element.clone());
                }
                Ok(None)
            }
            Fold::Map => {
                self.meter.charge(1)?;
                seen.kept.push(self.eval(&fold.body, Some(&inner))?.into_owned());
                Ok(None)
            }
        }
    }

    /// `all` ends at the first false, `exists` at the first true; faults wait for the end.
    fn decide(
        &self,
        body: &Node,
        scope: &Scope<'_>,
        (seen, decisive): (&mut Seen, bool),
    ) -> Result<Option<Value>, Fault> {
        match self.holds(body, scope) {
            Ok(value) if value == decisive => Ok(Some(Value::Bool(decisive))),
            Ok(_) => Ok(None),
            Err(fault) if fault.is_final() => Err(fault),
            Err(fault) => {
                seen.absorb(fault);
                Ok(None)
            }
        }
    }

    fn holds(&self, condition: &Node, scope: &Scope<'_>) -> Result<bool, Fault> {
        match &*self.eval(condition, Some(scope))? {
            Value::Bool(value) => Ok(*value),
            other => Err(wrong_type("the condition of a macro must be a bool", other)),
        }
    }
}

fn wrong_type(wanted: &str, found: &Value) -> Fault {
    let message = format!("{wanted}, this is `{}`", found.type_name());
    Fault::error(ErrorKind::NoSuchOverload, message)
}

fn finish<'v>(fold: Fold, seen: Seen) -> Outcome<'v> {
    match (fold, seen.fault) {
        (_, Some(fault)) => Err(fault),
        (Fold::All, None) => owned(Value::Bool(true)),
        (Fold::Exists, None) => owned(Value::Bool(false)),
        (Fold::ExistsOne, None) => owned(Value::Bool(seen.matches == 1)),
        (Fold::Filter | Fold::Map, None) => Ok(Cow::Owned(Value::list(seen.kept))),
    }
}
