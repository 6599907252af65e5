//! What every node gave, for explanations.

use std::cell::RefCell;
use std::ops::Range;

use super::condition::Truth;
use super::fault::Fault;
use super::run::Failure;
use crate::syntax::ast::ExprId;
use crate::value::Value;

/// A node's last result; inside a macro that is the element which decided.
#[derive(Clone, Debug)]
pub enum Recorded {
    Value(Value),
    Fault(Fault),
}

/// Results by node; nodes that were never reached have none.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    results: Vec<Option<Recorded>>,
}

impl Trace {
    pub fn result(&self, id: ExprId) -> Option<&Recorded> {
        self.results.get(id as usize).and_then(Option::as_ref)
    }

    pub fn value(&self, id: ExprId) -> Option<&Value> {
        match self.result(id)? {
            Recorded::Value(value) => Some(value),
            Recorded::Fault(_) => None,
        }
    }
}

/// Receives each result; the one that keeps nothing costs nothing.
pub(super) trait Recorder {
    fn record(&self, id: ExprId, result: Result<&Value, &Failure>);

    fn record_truth(&self, id: ExprId, result: Result<Truth, &Failure>);

    /// What these nodes gave for another element is not said of the next.

    fn forget(&self, ids: Range<ExprId>);
}

pub(super) struct Silent;

impl Recorder for Silent {
    #[inline]
    fn record(&self, _: ExprId, _: Result<&Value, &Failure>) {}

    #[inline]
    fn record_truth(&self, _: ExprId, _: Result<Truth, &Failure>) {}

    #[inline]
    fn forget(&self, _: Range<ExprId>) {}
}

pub(super) struct Recording {
    trace: RefCell<Trace>,
}

impl Recording {
    pub(super) fn new(nodes: ExprId) -> Self {
        Self { trace: RefCell::new(Trace { results: vec![None; nodes as usize] }) }
    }

    pub(super) fn finish(self) -> Trace {
        self.trace.into_inner()
    }
}

impl Recorder for Recording {
    fn record(&self, id: ExprId, result: Result<&Value, &Failure>) {
        let recorded = match result {
            Ok(value) => Recorded::Value(value.clone()),
            Err(fault) => Recorded::Fault((**fault).clone()),
        };
        if let Some(place) = self.trace.borrow_mut().results.get_mut(id as usize) {
            *place = Some(recorded);
        }
    }

    fn record_truth(&self, id: ExprId, result: Result<Truth, &Failure>) {
        match result {
            Ok(truth) => self.record(id, Ok(&Value::Bool(truth.holds()))),
            Err(fault) => self.record(id, Err(fault)),
        }
    }

    fn forget(&self, ids: Range<ExprId>) {
        let ids = ids.start as usize..ids.end as usize;
        if let Some(results) = self.trace.borrow_mut().results.get_mut(ids) {
            results.fill(None);
        }
    }
}
