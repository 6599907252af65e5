//! Conversion and comparison, exact on the decimal text a person wrote.

use std::cmp::Ordering;

use super::{Quantity, Unit};

impl Quantity {
    /// The value in another unit; `None` for another dimension, or when the result is not
    /// finite.
    ///
    /// It is the shortest decimal text of the value, scaled: `0.7 %` is exactly the
    /// ratio `0.007`, where `0.7 / 100.0` is not.
    pub fn convert_to(self, unit: Unit) -> Option<f64> {
        if self.dimension() != unit.dimension() {
            return None;
        }
        let value = converted(self, unit);
        value.is_finite().then_some(value)
    }

    /// Compares in the smaller of both units; `None` for different dimensions or NaN.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if self.dimension() != other.dimension() {
            return None;
        }
        let unit = smaller(self.unit, other.unit);
        converted(self, unit).partial_cmp(&converted(other, unit))
    }
}

/// Of two units of one dimension.
pub(super) fn smaller(left: Unit, right: Unit) -> Unit {
    if left.size() <= right.size() { left } else { right }
}

/// The value in a unit of the same dimension; infinite when it is too large.
pub(super) fn converted(quantity: Quantity, unit: Unit) -> f64 {
    if quantity.unit == unit {
        return quantity.value;
    }
    let (from, to) = (quantity.unit.scale(), unit.scale());
    let shared = greatest_common_divisor(from.factor, to.factor);
    let multiplier = from.factor / shared;
    let divisor = to.factor / shared;
    let exponent = from.exponent.saturating_sub(to.exponent);
    scaled(quantity.value, multiplier, exponent) / divisor as f64
}

/// The `f64` nearest to `value × multiplier × 10^exponent`, where `value` stands for its
/// shortest decimal text. At most 17 digits times a multiplier below 2^41 fit `i128`.
pub(super) fn scaled(value: f64, multiplier: u64, exponent: i32) -> f64 {
    scaled_text(value, multiplier, exponent).and_then(|text| text.parse().ok()).unwrap_or(value)
}

/// `None` when `value` is not finite.
fn scaled_text(value: f64, multiplier: u64, exponent: i32) -> Option<String> {
    let text = format!("{value:e}");
    let (mantissa, power) = text.split_once('e')?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let product = digits.checked_mul(i128::from(multiplier))?;
    let power = power
        .parse::<i32>()
        .ok()?
        .checked_sub(i32::try_from(fraction.len()).ok()?)?
        .checked_add(exponent)?;
    Some(format!("{product}e{power}"))
}

fn greatest_common_divisor(left: u64, right: u64) -> u64 {
    let (mut left, mut right) = (left, right);
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left.max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, unit: Unit, expected: f64) {
        let quantity = Quantity::parse(text).unwrap();
        assert_eq!(quantity.convert_to(unit), Some(expected), "{text} in {unit}");
    }

    #[test]
    fn decimal_factors_convert_exactly() {
        check("0.7%", Unit::Ratio, 0.007);
        check("0.007ratio", Unit::Percent, 0.7);
        check("99.95%", Unit::Ratio, 0.9995);
        check("200ms", Unit::Second, 0.2);
        check("0.3s", Unit::Millisecond, 300.0);
        check("1.1 GB", Unit::Byte, 1_100_000_000.0);
        check("-5%", Unit::Ratio, -0.05);
        check("0%", Unit::Ratio, 0.0);
    }

    #[test]
    fn other_factors_convert() {
        check("1.1h", Unit::Minute, 66.0);
        check("90min", Unit::Hour, 1.5);
        check("1.5GiB", Unit::Mebibyte, 1536.0);
        check("1KiB", Unit::Kilobyte, 1.024);
        check("500/min", Unit::PerHour, 30_000.0);
        check("2/s", Unit::PerMinute, 120.0);
        check("36d", Unit::Nanosecond, 3.1104e15);
    }

    #[test]
    fn a_value_equals_itself_in_another_unit() {
        let cases = [("0.7%", "0.007 ratio"), ("60s", "1min"), ("1.024kB", "1KiB")];
        for (left, right) in cases {
            let (left, right) = (Quantity::parse(left).unwrap(), Quantity::parse(right).unwrap());
            assert_eq!(left.compare(right), Some(Ordering::Equal), "{left} {right}");
        }
    }

    #[test]
    fn dimensions_do_not_compare() {
        let (share, time) = (Quantity::new(1.0, Unit::Percent), Quantity::new(1.0, Unit::Second));
        assert_eq!(share.compare(time), None);
        assert_eq!(share.convert_to(Unit::Second), None);
    }

    #[test]
    fn nan_compares_with_nothing() {
        let nan = Quantity::new(f64::NAN, Unit::Percent);
        assert_eq!(nan.compare(Quantity::new(1.0, Unit::Ratio)), None);
        assert_eq!(nan.compare(nan), None);
    }

    #[test]
    fn a_conversion_that_overflows_is_none_and_still_compares() {
        let huge = Quantity::new(1e300, Unit::Day);
        assert_eq!(huge.convert_to(Unit::Nanosecond), None);
        let other = Quantity::new(1e300, Unit::Nanosecond);
        assert_eq!(huge.compare(other), Some(Ordering::Greater));
    }

    fn unit() -> impl Strategy<Value = Unit> {
        prop::sample::select(Unit::ALL.to_vec())
    }

    fn quantity() -> impl Strategy<Value = Quantity> {
        let value = prop_oneof![any::<f64>(), (-1000_i32..1000).prop_map(|n| f64::from(n) / 8.0)];
        (value, unit()).prop_map(|(value, unit)| Quantity::new(value, unit))
    }

    proptest! {
        #[test]
        fn comparing_backwards_reverses(left in quantity(), right in quantity()) {
            let backwards = right.compare(left).map(Ordering::reverse);
            prop_assert_eq!(left.compare(right), backwards);
        }

        #[test]
        fn conversion_keeps_the_order(a in any::<f64>(), b in any::<f64>(), from in unit(), to in unit()) {
            let (a, b) = (Quantity::new(a, from), Quantity::new(b, from));
            if let (Some(x), Some(y)) = (a.convert_to(to), b.convert_to(to)) {
                prop_assert!(!(a.value < b.value && x > y));
            }
        }

        #[test]
        fn percent_and_ratio_round_trip(hundredths in -10_000_000_i64..10_000_000) {
            let percent = Quantity::new(hundredths as f64 / 100.0, Unit::Percent);
            let ratio = percent.convert_to(Unit::Ratio).unwrap();
            prop_assert_eq!(ratio, hundredths as f64 / 10_000.0);
            let back = Quantity::new(ratio, Unit::Ratio).convert_to(Unit::Percent);
            prop_assert_eq!(back, Some(percent.value));
        }
    }
}
