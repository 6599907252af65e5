//! Reading quantities, strictly: a plain finite decimal number and a unit.

use std::fmt;

use super::convert::converted;
use super::{Dimension, Quantity, Unit, UnknownUnit};

/// Why a text is no quantity or no duration. Fields hold the offending text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuantityError {
    NotANumber(String),
    OutOfRange(String),
    MissingUnit(String),
    UnknownUnit(UnknownUnit),
    /// Several parts that are not times from the largest unit down.
    Compound(String),
    NotADuration {
        text: String,
        dimension: Dimension,
    },
    NegativeDuration(String),
}

impl QuantityError {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotANumber(_) => Some("write a number such as `5`, `0.25` or `-3`".to_owned()),
            Self::OutOfRange(_) => None,
            Self::MissingUnit(number) => {
                Some(format!("add one, such as `{number}%`, `{number}s` or `{number} count`"))
            }
            Self::UnknownUnit(unknown) => Some(unknown.help()),
            Self::Compound(_) => Some("write times from large to small, as in `1h30m`".to_owned()),
            Self::NotADuration { .. } => Some("write a time such as `5m` or `1h30m`".to_owned()),
            Self::NegativeDuration(_) => Some("remove the minus sign".to_owned()),
        }
    }
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(text) => write!(f, "`{text}` does not start with a decimal number"),
            Self::OutOfRange(text) => write!(f, "`{text}` is out of range"),
            Self::MissingUnit(text) => write!(f, "`{text}` has no unit"),
            Self::UnknownUnit(unknown) => unknown.fmt(f),
            Self::Compound(text) => write!(f, "`{text}` is not one quantity"),
            Self::NotADuration { text, dimension } => {
                write!(f, "`{text}` is no duration but a quantity of the dimension {dimension}")
            }
            Self::NegativeDuration(text) => write!(f, "duration `{text}` is negative"),
        }
    }
}

impl std::error::Error for QuantityError {}

impl Quantity {
    /// Reads `0.1%`, `-5 %`, `1.5 GiB`, `500/min`, and times such as `1h30m`, which come
    /// out in the smallest unit given (`90 min`). Underscores, leading zeros, a leading plus,
    /// hexadecimal and values that overflow, or vanish to zero, are refused.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let parts = Parts::read(text)?;
        let sign = if parts.negative { -1.0 } else { 1.0 };
        let unit = parts.tail.last().map_or(parts.head.unit, |last| last.unit);
        let value = parts
            .tail
            .iter()
            .fold(converted(parts.head, unit), |sum, part| sum + converted(*part, unit));
        if !value.is_finite() {
            return Err(QuantityError::OutOfRange(text.to_owned()));
        }
        // Adding zero turns -0 into 0.
        Ok(Self::new(sign * value + 0.0, unit))
    }
}

/// A sign and one or more parts; more than one only for times, from large to small.
pub(super) struct Parts {
    pub(super) negative: bool,
    pub(super) head: Quantity,
    pub(super) tail: Vec<Quantity>,
}

impl Parts {
    pub(super) fn read(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (head, mut rest) = part(unsigned)?;
        let mut tail = Vec::new();
        let mut last = head;
        while !rest.is_empty() {
            let (next, after) = part(rest)?;
            if next.dimension() != Dimension::Time
                || last.dimension() != Dimension::Time
                || next.unit.size() >= last.unit.size()
            {
                return Err(QuantityError::Compound(text.to_owned()));
            }
            tail.push(next);
            (last, rest) = (next, after);
        }
        Ok(Self { negative, head, tail })
    }
}

/// One number with its unit, and the text after it.
fn part(text: &str) -> Result<(Quantity, &str), QuantityError> {
    let (number, rest) = number(text).ok_or_else(|| QuantityError::NotANumber(text.to_owned()))?;
    let value = value(number)?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| c.is_ascii_digit() || c.is_whitespace()).unwrap_or(rest.len());
    let (symbol, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if symbol.is_empty() {
        return Err(QuantityError::MissingUnit(number.to_owned()));
    }
    let unit = Unit::parse(symbol).map_err(QuantityError::UnknownUnit)?;
    Ok((Quantity::new(value, unit), rest.trim_start()))
}

/// Refuses infinities, and numbers so small that they would silently become zero.
fn value(number: &str) -> Result<f64, QuantityError> {
    let out_of_range = || QuantityError::OutOfRange(number.to_owned());
    let value: f64 = number.parse().map_err(|_| out_of_range())?;
    let mantissa = number.split(['e', 'E']).next().unwrap_or(number);
    let vanished = value == 0.0 && mantissa.contains(|c| matches!(c, '1'..='9'));
    if value.is_finite() && !vanished { Ok(value) } else { Err(out_of_range()) }
}

/// Splits off `digits[.digits][e[sign]digits]`. A number that goes on with `_`, `,` or
/// `.` is none.
fn number(text: &str) -> Option<(&str, &str)> {
    let whole = digits(text)?;
    // `010` is eight to some readers.
    if whole > 1 && text.starts_with('0') {
        return None;
    }
    let mut end = whole;
    let mut rest = text.get(end..)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        end = end.checked_add(1)?.checked_add(digits(fraction)?)?;
        rest = text.get(end..)?;
    }
    if let Some(length) = exponent(rest) {
        end = end.checked_add(length)?;
        rest = text.get(end..)?;
    }
    if rest.starts_with(['_', ',', '.']) {
        return None;
    }
    text.split_at_checked(end)
}

/// How many bytes of digits a text starts with; `None` for none.
fn digits(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then_some(length)
}

/// How many bytes of exponent a text starts with.
fn exponent(text: &str) -> Option<usize> {
    let power = text.strip_prefix(['e', 'E'])?;
    let unsigned = power.strip_prefix(['+', '-']).unwrap_or(power);
    let sign = power.len().checked_sub(unsigned.len())?;
    digits(unsigned)?.checked_add(sign)?.checked_add(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quantities_are_read() {
        let cases = [
            ("0.1%", 0.1, Unit::Percent),
            ("-5%", -5.0, Unit::Percent),
            ("200ms", 200.0, Unit::Millisecond),
            ("100GB", 100.0, Unit::Gigabyte),
            ("1.5 GiB", 1.5, Unit::Gibibyte),
            ("500/min", 500.0, Unit::PerMinute),
            ("1000 count", 1000.0, Unit::Count),
            ("1e3 count", 1000.0, Unit::Count),
            ("2.5e-3s", 0.0025, Unit::Second),
            ("5m", 5.0, Unit::Minute),
            ("1h30m", 90.0, Unit::Minute),
            ("1h 30m", 90.0, Unit::Minute),
            ("1m15.5s", 75.5, Unit::Second),
            ("-1h30m", -90.0, Unit::Minute),
            ("-0%", 0.0, Unit::Percent),
        ];
        for (text, value, unit) in cases {
            assert_eq!(Quantity::parse(text), Ok(Quantity::new(value, unit)), "{text}");
        }
    }

    #[test]
    fn what_is_not_exactly_a_quantity_is_refused() {
        let cases = [
            ("", "`` does not start with a decimal number"),
            ("%", "`%` does not start with a decimal number"),
            ("5", "`5` has no unit"),
            ("+5%", "`+5%` does not start with a decimal number"),
            ("--5%", "`-5%` does not start with a decimal number"),
            (".5%", "`.5%` does not start with a decimal number"),
            ("5.%", "`5.%` does not start with a decimal number"),
            ("1_000 B", "`1_000 B` does not start with a decimal number"),
            ("1,5s", "`1,5s` does not start with a decimal number"),
            ("1.2.3s", "`1.2.3s` does not start with a decimal number"),
            ("0x10 B", "unknown unit `x`"),
            ("5 gb", "unknown unit `gb`"),
            ("5e", "unknown unit `e`"),
            ("1e999%", "`1e999` is out of range"),
            ("1e-999%", "`1e-999` is out of range"),
            ("NaN%", "`NaN%` does not start with a decimal number"),
            ("infs", "`infs` does not start with a decimal number"),
            ("30m1h", "`30m1h` is not one quantity"),
            ("1h1h", "`1h1h` is not one quantity"),
            ("1GB5MB", "`1GB5MB` is not one quantity"),
            ("1h5", "`5` has no unit"),
            ("1h-5m", "unknown unit `h-`"),
        ];
        for (text, message) in cases {
            assert_eq!(Quantity::parse(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn help_names_the_unit_that_was_meant() {
        let help = |text| Quantity::parse(text).unwrap_err().help().unwrap();
        assert_eq!(help("5 gb"), "did you mean `GB`?");
        assert_eq!(help("5"), "add one, such as `5%`, `5s` or `5 count`");
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(value in any::<f64>(), unit in prop::sample::select(Unit::ALL.to_vec())) {
            let value = if value.is_finite() { value } else { 0.0 };
            let quantity = Quantity::new(value, unit);
            prop_assert_eq!(Quantity::parse(&quantity.to_string()), Ok(quantity));
        }

        #[test]
        fn reading_never_panics(text in "[-+0-9.eE_, hmsdGBi%/µ]{0,12}") {
            let _ = Quantity::parse(&text);
        }
    }
}
