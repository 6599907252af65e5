//! The comparison: the same calculation as of `canary.vs(stable).worse('high', '5%')` in an
//! expression, so that both say the same.

use gonogo_statistics::compare::{Interval, Sorted, interval, mann_whitney, shift};
use gonogo_statistics::middle::median;

use crate::{Direction, Question};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Of as much of a difference, either way, if there were none (Mann and Whitney).
    pub p_value: f64,
    /// The median of all differences between a value and one of the base (Hodges and Lehmann).
    pub shift: f64,
    /// Where the shift lies with the confidence that was asked for (Moses).
    pub interval: Interval,
    /// The shift from which on it matters.
    pub floor: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Worse,
    NotWorse,
    /// There is a difference, and no share of a median of 0 says whether it matters.
    NoFloor,
}

impl Comparison {
    /// Or why there is none.
    pub fn of(values: &[f64], base: &[f64], question: &Question) -> Result<Self, String> {
        let (own, other, needed) = (values.len(), base.len(), question.samples);
        if own.min(other) < needed {
            return Err(format!(
                "{own} samples against {other} of the stable release, at least {needed} each needed"
            ));
        }
        let none = || "there are no samples".to_owned();
        let values = Sorted::new(values).ok_or_else(none)?;
        let base = Sorted::new(base).ok_or_else(none)?;
        let middle = median(base.numbers()).ok_or_else(none)?;
        let too_large = || "the difference is too large for a number".to_owned();
        let too_few = || {
            format!("{own} samples against {other} of the stable release can show no difference")
        };
        Ok(Self {
            p_value: mann_whitney(&values, &base).p_any,
            shift: shift(&values, &base).ok_or_else(too_large)?,
            interval: interval(&values, &base, question.confidence).ok_or_else(too_few)?,
            floor: question.least_effect * middle.abs(),
        })
    }

    /// Worse is what the test shows, and what lies beyond the floor with its whole interval.
    pub fn verdict(&self, question: &Question) -> Verdict {
        let is_beyond = match question.direction {
            Direction::High => self.interval.low > self.floor,
            Direction::Low => self.interval.high < -self.floor,
        };
        if !(is_beyond && self.p_value <= 1.0 - question.confidence) {
            Verdict::NotWorse
        } else if self.floor == 0.0 && question.least_effect > 0.0 {
            Verdict::NoFloor
        } else {
            Verdict::Worse
        }
    }
}
