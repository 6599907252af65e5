//! Numbers as people on call read them.

use crate::Comparison;

pub(crate) const NO_FLOOR: &str =
    "the stable median is 0: no share of it says whether the difference matters";

pub(crate) fn worse(comparison: &Comparison, unit: &str) -> String {
    format!(
        "the canary is worse: {} from the stable release, surely {} or more",
        signed(comparison.shift, unit),
        amount(nearer(comparison), unit),
    )
}

pub(crate) fn not_worse(comparison: &Comparison, unit: &str) -> String {
    format!(
        "the canary is not worse: {} from the stable release, {} would matter",
        signed(comparison.shift, unit),
        amount(comparison.floor, unit),
    )
}

/// The end of the interval that is nearer to nothing.
fn nearer(comparison: &Comparison) -> f64 {
    comparison.interval.low.abs().min(comparison.interval.high.abs())
}

/// `0.003`, `p < 0.0001` as `< 0.0001`
pub(crate) fn p_value(p: f64) -> String {
    if p < 1e-4 { "< 0.0001".to_owned() } else { digits(p, 2) }
}

/// `+12.3ms`
pub(crate) fn signed(number: f64, unit: &str) -> String {
    let sign = if number > 0.0 { "+" } else { "" };
    format!("{sign}{}", amount(number, unit))
}

/// `12.3ms`; a difference of two shares is one of percentage points.
pub(crate) fn amount(number: f64, unit: &str) -> String {
    match unit {
        "%" => format!("{} percentage points", digits(number, 3)),
        _ => format!("{}{unit}", digits(number, 3)),
    }
}

/// With as many digits as say something, whole numbers whole.
fn digits(number: f64, count: i32) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let place = count.saturating_sub(1).saturating_sub(number.abs().log10().floor() as i32);
    let text = format!("{number:.*}", usize::try_from(place.clamp(0, 300)).unwrap_or(0));
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let cases = [
            (0.0, "0ms"),
            (-0.0, "0ms"),
            (12.0, "12ms"),
            (12.345, "12.3ms"),
            (1234.5, "1234ms"),
            (0.000_123_4, "0.000123ms"),
            (-0.5, "-0.5ms"),
            (100.0, "100ms"),
        ];
        for (number, expected) in cases {
            assert_eq!(amount(number, "ms"), expected);
        }
        assert_eq!(signed(2.0, "%"), "+2 percentage points");
        assert_eq!((p_value(0.000_01), p_value(0.003_04)), ("< 0.0001".into(), "0.003".into()));
    }
}
