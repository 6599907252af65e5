//! Calendar fields of timestamps, in UTC or a zone, and parts of durations.

use crate::cost::Rule;
use crate::eval::{ErrorKind, Fault};
use crate::function;
use crate::function::Call;
use crate::time::{Civil, Duration, Zone};
use crate::value::Value;

/// The calendar fields of the receiver in the zone that the call names.
fn civil(call: &Call<'_>) -> Result<Civil, Fault> {
    let (time, zone) = match call.args {
        [Value::Timestamp(time)] => (time, Zone::utc()),
        [Value::Timestamp(time), zone @ Value::String(name)] => {
            call.charge(name.len() / 10)?;
            let unknown = || {
                let message = format!("there is no time zone {}", zone.brief());
                Fault::error(ErrorKind::InvalidArgument, message)
            };
            (time, Zone::parse(name).ok_or_else(unknown)?)
        }
        _ => return Err(call.no_overload()),
    };
    let outside =
        || Fault::error(ErrorKind::Overflow, "the time is outside of the range of the calendar");
    time.civil(&zone).ok_or_else(outside)
}

fn field(call: &Call<'_>, pick: fn(&Civil) -> i64) -> Result<Value, Fault> {
    civil(call).map(|civil| Value::Int(pick(&civil)))
}

/// For functions that durations have too.
fn part(
    call: &Call<'_>,
    of_time: fn(&Civil) -> i64,
    of_duration: fn(Duration) -> i64,
) -> Result<Value, Fault> {
    match call.args {
        [Value::Duration(duration)] => Ok(Value::Int(of_duration(*duration))),
        _ => field(call, of_time),
    }
}

function!(
    GET_FULL_YEAR = "getFullYear",
    "The year.",
    |call| field(call, |at| at.year),
    ["timestamp.getFullYear() -> int", "timestamp.getFullYear(string) -> int"],
    [("timestamp('2026-01-04T03:40:00Z').getFullYear()", "2026")],
    cost: Rule::TEXT
);

function!(
    GET_MONTH = "getMonth",
    "The month, January is 0.",
    |call| field(call, |at| at.month - 1),
    ["timestamp.getMonth() -> int", "timestamp.getMonth(string) -> int"],
    [("timestamp('2026-01-04T03:40:00Z').getMonth()", "0")],
    cost: Rule::TEXT
);

function!(
    GET_DATE = "getDate",
    "The day of the month, counted from 1.",
    |call| field(call, |at| at.day),
    ["timestamp.getDate() -> int", "timestamp.getDate(string) -> int"],
    [("timestamp('2026-01-04T03:40:00Z').getDate()", "4")],
    cost: Rule::TEXT
);

function!(
    GET_DAY_OF_MONTH = "getDayOfMonth",
    "The day of the month, counted from 0.",
    |call| field(call, |at| at.day - 1),
    ["timestamp.getDayOfMonth() -> int", "timestamp.getDayOfMonth(string) -> int"],
    [("timestamp('2026-01-04T03:40:00Z').getDayOfMonth()", "3")],
    cost: Rule::TEXT
);

function!(
    GET_DAY_OF_WEEK = "getDayOfWeek",
    "The day of the week, Sunday is 0.",
    |call| field(call, |at| at.weekday),
    ["timestamp.getDayOfWeek() -> int", "timestamp.getDayOfWeek(string) -> int"],
    [("timestamp('2026-01-04T03:40:00Z').getDayOfWeek()", "0")],
    cost: Rule::TEXT
);

function!(
    GET_DAY_OF_YEAR = "getDayOfYear",
    "The day of the year, counted from 0.",
    |call| field(call, |at| at.day_of_year - 1),
    ["timestamp.getDayOfYear() -> int", "timestamp.getDayOfYear(string) -> int"],
    [("timestamp('2026-01-04T03:40:00Z').getDayOfYear()", "3")],
    cost: Rule::TEXT
);

function!(
    GET_HOURS = "getHours",
    "The hour of the day; of a duration, all its hours.",
    |call| part(call, |at| at.hour, |duration| duration.seconds() / 3_600),
    [
        "timestamp.getHours() -> int",
        "timestamp.getHours(string) -> int",
        "duration.getHours() -> int"
    ],
    [
        ("timestamp('2026-01-04T03:40:00Z').getHours('Asia/Tokyo')", "12"),
        ("duration('90m').getHours()", "1")
    ],
    cost: Rule::TEXT
);

function!(
    GET_MINUTES = "getMinutes",
    "The minute of the hour; of a duration, all its minutes.",
    |call| part(call, |at| at.minute, |duration| duration.seconds() / 60),
    [
        "timestamp.getMinutes() -> int",
        "timestamp.getMinutes(string) -> int",
        "duration.getMinutes() -> int"
    ],
    [("duration('90m').getMinutes()", "90")],
    cost: Rule::TEXT
);

function!(
    GET_SECONDS = "getSeconds",
    "The second of the minute; of a duration, all its seconds.",
    |call| part(call, |at| at.second, Duration::seconds),
    [
        "timestamp.getSeconds() -> int",
        "timestamp.getSeconds(string) -> int",
        "duration.getSeconds() -> int"
    ],
    [("duration('90s').getSeconds()", "90")],
    cost: Rule::TEXT
);

function!(
    GET_MILLISECONDS = "getMilliseconds",
    "The milliseconds of the second.",
    |call| part(call, |at| at.millisecond, |duration| duration.nanos / 1_000_000 % 1_000),
    [
        "timestamp.getMilliseconds() -> int",
        "timestamp.getMilliseconds(string) -> int",
        "duration.getMilliseconds() -> int"
    ],
    [("duration('1.25s').getMilliseconds()", "250")],
    cost: Rule::TEXT
);
