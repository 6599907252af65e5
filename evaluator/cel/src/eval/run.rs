//! Evaluation: what each kind of node gives. How it is made stands in the neighbours.

pub(super) mod condition;
pub(super) mod fold;
pub(super) mod make;
pub(super) mod operators;
pub(super) mod optional;
pub(super) mod scope;

use std::borrow::Cow;

use super::bindings::{Binding, Bindings};
use super::fault::{ErrorKind, Fault};
use super::meter::{Meter, key_cost};
use super::node::{Node, Place, PlaceNode, Settled};
use super::trace::Recorder;
use crate::env::Slot;
use crate::function::no_overload;
use crate::value::Value;
use scope::Scope;

/// Boxed, so that results are small enough for registers.
pub(super) type Failure = Box<Fault>;

pub(super) type Outcome<'v> = Result<Cow<'v, Value>, Failure>;

pub(super) struct Run<'r, R> {
    pub(super) bindings: &'r Bindings,
    pub(super) meter: &'r Meter<'r>,
    pub(super) recorder: &'r R,
}

impl<R: Recorder> Run<'_, R> {
    pub(super) fn value<'v>(&'v self, node: &'v Node, scope: Option<&'v Scope<'v>>) -> Outcome<'v> {
        match node {
            Node::Place(place) => self.place(place, scope).map(Cow::Borrowed),
            Node::Test(test) => {
                self.test(test, scope).map(|truth| Cow::Owned(Value::Bool(truth.holds())))
            }
            Node::Made(made) => self.make(made, scope).map(Cow::Owned),
        }
    }

    pub(super) fn owned(&self, node: &Node, scope: Option<&Scope<'_>>) -> Result<Value, Failure> {
        match node {
            Node::Place(place) => self.place(place, scope).cloned(),
            Node::Test(test) => self.test(test, scope).map(|truth| Value::Bool(truth.holds())),
            Node::Made(made) => self.make(made, scope),
        }
    }

    /// The value where it stands; nothing is copied.
    #[inline]
    pub(super) fn place<'v>(
        &'v self,
        node: &'v PlaceNode,
        scope: Option<&'v Scope<'v>>,
    ) -> Result<&'v Value, Failure> {
        let result = match &node.kind {
            Place::Constant(value) => Ok(value),
            Place::Slot(slot) => self.variable(*slot),
            Place::Local(up) => self.meter.charge(1).and_then(|()| self.local(scope, *up)),
            Place::Settled(settled) => self.settled(settled, scope),
            Place::Field(operand, name) => self.field(operand, name, scope),
            Place::Element(parts) => self.element(parts, scope),
        };
        self.recorder.record(node.id, result.as_ref().copied());
        result
    }

    #[inline]
    fn variable(&self, slot: Slot) -> Result<&Value, Failure> {
        self.meter.charge(1)?;
        match self.bindings.get(slot) {
            Binding::Value(value) => Ok(value),
            Binding::Unknown | Binding::Absent => Err(Box::new(Fault::unknown(slot))),
        }
    }

    #[inline(never)]
    fn settled<'v>(
        &'v self,
        settled: &'v Settled,
        scope: Option<&Scope<'_>>,
    ) -> Result<&'v Value, Failure> {
        if R::KEEPS {
            self.owned(&settled.written, scope)?;
        } else {
            self.meter.charge(settled.units)?;
        }
        Ok(&settled.value)
    }

    // The calls that may come back to `place` are kept out of it, so that it stays small.
    #[inline(never)]
    fn field<'v>(
        &'v self,
        operand: &'v PlaceNode,
        name: &str,
        scope: Option<&'v Scope<'v>>,
    ) -> Result<&'v Value, Failure> {
        self.meter.charge(1)?;
        field(self.place(operand, scope)?, name)
    }

    #[inline(never)]
    fn element<'v>(
        &'v self,
        (container, index): &'v (PlaceNode, Node),
        scope: Option<&'v Scope<'v>>,
    ) -> Result<&'v Value, Failure> {
        self.meter.charge(1)?;
        let found = (self.place(container, scope), self.value(index, scope));
        let (container, index) = joined(found)?;
        self.meter.charge(key_cost(&index))?;
        operators::element(container, &index)
    }

    /// Both operands, or everything that is unknown about the two.
    #[inline]
    pub(super) fn both<T>(
        &self,
        [left, right]: &[Node; 2],
        scope: Option<&Scope<'_>>,
        combine: impl FnOnce(&Value, &Value) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match (left, right) {
            (Node::Place(left), Node::Place(right)) => {
                let (left, right) = joined((self.place(left, scope), self.place(right, scope)))?;
                combine(left, right)
            }
            (Node::Made(left), Node::Place(right)) => {
                // No pair of results: a made value is large to move.
                let left = match self.make(left, scope) {
                    Ok(left) => left,
                    Err(fault) => return Err(self.worse(fault, right, scope)),
                };
                combine(&left, self.place(right, scope)?)
            }
            (left, right) => {
                let (left, right) = self.values(left, right, scope)?;
                combine(&left, &right)
            }
        }
    }

    /// The left operand's fault, and what is unknown about the right one.
    #[cold]
    fn worse(&self, left: Failure, right: &PlaceNode, scope: Option<&Scope<'_>>) -> Failure {
        match self.place(right, scope) {
            Ok(_) => left,
            Err(right) => Box::new(left.merge(*right)),
        }
    }

    #[inline(never)]
    fn values<'v>(
        &'v self,
        left: &'v Node,
        right: &'v Node,
        scope: Option<&'v Scope<'v>>,
    ) -> Result<(Cow<'v, Value>, Cow<'v, Value>), Failure> {
        joined((self.value(left, scope), self.value(right, scope)))
    }
}

#[inline]
pub(in crate::eval) fn joined<A, B>(
    results: (Result<A, Failure>, Result<B, Failure>),
) -> Result<(A, B), Failure> {
    match results {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(left), Err(right)) => Err(Box::new(left.merge(*right))),
        (Err(fault), _) | (_, Err(fault)) => Err(fault),
    }
}

#[inline]
pub(super) fn field<'v>(value: &'v Value, name: &str) -> Result<&'v Value, Failure> {
    match value {
        Value::Map(map) => map.field(name).ok_or_else(|| no_key(name)),
        other => Err(no_field(other, name)),
    }
}

#[cold]
pub(super) fn failure(kind: ErrorKind, message: impl Into<String>) -> Failure {
    Box::new(Fault::error(kind, message))
}

#[cold]
fn no_key(name: &str) -> Failure {
    failure(ErrorKind::NoSuchKey, format!("there is no key `{name}`"))
}

#[cold]
pub(super) fn no_field(value: &Value, name: &str) -> Failure {
    let message = format!("`{}` has no field `{name}`", value.type_name());
    failure(ErrorKind::NoSuchOverload, message)
}

/// Types that the operation called `name` does not take.
#[cold]
pub(super) fn refused(name: &str, args: &[&Value]) -> Failure {
    // Not every place has a name that authors write.
    if let [found] = args
        && name.contains(' ')
    {
        let message = format!("{name} cannot be `{}`", found.type_name());
        return Box::new(Fault::error(ErrorKind::NoSuchOverload, message));
    }
    let args: Vec<Value> = args.iter().map(|arg| (*arg).clone()).collect();
    Box::new(no_overload(name, &args))
}
