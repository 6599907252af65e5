//! Numbers and quantities for people: short, and never equal on paper when they differ.

use std::fmt;

use super::{Quantity, Unit};

/// Significant digits that reports show unless more are needed.
const SIGNIFICANT: usize = 4;
/// Digits that tell any two `f64` apart.
const ALL_DIGITS: usize = 17;

/// The shortest digits that read back as the same number; below 1e-7 and from 1e16 with an
/// exponent.
pub fn number_text(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    match exponent(value) {
        Some(-7..=15) | None => value.to_string(),
        Some(_) => format!("{value:e}"),
    }
}

/// At most so many significant digits; digits before the decimal point are always kept, so
/// that 123456.7 becomes `123457` and not `123500`.
pub fn number_rounded(value: f64, significant: usize) -> String {
    number_text(rounded(value, significant))
}

/// Both numbers with as few digits, from four, as show their order: never `75` beside `75`
/// for 75.0001 against 75.
pub fn number_apart(left: f64, right: f64) -> (String, String) {
    let digits =
        apart(|n| rounded(left, n).partial_cmp(&rounded(right, n)) == left.partial_cmp(&right));
    (number_rounded(left, digits), number_rounded(right, digits))
}

impl Quantity {
    /// See [`number_rounded`].
    pub fn display_rounded(self, significant: usize) -> String {
        self.rounded(significant).to_string()
    }

    /// Both quantities with as few digits, from four, as show their order, across units
    /// too: `1.00001 s` stays so beside `1000 ms`.
    pub fn display_apart(left: Self, right: Self) -> (String, String) {
        let digits = apart(|n| left.rounded(n).compare(right.rounded(n)) == left.compare(right));
        (left.display_rounded(digits), right.display_rounded(digits))
    }

    fn rounded(self, significant: usize) -> Self {
        Self { value: rounded(self.value, significant), ..self }
    }
}

/// All digits, as in [`number_text`]: `0.1 %`, `1.5 GiB`, `500/min`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = number_text(self.value);
        match self.unit {
            Unit::PerSecond | Unit::PerMinute | Unit::PerHour => {
                write!(f, "{number}{}", self.unit)
            }
            unit => write!(f, "{number} {unit}"),
        }
    }
}

fn apart(keeps_order: impl Fn(usize) -> bool) -> usize {
    (SIGNIFICANT..ALL_DIGITS).find(|n| keeps_order(*n)).unwrap_or(ALL_DIGITS)
}

fn rounded(value: f64, significant: usize) -> f64 {
    let whole_digits = exponent(value)
        .and_then(|exponent| usize::try_from(exponent).ok())
        .map_or(0, |exponent| exponent.saturating_add(1));
    let digits = significant.max(whole_digits).clamp(1, ALL_DIGITS);
    let fraction = digits.saturating_sub(1);
    match format!("{value:.fraction$e}").parse::<f64>() {
        // Rounding up at the very top of the range would give infinity.
        Ok(rounded) if rounded.is_finite() => rounded,
        Ok(_) | Err(_) => value,
    }
}

/// The decimal exponent of the leading digit; `None` when the value is not finite.
fn exponent(value: f64) -> Option<i32> {
    format!("{value:e}").split_once('e')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quantities_print_their_shortest_digits() {
        for text in ["0.1 %", "200 ms", "1.5 GiB", "500/min", "1000 count", "-5 %", "0 s"] {
            assert_eq!(Quantity::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Quantity::new(-0.0, Unit::Second).to_string(), "0 s");
    }

    #[test]
    fn numbers_print_without_noise() {
        let cases =
            [(1e15, "1000000000000000"), (1e16, "1e16"), (1e-7, "0.0000001"), (1e-8, "1e-8")];
        for (value, text) in cases {
            assert_eq!(number_text(value), text);
        }
        assert_eq!(number_text(f64::NAN), "NaN");
    }

    #[test]
    fn rounding_keeps_the_digits_before_the_point() {
        let cases = [
            (123_456.7, 4, "123457"),
            (0.123_456, 4, "0.1235"),
            (0.000_012_345_6, 3, "0.0000123"),
            (99.999, 4, "100"),
            (75.0, 4, "75"),
            (0.5, 0, "0.5"),
            (f64::MAX, 1, "1.7976931348623157e308"),
        ];
        for (value, significant, text) in cases {
            assert_eq!(number_rounded(value, significant), text);
        }
    }

    #[test]
    fn unequal_values_never_print_alike() {
        let apart = |l: &str, r: &str| {
            Quantity::display_apart(Quantity::parse(l).unwrap(), Quantity::parse(r).unwrap())
        };
        let texts = |l: &str, r: &str| (l.to_owned(), r.to_owned());
        assert_eq!(apart("0.74999%", "0.75%"), texts("0.74999 %", "0.75 %"));
        assert_eq!(apart("1.00001s", "1000ms"), texts("1.00001 s", "1000 ms"));
        assert_eq!(apart("0.123456%", "5%"), texts("0.1235 %", "5 %"));
        assert_eq!(number_apart(75.000_1, 75.0), texts("75.0001", "75"));
        assert_eq!(number_apart(1.0 / 3.0, 1.0 / 3.0), texts("0.3333", "0.3333"));
    }

    fn finite() -> impl Strategy<Value = f64> {
        use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
        POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO
    }

    proptest! {
        #[test]
        fn printed_numbers_keep_their_order(left in finite(), ulps in 0..4) {
            let near = (0..ulps).fold(left, |value, _| value.next_down());
            let right = if near.is_finite() { near } else { left };
            let (a, b) = number_apart(left, right);
            let printed: (f64, f64) = (a.parse().unwrap(), b.parse().unwrap());
            prop_assert_eq!(printed.0.partial_cmp(&printed.1), left.partial_cmp(&right));
            prop_assert_eq!(a == b, left.partial_cmp(&right) == Some(Ordering::Equal));
        }
    }
}
