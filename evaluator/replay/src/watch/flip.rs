//! A comparison with something that does not change, as the number at which it turns.

use gonogo_engine::decision::Truth;
use gonogo_series::rolling::Answer;

/// Answers of one kind in order, as whole numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Flip {
    /// Beyond these nothing is known.
    least: i64,
    most: i64,
    /// From here on `upper`, below `lower`.
    at: i64,
    lower: Truth,
    upper: Truth,
}

/// Which answers a question has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Count,
    Duration,
}

impl Flip {
    /// By halving, with the comparison itself as the judge: it turns once at most.
    pub(super) fn find(kind: Kind, judge: impl Fn(Answer) -> Truth) -> Option<Self> {
        let truth = |key: i64| judge(answer(kind, key));
        let (lowest, zero, highest) = match kind {
            Kind::Number => (key(f64::MIN), 0, key(f64::MAX)),
            Kind::Count | Kind::Duration => (0, 0, i64::MAX),
        };
        let known = |key: i64| truth(key) != Truth::Undetermined;
        if !known(zero) {
            return None;
        }
        let least = first(lowest, zero, known);
        let most = last(zero, highest, known);
        let (lower, upper) = (truth(least), truth(most));
        let at = first(least, most, |key| truth(key) == upper);
        Some(Self { least, most, at, lower, upper })
    }

    #[inline]
    pub(super) fn truth(&self, answer: Answer) -> Truth {
        let key = match answer {
            Answer::Number(number) => key(number),
            Answer::Count(count) => i64::try_from(count).unwrap_or(i64::MAX),
            Answer::Duration(nanos) => nanos,
            Answer::Bool(_) => return Truth::Undetermined,
        };
        if key < self.least || key > self.most {
            Truth::Undetermined
        } else if key < self.at {
            self.lower
        } else {
            self.upper
        }
    }
}

/// The bits of a number in the order of numbers; both zeros are one.
#[inline]
fn key(number: f64) -> i64 {
    let bits = (number + 0.0).to_bits().cast_signed();
    if bits < 0 { bits ^ i64::MAX } else { bits }
}

fn answer(kind: Kind, key: i64) -> Answer {
    match kind {
        Kind::Number => {
            let bits = if key < 0 { key ^ i64::MAX } else { key };
            Answer::Number(f64::from_bits(bits.cast_unsigned()))
        }
        Kind::Count => Answer::Count(usize::try_from(key).unwrap_or(usize::MAX)),
        Kind::Duration => Answer::Duration(key),
    }
}

/// The first for which it holds; it holds for `to` and all before it that follow such a one.
fn first(from: i64, to: i64, holds: impl Fn(i64) -> bool) -> i64 {
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = middle(low, high);
        if holds(middle) { high = middle } else { low = middle.saturating_add(1) }
    }
    low
}

/// The last for which it holds; it holds for `from`.
fn last(from: i64, to: i64, holds: impl Fn(i64) -> bool) -> i64 {
    let (mut low, mut high) = (from, to);
    while low < high {
        let above = middle(low, high).saturating_add(1).min(high);
        if holds(above) { low = above } else { high = above.saturating_sub(1) }
    }
    low
}

/// Not above the middle, and below `high`.
fn middle(low: i64, high: i64) -> i64 {
    let middle = (i128::from(low) + i128::from(high)).div_euclid(2);
    i64::try_from(middle).unwrap_or(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turn_of_a_comparison_is_found() {
        for limit in [-1e300, -2.5, -0.0, 0.0, 1.0, 1e-320, 7.25e11] {
            let judge = |answer| match answer {
                Answer::Number(number) if number < limit => Truth::True,
                _ => Truth::False,
            };
            let flip = Flip::find(Kind::Number, judge).unwrap();
            for number in [limit, limit.next_up(), limit.next_down(), 0.0, -0.0, 1e9, -1e9] {
                let expected = judge(Answer::Number(number));
                assert_eq!(flip.truth(Answer::Number(number)), expected, "{number} < {limit}");
            }
        }
    }

    #[test]
    fn what_is_out_of_range_is_not_known() {
        let judge = |answer| match answer {
            Answer::Number(number) if number.abs() > 1e6 => Truth::Undetermined,
            Answer::Number(number) if number >= 5.0 => Truth::True,
            _ => Truth::False,
        };
        let flip = Flip::find(Kind::Number, judge).unwrap();
        for number in [-2e6, -1e6, 4.9, 5.0, 1e6, 1.1e6] {
            assert_eq!(flip.truth(Answer::Number(number)), judge(Answer::Number(number)));
        }
        let count = |answer| match answer {
            Answer::Count(count) if count > 3 => Truth::True,
            _ => Truth::False,
        };
        let flip = Flip::find(Kind::Count, count).unwrap();
        assert_eq!(flip.truth(Answer::Count(3)), Truth::False);
        assert_eq!(flip.truth(Answer::Count(4)), Truth::True);
    }
}
