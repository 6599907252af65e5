//! Durations as gate files write them: `5m`, `1h30m`, `250ms`.

/// A length of time in nanoseconds, never negative when read from a gate file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nanos(pub i64);

/// From long to short, which is the order they must be written in.
const UNITS: [(&str, i128); 8] = [
    ("w", 604_800_000_000_000),
    ("d", 86_400_000_000_000),
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("ns", 1),
];

/// Digits in one number; more cannot be meant.
const DIGITS: usize = 18;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    NoUnit,
    Negative,
    Other,
}

impl Fault {
    pub(super) fn help(self, text: &str) -> String {
        match self {
            Self::NoUnit => format!("add a unit, such as `{text}s`"),
            Self::Negative => "a length of time is not negative".to_owned(),
            Self::Other => "write numbers with units, such as `90s`, `1h30m` or `250ms`".to_owned(),
        }
    }
}

/// `number unit` pairs without spaces, each unit at most once and from long to short.
pub(super) fn parse(text: &str) -> Result<Nanos, Fault> {
    if text.len() > 1 && text.starts_with('-') {
        return Err(Fault::Negative);
    }
    if scaled(text, 1_000_000_000).is_some() {
        return Err(Fault::NoUnit);
    }
    let mut total: i128 = 0;
    let mut units = UNITS.iter();
    let mut rest = text;
    while !rest.is_empty() {
        let (number, after) = split(rest, |c| c.is_ascii_digit() || c == '.');
        let (unit, after) = split(after, |c| c.is_ascii_alphabetic());
        let (_, nanos) = units.find(|(name, _)| *name == unit).ok_or(Fault::Other)?;
        total += scaled(number, *nanos).ok_or(Fault::Other)?;
        rest = after;
    }
    match i64::try_from(total) {
        Ok(nanos) if !text.is_empty() => Ok(Nanos(nanos)),
        _ => Err(Fault::Other),
    }
}

fn split(text: &str, belongs: fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.split_at(end)
}

/// Fractions must come out as whole nanoseconds.
fn scaled(number: &str, unit: i128) -> Option<i128> {
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (number, ""),
    };
    if whole.is_empty() || number.len() > DIGITS {
        return None;
    }
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let divisor = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let nanos = digits.checked_mul(unit)?;
    (nanos % divisor == 0).then_some(nanos / divisor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<i64, Fault>) {
        assert_eq!(parse(text), expected.map(Nanos), "{text:?}");
    }

    #[test]
    fn durations_are_nanoseconds() {
        const SECOND: i64 = 1_000_000_000;
        check("0s", Ok(0));
        check("5m", Ok(300 * SECOND));
        check("1h30m", Ok(5400 * SECOND));
        check("7d", Ok(7 * 86_400 * SECOND));
        check("2w", Ok(14 * 86_400 * SECOND));
        check("250ms", Ok(SECOND / 4));
        check("1.5h", Ok(5400 * SECOND));
        check("1m0.5s", Ok(60 * SECOND + SECOND / 2));
        check("3us7ns", Ok(3007));
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "m", "5 m", "5x", "5m5m", "30m1h", "1.", ".5s", "1.2.3s", "5M", "1e3s"] {
            check(text, Err(Fault::Other));
        }
        for text in ["0.1ns", "99999999w", "9999999999999999999s", "५m"] {
            check(text, Err(Fault::Other));
        }
        check("15", Err(Fault::NoUnit));
        check("-5m", Err(Fault::Negative));
    }
}
