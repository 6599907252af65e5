//! Explanations: the values behind an outcome, the distance to the limit, since when.

mod decider;
mod flip;
mod logic;
mod margin;
mod message;
mod open;
mod text;
mod values;

use gonogo_cel::Trace;
use gonogo_cel::time::Timestamp;

use crate::decision::{EscalationRecord, LogicRecord, SpanRecord, ValueRecord};
use crate::gate::{Escalation, Expression};

pub(crate) use flip::{Wanted, flip};
pub(crate) use message::message;
pub(crate) use open::open;
pub use text::value_text;

/// What one expression gave, for its explanation.
pub(crate) struct Site<'s> {
    pub(crate) expression: &'s Expression,
    pub(crate) trace: &'s Trace,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) cause: Option<String>,
    /// Names of facts.
    pub(crate) unknown: Vec<String>,
    pub(crate) open: Option<String>,
    /// What would make the rule pass.
    pub(crate) passes_if: Option<String>,
    pub(crate) logic: Vec<LogicRecord>,
    pub(crate) values: Vec<ValueRecord>,
    pub(crate) margin: Option<String>,
    /// Where a condition held that the expression asks about.
    pub(crate) spans: Vec<SpanRecord>,
    /// Where a series stood to a limit as its newest value does.
    pub(crate) standing: Vec<SpanRecord>,
    /// Nanoseconds since 1970.
    pub(crate) since: Option<i64>,
}

pub(crate) fn evidence(site: &Site<'_>) -> Evidence {
    let mut evidence =
        Evidence { values: values::values(site), logic: logic::logic(site), ..Evidence::default() };
    let root = &site.expression.program.checked().syntax.root;
    if let Some(decider) = decider::decider(site, root) {
        margin::add(site, &decider, &mut evidence);
    }
    evidence
}

impl Evidence {
    /// Cases often ask for the same values: each is shown once.
    pub(crate) fn add(&mut self, values: Vec<ValueRecord>) {
        for value in values {
            if self.values.iter().all(|shown| shown.expr != value.expr) {
                self.values.push(value);
            }
        }
    }
}

/// RFC 3339, to the second where nothing is lost.
pub(crate) fn time_text(nanos: i64) -> Option<String> {
    Timestamp::from_epoch_nanos(nanos).map(|time| time.to_string())
}

/// The steps that are due at `now`, counted from the onset.
pub(crate) fn escalations(steps: &[Escalation], onset: i64, now: i64) -> Vec<EscalationRecord> {
    let due = steps.iter().filter_map(|step| {
        let since = onset.saturating_add(step.after);
        let text = time_text(since).filter(|_| since <= now)?;
        Some(EscalationRecord { to: step.to.clone(), since: text })
    });
    due.collect()
}
