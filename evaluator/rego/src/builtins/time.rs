//! Times in nanoseconds since 1970, in zones, and in texts by the layouts of Go. Now is the
//! snapshot's.

mod calendar;
mod duration;
mod layout;
mod moment;
mod parse;
mod print;

use moment::Moment;

use super::{Builtin, of};
use crate::call::{Answer, Call, Fault, array, int, text};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[
    of("time.add_date", 4, add_date),
    of("time.clock", 1, |call| {
        let moment = Moment::of(call, 0)?;
        numbers(&[moment.hour, moment.minute, moment.second])
    }),
    of("time.date", 1, |call| {
        let moment = Moment::of(call, 0)?;
        numbers(&[moment.year, moment.month, moment.day])
    }),
    of("time.diff", 2, diff),
    of("time.format", 1, format),
    of("time.now_ns", 0, |call| int(call.now)),
    of("time.parse_duration_ns", 1, |call| {
        let text = call.text(0)?;
        let wrong = || Fault::new(format!("`{text}` is no duration"));
        int(duration::parse(text).ok_or_else(wrong)?)
    }),
    of("time.parse_ns", 2, |call| parsed(named(call.text(0)?), call.text(1)?)),
    of("time.parse_rfc3339_ns", 1, |call| parsed(RFC3339, call.text(0)?)),
    of("time.weekday", 1, |call| {
        text(calendar::WEEKDAYS.get(Moment::of(call, 0)?.weekday()).copied().unwrap_or_default())
    }),
];

const RFC3339: &str = "2006-01-02T15:04:05Z07:00";
const RFC3339_NANO: &str = "2006-01-02T15:04:05.999999999Z07:00";

/// Layouts that have names.
fn named(layout: &str) -> &str {
    match layout {
        "ANSIC" => "Mon Jan _2 15:04:05 2006",
        "UnixDate" => "Mon Jan _2 15:04:05 MST 2006",
        "RubyDate" => "Mon Jan 02 15:04:05 -0700 2006",
        "RFC822" => "02 Jan 06 15:04 MST",
        "RFC822Z" => "02 Jan 06 15:04 -0700",
        "RFC850" => "Monday, 02-Jan-06 15:04:05 MST",
        "RFC1123" => "Mon, 02 Jan 2006 15:04:05 MST",
        "RFC1123Z" => "Mon, 02 Jan 2006 15:04:05 -0700",
        "RFC3339" => RFC3339,
        "RFC3339Nano" => RFC3339_NANO,
        other => other,
    }
}

fn numbers(numbers: &[i64]) -> Answer {
    array(numbers.iter().map(|number| Value::int(*number)).collect())
}

fn out_of_range() -> Fault {
    Fault::new("the time is not between 1677 and 2262")
}

fn parsed(layout: &str, text: &str) -> Answer {
    let wrong = || Fault::new(format!("`{text}` is not written as `{layout}`"));
    let nanoseconds = parse::parse(layout, text).ok_or_else(wrong)?;
    int(i64::try_from(nanoseconds).map_err(|_| out_of_range())?)
}

fn format(call: &Call<'_>) -> Answer {
    let layout = match call.value(0)? {
        Value::Array(parts) => match parts.get(2) {
            None => "",
            Some(Value::String(layout)) => layout,
            Some(_) => return Err(Fault::new("the layout must be a string")),
        },
        _ => "",
    };
    let layout = if layout.is_empty() { RFC3339_NANO } else { named(layout) };
    text(print::print(layout, &Moment::of(call, 0)?))
}

fn add_date(call: &Call<'_>) -> Answer {
    let moment = Moment::of(call, 0)?;
    let part = |place| {
        let added = call.int(place)?;
        if added.unsigned_abs() > 1_000_000 { Err(out_of_range()) } else { Ok(added) }
    };
    let (years, months, days) = (part(1)?, part(2)?, part(3)?);
    let day = calendar::days(moment.year + years, moment.month + months, moment.day + days);
    let nanoseconds = moment.zone.at(day, moment.of_day());
    int(i64::try_from(nanoseconds).map_err(|_| out_of_range())?)
}

/// Years, months, days, hours, minutes and seconds from the earlier to the later, on the calendar
/// of the first's zone.
fn diff(call: &Call<'_>) -> Answer {
    let first = Moment::of(call, 0)?;
    let second = Moment::at(Moment::of(call, 1)?.nanoseconds, first.zone.clone());
    let (from, to) =
        if first.nanoseconds > second.nanoseconds { (second, first) } else { (first, second) };
    let (mut second, mut borrowed) = (to.second - from.second, 0);
    if second < 0 {
        (second, borrowed) = (second + 60, 1);
    }
    let (mut minute, mut hour) = (to.minute - from.minute - borrowed, to.hour - from.hour);
    if minute < 0 {
        (minute, hour) = (minute + 60, hour - 1);
    }
    let mut day = to.day - from.day;
    if hour < 0 {
        (hour, day) = (hour + 24, day - 1);
    }
    let (mut month, mut year) = (to.month - from.month, to.year - from.year);
    if day < 0 {
        (day, month) = (day + calendar::days_in(from.year, from.month), month - 1);
    }
    if month < 0 {
        (month, year) = (month + 12, year - 1);
    }
    numbers(&[year, month, day, hour, minute, second])
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    const T: &str = "1772366400123456789";

    #[test]
    fn parts_of_a_time_are_those_of_its_zone() {
        check("time.now_ns", "[]", "1772366400000000000");
        check("time.date", &format!("[{T}]"), "[2026, 3, 1]");
        check("time.clock", &format!("[[{T}, \"America/New_York\"]]"), "[7, 0, 0]");
        check("time.weekday", &format!("[[{T}, \"Pacific/Kiritimati\"]]"), "\"Monday\"");
        check("time.date", "[-1]", "[1969, 12, 31]");
        check("time.date", "[[1, \"Mars/Base\"]]", "undefined: `Mars/Base` is no time zone");
        check(
            "time.date",
            "[[1, \"europe/berlin\"]]",
            "undefined: `europe/berlin` is no time zone",
        );
        check(
            "time.date",
            "[1.5]",
            "undefined: a time is a whole number of nanoseconds in 64 bits",
        );
    }

    #[test]
    fn days_are_added_on_the_calendar() {
        check("time.add_date", "[1769817600000000000, 0, 1, 0]", "1772496000000000000");
        check(
            "time.add_date",
            "[0, 1000, 0, 0]",
            "undefined: the time is not between 1677 and 2262",
        );
        check("time.diff", "[1772366400000000000, 1706745599000000000]", "[2, 1, 0, 12, 0, 1]");
        check("time.diff", "[0, [86400000000000, \"UTC\"]]", "[0, 0, 1, 0, 0, 0]");
    }

    #[test]
    fn layouts_are_those_of_go() {
        for (layout, expected) in [
            ("", "2026-03-01T13:00:00.123456789+01:00"),
            ("RFC3339", "2026-03-01T13:00:00+01:00"),
            ("RFC850", "Sunday, 01-Mar-26 13:00:00 CET"),
            ("ANSIC", "Sun Mar  1 13:00:00 2026"),
            (
                "2006-002 03:04PM .000 ,99 Jan. _2 __2 pm Z0700 -07",
                "2026-060 01:00PM .123 ,12 Mar.  1  60 pm +0100 +01",
            ),
            ("Januaryx Mond 6 1 2 3 4 5", "Marchx Mond 6 3 1 1 0 0"),
        ] {
            check(
                "time.format",
                &format!("[[{T}, \"Europe/Berlin\", {layout:?}]]"),
                &format!("{expected:?}"),
            );
        }
    }

    #[test]
    fn texts_are_read_by_layouts() {
        for (layout, text, expected) in [
            ("2006-01-02", "2026-03-01", "1772323200000000000"),
            ("RFC1123Z", "Sun, 01 Mar 2026 13:00:00 +0100", "1772366400000000000"),
            ("RFC822", "01 Mar 26 12:00 UTC", "1772366400000000000"),
            ("3:04:05PM Jan 2 2006", "12:00:00AM Mar 1 2026", "1772323200000000000"),
            ("2006-002", "2024-366", "1735603200000000000"),
            ("2006-01-02T15:04:05", "2026-03-01T12:00:00.5", "1772366400500000000"),
        ] {
            check("time.parse_ns", &format!("[{layout:?}, {text:?}]"), expected);
        }
        for text in ["2026-02-29", "2026-3-1", "2026-03-01 ", "", "2026-13-01"] {
            let expected = format!("undefined: `{text}` is not written as `2006-01-02`");
            check("time.parse_ns", &format!("[\"2006-01-02\", {text:?}]"), &expected);
        }
        check("time.parse_rfc3339_ns", "[\"1985-04-12T23:20:50.52Z\"]", "482196050520000000");
        check(
            "time.parse_rfc3339_ns",
            "[\"1000-01-01T00:00:00Z\"]",
            "undefined: the time is not between 1677 and 2262",
        );
    }

    #[test]
    fn durations_have_days_and_weeks_too() {
        for (text, expected) in [
            ("1h30m", "5400000000000"),
            ("-1.5s", "-1500000000"),
            ("1us", "1000"),
            ("1µs", "1000"),
            ("1d12h", "129600000000000"),
            ("1.5d", "129600000000000"),
            ("1w", "604800000000000"),
            ("0", "0"),
            (".5ms", "500000"),
        ] {
            check("time.parse_duration_ns", &format!("[{text:?}]"), expected);
        }
        for text in ["", "1", "1x", "-", "1h ", "1D", "9999999h", "1.d2"] {
            check(
                "time.parse_duration_ns",
                &format!("[{text:?}]"),
                &format!("undefined: `{text}` is no duration"),
            );
        }
    }
}
