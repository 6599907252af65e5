//! What an evaluation may cost, and what it has cost.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::fault::{ErrorKind, Fault};
use super::run::{Failure, failure};
use crate::function::Pattern;
use crate::limits::{KEPT_PATTERNS, Limits};
use crate::value::Value;

/// Cost units left for a group of expressions, such as a gate.
#[derive(Debug)]
pub struct Budget {
    left: Cell<u64>,
}

impl Budget {
    pub fn new(units: u64) -> Self {
        Self { left: Cell::new(units) }
    }

    pub fn left(&self) -> u64 {
        self.left.get()
    }
}

/// A text, and the pattern that it is or why it is none.
type Kept = (Arc<str>, Result<Pattern, Fault>);

/// The meter of one evaluation; what it counts is taken from the budget in the end.
#[derive(Debug)]
pub struct Meter<'b> {
    left: Cell<u64>,
    start: u64,
    budget: &'b Budget,
    limits: &'b Limits,
    /// Those that the program has, by their text.
    written: &'b [(Arc<str>, Pattern)],
    /// Texts that were read as patterns in this evaluation, those that are none as well.
    patterns: RefCell<Vec<Kept>>,
}

impl<'b> Meter<'b> {
    pub(super) fn new(
        budget: &'b Budget,
        limits: &'b Limits,
        written: &'b [(Arc<str>, Pattern)],
    ) -> Self {
        let start = limits.cost.min(budget.left());
        let left = Cell::new(start);
        Self { left, start, budget, limits, written, patterns: RefCell::default() }
    }

    pub(crate) fn limits(&self) -> &Limits {
        self.limits
    }

    /// The pattern with this text: `read` once, and kept if there is room.
    pub(crate) fn pattern(
        &self,
        text: &str,
        read: impl FnOnce() -> Result<Pattern, Fault>,
    ) -> Result<Pattern, Fault> {
        if let Some((_, pattern)) = self.written.iter().find(|(known, _)| **known == *text) {
            return Ok(pattern.clone());
        }
        let kept = self.patterns.borrow();
        if let Some((_, pattern)) = kept.iter().find(|(known, _)| **known == *text) {
            return pattern.clone();
        }
        drop(kept);
        let pattern = read();
        let mut patterns = self.patterns.borrow_mut();
        // What could not be paid for is not copied.
        let is_paid = pattern.as_ref().err().is_none_or(|fault| !fault.is_final());
        if is_paid && patterns.len() < KEPT_PATTERNS {
            patterns.push((Arc::from(text), pattern.clone()));
        }
        pattern
    }

    /// Units that were used so far.
    pub(super) fn used(&self) -> u64 {
        self.start - self.left.get()
    }

    /// For functions, whose faults are not boxed.
    pub(crate) fn take(&self, units: u64) -> Result<(), Fault> {
        self.charge(units).map_err(|fault| *fault)
    }

    #[inline]
    pub(super) fn charge(&self, units: u64) -> Result<(), Failure> {
        match self.left.get().checked_sub(units) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(self.exceeded()),
        }
    }

    #[cold]
    fn exceeded(&self) -> Failure {
        self.left.set(0);
        let message = if self.start < self.limits.cost {
            format!("the cost budget is used up ({} units were left)", self.start)
        } else {
            format!("the expression costs more than {} units", self.start)
        };
        failure(ErrorKind::CostExceeded, message)
    }
}

impl Drop for Meter<'_> {
    fn drop(&mut self) {
        self.budget.left.set(self.budget.left().saturating_sub(self.used()));
    }
}

/// What finding a key costs beyond a unit: one for each ten whole bytes of it.
pub(crate) fn key_cost(key: &Value) -> u64 {
    match key {
        Value::String(text) => (text.len() / 10) as u64,
        _ => 0,
    }
}

/// The tenth part, rounded up: what looking at a text costs.
pub(crate) fn text_cost(bytes: usize) -> usize {
    bytes.div_ceil(10)
}

#[cfg(test)]
mod tests {
    use crate::{Binding, Bindings, Budget, Env, ErrorKind, Fault, Limits, Type, Value};

    fn bound() -> (Env, Bindings) {
        let mut env = Env::standard();
        let mut bindings = Bindings::default();
        let list: Vec<Value> = (0..100).map(Value::Int).collect();
        for (name, of, value) in [
            ("a", Type::Double, Value::Double(0.5)),
            ("xs", Type::list(Type::Int), Value::list(list)),
            ("s", Type::String, Value::string("x".repeat(1_000))),
        ] {
            bindings.set(env.declare(name, of), Binding::Value(value));
        }
        (env, bindings)
    }

    #[test]
    fn costs_are_those_of_the_table() {
        let (env, bindings) = bound();
        for (source, units) in [
            ("1", 0),
            ("a", 1),
            ("a < 1.0", 2),
            ("a < 1.0 && a > 0.0", 4),
            ("false && a < 1.0", 0),
            ("xs[0]", 2),
            ("xs == xs", 2 + 101),
            ("xs == []", 1 + 10 + 1),
            ("-1 in xs", 1 + 1 + 100),
            ("0 in xs", 1 + 1 + 1),
            ("s == s", 2 + 100),
            ("s + s", 2 + 200),
            ("xs + xs", 2 + 200),
            ("xs.all(x, x >= 0)", 1 + 100 * 3),
            ("xs.exists(x, x == 0)", 1 + 3),
            ("xs.map(x, x)", 1 + 100 * 3),
            ("{'a': a}", 30 + 1 + 1),
            ("s.matches('x')", 1 + 101),
        ] {
            let budget = Budget::new(10_000);
            env.compile(source).unwrap().evaluate(&bindings, &budget).unwrap();
            assert_eq!(10_000 - budget.left(), units, "{source}");
        }
    }

    fn exceeded(result: Result<Value, Fault>) -> String {
        match result {
            Err(Fault::Error(error)) if error.kind == ErrorKind::CostExceeded => error.message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_budget_is_shared_and_nothing_absorbs_its_end() {
        let (env, bindings) = bound();
        let program = env.compile("xs.all(x, x >= 0) && false").unwrap();
        let budget = Budget::new(700);
        for _ in 0..2 {
            assert!(program.evaluate(&bindings, &budget).is_ok());
        }
        let message = exceeded(program.evaluate(&bindings, &budget));
        assert_eq!(message, "the cost budget is used up (98 units were left)");
        assert_eq!(budget.left(), 0);
    }

    #[test]
    fn an_expression_has_its_own_limit() {
        let (mut env, bindings) = bound();
        env.set_limits(Limits { cost: 50, ..Limits::DEFAULT });
        let budget = Budget::new(700);
        let result = env.compile("xs == xs || true").unwrap().evaluate(&bindings, &budget);
        assert_eq!(exceeded(result), "the expression costs more than 50 units");
        assert_eq!(budget.left(), 650);
    }
}
