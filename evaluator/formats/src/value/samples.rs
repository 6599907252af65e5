//! `timestamp,value` on each line, below a header if there is one: the samples of a series.

use serde_json::{Number, Value, json};

use super::convert;
use super::csv::Table;
use super::time::is_rfc3339;
use crate::error::{FormatError, shown};
use crate::prometheus::number;

/// As many as a snapshot takes.
const SAMPLES: usize = 1_000_000;

/// `[[time, value], …]` with times as they are written, RFC 3339 or seconds since 1970; a line
/// without a value is no sample. That times increase is for the reader of the fact to see.
pub fn read(text: &str) -> Result<Value, FormatError> {
    let mut table = Table::new(text);
    let mut samples = Vec::new();
    let mut is_first = true;
    while let Some(row) = table.row()? {
        let at = |message: String| FormatError::on_line(row.line, message);
        let [time, value] = row.cells.as_slice() else {
            let found = row.cells.len();
            return Err(at(format!("{found} cells, where a time and a value are expected")));
        };
        let is_header = std::mem::take(&mut is_first) && time_of(time).is_none();
        if is_header && number(value).is_err() || value.is_empty() {
            continue;
        }
        let none = || at(format!("`{}` is no time: RFC 3339 or seconds since 1970", shown(time)));
        let time = time_of(time).ok_or_else(none)?;
        if samples.len() >= SAMPLES {
            return Err(at(format!("more than {SAMPLES} samples")));
        }
        samples.push(json!([time, value_json(value, &at)?]));
    }
    if samples.is_empty() {
        return Err(FormatError::new("it holds no samples"));
    }
    Ok(Value::Array(samples))
}

fn time_of(text: &str) -> Option<Value> {
    const LATEST: f64 = 9.0e9;
    if is_rfc3339(text) {
        return Some(json!(text));
    }
    let number = convert::decimal(text)?;
    number.as_f64().filter(|seconds| seconds.abs() < LATEST)?;
    Some(Value::Number(number))
}

/// What is not finite stays a text.
fn value_json(text: &str, at: &dyn Fn(String) -> FormatError) -> Result<Value, FormatError> {
    let value = number(text).map_err(|error| at(error.message))?;
    Ok(Number::from_f64(value).map_or_else(|| json!(text), Value::Number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = read(text).map_or_else(|error| error.to_string(), |value| value.to_string());
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn headers_and_both_kinds_of_times_are_read() {
        check("timestamp,value\n10,1.5\n25,2\n", "[[10,1.5],[25,2.0]]");
        check("10.5,1\r\n\r\n\"25\",\"-2e-3\"\r\n", "[[10.5,1.0],[25,-0.002]]");
        check("2026-01-04T03:40:00Z,NaN", r#"[["2026-01-04T03:40:00Z","NaN"]]"#);
        check("1,\n2,3\n", "[[2,3.0]]");
    }

    #[test]
    fn problems_have_their_line() {
        check("", "it holds no samples");
        check("time,value\n", "it holds no samples");
        check("1;2", "1 cells, where a time and a value are expected (line 1, column 1)");
        check(
            "1,2\nsoon,3",
            "`soon` is no time: RFC 3339 or seconds since 1970 (line 2, column 1)",
        );
        check("soon,3", "`soon` is no time: RFC 3339 or seconds since 1970 (line 1, column 1)");
        check("1,2\n2,much", "`much` is no number (line 2, column 1)");
        check("1,2\n2,3,4", "3 cells, where a time and a value are expected (line 2, column 1)");
        check(
            "1767498000000,1",
            "`1767498000000` is no time: RFC 3339 or seconds since 1970 (line 1, column 1)",
        );
    }
}
