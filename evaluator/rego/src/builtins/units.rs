//! Amounts with units: bytes, and what Kubernetes measures in. Calculated exactly where OPA does,
//! and with 64 binary digits where OPA does that.

use num_bigint::BigUint;

use super::{Builtin, of};
use crate::call::{Answer, Call, Fault};
use crate::value::{Number, Value};

mod amount;

use amount::Amount;

pub(super) const FUNCTIONS: &[Builtin] =
    &[of("units.parse", 1, parse), of("units.parse_bytes", 1, parse_bytes)];

const LETTERS: &str = "kmgtpe";

fn parse(call: &Call<'_>) -> Answer {
    let text = call.text(0)?.replace('"', "");
    let (amount, unit) = split(&text)?;
    let milli = unit == "m";
    let factor = if milli { None } else { Some(factor(&unit, text_is_plain(&unit))?) };
    let number = match factor {
        Some(factor) => amount.times(&factor).shown(),
        // A double that is near to a thousandth.
        None => amount.times(&BigUint::from(1_152_921_504_606_847_u64)).over_two_to(60).shown(),
    };
    as_number(&number)
}

/// `Ki` and `ki` are the same, `m` and `M` are not; behind the first letter case does not matter.
fn text_is_plain(unit: &str) -> bool {
    !matches!(unit.as_bytes(), [b'm', ..] | [_, _, ..]) || unit.len() == 2
}

fn parse_bytes(call: &Call<'_>) -> Answer {
    let text = call.text(0)?.to_lowercase().replace('"', "");
    let (amount, unit) = split(&text)?;
    let short = unit.strip_suffix('b').filter(|short| !short.is_empty()).unwrap_or(&unit);
    let factor = factor(short, true)?;
    as_number(&amount.rounded_times(&factor))
}

fn as_number(text: &str) -> Answer {
    Ok(Number::parse(text).map(Value::Number))
}

fn unknown(unit: &str) -> Fault {
    Fault::new(format!("`{unit}` is no unit"))
}

/// Thousands for `k`, 1024 for `ki`.
fn factor(unit: &str, known: bool) -> Result<BigUint, Fault> {
    if unit.is_empty() {
        return Ok(BigUint::from(1_u8));
    }
    let lower = unit.to_ascii_lowercase();
    let (letter, base) = match lower.strip_suffix('i') {
        Some(letter) => (letter, 1_024_u32),
        None => (lower.as_str(), 1_000),
    };
    let place = LETTERS.find(letter).filter(|_| known && letter.len() == 1);
    let place = place.ok_or_else(|| unknown(unit))?;
    let power = u32::try_from(place).unwrap_or(0).saturating_add(1);
    Ok(BigUint::from(base).pow(power))
}

/// The number and the unit behind it.
fn split(text: &str) -> Result<(Amount, String), Fault> {
    if text.contains(' ') {
        return Err(Fault::new("there are spaces in the amount"));
    }
    let end = number_length(text.as_bytes());
    let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    if number.is_empty() {
        return Err(Fault::new("there is no amount"));
    }
    let amount = Amount::parse(number)?;
    Ok((amount, unit.to_owned()))
}

fn number_length(text: &[u8]) -> usize {
    let mut place = 0;
    while let Some(byte) = text.get(place) {
        let next = text.get(place.saturating_add(1));
        match byte {
            b'0'..=b'9' | b'.' | b'+' | b'-' => place += 1,
            // A power of ten, if digits or a sign follow; otherwise a unit.
            b'e' | b'E' if next.is_some_and(u8::is_ascii_digit) => place += 1,
            b'e' | b'E' if matches!(next, Some(b'+' | b'-')) => place += 2,
            _ => break,
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn amounts_are_those_of_kubernetes() {
        for (text, expected) in [
            ("100m", "0.1000000000"),
            ("1000m", "1.0000000000"),
            ("0m", "0"),
            ("1.5Gi", "1610612736"),
            ("2k", "2000"),
            ("2K", "2000"),
            ("1E", "1000000000000000000"),
            ("1e3", "1000"),
            ("1e3Ki", "1024000"),
            ("0.3", "0.3000000000"),
            ("1M", "1000000"),
            ("1mi", "1048576"),
            ("1MI", "1048576"),
            ("-5", "-5"),
            ("0.00000000005", "0.0000000001"),
        ] {
            check("units.parse", &format!("[{text:?}]"), expected);
        }
        check("units.parse", r#"["1 k"]"#, "undefined: there are spaces in the amount");
        check("units.parse", r#"["k"]"#, "undefined: there is no amount");
        check("units.parse", r#"["1x"]"#, "undefined: `x` is no unit");
        check("units.parse", r#"["1kib"]"#, "undefined: `kib` is no unit");
        check("units.parse", r#"["1e9999999"]"#, "undefined: the power of ten is too large");
        check("units.parse", r#"["1.2.3"]"#, "undefined: `1.2.3` is no number");
    }

    #[test]
    fn bytes_are_whole() {
        for (text, expected) in [
            ("10MiB", "10485760"),
            ("1.5gb", "1500000000"),
            ("1k", "1000"),
            ("100", "100"),
            ("0.1kib", "102"),
            ("1EB", "1000000000000000000"),
            ("12.9", "12"),
            ("1e2", "100"),
            ("0.7k", "700"),
        ] {
            check("units.parse_bytes", &format!("[{text:?}]"), expected);
        }
        check("units.parse_bytes", r#"["1bb"]"#, "undefined: `b` is no unit");
        check("units.parse_bytes", r#"["1b"]"#, "undefined: `b` is no unit");
    }
}
