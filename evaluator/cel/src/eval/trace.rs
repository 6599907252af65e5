//! What every node gave, for explanations.

use std::cell::RefCell;
use std::ops::Range;

use super::fault::Fault;
use super::run::Failure;
use super::run::condition::Truth;
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
    /// Whether anything comes of what it receives.
    const KEEPS: bool;

    fn record(&self, id: ExprId, result: Result<&Value, &Failure>);

    fn record_truth(&self, id: ExprId, result: Result<Truth, &Failure>);

    /// What these nodes gave for another element is not said of the next.
    fn forget(&self, ids: Range<ExprId>);

    /// What these nodes gave, to be told later after all.
    type Held;

    fn hold(&self, ids: Range<ExprId>) -> Self::Held;

    fn tell(&self, held: Self::Held);
}

pub(super) struct Silent;

impl Recorder for Silent {
    const KEEPS: bool = false;

    #[inline]
    fn record(&self, _: ExprId, _: Result<&Value, &Failure>) {}

    #[inline]
    fn record_truth(&self, _: ExprId, _: Result<Truth, &Failure>) {}

    #[inline]
    fn forget(&self, _: Range<ExprId>) {}

    type Held = ();

    #[inline]
    fn hold(&self, _: Range<ExprId>) {}

    #[inline]
    fn tell(&self, (): ()) {}
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
    const KEEPS: bool = true;

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

    type Held = (usize, Vec<Option<Recorded>>);

    fn hold(&self, ids: Range<ExprId>) -> Self::Held {
        let start = ids.start as usize;
        let trace = self.trace.borrow();
        let results = trace.results.get(start..ids.end as usize).unwrap_or_default();
        (start, results.to_vec())
    }

    fn tell(&self, (start, held): Self::Held) {
        let mut trace = self.trace.borrow_mut();
        for (place, result) in trace.results.iter_mut().skip(start).zip(held) {
            *place = result;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Recorded, Trace};
    use crate::syntax::ast::Expr;
    use crate::{Bindings, Budget, Env, Type};

    /// Adds every part with what it gave, in source order; `-` when it was not reached.
    fn describe(expr: &Expr, (trace, source): (&Trace, &str), lines: &mut Vec<String>) {
        let result = match trace.result(expr.id) {
            None => "-".to_owned(),
            Some(Recorded::Value(value)) => value.to_string(),
            Some(Recorded::Fault(_)) => "fault".to_owned(),
        };
        lines.push(format!("{} = {result}", expr.span.text(source)));
        expr.for_each_child(|child| describe(child, (trace, source), lines));
    }

    fn check(source: &str, expected: &[&str]) {
        let mut env = Env::standard();
        env.declare("u", Type::Bool);
        let program = env.compile(source).unwrap();
        let (result, trace) = program.explain(&Bindings::default(), &Budget::new(1_000));
        let plain = program.evaluate(&Bindings::default(), &Budget::new(1_000));
        assert_eq!(format!("{result:?}"), format!("{plain:?}"), "{source}");
        let mut lines = Vec::new();
        describe(&program.checked().syntax.root, (&trace, source), &mut lines);
        assert_eq!(lines, expected, "{source}");
    }

    #[test]
    fn every_part_that_was_reached_has_its_result() {
        check("1 < 2", &["1 < 2 = true", "1 = 1", "2 = 2"]);
        check("false && u", &["false && u = false", "false = false", "u = -"]);
        check("u || true", &["u || true = true", "u = fault", "true = true"]);
        check("1 / 0", &["1 / 0 = fault", "1 = 1", "0 = 0"]);
    }

    #[test]
    fn macros_that_fail_show_the_element_that_failed() {
        check(
            "[0, 1].exists(x, 2 / x > 3)",
            &[
                "[0, 1].exists(x, 2 / x > 3) = fault",
                "[0, 1] = [0, 1]",
                "0 = 0",
                "1 = 1",
                "2 / x > 3 = fault",
                "2 / x = fault",
                "2 = 2",
                "x = 0",
                "3 = 3",
            ],
        );
    }

    #[test]
    fn macros_show_the_element_that_decided_and_nothing_of_those_before() {
        check(
            "[1, 5].all(x, x < 3 && x > 0)",
            &[
                "[1, 5].all(x, x < 3 && x > 0) = false",
                "[1, 5] = [1, 5]",
                "1 = 1",
                "5 = 5",
                "x < 3 && x > 0 = false",
                "x < 3 = false",
                "x = 5",
                "3 = 3",
                "x > 0 = -",
                "x = -",
                "0 = -",
            ],
        );
    }
}
