//! Time zones: an IANA name from the built-in database, or a fixed offset.

use jiff::tz::{Offset, TimeZone};

#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// `Europe/Berlin`, `UTC`, `+02:00`, `-09:30`, `02:00`.
    pub fn parse(name: &str) -> Option<Self> {
        let (sign, rest) = match name.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => (1, name),
        };
        if let Some(seconds) = hours_minutes(rest) {
            let offset = Offset::from_seconds(i32::try_from(sign * seconds).ok()?).ok()?;
            return Some(Self(offset.to_time_zone()));
        }
        TimeZone::get(name).ok().map(Self)
    }

    /// East of UTC, at the given Unix time; at the ends of the calendar that of their neighbours.
    pub(super) fn offset_seconds(&self, unix: i64) -> i64 {
        let (first, last) = (jiff::Timestamp::MIN.as_second(), jiff::Timestamp::MAX.as_second());
        let instant = jiff::Timestamp::from_second(unix.clamp(first, last));
        instant.map_or(0, |instant| i64::from(self.0.to_offset(instant).seconds()))
    }
}

/// `HH:MM` in seconds.
pub(super) fn hours_minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |digits: &str, limit: i64| -> Option<i64> {
        let shaped = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|value| shaped && *value <= limit)
    };
    Some(number(hours, 23)? * 3_600 + number(minutes, 59)? * 60)
}
