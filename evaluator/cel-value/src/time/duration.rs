//! Durations: signed 64-bit nanoseconds, about ±292 years.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration {
    pub nanos: i64,
}

const SECOND: i64 = 1_000_000_000;

/// Longest first, so that `ms` is not read as `m`.
const UNITS: &[(&str, i64)] = &[
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ms", 1_000_000),
    ("h", 3_600 * SECOND),
    ("m", 60 * SECOND),
    ("s", SECOND),
];

impl Duration {
    pub const fn from_nanos(nanos: i64) -> Self {
        Self { nanos }
    }

    /// `1h30m`, `1.5s`, `-2ms`, `0`; `None` when it is no duration or out of range.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, mut rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if rest == "0" {
            return Some(Self::default());
        }
        let mut total: i128 = 0;
        while !rest.is_empty() {
            let (nanos, after) = part(rest)?;
            total = total.checked_add(nanos)?;
            rest = after;
        }
        let empty = text.trim_start_matches(['-', '+']).is_empty();
        let signed = if negative { -total } else { total };
        let nanos = i64::try_from(signed).ok()?;
        (!empty).then_some(Self { nanos })
    }

    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.nanos.checked_add(other.nanos).map(Self::from_nanos)
    }

    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.nanos.checked_sub(other.nanos).map(Self::from_nanos)
    }

    /// Whole seconds, towards zero.
    pub fn seconds(self) -> i64 {
        self.nanos / SECOND
    }
}

/// One number with its unit: nanoseconds, and the text after it.
fn part(text: &str) -> Option<(i128, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = text.split_at(end);
    let (unit, nanos) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit))?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = whole.len() + fraction.len();
    if digits == 0 || fraction.contains('.') || whole.len() > 20 {
        return None;
    }
    let mut total = i128::from(*nanos)
        * whole.parse::<i128>().or_else(|e| if whole.is_empty() { Ok(0) } else { Err(e) }).ok()?;
    let mut scale = i128::from(*nanos);
    for digit in fraction.bytes() {
        scale /= 10;
        total += scale * i128::from(digit - b'0');
    }
    Some((total, rest.get(unit.len()..)?))
}

impl fmt::Display for Duration {
    /// Seconds, as CEL's `string(duration)`: `90s`, `1.5s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.nanos < 0 { "-" } else { "" };
        let magnitude = self.nanos.unsigned_abs();
        let second = SECOND.unsigned_abs();
        let fraction = format!("{:09}", magnitude % second);
        let fraction = fraction.trim_end_matches('0');
        let dot = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{}{dot}{fraction}s", magnitude / second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_their_seconds() {
        for (text, shown) in [
            ("1h30m", Some("5400s")),
            ("1.5s", Some("1.5s")),
            ("-2ms", Some("-0.002s")),
            (".5m", Some("30s")),
            ("0", Some("0s")),
            ("100us", Some("0.0001s")),
            ("", None),
            ("-", None),
            ("5", None),
            ("5 m", None),
            ("1d", None),
            ("1.2.3s", None),
            (".s", None),
            ("99999999999999999999999h", None),
            ("320000000000s", None),
        ] {
            let read = Duration::parse(text).map(|duration| duration.to_string());
            assert_eq!(read.as_deref(), shown, "{text}");
        }
    }
}
