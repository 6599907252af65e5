//! Optional values: what is selected from them and what stands in for them.

use std::sync::Arc;

use super::operators;
use super::scope::Scope;
use super::{Failure, Run, failure, joined, no_field, refused};
use crate::eval::fault::{ErrorKind, Fault};
use crate::eval::meter::key_cost;
use crate::eval::node::{Item, Loop, Node, Otherwise};
use crate::eval::trace::Recorder;
use crate::function::Function;
use crate::value::{Map, Value};

impl<R: Recorder> Run<'_, R> {
    /// `a.?b`; also `a.b` where `a` is an optional value.
    pub(in crate::eval) fn optional_field(
        &self,
        operand: &Node,
        name: &str,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        self.meter.charge(1)?;
        optional_field(&*self.value(operand, scope)?, name)
    }

    /// `a[?b]`; also `a[b]` where `a` is an optional value.
    pub(in crate::eval) fn optional_element(
        &self,
        container: &Value,
        index: &Value,
    ) -> Result<Value, Failure> {
        let Some(container) = content(container) else {
            return Ok(Value::Optional(None));
        };
        match operators::element(container, index) {
            Ok(element) => Ok(Value::some(element.clone())),
            Err(fault) if fault.is_absence() => Ok(Value::Optional(None)),
            Err(fault) => Err(fault),
        }
    }

    /// `a.or(b)`, `a.orValue(b)`: `b` is looked at only when `a` has no value. Other types may
    /// have functions of these names.
    pub(in crate::eval) fn otherwise(
        &self,
        otherwise: Otherwise,
        [target, other]: &[Node; 2],
        functions: &[&'static Function],
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        self.meter.charge(1)?;
        let target = self.value(target, scope)?;
        match (&*target, otherwise) {
            (Value::Optional(Some(_)), Otherwise::Optional) => Ok(target.into_owned()),
            (Value::Optional(Some(value)), Otherwise::Value) => Ok((**value).clone()),
            (Value::Optional(None), Otherwise::Value) => self.owned(other, scope),
            _ => {
                let args = [target.into_owned(), self.owned(other, scope)?];
                let name = functions.first().map_or("or", |function| function.name);
                self.dispatch(functions, &args, name)
            }
        }
    }

    /// A map, or which key is wrong. Keys are compared with each other, which costs by their bytes.
    pub(in crate::eval) fn keyed(&self, pairs: Vec<(Value, Value)>) -> Result<Value, Failure> {
        let bytes = pairs.iter().map(|(key, _)| key_cost(key)).fold(0, u64::saturating_add);
        let times = u64::from(pairs.len().checked_ilog2().unwrap_or(0)).saturating_add(4);
        self.meter.charge(bytes.saturating_mul(times))?;
        match Map::new(pairs) {
            Ok(map) => Ok(Value::Map(Arc::new(map))),
            Err(key) => Err(failure(ErrorKind::DuplicateKey, no_key(&key))),
        }
    }

    /// What the body gives for the value that is there, as an optional value by `wrap`.
    pub(in crate::eval) fn mapped(
        &self,
        body: &Loop,
        scope: Option<&Scope<'_>>,
        wrap: impl FnOnce(Value) -> Result<Value, Failure>,
    ) -> Result<Value, Failure> {
        self.meter.charge(1)?;
        match &*self.value(&body.range, scope)? {
            Value::Optional(None) => Ok(Value::Optional(None)),
            Value::Optional(Some(value)) => {
                wrap(self.owned(&body.body, Some(&Scope::value(value, scope)))?)
            }
            other => Err(refused("what goes through `optMap` or `optFlatMap`", &[other])),
        }
    }

    /// The value of an element of a list or map, unless it is optional and has none.
    fn item(&self, item: &Item, scope: Option<&Scope<'_>>) -> Result<Option<Value>, Failure> {
        match (self.owned(&item.node, scope)?, item.is_optional) {
            (value, false) => Ok(Some(value)),
            (Value::Optional(value), true) => Ok(value.map(Arc::unwrap_or_clone)),
            (other, true) => Err(refused("what stands behind `?`", &[&other])),
        }
    }

    pub(in crate::eval) fn list(
        &self,
        elements: &[Item],
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        self.meter.charge(10 + elements.len() as u64)?;
        let mut fault: Option<Failure> = None;
        let mut values = Vec::with_capacity(elements.len());
        for element in elements {
            match self.item(element, scope) {
                Ok(value) => values.extend(value),
                Err(next) if next.is_final() => return Err(next),
                Err(next) => fault = Some(Fault::joined(fault, next)),
            }
        }
        fault.map_or_else(|| Ok(Value::list(values)), Err)
    }

    pub(in crate::eval) fn map(
        &self,
        entries: &[(Node, Item)],
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        self.meter.charge(30 + entries.len() as u64)?;
        let mut fault: Option<Failure> = None;
        let mut pairs = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match joined((self.owned(key, scope), self.item(value, scope))) {
                Ok((key, value)) => pairs.extend(value.map(|value| (key, value))),
                Err(next) if next.is_final() => return Err(next),
                Err(next) => fault = Some(Fault::joined(fault, next)),
            }
        }
        match fault {
            Some(fault) => Err(fault),
            None => self.keyed(pairs),
        }
    }
}

/// Why a map cannot have this key.
fn no_key(key: &Value) -> String {
    let shown = key.brief();
    match key {
        Value::Bool(_) | Value::String(_) => format!("`{shown}` stands twice as a key"),
        Value::Int(_) | Value::Uint(_) => {
            format!("`{shown}` stands twice as a key; equal numbers are one key")
        }
        _ => format!("`{shown}` cannot be a key: keys are bools, whole numbers or texts"),
    }
}

pub(in crate::eval) fn optional_field(value: &Value, name: &str) -> Result<Value, Failure> {
    match content(value) {
        None => Ok(Value::Optional(None)),
        Some(Value::Map(map)) => Ok(optional(map.field(name))),
        Some(other) => Err(no_field(other, name)),
    }
}

/// What is in an optional value; any other value is there.
fn content(value: &Value) -> Option<&Value> {
    match value {
        Value::Optional(content) => content.as_deref(),
        value => Some(value),
    }
}

fn optional(found: Option<&Value>) -> Value {
    Value::Optional(found.map(|value| Arc::new(value.clone())))
}

#[cfg(test)]
mod tests {
    use crate::{Bindings, Budget, Env, Fault};

    fn check(source: &str, gives: &str) {
        let program = Env::standard().compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
        let found = match program.evaluate(&Bindings::default(), &Budget::new(10_000)) {
            Ok(value) => value.to_string(),
            Err(Fault::Error(error)) => error.message,
            Err(unknown) => format!("{unknown:?}"),
        };
        assert_eq!(found, gives, "{source}");
    }

    #[test]
    fn what_is_selected_is_there_or_none() {
        for (source, gives) in [
            ("{'a': {'b': 1}}.?a.b", "optional.of(1)"),
            ("{'a': {}}.?a.b", "optional.none()"),
            ("{}.?a.b.c.d", "optional.none()"),
            ("{'a': null}.?a", "optional.of(null)"),
            ("[[1, 2]][?0][1]", "optional.of(2)"),
            ("[1][?-1]", "optional.none()"),
            ("{'a': dyn(1)}.?a.b", "`int` has no field `b`"),
            ("dyn({'a': {'b': 1}}.?a).b", "optional.of(1)"),
            ("[{'a': 1}.?a].map(x, x)", "[optional.of(1)]"),
            ("[dyn({'a': {'b': 1}}.?a)].map(x, x.b)", "[optional.of(1)]"),
            ("has({'a': {'b': 1}}.?a.b)", "true"),
            ("has({}.?a.b)", "false"),
        ] {
            check(source, gives);
        }
    }

    #[test]
    fn what_stands_in_is_looked_at_only_when_needed() {
        for (source, gives) in [
            ("optional.of(1).orValue(1 / 0)", "1"),
            ("optional.of(1).or(optional.of(1 / 0))", "optional.of(1)"),
            ("optional.none().orValue(1 / 0)", "1 / 0 has no result"),
            ("optional.none().or(optional.of(2)).orValue(3)", "2"),
            (
                "optional.none().value()",
                "the optional value is none; `orValue(x)` gives another instead",
            ),
            ("dyn(1).orValue(2)", "`orValue` takes no (int, int)"),
        ] {
            check(source, gives);
        }
    }

    #[test]
    fn lists_and_maps_hold_what_has_a_value() {
        for (source, gives) in [
            ("[?{}.?a, 1, ?optional.of(2)]", "[1, 2]"),
            ("{'a': 1, ?'b': optional.none(), ?'c': optional.of(2)}", "{'a': 1, 'c': 2}"),
            ("[?dyn(1)]", "what stands behind `?` cannot be `int`"),
            ("optional.of(2).optMap(x, x * x)", "optional.of(4)"),
            ("optional.none().optMap(x, 1 / 0)", "optional.none()"),
            ("optional.of({'a': 1}).optFlatMap(x, x.?b)", "optional.none()"),
        ] {
            check(source, gives);
        }
    }

    #[test]
    fn macros_with_two_variables_know_where_they_are() {
        for (source, gives) in [
            ("['a', 'b'].transformList(i, x, string(i) + x)", "['0a', '1b']"),
            ("['a', 'b'].transformMap(i, x, x)", "{0: 'a', 1: 'b'}"),
            ("{'a': 1, 'b': 2}.transformList(k, v, v > 1, k)", "['b']"),
            ("{'a': 1}.transformMapEntry(k, v, {v: k})", "{1: 'a'}"),
            (
                "[1, 1].transformMapEntry(i, x, {x: i})",
                "`1` stands twice as a key; equal numbers are one key",
            ),
            ("[3, 4].exists(i, x, [x].all(j, y, y == 4 && j == 0 && i == 1))", "true"),
        ] {
            check(source, gives);
        }
    }

    #[test]
    fn bound_values_are_made_once_and_only_when_needed() {
        check("cel.bind(x, 1 / 0, true || x == 1)", "true");
        check("cel.bind(x, 1 / 0, x == 1)", "1 / 0 has no result");
        check("cel.bind(x, 2, [1, 3].map(y, cel.bind(z, x * y, z + z)))", "[4, 12]");
        check("cel.bind(x, 1, cel.bind(x, x + 1, x))", "2");
        let cost = |source: &str| {
            let budget = Budget::new(10_000);
            let program = Env::standard().compile(source).unwrap();
            program.evaluate(&Bindings::default(), &budget).unwrap();
            10_000 - budget.left()
        };
        let once = cost("cel.bind(x, [1, 2, 3].map(y, y), x)");
        assert_eq!(cost("cel.bind(x, [1, 2, 3].map(y, y), [x, x, x])"), once + 13 + 2);
        assert_eq!(cost("cel.bind(x, [1, 2, 3].map(y, y), 1)"), 0);
    }
}
