//! Durations as nanoseconds and as people write them: `5m`, `1h30m`, `250ms`.

use super::convert::converted;
use super::parse::Parts;
use super::{Dimension, Quantity, QuantityError, Unit};

const MICROSECOND: u64 = 1_000;
const MILLISECOND: u64 = 1_000_000;
const SECOND: u64 = 1_000_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Nanoseconds, rounded to the nearest. Refuses negative durations, other dimensions, and
/// what `i64` cannot hold (292 years).
pub fn parse_duration(text: &str) -> Result<i64, QuantityError> {
    let parts = Parts::read(text)?;
    let dimension = parts.head.dimension();
    if dimension != Dimension::Time {
        return Err(QuantityError::NotADuration { text: text.to_owned(), dimension });
    }
    if parts.negative {
        return Err(QuantityError::NegativeDuration(text.to_owned()));
    }
    parts
        .tail
        .iter()
        .try_fold(parts.head.to_nanos(), |sum, part| Some(sum?.checked_add(part.to_nanos()?)))
        .flatten()
        .ok_or_else(|| QuantityError::OutOfRange(text.to_owned()))
}

/// Exact, and read back by [`parse_duration`]: `1h30m`, `1m15.5s`, `200ms`, `0s`. Hours up
/// to `48h`, days above.
pub fn duration_text(nanos: i64) -> String {
    let sign = if nanos < 0 { "-" } else { "" };
    format!("{sign}{}", text(nanos.unsigned_abs()))
}

/// For ages: at most two units, to the nearest whole one: `12s`, `3m20s`, `2d3h`.
pub fn duration_rounded(nanos: i64) -> String {
    let sign = if nanos < 0 { "-" } else { "" };
    format!("{sign}{}", text(rounded(nanos.unsigned_abs())))
}

/// Two durations, rounded as long as that leaves unequal ones different, else exact: never
/// `1m` against a limit of `1m` for 60.4 s.
pub fn duration_apart(left: i64, right: i64) -> (String, String) {
    let texts = (duration_rounded(left), duration_rounded(right));
    if texts.0 == texts.1 && left != right {
        return (duration_text(left), duration_text(right));
    }
    texts
}

impl Quantity {
    /// Nanoseconds of a time, rounded to the nearest; `None` for other dimensions and
    /// beyond `i64`.
    pub fn to_nanos(self) -> Option<i64> {
        const LIMIT: f64 = 9_223_372_036_854_775_808.0; // 2^63
        if self.dimension() != Dimension::Time {
            return None;
        }
        let nanos = converted(self, Unit::Nanosecond).round();
        (-LIMIT..LIMIT).contains(&nanos).then_some(nanos as i64)
    }

    /// In the largest unit that leaves a whole number: `90 min`, `1500 ms`, `0 s`. Exact
    /// as long as that number is below 2^53.
    pub fn from_nanos(nanos: i64) -> Self {
        const UNITS: [(u64, Unit); 7] = [
            (DAY, Unit::Day),
            (HOUR, Unit::Hour),
            (MINUTE, Unit::Minute),
            (SECOND, Unit::Second),
            (MILLISECOND, Unit::Millisecond),
            (MICROSECOND, Unit::Microsecond),
            (1, Unit::Nanosecond),
        ];
        let size = nanos.unsigned_abs();
        let whole = UNITS.into_iter().find(|(unit, _)| size.is_multiple_of(*unit));
        let (divisor, unit) = match whole {
            Some(found) if size != 0 => found,
            Some(_) | None => (1, Unit::Second),
        };
        let value = (size / divisor) as f64;
        Self::new(if nanos < 0 { -value } else { value }, unit)
    }
}

fn text(nanos: u64) -> String {
    if nanos == 0 {
        return "0s".to_owned();
    }
    if nanos < SECOND {
        return subsecond(nanos);
    }
    let mut text = String::new();
    let mut rest = nanos;
    for (size, symbol) in [(DAY, "d"), (HOUR, "h"), (MINUTE, "m")] {
        let count = rest / size;
        if count > 0 && (size != DAY || nanos > 48 * HOUR) {
            text.push_str(&format!("{count}{symbol}"));
            rest %= size;
        }
    }
    if rest > 0 {
        text.push_str(&decimal(rest, SECOND, "s"));
    }
    text
}

fn subsecond(nanos: u64) -> String {
    let (size, symbol) = match nanos {
        MILLISECOND.. => (MILLISECOND, "ms"),
        MICROSECOND.. => (MICROSECOND, "us"),
        _ => (1, "ns"),
    };
    decimal(nanos, size, symbol)
}

/// `nanos / size` with its exact fraction; `size` is a power of ten.
fn decimal(nanos: u64, size: u64, symbol: &str) -> String {
    let (whole, fraction) = (nanos / size, nanos % size);
    if fraction == 0 {
        return format!("{whole}{symbol}");
    }
    let width = size.ilog10() as usize;
    let digits = format!("{fraction:0width$}");
    format!("{whole}.{}{symbol}", digits.trim_end_matches('0'))
}

fn rounded(nanos: u64) -> u64 {
    let unit = match nanos {
        n if n > 48 * HOUR => HOUR,
        HOUR.. => MINUTE,
        SECOND.. => SECOND,
        MILLISECOND.. => MILLISECOND,
        MICROSECOND.. => MICROSECOND,
        _ => 1,
    };
    nanos.saturating_add(unit / 2) / unit * unit
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const S: i64 = 1_000_000_000;

    #[test]
    fn durations_are_read() {
        let cases = [
            ("5m", 300 * S),
            ("5min", 300 * S),
            ("1h30m", 5400 * S),
            ("7d", 604_800 * S),
            ("250ms", S / 4),
            ("1.5h", 5400 * S),
            ("0s", 0),
            ("1m0.1s", 60 * S + S / 10),
            ("106751d", 106_751 * 86_400 * S),
        ];
        for (text, nanos) in cases {
            assert_eq!(parse_duration(text), Ok(nanos), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        let cases = [
            ("-5m", "duration `-5m` is negative"),
            ("5%", "`5%` is no duration but a quantity of the dimension share"),
            ("5", "`5` has no unit"),
            ("106752d", "`106752d` is out of range"),
            ("106751d24h", "`106751d24h` is out of range"),
        ];
        for (text, message) in cases {
            assert_eq!(parse_duration(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn text_is_exact() {
        let cases = [
            (0, "0s"),
            (120 * S, "2m"),
            (5400 * S, "1h30m"),
            (75 * S, "1m15s"),
            (S / 5, "200ms"),
            (1_500_000, "1.5ms"),
            (1_500, "1.5us"),
            (7, "7ns"),
            (S + 1, "1.000000001s"),
            (3_605 * S, "1h5s"),
            (86_400 * S, "24h"),
            (48 * 3600 * S, "48h"),
            (50 * 3600 * S, "2d2h"),
            (72 * 3600 * S, "3d"),
            (-90 * S, "-1m30s"),
        ];
        for (nanos, text) in cases {
            assert_eq!(duration_text(nanos), text);
        }
    }

    #[test]
    fn ages_round_to_two_units() {
        let cases = [
            (12 * S + S / 3, "12s"),
            (200 * S + 1, "3m20s"),
            (3599 * S + S / 2, "1h"),
            (3600 * S + 89 * S, "1h1m"),
            (999_600_000, "1s"),
            (51 * 3600 * S + 1, "2d3h"),
            (0, "0s"),
            (-12 * S, "-12s"),
        ];
        for (nanos, text) in cases {
            assert_eq!(duration_rounded(nanos), text);
        }
    }

    #[test]
    fn unequal_durations_print_differently() {
        let apart = duration_apart(60 * S + S * 2 / 5, 60 * S);
        assert_eq!(apart, ("1m0.4s".to_owned(), "1m".to_owned()));
        assert_eq!(duration_apart(90 * S + 1, 60 * S).0, "1m30s");
    }

    #[test]
    fn nanoseconds_become_the_largest_whole_unit() {
        let cases = [(5400 * S, "90 min"), (S * 3 / 2, "1500 ms"), (0, "0 s"), (-7200 * S, "-2 h")];
        for (nanos, text) in cases {
            assert_eq!(Quantity::from_nanos(nanos).to_string(), text);
        }
    }

    #[test]
    fn nanoseconds_beyond_the_range_are_none() {
        assert_eq!(Quantity::new(1e6, Unit::Day).to_nanos(), None);
        assert_eq!(Quantity::new(f64::NAN, Unit::Day).to_nanos(), None);
        assert_eq!(Quantity::new(1.0, Unit::Percent).to_nanos(), None);
    }

    proptest! {
        #[test]
        fn text_reads_back(nanos in prop_oneof![0..=i64::MAX, 0..1_000_000 * S, 0..S]) {
            prop_assert_eq!(parse_duration(&duration_text(nanos)), Ok(nanos));
        }

        #[test]
        fn any_nanoseconds_print(nanos in any::<i64>()) {
            let _ = (duration_text(nanos), duration_rounded(nanos));
        }

        #[test]
        fn nanoseconds_round_trip_through_a_quantity(nanos in -(1_i64 << 53)..(1_i64 << 53)) {
            prop_assert_eq!(Quantity::from_nanos(nanos).to_nanos(), Some(nanos));
        }
    }
}
