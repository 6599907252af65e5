use proptest::prelude::*;

use super::*;

/// Shewchuk's expansions (1997) with the final rounding of Python's `math.fsum`.
fn expansion(values: &[f64]) -> f64 {
    let mut partials: Vec<f64> = Vec::new();
    for value in values {
        let mut x = *value;
        let mut kept = 0;
        for index in 0..partials.len() {
            let mut y = partials[index];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        partials.push(x);
    }
    let mut high = partials.pop().unwrap_or(0.0);
    while let Some(next) = partials.pop() {
        let sum = high + next;
        let low = next - (sum - high);
        high = sum;
        if low == 0.0 {
            continue;
        }
        let same_side =
            partials.last().is_some_and(|last| (*last < 0.0) == (low < 0.0) && *last != 0.0);
        let doubled = sum + low * 2.0;
        if same_side && doubled - sum == low * 2.0 {
            high = doubled;
        }
        break;
    }
    high
}

/// The exact sum of `count` times `value` and of what is in `sum`, negated.
fn distance(sum: &ExactSum, value: f64, count: usize) -> f64 {
    let mut rest = sum.clone();
    (0..count).for_each(|_| rest.remove(value));
    rest.rounded().abs()
}

fn any_finite() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-1000.0_f64..1000.0),
        (-100_i32..100).prop_map(f64::from),
        any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |value| value.is_finite()),
        prop::sample::select(vec![f64::MAX, f64::MIN, 5e-324, -5e-324, 2.2e-308, 1e300, 1e-300]),
    ]
}

#[test]
fn sums_round_once() {
    let check = |values: &[f64], expected: f64| {
        assert_eq!(ExactSum::of(values).rounded(), expected, "{values:?}");
    };
    check(&[], 0.0);
    check(&[0.1; 10], 1.0);
    check(&[1e100, 1.0, -1e100], 1.0);
    check(&[f64::MAX, f64::MAX, f64::MIN], f64::MAX);
    check(&[f64::MAX, f64::MAX], f64::INFINITY);
    check(&[f64::MIN, f64::MIN], f64::NEG_INFINITY);
    check(&[5e-324, 5e-324, -1e-323, 5e-324], 5e-324);
    check(&[9_007_199_254_740_992.0, 1.0], 9_007_199_254_740_992.0);
    check(&[9_007_199_254_740_992.0, 1.0, 5e-324], 9_007_199_254_740_994.0);
    check(&[9_007_199_254_740_992.0, 3.0], 9_007_199_254_740_996.0);
    check(&[-9_007_199_254_740_992.0, -1.0, -5e-324], -9_007_199_254_740_994.0);
}

#[test]
fn means_round_once() {
    assert_eq!(ExactSum::of(&[f64::MAX; 3]).divided(3), f64::MAX);
    assert_eq!(ExactSum::of(&[5e-324, 1e-323]).divided(2), 1e-323);
    assert_eq!(ExactSum::of(&[5e-324, 0.0]).divided(2), 0.0);
    for count in [3, 4, 1000, 1 << 31] {
        assert_eq!(ExactSum::of(&[5e-324]).divided(count), 0.0, "{count}");
    }
    assert_eq!(ExactSum::of(&[1e-322, 1e300, -1e300]).divided(19), 5e-324);
    for count in 1..300 {
        let constant = vec![1.0 / 49.0; count];
        assert_eq!(ExactSum::of(&constant).divided(count as u64), 1.0 / 49.0, "{count}");
    }
}

proptest! {
    #[test]
    fn sums_are_rounded_correctly(values in prop::collection::vec(-1e15_f64..1e15, 0..600)) {
        prop_assert_eq!(ExactSum::of(&values).rounded(), expansion(&values));
    }

    #[test]
    fn order_and_detours_do_not_matter(
        values in prop::collection::vec(any_finite(), 0..60),
        extra in prop::collection::vec(any_finite(), 0..60),
    ) {
        let plain = ExactSum::of(&values);
        let mut sum = ExactSum::new();
        extra.iter().for_each(|value| sum.add(*value));
        values.iter().rev().for_each(|value| sum.add(*value));
        extra.iter().for_each(|value| sum.remove(*value));
        prop_assert_eq!(sum.rounded().to_bits(), plain.rounded().to_bits());
        prop_assert_eq!(sum.divided(7).to_bits(), plain.divided(7).to_bits());
        values.iter().for_each(|value| sum.remove(*value));
        prop_assert_eq!(sum.rounded().to_bits(), 0);
    }

    #[test]
    fn the_mean_is_the_nearest(values in prop::collection::vec(-1e3_f64..1e3, 1..40)) {
        let (sum, count) = (ExactSum::of(&values), values.len());
        let mean = sum.divided(count as u64);
        let own = distance(&sum, mean, count);
        prop_assert!(own <= distance(&sum, mean.next_up(), count));
        prop_assert!(own <= distance(&sum, mean.next_down(), count));
    }
}
