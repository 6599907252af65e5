//! A series against a base: is it worse, by how much, and how sure is that?

use gonogo_statistics::compare::{Interval, MannWhitney, Sorted, interval, mann_whitney, shift};
use gonogo_statistics::middle::{mean, median};

use crate::series::{ArgumentFault, Series, SeriesFault};

/// What it takes to call a difference one: the confidence of the interval, and of the test.
/// 0.98 and the relative floor of 25 % are what Kayenta's judge for canaries uses.
const CONFIDENCE: f64 = 0.98;

/// Which values are worse than those of the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    High,
    Low,
    Either,
}

/// Smaller shifts are no difference that matters, however sure they are. The larger one counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Floors {
    /// A share of the median of the base.
    pub relative: f64,
    /// In the unit of the values.
    pub absolute: f64,
}

impl Default for Floors {
    fn default() -> Self {
        Self { relative: 0.25, absolute: 0.0 }
    }
}

/// Both sides have as many samples as were asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    samples: usize,
    base_samples: usize,
    mean: f64,
    base_mean: f64,
    base_median: f64,
    test: MannWhitney,
    shift: f64,
    interval: Option<Interval>,
}

impl Series {
    /// Against a base in the same unit; each side needs `needed` samples.
    pub fn vs(&self, base: &Self, needed: usize) -> Result<Comparison, SeriesFault> {
        Comparison::of(self.values(), base.values(), needed)
    }
}

impl Comparison {
    /// Samples that each side needs, unless another number is asked for. Of normal values that
    /// are shifted by their standard deviation, the test finds 72 % with 20 samples each, 32 %
    /// with 10 and 91 % with 30 (simulated).
    pub const SAMPLES: usize = 20;

    /// Of finite values in one unit.
    pub fn of(values: &[f64], base: &[f64], needed: usize) -> Result<Self, SeriesFault> {
        let (samples, base_samples) = (values.len(), base.len());
        if samples.min(base_samples) < needed {
            return Err(SeriesFault::TooFewToCompare { samples, base: base_samples, needed });
        }
        let empty = SeriesFault::Empty { stretch: None };
        let own = Sorted::new(values).ok_or(empty)?;
        let other = Sorted::new(base).ok_or(empty)?;
        Ok(Self {
            samples,
            base_samples,
            mean: mean(values).ok_or(empty)?,
            base_mean: mean(base).ok_or(empty)?,
            base_median: median(base).ok_or(empty)?,
            test: mann_whitney(&own, &other),
            shift: shift(&own, &other).ok_or(SeriesFault::TooLarge)?,
            interval: interval(&own, &other, CONFIDENCE),
        })
    }

    /// The average over that of the base; a fault where that is 0 or negative.
    pub fn ratio(&self) -> Result<f64, SeriesFault> {
        if self.base_mean <= 0.0 {
            return Err(SeriesFault::NoBase { base: self.base_mean });
        }
        finite(self.mean / self.base_mean)
    }

    /// The average less that of the base.
    pub fn difference(&self) -> Result<f64, SeriesFault> {
        finite(self.mean - self.base_mean)
    }

    /// The probability of as much of a difference, either way, if there were none
    /// (Mann–Whitney).
    pub fn p_value(&self) -> f64 {
        self.test.p_any
    }

    /// The probability that a value is above one of the base, equals counting half.
    pub fn effect(&self) -> f64 {
        self.test.effect
    }

    /// The median of the differences between values and values of the base (Hodges–Lehmann).
    pub fn shift(&self) -> f64 {
        self.shift
    }

    /// Where the shift lies with a confidence of 98 %; a fault for too few samples to say so.
    pub fn interval(&self) -> Result<Interval, SeriesFault> {
        let (samples, base) = (self.samples, self.base_samples);
        self.interval.ok_or(SeriesFault::NoInterval { samples, base })
    }

    /// The shift from which on it matters.
    pub fn floor(&self, floors: Floors) -> f64 {
        (floors.relative * self.base_median.abs()).max(floors.absolute)
    }

    /// Whether the test shows a difference with 98 % confidence, and the whole interval of the
    /// shift lies beyond the floors, in that direction.
    ///
    /// With a median of 0 and no absolute floor, a difference that shows is a fault: nobody
    /// said what would matter.
    pub fn worse(&self, direction: Direction, floors: Floors) -> Result<bool, SeriesFault> {
        for floor in [floors.relative, floors.absolute] {
            if !(floor >= 0.0 && floor.is_finite()) {
                return Err(ArgumentFault::Floor { floor }.into());
            }
        }
        let interval = self.interval()?;
        let floor = self.floor(floors);
        let is_higher = interval.low > floor;
        let is_lower = interval.high < -floor;
        let is_beyond = match direction {
            Direction::High => is_higher,
            Direction::Low => is_lower,
            Direction::Either => is_higher || is_lower,
        };
        let is_worse = is_beyond && self.p_value() <= 1.0 - CONFIDENCE;
        if is_worse && floor == 0.0 && floors.relative > 0.0 {
            return Err(SeriesFault::NoFloor);
        }
        Ok(is_worse)
    }
}

fn finite(value: f64) -> Result<f64, SeriesFault> {
    if value.is_finite() { Ok(value) } else { Err(SeriesFault::TooLarge) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::{Samples, SeriesRules};

    /// From `start` on, in steps of 1.
    fn values(start: f64, count: u32) -> Vec<f64> {
        (0..count).map(|i| start + f64::from(i)).collect()
    }

    fn against(values: &[f64], base: &[f64]) -> Comparison {
        Comparison::of(values, base, 0).unwrap()
    }

    fn worse(comparison: &Comparison, direction: Direction) -> Result<bool, SeriesFault> {
        comparison.worse(direction, Floors::default())
    }

    #[test]
    fn the_same_is_not_worse() {
        for same in [values(100.0, 30), vec![3.0; 30], vec![0.0; 30]] {
            let comparison = against(&same, &same);
            assert_eq!((comparison.p_value(), comparison.effect()), (1.0, 0.5));
            assert_eq!((comparison.shift(), comparison.difference()), (0.0, Ok(0.0)));
            assert_eq!(worse(&comparison, Direction::Either), Ok(false));
        }
    }

    #[test]
    fn worse_has_a_direction() {
        let comparison = against(&values(200.0, 30), &values(100.0, 30));
        assert_eq!(comparison.shift(), 100.0);
        assert_eq!(worse(&comparison, Direction::High), Ok(true));
        assert_eq!(worse(&comparison, Direction::Either), Ok(true));
        assert_eq!(worse(&comparison, Direction::Low), Ok(false));
        let swapped = against(&values(100.0, 30), &values(200.0, 30));
        assert_eq!(worse(&swapped, Direction::Low), Ok(true));
        assert_eq!(worse(&swapped, Direction::High), Ok(false));
    }

    #[test]
    fn series_are_compared_by_their_samples() {
        let series = |values: Vec<f64>| {
            let (samples, _) = Samples::new((0..).zip(values).collect(), 1000).unwrap();
            Series::admit(samples, SeriesRules::default(), 1000).unwrap()
        };
        let (own, base) = (series(values(110.0, 30)), series(values(100.0, 25)));
        let comparison = own.vs(&base, Comparison::SAMPLES).unwrap();
        assert_eq!((comparison.difference(), comparison.shift()), (Ok(12.5), 12.5));
        let interval = comparison.interval().unwrap();
        assert!(interval.low > 5.0 && interval.high < 20.0, "{interval:?}");
        assert!(own.vs(&base, 26).is_err());
    }

    #[test]
    fn a_sure_but_small_shift_is_not_worse() {
        let comparison = against(&values(120.0, 30), &values(100.0, 30));
        assert!(comparison.p_value() < 1e-6);
        assert_eq!(worse(&comparison, Direction::High), Ok(false));
        let worse =
            |relative, absolute| comparison.worse(Direction::High, Floors { relative, absolute });
        assert_eq!(worse(0.1, 0.0), Ok(true));
        assert_eq!(worse(0.1, 19.0), Ok(false));
        let negative = worse(-0.1, 0.0).unwrap_err();
        assert_eq!(negative.to_string(), "floor -0.1 is no number from 0 on");
        assert!(worse(f64::NAN, 0.0).is_err());
    }

    #[test]
    fn a_base_of_zeros_needs_an_absolute_floor() {
        let comparison = against(&values(1.0, 30), &[0.0; 30]);
        let message = |outcome: Result<_, SeriesFault>| outcome.unwrap_err().to_string();
        assert_eq!(
            message(comparison.ratio().map(|_| ())),
            "the base averages 0: a ratio is relative to a positive base"
        );
        assert_eq!(
            message(worse(&comparison, Direction::High).map(|_| ())),
            "the base's median is 0: no share of it is a floor, give an absolute one, \
                 as in `worse('high', '25%', '10ms')`"
        );
        assert_eq!(worse(&comparison, Direction::Low), Ok(false));
        let floors = Floors { absolute: 0.5, ..Floors::default() };
        assert_eq!(comparison.worse(Direction::High, floors), Ok(true));
    }

    #[test]
    fn few_samples_are_undetermined() {
        let few = Comparison::of(&values(1.0, 19), &values(1.0, 40), Comparison::SAMPLES);
        assert_eq!(
            few.unwrap_err().to_string(),
            "19 samples against 40 of the base, at least 20 each needed"
        );
        let fewer = against(&values(100.0, 3), &values(1.0, 3));
        let outcome = worse(&fewer, Direction::High);
        let message = "3 samples against 3 of the base can show no difference";
        assert_eq!(outcome.unwrap_err().to_string(), message);
        assert!(Comparison::of(&[], &[], 0).is_err());
    }
}
