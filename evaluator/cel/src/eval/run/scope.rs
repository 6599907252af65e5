//! The variables of macros, innermost first.

use std::cell::OnceCell;

use super::{Failure, Run, failure};
use crate::eval::fault::ErrorKind;
use crate::eval::node::Node;
use crate::eval::trace::Recorder;
use crate::value::Value;

#[derive(Clone, Copy)]
pub(in crate::eval) struct Scope<'v> {
    held: Held<'v>,
    outer: Option<&'v Scope<'v>>,
}

#[derive(Clone, Copy)]
enum Held<'v> {
    Value(&'v Value),
    Bound(&'v Bound<'v>),
}

/// A value that is made when it is first looked at, and once.
pub(in crate::eval) struct Bound<'v> {
    node: &'v Node,
    scope: Option<&'v Scope<'v>>,
    made: OnceCell<Result<Value, Failure>>,
}

impl<'v> Scope<'v> {
    pub(in crate::eval) fn value(value: &'v Value, outer: Option<&'v Self>) -> Self {
        Self { held: Held::Value(value), outer }
    }

    pub(in crate::eval) fn bound(bound: &'v Bound<'v>) -> Self {
        Self { held: Held::Bound(bound), outer: bound.scope }
    }
}

impl<'v> Bound<'v> {
    pub(in crate::eval) fn new(node: &'v Node, scope: Option<&'v Scope<'v>>) -> Self {
        Self { node, scope, made: OnceCell::new() }
    }
}

impl<R: Recorder> Run<'_, R> {
    #[inline]
    pub(in crate::eval) fn local<'v>(
        &'v self,
        scope: Option<&'v Scope<'v>>,
        up: u32,
    ) -> Result<&'v Value, Failure> {
        let mut current = scope;
        for _ in 0..up {
            current = current.and_then(|scope| scope.outer);
        }
        match current.map(|scope| scope.held) {
            Some(Held::Value(value)) => Ok(value),
            Some(Held::Bound(bound)) => self.made(bound),
            None => Err(failure(ErrorKind::NoSuchName, "a macro's variable is missing")),
        }
    }

    #[inline(never)]
    fn made<'v>(&'v self, bound: &'v Bound<'v>) -> Result<&'v Value, Failure> {
        let made = bound.made.get_or_init(|| self.owned(bound.node, bound.scope));
        made.as_ref().map_err(Clone::clone)
    }
}
