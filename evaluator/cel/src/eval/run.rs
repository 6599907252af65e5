//! Evaluation: what each kind of node gives. How it is made stands in the neighbours.

use std::borrow::Cow;

use super::bindings::{Binding, Bindings};
use super::fault::{ErrorKind, Fault};
use super::meter::Meter;
use super::node::{Node, Place, PlaceNode};
use super::operators;
use super::trace::Recorder;
use crate::function::no_overload;
use crate::value::Value;

pub(super) type Outcome<'v> = Result<Cow<'v, Value>, Fault>;

/// The variables of the macros around a node, innermost first.
#[derive(Clone, Copy)]
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
    pub(super) fn value<'v>(&'v self, node: &'v Node, scope: Option<&'v Scope<'v>>) -> Outcome<'v> {
        match node {
            Node::Place(place) => self.place(place, scope).map(Cow::Borrowed),
            Node::Test(test) => self.test(test, scope).map(|holds| Cow::Owned(Value::Bool(holds))),
            Node::Made(made) => self.make(made, scope).map(Cow::Owned),
        }
    }

    pub(super) fn owned(&self, node: &Node, scope: Option<&Scope<'_>>) -> Result<Value, Fault> {
        self.value(node, scope).map(Cow::into_owned)
    }

    /// The value where it stands; nothing is copied.
    #[inline]
    pub(super) fn place<'v>(
        &'v self,
        node: &'v PlaceNode,
        scope: Option<&'v Scope<'v>>,
    ) -> Result<&'v Value, Fault> {
        let result = self.find(&node.kind, scope);
        self.recorder.record(node.id, result.as_ref().copied());
        result
    }

    #[inline]
    fn find<'v>(
        &'v self,
        place: &'v Place,
        scope: Option<&'v Scope<'v>>,
    ) -> Result<&'v Value, Fault> {
        match place {
            Place::Constant(value) => Ok(value),
            Place::Slot(slot) => {
                self.meter.charge(1)?;
                match self.bindings.get(*slot) {
                    Binding::Value(value) => Ok(value),
                    Binding::Unknown | Binding::Absent => Err(Fault::unknown(*slot)),
                }
            }
            Place::Local(up) => {
                self.meter.charge(1)?;
                local(scope, *up)
            }
            Place::Field(operand, name) => {
                self.meter.charge(1)?;
                field(self.place(operand, scope)?, name)
            }
            Place::Element(parts) => {
                self.meter.charge(1)?;
                let (container, index) = &**parts;
                let found = (self.place(container, scope), self.value(index, scope));
                let (container, index) = joined(found)?;
                operators::element(container, &index)
            }
        }
    }

    /// Both operands, or everything that is unknown about the two.
    #[inline]
    pub(super) fn both<T>(
        &self,
        [left, right]: &[Node; 2],
        scope: Option<&Scope<'_>>,
        combine: impl FnOnce(&Value, &Value) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        if let (Node::Place(left), Node::Place(right)) = (left, right) {
            let (left, right) = joined((self.place(left, scope), self.place(right, scope)))?;
            return combine(left, right);
        }
        let (left, right) = joined((self.value(left, scope), self.value(right, scope)))?;
        combine(&left, &right)
    }
}

#[inline]
fn joined<A, B>(results: (Result<A, Fault>, Result<B, Fault>)) -> Result<(A, B), Fault> {
    match results {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(left), Err(right)) => Err(left.merge(right)),
        (Err(fault), _) | (_, Err(fault)) => Err(fault),
    }
}

#[inline]
fn local<'v>(scope: Option<&'v Scope<'v>>, up: u32) -> Result<&'v Value, Fault> {
    let mut current = scope;
    for _ in 0..up {
        current = current.and_then(|scope| scope.outer);
    }
    let missing = || Fault::error(ErrorKind::NoSuchName, "a macro's variable is missing");
    current.map(|scope| scope.value).ok_or_else(missing)
}

#[inline]
pub(super) fn field<'v>(value: &'v Value, name: &str) -> Result<&'v Value, Fault> {
    match value {
        Value::Map(map) => map
            .field(name)
            .ok_or_else(|| Fault::error(ErrorKind::NoSuchKey, format!("there is no key `{name}`"))),
        other => Err(no_field(other, name)),
    }
}

#[cold]
pub(super) fn no_field(value: &Value, name: &str) -> Fault {
    let message = format!("`{}` has no field `{name}`", value.type_name());
    Fault::error(ErrorKind::NoSuchOverload, message)
}

/// Types that the operation called `name` does not take.
#[cold]
pub(super) fn refused(name: &str, args: &[&Value]) -> Fault {
    let args: Vec<Value> = args.iter().map(|arg| (*arg).clone()).collect();
    no_overload(name, &args)
}
