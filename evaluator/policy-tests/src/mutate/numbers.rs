//! Numbers with a small mistake: a tenth more or less, one more or less, twice or half.

use gonogo_series::quantity::{Quantity, Unit, duration_text, number_rounded, parse_duration};

use super::Mistake;

/// What a number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Something is compared with it.
    Limit,
    /// How long something lasts, or how far is looked back.
    Stretch,
}

/// Counts up to here change by one, as a tenth of them is nothing.
const FEW: f64 = 10.0;
const DIGITS: usize = 6;

/// The texts that a text may be mistaken for; none if it is no number.
pub(super) fn mistakes(text: &str, role: Role) -> Vec<(Mistake, String)> {
    let text = text.trim();
    if let Ok(nanos) = parse_duration(text) {
        return times(nanos, role);
    }
    let digits = text.len() - text.trim_start_matches(is_numeric).len();
    let (number, unit) = text.split_at(digits);
    let Some(value) = number.parse::<f64>().ok().filter(|value| value.is_finite()) else {
        return Vec::new();
    };
    if unit.trim().is_empty() {
        return plain(value).into_iter().map(|value| (Mistake::Threshold, value)).collect();
    }
    let Ok(quantity) = Quantity::parse(text) else { return Vec::new() };
    let near = match whole(quantity.unit) {
        Some(whole) if value > whole / 2.0 && value < whole => {
            vec![whole - (whole - value) * 0.9, whole - (whole - value) * 1.1]
        }
        // All of it: there is no more.
        Some(whole) if value == whole => vec![whole * 0.99],
        Some(_) | None => around(value),
    };
    let text = |value: f64| format!("{}{unit}", number_rounded(value, DIGITS));
    near.into_iter().map(|value| (Mistake::Threshold, text(value))).collect()
}

/// Of a share: what all of it is.
fn whole(unit: Unit) -> Option<f64> {
    match unit {
        Unit::Percent => Some(100.0),
        Unit::Ratio => Some(1.0),
        _ => None,
    }
}

fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | '-')
}

fn around(value: f64) -> Vec<f64> {
    if value == 0.0 { vec![1.0] } else { vec![value * 1.1, value * 0.9] }
}

/// Without a unit. A number that is written as a whole one stays one.
fn plain(value: f64) -> Vec<String> {
    let near = match value.fract() == 0.0 {
        true if value.abs() <= FEW && value == 0.0 => vec![1.0],
        true if value.abs() <= FEW => vec![value + 1.0, value - 1.0],
        true => vec![(value * 1.1).round(), (value * 0.9).round()],
        false => around(value),
    };
    near.into_iter().map(|value| number_rounded(value, DIGITS)).collect()
}

fn times(nanos: i64, role: Role) -> Vec<(Mistake, String)> {
    const SECOND: i64 = 1_000_000_000;
    let tenth = nanos / 10;
    let (mistake, near) = match (nanos, role) {
        (0, _) => (Mistake::Duration, vec![SECOND]),
        (_, Role::Stretch) => (Mistake::Duration, vec![nanos.saturating_mul(2), nanos / 2]),
        (_, Role::Limit) => {
            (Mistake::Threshold, vec![nanos.saturating_add(tenth), nanos.saturating_sub(tenth)])
        }
    };
    near.into_iter().map(|nanos| (mistake, duration_text(nanos))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_changed_a_little() {
        for (text, role, expected) in [
            ("0.1%", Role::Limit, "0.11% 0.09%"),
            ("99.9%", Role::Limit, "99.91% 99.89%"),
            ("80%", Role::Limit, "82% 78%"),
            ("100%", Role::Limit, "99%"),
            ("120%", Role::Limit, "132% 108%"),
            ("0%", Role::Limit, "1%"),
            ("200ms", Role::Limit, "220ms 180ms"),
            ("1.5s", Role::Limit, "1.65s 1.35s"),
            ("24h", Role::Limit, "26h24m 21h36m"),
            ("5m", Role::Stretch, "10m 2m30s"),
            ("1h30m", Role::Stretch, "3h 45m"),
            ("0s", Role::Stretch, "1s"),
            ("2", Role::Limit, "3 1"),
            ("0", Role::Limit, "1"),
            ("50", Role::Limit, "55 45"),
            ("0.1", Role::Limit, "0.11 0.09"),
            ("10/min", Role::Limit, "11/min 9/min"),
            ("100GB", Role::Limit, "110GB 90GB"),
            ("Release Manager", Role::Limit, ""),
            ("true", Role::Limit, ""),
            ("1.2.3", Role::Limit, ""),
            ("3-of-5", Role::Limit, ""),
        ] {
            let found: Vec<String> = mistakes(text, role).into_iter().map(|(_, to)| to).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
