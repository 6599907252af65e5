//! What stands somewhere, against a number that was written: most conditions of a gate.

use crate::eval::node::{Relation, Threshold};
use crate::eval::run::condition::Truth;
use crate::eval::run::scope::Scope;
use crate::eval::run::{Failure, Run};
use crate::eval::trace::Recorder;
use crate::value::Value;

impl<R: Recorder> Run<'_, R> {
    #[inline]
    pub(super) fn threshold(
        &self,
        threshold: &Threshold,
        scope: Option<&Scope<'_>>,
    ) -> Result<Truth, Failure> {
        let (id, limit) = &threshold.written;
        let found = self.place(&threshold.place, scope);
        self.recorder.record(*id, Ok(limit));
        match found? {
            Value::Double(number) => {
                self.meter.charge(1)?;
                Ok(Truth::from(threshold.relation.joins(number, &threshold.limit)))
            }
            other => self.ordered(threshold.relation, other, limit),
        }
    }
}

impl Relation {
    /// False where one of the two has no order, as NaN has none.
    #[inline]
    pub(super) fn joins<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Less => left < right,
            Self::LessEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterEqual => left >= right,
        }
    }
}
