//! The exact distribution of U for small samples without ties.

/// Samples up to this many each; their arrangements, at most 1.01e29, fit 128 bits.
pub(super) const MOST: u64 = 50;

/// How many of the arrangements of the two samples give each U from 0 on.
pub(super) struct Chances {
    ways: Vec<u128>,
    all: u128,
}

impl Chances {
    /// The coefficients of the Gaussian binomial `[left + right choose left]` (Mann and
    /// Whitney 1947), built up as `∏ (1 − qʳⁱᵍʰᵗ⁺ⁱ) / (1 − qⁱ)`: every step has a polynomial
    /// of whole numbers, so that nothing is rounded. `None` when a sample is too large.
    pub(super) fn new(left: u64, right: u64) -> Option<Self> {
        if left > MOST || right > MOST {
            return None;
        }
        let length = usize::try_from(left.saturating_mul(right).saturating_add(1)).ok()?;
        let mut ways = vec![0_u128; length];
        *ways.first_mut()? = 1;
        for step in 1..=usize::try_from(left).ok()? {
            let up = step.saturating_add(usize::try_from(right).ok()?);
            // Wrapping is exact here: the end result fits, whatever is on the way.
            combine(&mut ways, up, Direction::Down, u128::wrapping_sub);
            combine(&mut ways, step, Direction::Up, u128::wrapping_add);
        }
        let all = ways.iter().copied().fold(0, u128::wrapping_add);
        Some(Self { ways, all })
    }

    /// The probability of a U of at least `u`; by symmetry that of at most `n·m − u`.
    pub(super) fn at_least(&self, u: u64) -> f64 {
        let start = usize::try_from(u).unwrap_or(usize::MAX);
        let ways = self.ways.get(start..).unwrap_or_default();
        ways.iter().copied().fold(0, u128::saturating_add) as f64 / self.all as f64
    }

    /// The greatest number of lowest values of U that together are less likely than `share`.
    pub(super) fn fewer_than(&self, share: f64) -> u64 {
        let sums = self.ways.iter().scan(0_u128, |sum, ways| {
            *sum = sum.saturating_add(*ways);
            Some(*sum as f64 / self.all as f64)
        });
        sums.take_while(|chance| *chance < share).count() as u64
    }
}

#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

/// Each coefficient with the one `step` before it; downwards before that one changes.
fn combine(ways: &mut [u128], step: usize, direction: Direction, with: fn(u128, u128) -> u128) {
    let places = step..ways.len();
    let change = |at: usize| {
        let before = at.checked_sub(step).and_then(|before| ways.get(before)).copied();
        if let (Some(before), Some(own)) = (before, ways.get_mut(at)) {
            *own = with(*own, before);
        }
    };
    match direction {
        Direction::Up => places.for_each(change),
        Direction::Down => places.rev().for_each(change),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_agree_with_counting_by_hand() {
        assert_eq!(Chances::new(2, 2).unwrap().ways, [1, 1, 2, 1, 1]);
        assert_eq!(Chances::new(1, 3).unwrap().ways, [1, 1, 1, 1]);
        assert_eq!(Chances::new(3, 2).unwrap().ways, [1, 1, 2, 2, 2, 1, 1]);
    }

    #[test]
    fn the_largest_fits() {
        let chances = Chances::new(50, 50).unwrap();
        assert_eq!(chances.all, 100_891_344_545_564_193_334_812_497_256);
        assert!(Chances::new(51, 1).is_none());
    }

    #[test]
    fn every_arrangement_gives_at_least_nothing() {
        let chances = Chances::new(4, 5).unwrap();
        assert_eq!(chances.at_least(0), 1.0);
        assert_eq!(chances.at_least(20), 1.0 / 126.0);
        assert_eq!(chances.at_least(21), 0.0);
        assert_eq!((chances.fewer_than(0.001), chances.fewer_than(0.02)), (0, 2));
    }
}
