//! A time in a zone, taken apart.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::calendar;
use crate::call::{Call, Fault};
use crate::value::Value;

const DAY: i64 = 86_400;
const SECOND: i128 = 1_000_000_000;

/// A zone of the time zone database that is part of the program.
#[derive(Clone, Debug)]
pub(super) struct Zone(TimeZone);

impl Zone {
    fn named(name: &str) -> Result<Self, Fault> {
        // The zone of a machine is no business of a policy.
        if matches!(name, "" | "UTC" | "Local") {
            return Ok(Self(TimeZone::UTC));
        }
        let zone = TimeZone::get(name).ok().filter(|zone| zone.iana_name() == Some(name));
        zone.map(Self).ok_or_else(|| Fault::new(format!("`{name}` is no time zone")))
    }

    /// Seconds east, and what that is called.
    fn offset(&self, seconds: i64) -> (i64, String) {
        let time = Timestamp::from_second(seconds).unwrap_or_default();
        let info = self.0.to_offset_info(time);
        (i64::from(info.offset().seconds()), info.abbreviation().to_owned())
    }

    /// The time of a day in that zone, as Go finds it where a clock is put forward or back.
    pub(super) fn at(&self, day: i64, of_day: i128) -> i128 {
        let by_clock = day * DAY + i64::try_from(of_day / SECOND).unwrap_or(0);
        let (guess, _) = self.offset(by_clock);
        let (offset, _) = self.offset(by_clock - guess);
        i128::from(day * DAY - offset) * SECOND + of_day
    }
}

#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub(super) nanoseconds: i64,
    pub(super) zone: Zone,
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) fraction: i64,
    /// Seconds east of Greenwich.
    pub(super) offset: i64,
    pub(super) abbreviation: String,
}

impl Moment {
    /// A number of nanoseconds, or an array of that and a zone.
    pub(super) fn of(call: &Call<'_>, place: usize) -> Result<Self, Fault> {
        let (number, zone) = match call.value(place)? {
            Value::Array(parts) => (parts.first(), parts.get(1)),
            other => (Some(other), None),
        };
        let Some(Value::Number(number)) = number else {
            return Err(Fault::new("a time is a number, or an array of a number and a zone"));
        };
        let zone = match zone {
            None => Zone(TimeZone::UTC),
            Some(Value::String(name)) => Zone::named(name)?,
            Some(_) => return Err(Fault::new("a time zone is a string")),
        };
        let wrong = || Fault::new("a time is a whole number of nanoseconds in 64 bits");
        Ok(Self::at(number.as_exact_i64().ok_or_else(wrong)?, zone))
    }

    pub(super) fn at(nanoseconds: i64, zone: Zone) -> Self {
        let seconds = nanoseconds.div_euclid(1_000_000_000);
        let (offset, abbreviation) = zone.offset(seconds);
        let local = seconds + offset;
        let (year, month, day) = calendar::date(local.div_euclid(DAY));
        let of_day = local.rem_euclid(DAY);
        Self {
            nanoseconds,
            zone,
            year,
            month,
            day,
            hour: of_day / 3_600,
            minute: of_day / 60 % 60,
            second: of_day % 60,
            fraction: nanoseconds.rem_euclid(1_000_000_000),
            offset,
            abbreviation,
        }
    }

    /// Nanoseconds since midnight by the clock.
    pub(super) fn of_day(&self) -> i128 {
        let seconds = (self.hour * 60 + self.minute) * 60 + self.second;
        i128::from(seconds) * SECOND + i128::from(self.fraction)
    }

    /// From Sunday, which is 0.
    pub(super) fn weekday(&self) -> usize {
        let days = calendar::days(self.year, self.month, self.day);
        usize::try_from((days + 4).rem_euclid(7)).unwrap_or(0)
    }

    /// From 1.
    pub(super) fn day_of_year(&self) -> i64 {
        calendar::days(self.year, self.month, self.day) - calendar::days(self.year, 1, 1) + 1
    }
}
