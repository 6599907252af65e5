//! By how much one sample lies above another: Hodges and Lehmann (1963), with the interval of
//! Moses (Walker and Lev 1953; Hollander and Wolfe 1973).

use super::Sorted;
use super::chances::Chances;
use crate::normal;
use crate::number_line::{at_place, place};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// The median of all differences between a value of the sample and one of the base. `None`
/// where a difference does not fit a number.
///
/// Some ten walks over the values, and memory for as many differences as there are values.
pub fn shift(sample: &Sorted, base: &Sorted) -> Option<f64> {
    let differences = Differences::new(sample, base)?;
    let last = differences.count.checked_sub(1)?;
    let lower = differences.at_rank(last / 2)?;
    if last % 2 == 0 {
        return Some(lower);
    }
    Some(lower.midpoint(differences.behind(lower, last.checked_add(1)? / 2)?))
}

/// Where the shift lies with this confidence (0 to 1): from the `C`th smallest difference to
/// the `C`th largest. `C` is the least U whose tail reaches `(1 − confidence) / 2`, exactly up
/// to 50 values a side, else by the normal approximation `nm/2 − z √(nm(n+m+1)/12)`, rounded
/// down. Ties make it wider than it need be, never narrower.
///
/// `None` where so few values cannot give this confidence: even the interval from the
/// smallest to the largest difference would be too narrow.
pub fn interval(sample: &Sorted, base: &Sorted, confidence: f64) -> Option<Interval> {
    let differences = Differences::new(sample, base)?;
    let tail = (1.0 - confidence) / 2.0;
    let place = match Chances::new(sample.count(), base.count()) {
        Some(chances) => chances.fewer_than(tail),
        None => approximate_place(sample.count() as f64, base.count() as f64, tail),
    };
    let low = differences.at_rank(place.checked_sub(1)?)?;
    let high = differences.at_rank(differences.count.checked_sub(place)?)?;
    Some(Interval { low, high })
}

fn approximate_place(n: f64, m: f64, tail: f64) -> u64 {
    let spread = (n * m * (n + m + 1.0) / 12.0).sqrt();
    // Below 1, and NaN, become 0.
    (n * m / 2.0 + normal::quantile(tail) * spread).floor() as u64
}

/// All differences of two samples, never written down.
struct Differences<'s> {
    sample: &'s [f64],
    base: &'s [f64],
    count: u64,
    least: f64,
    greatest: f64,
}

impl<'s> Differences<'s> {
    fn new(sample: &'s Sorted, base: &'s Sorted) -> Option<Self> {
        let count = sample.count().checked_mul(base.count())?;
        let (sample, base) = (sample.numbers(), base.numbers());
        let least = sample.first()? - base.last()?;
        let greatest = sample.last()? - base.first()?;
        let fits = least.is_finite() && greatest.is_finite();
        fits.then_some(Self { sample, base, count, least, greatest })
    }

    /// The difference that `rank` others lie before in order of size: the stretch of numbers
    /// that it lies in is narrowed until few differences are left, which are written down.
    fn at_rank(&self, rank: u64) -> Option<f64> {
        if rank >= self.count {
            return None;
        }
        let few = (self.sample.len() as u64).saturating_add(self.base.len() as u64);
        let mut stretch = Stretch::new(self)?;
        while stretch.count() > few && stretch.length() > 1 {
            let before = stretch.count();
            stretch = self.narrowed(stretch, stretch.guess(rank), rank);
            // Differences need not lie evenly: then halving ends it, whatever they are.
            if stretch.count() > before / 2 && stretch.length() > 1 {
                stretch = self.narrowed(stretch, stretch.middle(), rank);
            }
        }
        if stretch.length() == 1 {
            return Some(at_place(stretch.high));
        }
        let mut left = self.between(at_place(stretch.low), at_place(stretch.high));
        let index = usize::try_from(rank.checked_sub(stretch.below)?).ok()?;
        let length = left.len();
        let found = || *left.select_nth_unstable_by(index, f64::total_cmp).1;
        // Zero has no sign here.
        (index < length).then(found).map(|difference| difference + 0.0)
    }

    /// The difference at a rank, where the one before it is known.
    fn behind(&self, before: f64, rank: u64) -> Option<f64> {
        if self.at_most(before) > rank {
            return Some(before);
        }
        let (mut above, mut least): (usize, Option<f64>) = (0, None);
        for value in self.sample {
            while self.base.get(above).is_some_and(|other| value - other > before) {
                above = above.saturating_add(1);
            }
            // The last of those above it is the least.
            let nearest = above.checked_sub(1).and_then(|at| self.base.get(at));
            let nearest = nearest.map(|other| value - other);
            least = least.into_iter().chain(nearest).reduce(f64::min);
        }
        least
    }

    fn narrowed(&self, stretch: Stretch, at: i64, rank: u64) -> Stretch {
        let count = self.at_most(at_place(at));
        if count > rank {
            Stretch { high: at, up_to: count, ..stretch }
        } else {
            Stretch { low: at, below: count, ..stretch }
        }
    }

    /// The differences above `low`, up to `high`.
    fn between(&self, low: f64, high: f64) -> Vec<f64> {
        let (mut from, mut to) = (0, 0);
        let mut found = Vec::new();
        for value in self.sample {
            let passes = |at: usize, limit: f64| {
                self.base.get(at).is_some_and(|other| value - other > limit)
            };
            while passes(from, high) {
                from = from.saturating_add(1);
            }
            while passes(to, low) {
                to = to.saturating_add(1);
            }
            let others = self.base.get(from..to).unwrap_or_default();
            found.extend(others.iter().map(|other| value - other));
        }
        found
    }

    /// How many differences are at most `limit`. A rounded difference grows with the sample's
    /// value and falls with the base's, so one walk over both counts them as rounded.
    fn at_most(&self, limit: f64) -> u64 {
        let (mut rest, mut count): (_, u64) = (self.base, 0);
        for value in self.sample {
            while let Some((other, behind)) = rest.split_first()
                && value - other > limit
            {
                rest = behind;
            }
            count = count.saturating_add(rest.len() as u64);
        }
        count
    }
}

/// Numbers above `low`, up to `high`, as places, and how many differences are at most each.
#[derive(Clone, Copy)]
struct Stretch {
    low: i64,
    high: i64,
    below: u64,
    up_to: u64,
}

impl Stretch {
    /// All of them.
    fn new(differences: &Differences<'_>) -> Option<Self> {
        let low = place(differences.least).checked_sub(1)?;
        let high = place(differences.greatest);
        Some(Self { low, high, below: 0, up_to: differences.count })
    }

    fn count(&self) -> u64 {
        self.up_to.saturating_sub(self.below)
    }

    fn length(&self) -> u64 {
        self.high.abs_diff(self.low)
    }

    fn middle(&self) -> i64 {
        self.inside(self.low.midpoint(self.high))
    }

    /// Where the rank would lie if differences lay evenly.
    fn guess(&self, rank: u64) -> i64 {
        let (low, high) = (at_place(self.low.saturating_add(1)), at_place(self.high));
        let share = (rank.saturating_sub(self.below) as f64 + 0.5) / self.count() as f64;
        let guess = low + (high - low) * share;
        if guess.is_finite() { self.inside(place(guess)) } else { self.middle() }
    }

    /// So that either side gets shorter.
    fn inside(&self, at: i64) -> i64 {
        at.min(self.high.saturating_sub(1)).max(self.low.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted(numbers: &[f64]) -> Sorted {
        Sorted::new(numbers).unwrap()
    }

    #[test]
    fn equals_are_not_shifted() {
        let (sample, base) = (sorted(&[0.3; 30]), sorted(&[0.3; 25]));
        assert_eq!(shift(&sample, &base), Some(0.0));
        assert_eq!(interval(&sample, &base, 0.98), Some(Interval { low: 0.0, high: 0.0 }));
    }

    #[test]
    fn too_few_values_give_no_interval() {
        let (sample, base) = (sorted(&[1.0, 2.0, 3.0]), sorted(&[4.0, 5.0, 6.0]));
        assert_eq!(shift(&sample, &base), Some(-3.0));
        assert_eq!(interval(&sample, &base, 0.98), None);
        // Of 20 arrangements one has the least U, another one the next.
        assert_eq!(interval(&sample, &base, 0.7), Some(Interval { low: -4.0, high: -2.0 }));
        assert_eq!(interval(&sample, &base, 0.8), Some(Interval { low: -5.0, high: -1.0 }));
    }

    #[test]
    fn what_does_not_fit_is_none() {
        let (sample, base) = (sorted(&[f64::MAX]), sorted(&[-f64::MAX]));
        assert_eq!(shift(&sample, &base), None);
    }

    proptest! {
        #[test]
        fn ranks_agree_with_writing_all_down(
            sample in prop::collection::vec(-50_i32..50, 1..30),
            base in prop::collection::vec(-50_i32..50, 1..30),
            uneven: bool,
        ) {
            // Evenly, and with steps that grow beyond all bounds.
            let number = |int: &i32| match uneven {
                true => (f64::from(*int) * 2.5).exp() * f64::from(*int % 5),
                false => f64::from(*int) / 7.0,
            };
            let numbers = |ints: &[i32]| ints.iter().map(number).collect::<Vec<f64>>();
            let (sample, base) = (sorted(&numbers(&sample)), sorted(&numbers(&base)));
            let mut all: Vec<f64> = Vec::new();
            for value in sample.numbers() {
                all.extend(base.numbers().iter().map(|other| value - other));
            }
            all.sort_by(f64::total_cmp);
            let differences = Differences::new(&sample, &base).unwrap();
            for (rank, expected) in all.iter().enumerate() {
                prop_assert_eq!(differences.at_rank(rank as u64), Some(*expected));
            }
            prop_assert_eq!(shift(&sample, &base), crate::middle::median(&all));
        }
    }
}
