use super::*;

const VECTOR: &str = include_str!("../../../../fixtures/formats/prometheus/vector.json");
const MATRIX: &str = include_str!("../../../../fixtures/formats/prometheus/matrix.json");

fn answer(result_type: &str, result: &str) -> String {
    format!(
        r#"{{"status": "success", "data": {{"resultType": "{result_type}", "result": {result}}}}}"#
    )
}

#[track_caller]
fn check(text: &str, wanted: Wanted<'_>, expected: &str) {
    let value = read(text, wanted).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(value.to_string(), expected, "{text}");
}

#[track_caller]
fn refused(text: &str, wanted: Wanted<'_>, message: &str) {
    assert_eq!(read(text, wanted).unwrap_err().to_string(), message, "{text}");
}

#[test]
fn single_numbers_are_read() {
    check(VECTOR, Wanted::Number, "0.0125");
    check(VECTOR, Wanted::NumberOf(1_767_498_030.0), "0.0125");
    check(VECTOR, Wanted::Series, "[[1767498000.781,0.0125]]");
    check(&answer("scalar", r#"[1767498000, "1e+06"]"#), Wanted::Number, "1000000.0");
    check(&answer("string", r#"[1767498000, "v1.2"]"#), Wanted::Text, "\"v1.2\"");
    let range = answer("matrix", r#"[{"metric": {}, "values": [[10, "3"]]}]"#);
    check(&range, Wanted::Number, "3.0");
}

#[test]
fn ranges_keep_what_is_not_finite_as_text() {
    let text = answer(
        "matrix",
        r#"[{"metric": {"pod": "a"}, "values": [[10, "1.5"], [25.5, "NaN"], [40, "+Inf"], [55, "-Inf"]]}]"#,
    );
    check(&text, Wanted::Series, r#"[[10,1.5],[25.5,"NaN"],[40,"+Inf"],[55,"-Inf"]]"#);
}

#[test]
fn several_series_need_labels() {
    let by = ["instance".to_owned()];
    let value = read(MATRIX, Wanted::SeriesBy(&by)).unwrap();
    assert_eq!(value[0]["labels"].to_string(), r#"{"instance":"10.0.0.4:9100"}"#);
    assert_eq!(value[1]["samples"][0].to_string(), "[1767497100,0.021]");
    assert_eq!(value.as_array().unwrap().len(), 2);
    refused(
        MATRIX,
        Wanted::Series,
        "2 series where one is declared: reduce the query, or add `by`, `by: [instance, job]` for example",
    );
    refused(
        MATRIX,
        Wanted::SeriesBy(&["job".to_owned()]),
        "series 2: another series has the same labels `job`; others are `__name__`, `instance`",
    );
    refused(MATRIX, Wanted::SeriesBy(&["pod".to_owned()]), "series 1: no label `pod`");
}

#[test]
fn failures_and_warnings_are_told() {
    refused(
        r#"{"status": "error", "errorType": "bad_data", "error": "1:5: parse error: unexpected end of input"}"#,
        Wanted::Number,
        "the query failed: bad_data: 1:5: parse error: unexpected end of input",
    );
    let partial = VECTOR.replacen('{', r#"{"warnings": ["store sidecar-1: timeout"], "#, 1);
    refused(&partial, Wanted::Number, "the answer has a warning: store sidecar-1: timeout");
    let answer = read_with_warnings(&partial, Wanted::Number).unwrap();
    assert_eq!((answer.value, answer.warnings.len()), (json!(0.0125), 1));
}

#[test]
fn nothing_and_what_is_no_number_are_no_values() {
    let none = "no series: nothing matches the query at this time";
    refused(&answer("vector", "[]"), Wanted::Number, none);
    refused(&answer("matrix", "[]"), Wanted::Series, none);
    refused(&answer("matrix", "[]"), Wanted::SeriesBy(&[]), none);
    let nan = answer("vector", r#"[{"metric": {}, "value": [1, "NaN"]}]"#);
    refused(&nan, Wanted::Number, "NaN, not a finite number");
    let text = answer("string", r#"[1, "x"]"#);
    refused(&text, Wanted::Number, "the query gives a text, not numbers");
    refused(VECTOR, Wanted::Text, "the query gives a vector, not a text");
}

#[test]
fn malformed_answers_are_refused() {
    let vector = |row: &str| answer("vector", &format!("[{row}]"));
    let cases = [
        ("<html>502</html>".to_owned(), "no JSON but a page: it begins with `<html`"),
        ("[]".to_owned(), "`the answer` is a list, not an object"),
        ("{}".to_owned(), "`status` is missing"),
        (r#"{"status": "ok"}"#.to_owned(), "`status` is `ok`, not `success` or `error`"),
        (r#"{"status": "success"}"#.to_owned(), "`data` is missing"),
        (answer("histogram", "[]"), "unknown `resultType` `histogram`"),
        (answer("vector", "null"), "`result` is missing"),
        (answer("vector", "{}"), "`result` is an object, not a list"),
        (vector(r#"{"metric": {}}"#), "series 1: `value` is missing"),
        (vector(r#"{"value": [1, 2]}"#), "series 1: not a pair of a time and a number as text"),
        (vector(r#"{"value": [1, "0x10"]}"#), "series 1: `0x10` is no number"),
        (vector(r#"{"value": [1, "infinity"]}"#), "series 1: `infinity` is no number"),
        (vector(r#"{"value": [1, "1e999"]}"#), "series 1: `1e999` is no number"),
        (
            vector(r#"{"value": [1767498000000, "1"]}"#),
            "series 1: `1767498000000` is not a time in seconds since 1970",
        ),
        (
            vector(r#"{"metric": {"a": 1}, "value": [1, "1"]}"#),
            "series 1: `a` is a number, not a text",
        ),
        (
            vector(r#"{"metric": {}, "histogram": [1, {"count": "5"}]}"#),
            "series 1: a native histogram, not numbers: ask for `histogram_quantile` or another function of it",
        ),
    ];
    for (text, message) in cases {
        refused(&text, Wanted::Number, message);
    }
    let unordered = answer("matrix", r#"[{"values": [[10, "1"], [10, "2"]]}]"#);
    refused(&unordered, Wanted::Series, "series 1: sample 2: not later than the one before");
    let two = answer("matrix", r#"[{"values": [[10, "1"], [20, "2"]]}]"#);
    refused(&two, Wanted::Number, "2 samples where one number is declared: ask for a single time");
}

#[test]
fn the_number_of_series_is_limited() {
    let row = r#"{"metric":{},"value":[1,"1"]}"#;
    let text = answer("vector", &format!("[{}]", vec![row; 10_001].join(",")));
    refused(&text, Wanted::Number, "10001 series, more than 10000: reduce the query");
}
