//! One value: PostgreSQL's text by the column's type.

use gonogo_cel::time::Timestamp;
use gonogo_formats::value::{Kind, of_text};
use serde_json::{Value, json};
use tokio_postgres::types::Type;

use super::interval;
use super::session::Column;
use crate::failure::Failure;
use crate::net::of_format;

/// Beyond it, a double leaves integers out.
const EXACT: u64 = 1 << 53;

/// As part of a list or map, where integers of 64 bits stay what they are.
pub(super) fn read(text: &str, column: &Column) -> Result<Value, Failure> {
    match column.kind {
        Type::BOOL => bool(text, column),
        Type::INT2 | Type::INT4 | Type::INT8 | Type::OID => integer(text, column),
        Type::FLOAT4 | Type::FLOAT8 => number(text, column),
        Type::NUMERIC if is_integer(text) => integer(text, column),
        Type::NUMERIC => number(text, column),
        Type::TIMESTAMPTZ => time(text, column),
        Type::TIMESTAMP => {
            let name = &column.name;
            Err(Failure::new(format!(
                "`{name}` is a time without a zone: write `{name} at time zone 'UTC'`, or the zone \
                 that is meant"
            )))
        }
        Type::INTERVAL => interval::read(text)
            .map(Value::String)
            .map_err(|problem| Failure::new(format!("the interval `{}` {problem}", column.name))),
        Type::JSON | Type::JSONB if text.trim() == "null" => Ok(Value::Null),
        Type::JSON | Type::JSONB => of_text(text, Kind::Json).map_err(|error| of_format(&error)),
        _ => Ok(Value::String(text.to_owned())),
    }
}

/// As a number on its own, which expressions see as a double.
pub(super) fn read_alone(text: &str, column: &Column) -> Result<Value, Failure> {
    let value = read(text, column)?;
    let is_exact = value.as_i64().is_none_or(|integer| integer.unsigned_abs() <= EXACT);
    if is_exact { Ok(value) } else { Err(too_long(text, column)) }
}

/// For a fact that is a text: what PostgreSQL writes, and times as elsewhere.
pub(super) fn as_text(text: &str, column: &Column) -> Result<Value, Failure> {
    match column.kind {
        Type::TIMESTAMPTZ | Type::TIMESTAMP | Type::INTERVAL => read(text, column),
        _ => Ok(Value::String(text.to_owned())),
    }
}

fn bool(text: &str, column: &Column) -> Result<Value, Failure> {
    match text {
        "t" => Ok(json!(true)),
        "f" => Ok(json!(false)),
        _ => Err(odd(column)),
    }
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn integer(text: &str, column: &Column) -> Result<Value, Failure> {
    match text.parse::<i64>() {
        Ok(number) => Ok(json!(number)),
        Err(_) if is_integer(text) => Err(too_long(text, column)),
        Err(_) => Err(odd(column)),
    }
}

/// What is not finite stays a text, as in snapshots.
fn number(text: &str, column: &Column) -> Result<Value, Failure> {
    match text {
        "NaN" => Ok(json!("NaN")),
        "Infinity" => Ok(json!("+Inf")),
        "-Infinity" => Ok(json!("-Inf")),
        _ => of_text(text, Kind::Number(None)).map_err(|_| odd(column)),
    }
}

/// `2026-01-04 03:40:00.5+00`, since the session's zone is UTC.
fn time(text: &str, column: &Column) -> Result<Value, Failure> {
    let rfc3339 = text.strip_suffix("+00").map(|text| format!("{}Z", text.replacen(' ', "T", 1)));
    let known = rfc3339.filter(|text| Timestamp::parse(text).is_some());
    known.map(Value::String).ok_or_else(|| {
        let name = &column.name;
        Failure::new(format!(
            "`{name}` is `{text}`, which is no moment between the years 1 and 9999"
        ))
    })
}

fn too_long(text: &str, column: &Column) -> Failure {
    let name = &column.name;
    let shown: String = text.chars().take(40).collect();
    Failure::new(format!(
        "`{name}` is {shown}, which no number holds exactly: declare the fact with `type: string`, \
         or cast to `float8`"
    ))
}

fn odd(column: &Column) -> Failure {
    let (name, kind) = (&column.name, &column.kind);
    Failure::new(format!("`{name}` is no {kind} as PostgreSQL writes it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: Type) -> Column {
        Column { name: "x".to_owned(), kind }
    }

    #[test]
    fn values_are_read_by_the_columns_type() {
        let check = |kind: Type, text: &str, expected: Value| {
            assert_eq!(read_alone(text, &column(kind)), Ok(expected), "{text}");
        };
        check(Type::BOOL, "t", json!(true));
        check(Type::BOOL, "f", json!(false));
        check(Type::INT8, "-42", json!(-42));
        check(Type::INT8, "9007199254740992", json!(9_007_199_254_740_992_i64));
        check(Type::FLOAT8, "1e+20", json!(1e20));
        check(Type::FLOAT4, "0.1", json!(0.1));
        check(Type::FLOAT8, "NaN", json!("NaN"));
        check(Type::NUMERIC, "Infinity", json!("+Inf"));
        check(Type::NUMERIC, "12.50", json!(12.5));
        check(Type::NUMERIC, "12", json!(12));
        check(Type::TEXT, "12", json!("12"));
        check(Type::UUID, "6f1c", json!("6f1c"));
        check(Type::INT4_ARRAY, "{1,2}", json!("{1,2}"));
        check(Type::TIMESTAMPTZ, "2026-01-04 03:40:00.25+00", json!("2026-01-04T03:40:00.25Z"));
        check(Type::DATE, "2026-01-04", json!("2026-01-04"));
        check(Type::INTERVAL, "PT1M30S", json!("90s"));
        check(Type::JSONB, r#"{"a": 1}"#, json!({"a": 1}));
        check(Type::JSON, "null", Value::Null);
    }

    #[test]
    fn what_would_be_another_value_is_refused() {
        let check = |kind: Type, text: &str, expected: &str| {
            let failure = read_alone(text, &column(kind)).unwrap_err();
            assert!(failure.cause.contains(expected), "{text}: {failure}");
        };
        check(Type::INT8, "9007199254740993", "no number holds exactly");
        check(Type::NUMERIC, "92233720368547758080", "no number holds exactly");
        check(Type::TIMESTAMP, "2026-01-04 03:40:00", "write `x at time zone 'UTC'`");
        check(Type::TIMESTAMPTZ, "infinity", "no moment");
        check(Type::TIMESTAMPTZ, "0044-03-15 12:00:00+00 BC", "no moment");
        check(Type::INTERVAL, "P1M", "months");
        check(Type::JSON, r#"{"a": 1, "a": 2}"#, "a");
        let long = column(Type::INT8);
        assert_eq!(read("9007199254740993", &long), Ok(json!(9_007_199_254_740_993_i64)));
        assert_eq!(as_text("9007199254740993", &long), Ok(json!("9007199254740993")));
    }
}
