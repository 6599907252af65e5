//! What an evaluation may cost, and what it has cost.

use std::cell::Cell;

use super::fault::{ErrorKind, Fault};
use super::run::{Failure, failure};
use crate::limits::Limits;

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

/// The meter of one evaluation; what it counts is taken from the budget in the end.
#[derive(Debug)]
pub struct Meter<'b> {
    left: Cell<u64>,
    start: u64,
    budget: &'b Budget,
    limits: &'b Limits,
}

impl<'b> Meter<'b> {
    pub(super) fn new(budget: &'b Budget, limits: &'b Limits) -> Self {
        let start = limits.cost.min(budget.left());
        Self { left: Cell::new(start), start, budget, limits }
    }

    pub(crate) fn limits(&self) -> &Limits {
        self.limits
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
            format!("the gate's cost budget is used up ({} units were left)", self.start)
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

/// The tenth part, rounded up: what looking at a text costs.
pub(crate) fn text_cost(bytes: usize) -> usize {
    bytes.div_ceil(10)
}
