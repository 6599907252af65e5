//! `timestamp,value` on each line, a header if there is one.

use gonogo_engine::Timestamp;
use gonogo_engine::facts::Points;

/// Times are RFC 3339 or seconds since 1970; a line without a value is no sample.
pub(super) fn read(text: &str) -> Result<Points, String> {
    let mut points = Points::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let place = |column: usize, message: String| format!("{}:{column}: {message}", at + 1);
        let Some((time, value)) = line.split_once(',') else {
            return Err(place(1, format!("expected `timestamp,value`, not {}", brief(line))));
        };
        let column = time.chars().count() + 2;
        let Some(nanos) = time_of(cell(time)) else {
            if at == 0 && number(cell(value)).is_none() {
                continue;
            }
            return Err(place(1, no_time(time)));
        };
        if value.contains(',') {
            let after = value.split(',').next().map_or(0, |first| first.chars().count());
            let message = "more than two columns: keep the time and one value".to_owned();
            return Err(place(column + after, message));
        }
        if cell(value).is_empty() {
            continue;
        }
        let Some(number) = number(cell(value)) else {
            return Err(place(column, format!("{} is no number", brief(value))));
        };
        if let Some((before, _)) = points.last()
            && *before >= nanos
        {
            let how = if *before == nanos { "the same time as" } else { "an earlier time than" };
            return Err(place(1, format!("{how} the sample before it: {}", brief(time))));
        }
        points.push((nanos, number));
    }
    if points.is_empty() {
        return Err("it holds no samples".to_owned());
    }
    Ok(points)
}

fn no_time(text: &str) -> String {
    let text = cell(text);
    // From here on seconds are no year of four digits.
    let advice = match decimal(text) {
        Some(number) if number >= 253_402_300_800.0 => "this looks like milliseconds: give seconds",
        _ => "write RFC 3339 such as 2026-01-04T03:40:00Z, or seconds since 1970",
    };
    format!("{} is no time: {advice}", brief(text))
}

fn cell(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

fn brief(text: &str) -> String {
    format!("`{}`", text.trim().chars().take(40).collect::<String>())
}

fn time_of(text: &str) -> Option<i64> {
    if text.contains('T') || text.contains('t') || text.contains('-') && text.contains(':') {
        return Timestamp::parse(text).and_then(|time| time.epoch_nanos());
    }
    gonogo_engine::facts::epoch_nanos(decimal(text)?)
}

/// As Prometheus writes them; other spellings of what is no number are none.
fn number(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "+Inf" | "Inf" => Some(f64::INFINITY),
        "-Inf" => Some(f64::NEG_INFINITY),
        _ => decimal(text),
    }
}

fn decimal(text: &str) -> Option<f64> {
    let digits =
        text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'));
    text.parse::<f64>().ok().filter(|number| digits && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_are_noticed() {
        let message = read("time,value\n1767498000123,1\n").unwrap_err();
        let expected =
            "2:1: `1767498000123` is no time: this looks like milliseconds: give seconds";
        assert_eq!(message, expected);
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = match read(text) {
            Ok(points) => {
                let pairs = points.iter().map(|(t, v)| format!("{}={v}", *t as f64 / 1e9));
                pairs.collect::<Vec<_>>().join(" ")
            }
            Err(message) => message,
        };
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn headers_and_both_kinds_of_times_are_read() {
        check("timestamp,value\n10,1.5\n25,2\n", "10=1.5 25=2");
        check("10.5,1\r\n\r\n\"25\",\"-2e-3\"\r\n", "10.5=1 25=-0.002");
        check("1970-01-01T00:00:10Z,1\n1970-01-01T01:00:20+01:00,NaN\n", "10=1 20=NaN");
        check("1,\n2,3\n", "2=3");
    }

    #[test]
    fn problems_have_their_line_and_column() {
        check("", "it holds no samples");
        check("time,value\n", "it holds no samples");
        check("1;2", "1:1: expected `timestamp,value`, not `1;2`");
        check(
            "1,2\nsoon,3",
            "2:1: `soon` is no time: write RFC 3339 such as 2026-01-04T03:40:00Z, or seconds since 1970",
        );
        check("1,2\n2,much", "2:3: `much` is no number");
        check("1,2\n2,infinity", "2:3: `infinity` is no number");
        check("1,2\n2,3,4", "2:4: more than two columns: keep the time and one value");
        check("5,2\n5,3", "2:1: the same time as the sample before it: `5`");
        check("5,2\n4,3", "2:1: an earlier time than the sample before it: `4`");
    }
}
