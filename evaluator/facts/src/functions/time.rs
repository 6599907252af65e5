//! Durations in the units of gates, and daily windows of time.

use gonogo_cel::cost::Rule;
use gonogo_cel::function::Call;
use gonogo_cel::time::{Civil, Duration, Zone};
use gonogo_cel::{ErrorKind, Fault, Value, function};
use gonogo_series::quantity::parse_duration;

function!(
    DURATION = "duration",
    "A stretch of time from its text; in gates with days as well, as everywhere in them.",
    duration,
    ["duration(duration) -> duration", "duration(string) -> duration"],
    [("duration('1d') == duration('24h')", "true"), ("duration('1d' + '12h') > duration('1d')", "true")],
    cost: Rule::TEXT
);

fn duration(call: &Call<'_>) -> Result<Value, Fault> {
    let text = match call.args {
        [value @ Value::Duration(_)] => return Ok(value.clone()),
        [Value::String(text)] => text,
        _ => return Err(call.no_overload()),
    };
    call.charge(text.len() / 10)?;
    read_duration(text)
        .map(Value::Duration)
        .map_err(|message| Fault::error(ErrorKind::InvalidConversion, message))
}

/// In the units of gates, or as CEL writes it, which may be negative.
pub(super) fn read_duration(text: &str) -> Result<Duration, String> {
    let read = parse_duration(text).map(Duration::from_nanos);
    read.or_else(|error| Duration::parse(text).ok_or_else(|| error.to_string()))
}

function!(
    IN_WINDOW = "in_window",
    "Whether the time lies in a daily window of a zone; the end is outside, midnight may lie within.",
    in_window,
    ["timestamp.in_window(string, string, string) -> bool"],
    [
        ("timestamp('2026-01-04T03:40:00Z').in_window('02:00', '06:00', 'UTC')", "true"),
        ("timestamp('2026-01-04T06:00:00Z').in_window('02:00', '06:00', 'UTC')", "false"),
        ("timestamp('2026-01-04T23:30:00Z').in_window('22:00', '04:00', 'UTC')", "true"),
    ]
);

fn in_window(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::Timestamp(time), Value::String(from), Value::String(to), Value::String(zone)] =
        call.args
    else {
        return Err(call.no_overload());
    };
    let zone = Zone::parse(zone).ok_or_else(|| bad(format!("there is no time zone `{zone}`")))?;
    let Civil { hour, minute, second, .. } =
        time.civil(&zone).ok_or_else(|| bad(format!("{time} is out of range")))?;
    let at = hour * 3_600 + minute * 60 + second;
    let (from, to) = (clock(from)?, clock(to)?);
    let inside = if from <= to { (from..to).contains(&at) } else { at >= from || at < to };
    Ok(Value::Bool(inside))
}

/// `HH:MM` in seconds of the day; `24:00` is its end.
fn clock(text: &str) -> Result<i64, Fault> {
    let wrong = || bad(format!("`{text}` is no time of day, write `HH:MM`"));
    let (hours, minutes) = text.split_once(':').ok_or_else(wrong)?;
    let number = |digits: &str| -> Result<i64, Fault> {
        let shaped = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|_| shaped).ok_or_else(wrong)
    };
    let seconds = number(hours)? * 3_600 + number(minutes)? * 60;
    let valid = seconds <= 86_400 && number(minutes)? < 60;
    valid.then_some(seconds).ok_or_else(wrong)
}

fn bad(message: String) -> Fault {
    Fault::error(ErrorKind::InvalidArgument, message)
}
