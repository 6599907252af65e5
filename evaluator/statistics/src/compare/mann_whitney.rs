//! The rank test of Wilcoxon (1945), Mann and Whitney (1947).

use super::Sorted;
use super::chances::Chances;
use crate::counted_sort::runs;
use crate::normal;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Exact,
    /// The normal approximation, corrected for ties and continuity.
    Approximate,
}

/// Of a sample against a base. Probabilities are those of as much of a difference, if both
/// came from the same distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannWhitney {
    /// The pairs in which the sample's value is greater, and half of those in which both are
    /// equal.
    pub u: f64,
    /// U as a share of all pairs: the common-language effect size (McGraw and Wong 1992), 0.5
    /// for no difference.
    pub effect: f64,
    pub p_greater: f64,
    pub p_less: f64,
    /// Either way: twice the smaller one, at most 1.
    pub p_any: f64,
    pub method: Method,
}

/// Exact without ties and with at most 50 values on each side, else approximate.
pub fn mann_whitney(sample: &Sorted, base: &Sorted) -> MannWhitney {
    let pairs = sample.count().saturating_mul(base.count());
    let twice = twice_u(sample.numbers(), base.numbers());
    let ties = Ties::of(sample, base);
    let exact = if ties.cubes == 0 { Chances::new(sample.count(), base.count()) } else { None };
    let against = pairs.saturating_mul(2).saturating_sub(twice);
    let (p_greater, p_less, method) = match exact {
        // Without ties, U is whole.
        Some(chances) => {
            (chances.at_least(twice / 2), chances.at_least(against / 2), Method::Exact)
        }
        None => (ties.chance(twice), ties.chance(against), Method::Approximate),
    };
    MannWhitney {
        u: twice as f64 / 2.0,
        effect: twice as f64 / 2.0 / pairs as f64,
        p_greater,
        p_less,
        p_any: (2.0 * p_greater.min(p_less)).min(1.0),
        method,
    }
}

/// Two for each pair in which the left is greater, one for each of equals.
fn twice_u(left: &[f64], right: &[f64]) -> u64 {
    let (mut less, mut at_most) = (right.iter().peekable(), right.iter().peekable());
    let (mut below, mut up_to, mut sum): (u64, u64, u64) = (0, 0, 0);
    for value in left {
        while less.next_if(|other| *other < value).is_some() {
            below = below.saturating_add(1);
        }
        while at_most.next_if(|other| *other <= value).is_some() {
            up_to = up_to.saturating_add(1);
        }
        sum = sum.saturating_add(below).saturating_add(up_to);
    }
    sum
}

/// What the normal approximation needs of both samples together.
struct Ties {
    /// `n · m`
    pairs: f64,
    count: f64,
    /// `Σ t³ − t` over the groups of `t` equal values.
    cubes: u128,
}

impl Ties {
    fn of(sample: &Sorted, base: &Sorted) -> Self {
        let mut all = sample.numbers().to_vec();
        all.extend_from_slice(base.numbers());
        // Two ascending stretches, which a stable sort merges.
        all.sort_by(f64::total_cmp);
        let cube = |run: u64| {
            let run = u128::from(run);
            run.saturating_mul(run).saturating_mul(run).saturating_sub(run)
        };
        let cubes = runs(&all, |left, right| left == right).map(cube);
        Self {
            pairs: sample.count().saturating_mul(base.count()) as f64,
            count: all.len() as f64,
            cubes: cubes.fold(0, u128::saturating_add),
        }
    }

    /// Of a U of at least half of `twice`: `σ² = nm/12 · (N + 1 − Σ(t³−t) / (N(N−1)))`, and a
    /// half less for continuity (Lehmann 1975). Of values that are all equal it is 1.
    fn chance(&self, twice: u64) -> f64 {
        let count = self.count;
        let ties = self.cubes as f64 / (count * (count - 1.0));
        let variance = self.pairs / 12.0 * (count + 1.0 - ties);
        if variance > 0.0 {
            let beyond = (twice as f64 - self.pairs) / 2.0 - 0.5;
            normal::survival(beyond / variance.sqrt())
        } else {
            1.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(sample: &[f64], base: &[f64]) -> MannWhitney {
        mann_whitney(&Sorted::new(sample).unwrap(), &Sorted::new(base).unwrap())
    }

    #[test]
    fn equals_differ_in_nothing() {
        for (sample, base) in [(&[5.0; 30][..], &[5.0; 40][..]), (&[0.1], &[0.1])] {
            let test = test(sample, base);
            assert_eq!((test.effect, test.p_any), (0.5, 1.0));
            assert_eq!((test.p_greater, test.p_less), (1.0, 1.0));
        }
    }

    #[test]
    fn both_zeros_are_equal() {
        assert_eq!(test(&[0.0, -0.0], &[-0.0, 0.0]).p_any, 1.0);
    }

    #[test]
    fn small_samples_apart_are_exact() {
        let test = test(&[4.0, 5.0, 6.0], &[1.0, 2.0, 3.0]);
        assert_eq!((test.u, test.effect, test.method), (9.0, 1.0, Method::Exact));
        assert_eq!((test.p_greater, test.p_less, test.p_any), (0.05, 1.0, 0.1));
    }

    #[test]
    fn ties_are_approximated() {
        let test = test(&[1.0, 2.0, 2.0], &[2.0, 3.0]);
        assert_eq!((test.u, test.method), (1.0, Method::Approximate));
    }
}
