//! Units, their dimensions, and what an author probably meant by an unknown one.

use std::fmt;

/// What a quantity measures. Only quantities of one dimension compare or add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    Share,
    Time,
    Bytes,
    Count,
    Rate,
}

impl Dimension {
    pub fn name(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Time => "time",
            Self::Bytes => "bytes",
            Self::Count => "count",
            Self::Rate => "rate",
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    Percent,
    Ratio,
    Nanosecond,
    Microsecond,
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    Byte,
    Kilobyte,
    Megabyte,
    Gigabyte,
    Terabyte,
    Kibibyte,
    Mebibyte,
    Gibibyte,
    Tebibyte,
    Count,
    PerSecond,
    PerMinute,
    PerHour,
}

/// The size of a unit is `factor × 10^exponent` of its dimension's smallest unit, kept
/// apart so that powers of ten convert exactly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) factor: u64,
    pub(super) exponent: i32,
}

impl Unit {
    pub const ALL: [Self; 22] = [
        Self::Percent,
        Self::Ratio,
        Self::Nanosecond,
        Self::Microsecond,
        Self::Millisecond,
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Byte,
        Self::Kilobyte,
        Self::Megabyte,
        Self::Gigabyte,
        Self::Terabyte,
        Self::Kibibyte,
        Self::Mebibyte,
        Self::Gibibyte,
        Self::Tebibyte,
        Self::Count,
        Self::PerSecond,
        Self::PerMinute,
        Self::PerHour,
    ];

    /// Reads a symbol exactly as written; `m` is minutes and `µs` microseconds. The empty
    /// text and `1` are no units: a fact without a unit is a plain number.
    pub fn parse(text: &str) -> Result<Self, UnknownUnit> {
        match text {
            "m" => return Ok(Self::Minute),
            "µs" | "μs" => return Ok(Self::Microsecond),
            _ => {}
        }
        let known = Self::ALL.into_iter().find(|unit| unit.symbol() == text);
        known.ok_or_else(|| UnknownUnit { text: text.to_owned(), suggestion: suggestion(text) })
    }

    pub fn symbol(self) -> &'static str {
        self.row().0
    }

    pub fn dimension(self) -> Dimension {
        self.row().1
    }

    pub(super) fn scale(self) -> Scale {
        self.row().2
    }

    /// In the dimension's smallest unit.
    pub(super) fn size(self) -> u64 {
        let scale = self.scale();
        let power = 10_u64.saturating_pow(scale.exponent.unsigned_abs());
        scale.factor.saturating_mul(power)
    }

    fn row(self) -> (&'static str, Dimension, Scale) {
        use Dimension::{Bytes, Count, Rate, Share, Time};
        match self {
            Self::Percent => row("%", Share, 1, 0),
            Self::Ratio => row("ratio", Share, 1, 2),
            Self::Nanosecond => row("ns", Time, 1, 0),
            Self::Microsecond => row("us", Time, 1, 3),
            Self::Millisecond => row("ms", Time, 1, 6),
            Self::Second => row("s", Time, 1, 9),
            Self::Minute => row("min", Time, 60, 9),
            Self::Hour => row("h", Time, 3_600, 9),
            Self::Day => row("d", Time, 86_400, 9),
            Self::Byte => row("B", Bytes, 1, 0),
            Self::Kilobyte => row("kB", Bytes, 1, 3),
            Self::Megabyte => row("MB", Bytes, 1, 6),
            Self::Gigabyte => row("GB", Bytes, 1, 9),
            Self::Terabyte => row("TB", Bytes, 1, 12),
            Self::Kibibyte => row("KiB", Bytes, 1 << 10, 0),
            Self::Mebibyte => row("MiB", Bytes, 1 << 20, 0),
            Self::Gibibyte => row("GiB", Bytes, 1 << 30, 0),
            Self::Tebibyte => row("TiB", Bytes, 1 << 40, 0),
            Self::Count => row("count", Count, 1, 0),
            Self::PerSecond => row("/s", Rate, 3_600, 0),
            Self::PerMinute => row("/min", Rate, 60, 0),
            Self::PerHour => row("/h", Rate, 1, 0),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownUnit {
    pub text: String,
    pub suggestion: Option<Unit>,
}

impl UnknownUnit {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self.suggestion {
            Some(unit) => format!("did you mean `{unit}`?"),
            None => {
                let known: Vec<_> = Unit::ALL.iter().map(|unit| unit.symbol()).collect();
                format!("known units: {}", known.join(", "))
            }
        }
    }
}

impl fmt::Display for UnknownUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown unit `{}`", self.text)
    }
}

impl std::error::Error for UnknownUnit {}

const fn row(
    symbol: &'static str,
    dimension: Dimension,
    factor: u64,
    exponent: i32,
) -> (&'static str, Dimension, Scale) {
    (symbol, dimension, Scale { factor, exponent })
}

/// A word for the unit, or its symbol in another case.
fn suggestion(text: &str) -> Option<Unit> {
    let lower = text.to_lowercase();
    word(&lower).or_else(|| other_case(&lower))
}

fn word(lower: &str) -> Option<Unit> {
    Some(match lower {
        "percent" | "pct" => Unit::Percent,
        "share" | "fraction" => Unit::Ratio,
        "nanos" | "nanosecond" | "nanoseconds" => Unit::Nanosecond,
        "usec" | "micros" | "microsecond" | "microseconds" => Unit::Microsecond,
        "msec" | "millis" | "millisecond" | "milliseconds" => Unit::Millisecond,
        "sec" | "secs" | "second" | "seconds" => Unit::Second,
        "mins" | "minute" | "minutes" => Unit::Minute,
        "hr" | "hrs" | "hour" | "hours" => Unit::Hour,
        "day" | "days" => Unit::Day,
        "byte" | "bytes" => Unit::Byte,
        "k" => Unit::Kilobyte,
        "g" | "gig" => Unit::Gigabyte,
        "t" => Unit::Terabyte,
        "ki" => Unit::Kibibyte,
        "mi" => Unit::Mebibyte,
        "gi" => Unit::Gibibyte,
        "ti" => Unit::Tebibyte,
        "counts" | "items" => Unit::Count,
        "rps" | "qps" | "hz" | "ps" | "/sec" | "/second" | "1/s" => Unit::PerSecond,
        "rpm" | "/m" | "/minute" | "1/min" => Unit::PerMinute,
        "/hr" | "/hour" | "1/h" => Unit::PerHour,
        _ => return None,
    })
}

fn other_case(lower: &str) -> Option<Unit> {
    Unit::ALL.into_iter().find(|unit| unit.symbol().to_lowercase() == lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_reads_back() {
        for unit in Unit::ALL {
            assert_eq!(Unit::parse(unit.symbol()), Ok(unit));
        }
        assert_eq!(Unit::parse("m"), Ok(Unit::Minute));
        assert_eq!(Unit::parse("µs"), Ok(Unit::Microsecond));
    }

    #[test]
    fn sizes_within_a_dimension_differ() {
        for left in Unit::ALL {
            for right in Unit::ALL {
                let same = left.dimension() == right.dimension() && left.size() == right.size();
                assert_eq!(same, left == right, "{left} {right}");
            }
        }
    }

    #[test]
    fn unknown_units_suggest_what_was_meant() {
        let cases = [
            ("gb", Some(Unit::Gigabyte)),
            ("sec", Some(Unit::Second)),
            ("MS", Some(Unit::Millisecond)),
            ("kib", Some(Unit::Kibibyte)),
            ("KB", Some(Unit::Kilobyte)),
            ("percent", Some(Unit::Percent)),
            ("ratoi", None),
            ("x", None),
            ("", None),
            ("1", None),
            ("parsec", None),
        ];
        for (text, expected) in cases {
            let unknown = Unit::parse(text).unwrap_err();
            assert_eq!(unknown.suggestion, expected, "{text}");
        }
    }
}
