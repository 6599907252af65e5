//! Amounts of a plan as values of parameters.

use gonogo_plan::{Amount, Time};
use gonogo_quantity::{Dimension, Quantity, Unit, duration_text};

/// Of a number, before and behind the point; more is no limit that anybody means.
const DIGITS: usize = 12;
const DECIMALS: usize = 9;
/// A year: longer times are no part of a rollout.
const LONGEST: u64 = 366 * 86_400;
const NANOS: i64 = 1_000_000_000;

/// What a fact is measured in; nothing of plain numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Measure(pub(crate) Option<Unit>);

impl Measure {
    pub(crate) fn dimension(self) -> Option<Dimension> {
        self.0.map(Unit::dimension)
    }

    /// In names: of two facts that are called the same, one has it.
    pub(crate) fn word(self) -> &'static str {
        self.dimension().map_or("number", Dimension::name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// As the gate has it: `0.1%`.
    pub(crate) value: String,
    pub(crate) measure: Measure,
}

/// `default` is what a 0 without a unit is measured in.
pub(crate) fn of(amount: &Amount, default: Measure) -> Result<Figure, String> {
    let number = plain(&amount.number)
        .ok_or_else(|| format!("`{}` is no number that a gate can have", amount.number))?;
    let unit = match amount.unit.as_deref() {
        None if number == "0" => default.0,
        None => None,
        Some(unit) => unit_of(unit),
    };
    let value = match unit {
        None => number,
        Some(unit) => format!("{number}{}", unit.symbol()),
    };
    if unit.map(Unit::dimension) == Some(Dimension::Time) && nanos(&value).is_none() {
        return Err(format!("`{value}` is longer than a year"));
    }
    Ok(Figure { value, measure: Measure(unit) })
}

/// Things that are counted are plain numbers: `1000 jobs`.
fn unit_of(text: &str) -> Option<Unit> {
    Unit::parse(text).ok().filter(|unit| *unit != Unit::Count)
}

fn nanos(value: &str) -> Option<i64> {
    let quantity = Quantity::parse(value).ok()?.convert_to(Unit::Second)?;
    (quantity.abs() <= LONGEST as f64).then_some(0)
}

/// Without zeros ahead: a number that begins with one is refused.
pub(crate) fn plain(number: &str) -> Option<String> {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_empty = whole.is_empty() && part.is_empty();
    if is_empty || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    if whole.len() > DIGITS || part.len() > DECIMALS {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if whole == "0" && part.is_empty() { "" } else { sign };
    Some(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

/// `5m`; nothing of no time at all, or of one that is too long.
pub(crate) fn time(time: Time) -> Result<String, String> {
    match i64::try_from(time.seconds) {
        Ok(seconds) if (1..=LONGEST).contains(&time.seconds) => {
            Ok(duration_text(seconds.saturating_mul(NANOS)))
        }
        Ok(_) | Err(_) => Err(format!("{} seconds are no time to wait for", time.seconds)),
    }
}

/// Of a share or a multiple: `110 %` or `1.1x` give `1.1`. `offset` is in hundredths: of `10 %
/// more` it is 100.
pub(crate) fn factor(amount: &Amount, (offset, sign): (i128, i128)) -> Option<String> {
    let is_share = amount.unit.as_deref() == Some("%");
    let number = plain(&amount.number)?;
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    // In units of 10^-DECIMALS of a hundredth.
    let scale = 10_i128.checked_pow(u32::try_from(DECIMALS).ok()?)?;
    let mut value: i128 = format!("{whole}{part:0<DECIMALS$}").parse().ok()?;
    if !is_share {
        value = value.checked_mul(100)?;
    }
    let sum = value.checked_mul(sign)?.checked_add(offset.checked_mul(scale)?)?;
    if sum < 0 {
        return None;
    }
    let digits = format!("{sum:0>width$}", width = DECIMALS + 3);
    let (whole, part) = digits.split_at_checked(digits.len().checked_sub(DECIMALS + 2)?)?;
    plain(&format!("{whole}.{}", part.get(..DECIMALS)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(number: &str, unit: Option<&str>) -> Amount {
        Amount { number: number.to_owned(), unit: unit.map(str::to_owned) }
    }

    #[test]
    fn amounts_are_values_of_parameters() {
        let value = |number, unit| of(&amount(number, unit), Measure(Some(Unit::Percent)));
        let check = |number, unit, expected: &str| {
            assert_eq!(value(number, unit).unwrap().value, expected);
        };
        check("0.10", Some("%"), "0.1%");
        check("007", None, "7");
        check("0", None, "0%");
        check("-0", Some("ms"), "0ms");
        check("200", Some("ms"), "200ms");
        check("1000", Some("count"), "1000");
        check("1000", Some("jobs"), "1000");
        check("500", Some("/min"), "500/min");
        for (number, unit) in [("1e5", None), ("", None), (".", None), ("9999999999999", None)] {
            assert!(value(number, unit).is_err(), "{number}");
        }
        assert!(value("400", Some("d")).is_err());
    }

    #[test]
    fn factors_are_exact() {
        let check = |number, unit, how, expected: Option<&str>| {
            assert_eq!(factor(&amount(number, unit), how).as_deref(), expected, "{number}");
        };
        check("80", Some("%"), (0, 1), Some("0.8"));
        check("2", None, (0, 1), Some("2"));
        check("10", Some("%"), (100, 1), Some("1.1"));
        check("10", Some("%"), (100, -1), Some("0.9"));
        check("0.5", Some("%"), (100, 1), Some("1.005"));
        check("1.25", None, (0, 1), Some("1.25"));
        check("150", Some("%"), (100, -1), None);
    }

    #[test]
    fn times_are_short() {
        assert_eq!(time(Time { seconds: 120 }).as_deref(), Ok("2m"));
        assert_eq!(time(Time { seconds: 5400 }).as_deref(), Ok("1h30m"));
        assert!(time(Time { seconds: 0 }).is_err() && time(Time { seconds: u64::MAX }).is_err());
    }
}
