use std::cmp::Ordering;

use proptest::prelude::*;

use super::{Number, Value};

fn read(text: &str) -> Value {
    Value::read(text).expect("a value")
}

#[test]
fn texts_of_the_runtime_are_read_and_written_alike() {
    for text in [
        "null",
        "[1, 2.50, -3e+10]",
        r#"{"a": [true, false], "b\n\"\\": "ü"}"#,
        r#"{[1]: {2: "x"}, {"s"}: set()}"#,
        "{1, 2, {3}}",
        "{}",
        "set()",
    ] {
        assert_eq!(read(text).to_string(), text);
    }
    assert_eq!(read(r#" { 1 , 1.0 , 10e-1 } "#).to_string(), "{1}");
    assert_eq!(read(r#""\u0000\u00e9\/""#), Value::from("\0é/"));
}

#[test]
fn what_is_no_value_is_one_line() {
    for (text, expected) in [
        ("", "expected a value at byte 1, found ``"),
        ("[1 2]", "expected `,` or `]` at byte 4, found `2]`"),
        ("{1: 2, 3}", "expected `:` at byte 9, found `}`"),
        ("{1, 2: 3}", "expected `,` or `}` at byte 6, found `: 3}`"),
        ("\"abc", "expected a string that ends at byte 1, found `\\\"abc`"),
        ("01", "expected a number at byte 1, found `01`"),
        ("1 2", "expected the end at byte 3, found `2`"),
    ] {
        assert_eq!(Value::read(text), Err(expected.to_owned()), "{text}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(Value::read(&deep), Err("values are nested more than 128 deep".to_owned()));
}

#[test]
fn kinds_are_ordered_as_in_rego() {
    let texts = [
        "null",
        "false",
        "true",
        "-1e400",
        "-1",
        "0",
        "0.1",
        "1",
        "1e2",
        "101",
        "\"\"",
        "\"a\"",
        "[]",
        "[1]",
        "[1, 0]",
        "[2]",
        "{}",
        "{\"a\": 1}",
        "{\"a\": 2}",
        "set()",
        "{1}",
    ];
    for pair in texts.windows(2) {
        let [low, high] = pair else { continue };
        assert_eq!(read(low).cmp(&read(high)), Ordering::Less, "{low} {high}");
    }
}

#[test]
fn numbers_are_whole_in_two_ways() {
    for (text, int, exact) in [
        ("1", Some(1), Some(1)),
        ("-0", Some(0), Some(0)),
        ("1.0", Some(1), Some(1)),
        ("1.5", None, None),
        ("1e3", None, Some(1000)),
        ("12.5e1", None, Some(125)),
        ("9223372036854775807", Some(i64::MAX), Some(i64::MAX)),
        ("9223372036854775808", None, None),
        ("0e99999999999", None, Some(0)),
        ("1e99999999999", None, None),
        ("1e-1", None, None),
    ] {
        let number = Number::parse(text).expect(text);
        assert_eq!((number.as_i64(), number.as_exact_i64()), (int, exact), "{text}");
    }
}

#[test]
fn json_has_no_sets_and_only_texts_for_keys() {
    let json = read(r#"{[1, "a"]: {3, 2}, true: null}"#).to_json().expect("JSON");
    assert_eq!(json.to_string(), r#"{"true":null,"[1,\"a\"]":[2,3]}"#);
    assert_eq!(read("1e400").to_json(), None);
}

proptest! {
    #[test]
    fn any_text_is_a_value_or_an_error(text in ".{0,60}") {
        let _ = Value::read(&text);
    }

    #[test]
    fn numbers_compare_as_doubles_do(a in -1e6f64..1e6, b in -1e6f64..1e6) {
        let number = |x: f64| Number::parse(&format!("{x}")).expect("a number");
        prop_assert_eq!(number(a).partial_cmp(&number(b)), a.partial_cmp(&b));
    }
}
