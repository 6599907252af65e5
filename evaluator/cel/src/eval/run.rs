//! Evaluation: one node at a time, borrowing what it can.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use super::bindings::{Binding, Bindings};
use super::fault::{ErrorKind, Fault};
use super::meter::{Meter, text_cost};
use super::node::{Node, NodeKind, Relation};
use super::operators;
use super::trace::Recorder;
use crate::function::{Call, Function, no_overload};
use crate::value::{self, Map, Value};

pub(super) type Outcome<'v> = Result<Cow<'v, Value>, Fault>;

/// The variables of the macros around a node, innermost first.
pub(super) struct Scope<'v> {
    pub(super) value: &'v Value,
    pub(super) outer: Option<&'v Scope<'v>>,
}

pub(super) struct Run<'r, R> {
    pub(super) bindings: &'r Bindings,
    pub(super) meter: &'r Meter<'r>,
    pub(super) recorder: &'r R,
}

impl<R: Recorder> Run<'_, R> {
    #[inline]
    pub(super) fn eval<'v>(&'v self, node: &'v Node, scope: Option<&'v Scope<'v>>) -> Outcome<'v> {
        let outcome = self.dispatch(node, scope);
        self.recorder.record(node.id, outcome.as_ref().map(AsRef::as_ref));
        outcome
    }

    fn dispatch<'v>(&'v self, node: &'v Node, scope: Option<&'v Scope<'v>>) -> Outcome<'v> {
        match &node.kind {
            NodeKind::Constant(value) => Ok(Cow::Borrowed(value)),
            NodeKind::Slot(slot) => {
                self.meter.charge(1)?;
                match self.bindings.get(*slot) {
                    Binding::Value(value) => Ok(Cow::Borrowed(value)),
                    Binding::Unknown | Binding::Absent => Err(Fault::unknown(*slot)),
                }
            }
            NodeKind::Local(up) => {
                self.meter.charge(1)?;
                local(scope, *up)
            }
            NodeKind::Field(operand, name) => self.field(operand, name, scope),
            NodeKind::HasSlot(slot) => match self.bindings.get(*slot) {
                Binding::Value(_) => owned(Value::Bool(true)),
                Binding::Absent => owned(Value::Bool(false)),
                Binding::Unknown => Err(Fault::unknown(*slot)),
            },
            NodeKind::HasField(operand, name) => self.has_field(operand, name, scope),
            NodeKind::And(operands) => self.logic(operands, scope, false),
            NodeKind::Or(operands) => self.logic(operands, scope, true),
            NodeKind::Not(operand) => match &*self.eval(operand, scope)? {
                Value::Bool(value) => owned(Value::Bool(!value)),
                other => Err(no_overload("!", std::slice::from_ref(other))),
            },
            NodeKind::Conditional(parts) => self.conditional(parts, scope),
            NodeKind::Relation(relation, pair) => self.relation(*relation, pair, scope),
            NodeKind::Equal(pair) => {
                self.equal(pair, scope).map(|same| Cow::Owned(Value::Bool(same)))
            }
            NodeKind::NotEqual(pair) => {
                self.equal(pair, scope).map(|same| Cow::Owned(Value::Bool(!same)))
            }
            NodeKind::In(pair) => self.contains(pair, scope),
            NodeKind::Index(pair) => self.index(pair, scope),
            NodeKind::Arithmetic(operator, operands, host) => {
                self.arithmetic(*operator, (operands, host), scope)
            }
            NodeKind::Matches(subject, regex) => {
                let subject = self.eval(subject, scope)?;
                let Value::String(text) = &*subject else {
                    return Err(no_overload("matches", &[subject.into_owned()]));
                };
                let cost =
                    text_cost(text.len() + 1).saturating_mul(regex.as_str().len().div_ceil(4));
                self.meter.charge(cost as u64)?;
                owned(Value::Bool(regex.is_match(text)))
            }
            NodeKind::Call(functions, args) => self.call(functions, args, scope),
            NodeKind::List(elements) => self.list(elements, scope),
            NodeKind::Map(entries) => self.map(entries, scope),
            NodeKind::Fold(fold) => self.fold(fold, scope),
            NodeKind::Missing(why) => Err(Fault::error(ErrorKind::NoSuchName, why.clone())),
        }
    }

    fn field<'v>(
        &'v self,
        operand: &'v Node,
        name: &str,
        scope: Option<&'v Scope<'v>>,
    ) -> Outcome<'v> {
        self.meter.charge(1)?;
        let missing = || Fault::error(ErrorKind::NoSuchKey, format!("there is no key `{name}`"));
        match self.eval(operand, scope)? {
            Cow::Borrowed(Value::Map(map)) => {
                map.field(name).map(Cow::Borrowed).ok_or_else(missing)
            }
            Cow::Owned(Value::Map(map)) => {
                map.field(name).cloned().map(Cow::Owned).ok_or_else(missing)
            }
            other => Err(Fault::error(
                ErrorKind::NoSuchOverload,
                format!("`{}` has no field `{name}`", other.type_name()),
            )),
        }
    }

    fn has_field<'v>(
        &'v self,
        operand: &'v Node,
        name: &str,
        scope: Option<&'v Scope<'v>>,
    ) -> Outcome<'v> {
        self.meter.charge(1)?;
        match &*self.eval(operand, scope)? {
            Value::Map(map) => owned(Value::Bool(map.field(name).is_some())),
            other => Err(Fault::error(
                ErrorKind::NoSuchOverload,
                format!("`{}` has no field `{name}`", other.type_name()),
            )),
        }
    }

    /// `&&` and `||`: `decisive` ends it whatever the others are; else the faults are joined.
    fn logic<'v>(
        &'v self,
        operands: &'v [Node],
        scope: Option<&'v Scope<'v>>,
        decisive: bool,
    ) -> Outcome<'v> {
        let mut fault: Option<Fault> = None;
        for operand in operands {
            let next = match self.eval(operand, scope) {
                Ok(value) => match &*value {
                    Value::Bool(value) if *value == decisive => {
                        return owned(Value::Bool(decisive));
                    }
                    Value::Bool(_) => continue,
                    other => {
                        no_overload(if decisive { "||" } else { "&&" }, std::slice::from_ref(other))
                    }
                },
                Err(next) if next.is_final() => return Err(next),
                Err(next) => next,
            };
            fault = Some(match fault {
                Some(before) => before.merge(next),
                None => next,
            });
        }
        fault.map_or_else(|| owned(Value::Bool(!decisive)), Err)
    }

    fn conditional<'v>(
        &'v self,
        parts: &'v [Node; 3],
        scope: Option<&'v Scope<'v>>,
    ) -> Outcome<'v> {
        let [condition, yes, no] = parts;
        match &*self.eval(condition, scope)? {
            Value::Bool(true) => self.eval(yes, scope),
            Value::Bool(false) => self.eval(no, scope),
            other => Err(no_overload("?", std::slice::from_ref(other))),
        }
    }

    /// Both operands, or everything that is unknown about the two.
    fn both<'v>(
        &'v self,
        pair: &'v [Node; 2],
        scope: Option<&'v Scope<'v>>,
    ) -> Result<[Cow<'v, Value>; 2], Fault> {
        let [left, right] = pair;
        match (self.eval(left, scope), self.eval(right, scope)) {
            (Ok(left), Ok(right)) => Ok([left, right]),
            (Err(left), Err(right)) if !left.is_final() && !right.is_final() => {
                Err(left.merge(right))
            }
            (Err(fault), _) | (_, Err(fault)) => Err(fault),
        }
    }

    fn relation<'v>(
        &'v self,
        relation: Relation,
        pair: &'v [Node; 2],
        scope: Option<&'v Scope<'v>>,
    ) -> Outcome<'v> {
        let [left, right] = self.both(pair, scope)?;
        self.meter.charge(pair_cost(&left, &right))?;
        let order = match (&*left, &*right) {
            (Value::Double(a), Value::Double(b)) => a.partial_cmp(b),
            (a, b) => value::compare(a, b)
                .map_err(|()| no_overload(relation.symbol(), &[a.clone(), b.clone()]))?,
        };
        owned(Value::Bool(order.is_some_and(|order| relation.holds(order))))
    }

    fn equal<'v>(
        &'v self,
        pair: &'v [Node; 2],
        scope: Option<&'v Scope<'v>>,
    ) -> Result<bool, Fault> {
        let [left, right] = self.both(pair, scope)?;
        self.meter.charge(pair_cost(&left, &right))?;
        let mut visited = 0;
        let same = value::equal(&left, &right, &mut visited);
        self.meter.charge(visited)?;
        Ok(same)
    }

    fn contains<'v>(&'v self, pair: &'v [Node; 2], scope: Option<&'v Scope<'v>>) -> Outcome<'v> {
        let [element, container] = self.both(pair, scope)?;
        match &*container {
            Value::List(elements) => {
                self.meter.charge(elements.len() as u64)?;
                let mut visited = 0;
                let found =
                    elements.iter().any(|other| value::equal(&element, other, &mut visited));
                self.meter.charge(visited)?;
                owned(Value::Bool(found))
            }
            Value::Map(map) => {
                self.meter.charge(1)?;
                owned(Value::Bool(map.get(&element).is_some()))
            }
            _ => Err(no_overload("in", &[element.into_owned(), container.into_owned()])),
        }
    }

    fn index<'v>(&'v self, pair: &'v [Node; 2], scope: Option<&'v Scope<'v>>) -> Outcome<'v> {
        self.meter.charge(1)?;
        let [container, index] = self.both(pair, scope)?;
        match container {
            Cow::Borrowed(container) => operators::element(container, &index).map(Cow::Borrowed),
            Cow::Owned(container) => {
                operators::element(&container, &index).cloned().map(Cow::Owned)
            }
        }
    }

    fn arithmetic<'v>(
        &'v self,
        operator: crate::syntax::ast::Operator,
        (operands, host): (&'v [Node], &'v [&'static Function]),
        scope: Option<&'v Scope<'v>>,
    ) -> Outcome<'v> {
        let result = match operands {
            [left, right] => {
                let (left, right) = (self.eval(left, scope), self.eval(right, scope));
                let (left, right) = match (left, right) {
                    (Ok(left), Ok(right)) => (left, right),
                    (Err(a), Err(b)) if !a.is_final() && !b.is_final() => return Err(a.merge(b)),
                    (Err(fault), _) | (_, Err(fault)) => return Err(fault),
                };
                self.meter.charge(operators::cost(&left, &right))?;
                match operators::binary(operator, &left, &right) {
                    Some(result) => result,
                    None => {
                        self.host(host, &[left.into_owned(), right.into_owned()], operator.symbol())
                    }
                }
            }
            [operand] => {
                let operand = self.eval(operand, scope)?;
                self.meter.charge(1)?;
                match operators::negate(&operand) {
                    Some(result) => result,
                    None => self.host(host, &[operand.into_owned()], operator.symbol()),
                }
            }
            _ => Err(no_overload(operator.symbol(), &[])),
        };
        result.map(Cow::Owned)
    }

    fn host(
        &self,
        functions: &[&'static Function],
        args: &[Value],
        name: &str,
    ) -> Result<Value, Fault> {
        for function in functions {
            match (function.native)(&Call::new(function, args, self.meter)) {
                Err(fault) if is_no_overload(&fault) => {}
                result => return result,
            }
        }
        Err(no_overload(name, args))
    }

    fn call<'v>(
        &'v self,
        functions: &'v [&'static Function],
        args: &'v [Node],
        scope: Option<&'v Scope<'v>>,
    ) -> Outcome<'v> {
        self.meter.charge(1)?;
        let mut fault: Option<Fault> = None;
        let mut values = Vec::with_capacity(args.len());
        for arg in args {
            match self.eval(arg, scope) {
                Ok(value) => values.push(value.into_owned()),
                Err(next) if next.is_final() => return Err(next),
                Err(next) => {
                    fault = Some(match fault {
                        Some(before) => before.merge(next),
                        None => next,
                    });
                }
            }
        }
        if let Some(fault) = fault {
            return Err(fault);
        }
        let name = functions.first().map_or("", |function| function.name);
        self.host(functions, &values, name).map(Cow::Owned)
    }

    fn list<'v>(&'v self, elements: &'v [Node], scope: Option<&'v Scope<'v>>) -> Outcome<'v> {
        self.meter.charge(10 + elements.len() as u64)?;
        let values: Result<Arc<[Value]>, Fault> =
            elements.iter().map(|element| self.eval(element, scope).map(Cow::into_owned)).collect();
        values.map(|values| Cow::Owned(Value::List(values)))
    }

    fn map<'v>(&'v self, entries: &'v [(Node, Node)], scope: Option<&'v Scope<'v>>) -> Outcome<'v> {
        self.meter.charge(30 + entries.len() as u64)?;
        let mut pairs = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let key = self.eval(key, scope)?.into_owned();
            pairs.push((key, self.eval(value, scope)?.into_owned()));
        }
        match Map::new(pairs) {
            Ok(map) => owned(Value::Map(Arc::new(map))),
            Err(key) => Err(Fault::error(
                ErrorKind::DuplicateKey,
                format!("`{key}` stands twice as a key, or cannot be one"),
            )),
        }
    }
}

impl Relation {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterEqual => order.is_ge(),
        }
    }

    fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }
}

pub(super) fn owned<'v>(value: Value) -> Outcome<'v> {
    Ok(Cow::Owned(value))
}

fn is_no_overload(fault: &Fault) -> bool {
    matches!(fault, Fault::Error(error) if error.kind == ErrorKind::NoSuchOverload)
}

fn local<'v>(scope: Option<&'v Scope<'v>>, up: u32) -> Outcome<'v> {
    let mut current = scope;
    for _ in 0..up {
        current = current.and_then(|scope| scope.outer);
    }
    let missing = || Fault::error(ErrorKind::NoSuchName, "a macro's variable is missing");
    current.map(|scope| Cow::Borrowed(scope.value)).ok_or_else(missing)
}

/// What comparing two values costs before it is done.
fn pair_cost(a: &Value, b: &Value) -> u64 {
    match (a, b) {
        (Value::String(a), Value::String(b)) => text_cost(a.len().min(b.len())).max(1) as u64,
        (Value::Bytes(a), Value::Bytes(b)) => text_cost(a.len().min(b.len())).max(1) as u64,
        _ => 1,
    }
}
