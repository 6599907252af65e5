//! Timestamps: year 1 to 9999, nanoseconds, UTC inside.

use std::fmt;

use super::{Duration, Zone};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

/// A timestamp's calendar fields in some zone; months and days count from 1, Sunday is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    pub year: i64,
    pub month: i64,
    pub day: i64,
    pub day_of_year: i64,
    pub weekday: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub millisecond: i64,
}

const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;
const SECOND: i128 = 1_000_000_000;
const NANOS: i64 = 1_000_000_000;
/// Seconds of 400 years, after which dates and weekdays come again.
const CYCLE: i64 = 146_097 * 86_400;

impl Timestamp {
    /// 1970-01-01T00:00:00Z
    pub const EPOCH: Self = Self { seconds: 0, nanos: 0 };

    /// `None` outside of the years 1 to 9999.
    pub fn new(seconds: i64, nanos: u32) -> Option<Self> {
        let valid = (FIRST..=LAST).contains(&seconds) && nanos < 1_000_000_000;
        valid.then_some(Self { seconds, nanos })
    }

    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds since 1970; `None` when they do not fit into 64 bits (years 1678 to 2262).
    pub fn epoch_nanos(self) -> Option<i64> {
        i64::try_from(self.total()).ok()
    }

    pub fn from_epoch_nanos(nanos: i64) -> Option<Self> {
        Self::of_total(i128::from(nanos))
    }

    fn total(self) -> i128 {
        i128::from(self.seconds) * SECOND + i128::from(self.nanos)
    }

    fn of_total(total: i128) -> Option<Self> {
        let seconds = i64::try_from(total.div_euclid(SECOND)).ok()?;
        Self::new(seconds, u32::try_from(total.rem_euclid(SECOND)).ok()?)
    }

    /// RFC 3339, with `Z` or an offset.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = text.get(from..to)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
        };
        let mark = |at: usize, wanted: &[u8]| bytes.get(at).is_some_and(|b| wanted.contains(b));
        let marks =
            mark(4, b"-") && mark(7, b"-") && mark(10, b"Tt") && mark(13, b":") && mark(16, b":");
        if !marks {
            return None;
        }
        let date = jiff::civil::Date::new(
            i16::try_from(number(0, 4)?).ok()?,
            i8::try_from(number(5, 7)?).ok()?,
            i8::try_from(number(8, 10)?).ok()?,
        )
        .ok()?;
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let (nanos, offset_text) = fraction(text.get(19..)?)?;
        let offset = offset_seconds(offset_text)?;
        let days = i64::from(date.since(jiff::civil::date(1970, 1, 1)).ok()?.get_days());
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset;
        Self::new(seconds, nanos)
    }

    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        let (seconds, nanos) = parts(duration);
        self.shifted(seconds, nanos)
    }

    pub fn checked_sub(self, duration: Duration) -> Option<Self> {
        let (seconds, nanos) = parts(duration);
        self.shifted(-seconds, -nanos)
    }

    /// `nanos` is less than a second, forwards or backwards.
    fn shifted(self, seconds: i64, nanos: i64) -> Option<Self> {
        let nanos = i64::from(self.nanos) + nanos;
        let seconds = self.seconds + seconds + nanos.div_euclid(NANOS);
        Self::new(seconds, u32::try_from(nanos.rem_euclid(NANOS)).ok()?)
    }

    /// `self - earlier`; `None` when it does not fit into a duration.
    pub fn since(self, earlier: Self) -> Option<Duration> {
        i64::try_from(self.total() - earlier.total()).ok().map(Duration::from_nanos)
    }

    pub fn civil(self, zone: &Zone) -> Option<Civil> {
        let local = self.seconds.checked_add(zone.offset_seconds(self.seconds))?;
        // East of UTC the year 10000 has begun when the last of the timestamps comes.
        let (local, years) = if local > LAST { (local - CYCLE, 400) } else { (local, 0) };
        let since_1970 = jiff::SignedDuration::new(local, i32::try_from(self.nanos).ok()?);
        let at = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0).checked_add(since_1970).ok()?;
        Some(Civil {
            year: i64::from(at.year()) + years,
            month: i64::from(at.month()),
            day: i64::from(at.day()),
            day_of_year: i64::from(at.day_of_year()),
            weekday: i64::from(at.weekday().to_sunday_zero_offset()),
            hour: i64::from(at.hour()),
            minute: i64::from(at.minute()),
            second: i64::from(at.second()),
            millisecond: i64::from(at.millisecond()),
        })
    }
}

/// Whole seconds and the nanoseconds after them; both fit by far.
fn parts(duration: Duration) -> (i64, i64) {
    (duration.nanos.div_euclid(NANOS), duration.nanos.rem_euclid(NANOS))
}

/// `.123` as nanoseconds, and the text after it.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let Some(rest) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    if digits.is_empty() {
        return None;
    }
    let padded: String = digits.chars().chain("000000000".chars()).take(9).collect();
    Some((padded.parse().ok()?, after))
}

fn offset_seconds(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    super::zone::hours_minutes(rest).map(|seconds| sign * seconds)
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC, the fraction without trailing zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(at) = self.civil(&Zone::utc()) else {
            return write!(f, "{}s since 1970", self.seconds);
        };
        let Civil { year, month, day, hour, minute, second, .. } = at;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.nanos > 0 {
            let fraction = format!("{:09}", self.nanos);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_added_and_taken_away_exactly() {
        let times = [(0, 0), (-1, 999_999_999), (FIRST, 0), (LAST, 999_999_999), (5, 400_000_000)];
        let spans = [0, 1, -1, 600_000_000, -600_000_000, NANOS, -NANOS, i64::MAX, i64::MIN];
        for (seconds, nanos) in times {
            let time = Timestamp::new(seconds, nanos).unwrap();
            for span in spans {
                let wide = i128::from(span);
                let span = Duration::from_nanos(span);
                let (sum, difference) = (time.total() + wide, time.total() - wide);
                assert_eq!(time.checked_add(span), Timestamp::of_total(sum), "{time} + {span}");
                assert_eq!(time.checked_sub(span), Timestamp::of_total(difference));
            }
        }
    }

    #[test]
    fn texts_that_are_timestamps_and_texts_that_are_not() {
        for (text, shown) in [
            ("2009-02-13T23:31:30Z", Some("2009-02-13T23:31:30Z")),
            ("2009-02-13T23:31:30.120+02:00", Some("2009-02-13T21:31:30.12Z")),
            ("0001-01-01T00:00:00Z", Some("0001-01-01T00:00:00Z")),
            ("9999-12-31T23:59:59.999999999Z", Some("9999-12-31T23:59:59.999999999Z")),
            ("0000-01-01T00:00:00Z", None),
            ("0001-01-01T00:00:00+00:01", None),
            ("2009-02-30T00:00:00Z", None),
            ("2009-02-13T24:00:00Z", None),
            ("2009-02-13 23:31:30Z", None),
            ("2009-02-13T23:31:30", None),
            ("2009-02-13T23:31:30.Z", None),
            ("2009-02-13", None),
            ("", None),
        ] {
            let read = Timestamp::parse(text).map(|time| time.to_string());
            assert_eq!(read.as_deref(), shown, "{text}");
        }
    }

    #[test]
    fn calendar_goes_on_in_zones_beyond_the_last_and_before_the_first_timestamp() {
        for (text, zone, shown) in [
            ("9999-12-31T23:59:59.5Z", "UTC", (9999, 12, 31, 365, 5, 23)),
            ("9999-12-31T23:59:59.5Z", "+02:00", (10000, 1, 1, 1, 6, 1)),
            ("0001-01-01T00:00:00Z", "-02:00", (0, 12, 31, 366, 0, 22)),
        ] {
            let zone = Zone::parse(zone).unwrap();
            let at = Timestamp::parse(text).unwrap().civil(&zone).unwrap();
            let fields = (at.year, at.month, at.day, at.day_of_year, at.weekday, at.hour);
            assert_eq!(fields, shown, "{text}");
        }
    }
}
