//! A time as text, by a layout.

use super::calendar::{MONTHS, WEEKDAYS};
use super::layout::{self, Field, Fraction, Offset};
use super::moment::Moment;

pub(super) fn print(layout: &str, moment: &Moment) -> String {
    let mut text = String::new();
    let mut rest = layout;
    while !rest.is_empty() {
        let (before, field, behind) = layout::next(rest);
        text.push_str(before);
        if let Some(field) = field {
            text.push_str(&shown(field, moment));
        }
        rest = behind;
    }
    text
}

fn shown(field: Field, moment: &Moment) -> String {
    let half = if moment.hour >= 12 { "PM" } else { "AM" };
    let hour12 = if moment.hour % 12 == 0 { 12 } else { moment.hour % 12 };
    match field {
        Field::Year => format!("{:02}", moment.year % 100),
        Field::LongYear => format!("{:04}", moment.year),
        Field::NumMonth => moment.month.to_string(),
        Field::ZeroMonth => format!("{:02}", moment.month),
        Field::Month => short(month(moment)),
        Field::LongMonth => month(moment).to_owned(),
        Field::Weekday => short(weekday(moment)),
        Field::LongWeekday => weekday(moment).to_owned(),
        Field::Day => moment.day.to_string(),
        Field::UnderDay => format!("{:2}", moment.day),
        Field::ZeroDay => format!("{:02}", moment.day),
        Field::UnderYearDay => format!("{:3}", moment.day_of_year()),
        Field::ZeroYearDay => format!("{:03}", moment.day_of_year()),
        Field::Hour => format!("{:02}", moment.hour),
        Field::Hour12 => hour12.to_string(),
        Field::ZeroHour12 => format!("{hour12:02}"),
        Field::Minute => moment.minute.to_string(),
        Field::ZeroMinute => format!("{:02}", moment.minute),
        Field::Second => moment.second.to_string(),
        Field::ZeroSecond => format!("{:02}", moment.second),
        Field::UpperHalf => half.to_owned(),
        Field::LowerHalf => half.to_lowercase(),
        Field::Zone => moment.abbreviation.clone(),
        Field::Offset(offset) => shown_offset(offset, moment.offset),
        Field::Fraction(fraction) => shown_fraction(fraction, moment.fraction),
    }
}

fn month(moment: &Moment) -> &'static str {
    let place = usize::try_from(moment.month - 1).unwrap_or(0);
    MONTHS.get(place).copied().unwrap_or_default()
}

fn weekday(moment: &Moment) -> &'static str {
    WEEKDAYS.get(moment.weekday()).copied().unwrap_or_default()
}

fn short(name: &str) -> String {
    name.chars().take(3).collect()
}

fn shown_offset(offset: Offset, seconds: i64) -> String {
    if offset.z && seconds == 0 {
        return "Z".to_owned();
    }
    // Less than a minute west is no minus, as in Go.
    let sign = if seconds / 60 < 0 { '-' } else { '+' };
    let size = seconds.abs();
    let parts = [size / 3_600, size / 60 % 60, size % 60];
    let parts: Vec<String> =
        parts.iter().take(offset.parts).map(|part| format!("{part:02}")).collect();
    format!("{sign}{}", parts.join(if offset.colon { ":" } else { "" }))
}

fn shown_fraction(fraction: Fraction, nanoseconds: i64) -> String {
    if fraction.trimmed && nanoseconds == 0 {
        return String::new();
    }
    let digits: String = format!("{nanoseconds:09}").chars().take(fraction.digits).collect();
    let digits = if fraction.trimmed { digits.trim_end_matches('0') } else { &digits };
    if digits.is_empty() { String::new() } else { format!("{}{digits}", fraction.separator) }
}
