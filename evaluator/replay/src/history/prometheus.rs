//! The answer of Prometheus to a range query: `/api/v1/query_range`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use gonogo_engine::facts::{Labels, Points, epoch_nanos};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The whole answer, or its `data` alone.
#[derive(Deserialize)]
struct Answer<'a> {
    status: Option<String>,
    #[serde(borrow)]
    data: Option<Data<'a>>,
    error: Option<String>,
    #[serde(rename = "resultType")]
    result_type: Option<String>,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    result_type: String,
    #[serde(borrow)]
    result: &'a RawValue,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(default)]
    metric: BTreeMap<String, String>,
    #[serde(borrow)]
    values: Vec<(f64, Cow<'a, str>)>,
}

/// Keys that an answer or its `data` may begin with.
const KEYS: [&str; 9] =
    ["status", "data", "errorType", "error", "warnings", "infos", "resultType", "result", "stats"];

/// Whether it is worth to look through a text that may be very long.
pub(super) fn begins_like_one(text: &str) -> bool {
    let key = text.trim_start().strip_prefix('{').map(str::trim_start);
    let key = key.and_then(|text| text.strip_prefix('"')?.split_once('"'));
    key.is_some_and(|(key, _)| KEYS.contains(&key))
}

/// Whether a text is an answer, whatever the order of its keys.
pub(super) fn is_answer(text: &str) -> bool {
    if !text.trim_start().starts_with('{') {
        return false;
    }
    let Ok(keys) = serde_json::from_str::<BTreeMap<Cow<'_, str>, &RawValue>>(text) else {
        // What is cut short shows at least how it begins.
        return starts_with_status(text);
    };
    let is_text = |key: &str| keys.get(key).is_some_and(|value| value.get().starts_with('"'));
    let status = keys.get("status").map(|status| status.get());
    let whole = matches!(status, Some("\"success\"" | "\"error\""));
    let content = keys.contains_key("data") || keys.contains_key("error");
    whole && content || is_text("resultType") && keys.contains_key("result")
}

fn starts_with_status(text: &str) -> bool {
    let value = text.split_once("\"status\"").map(|(_, rest)| rest.trim_start());
    let value = value.and_then(|rest| rest.strip_prefix(':')).map(str::trim_start);
    value.is_some_and(|value| value.starts_with("\"success\"") || value.starts_with("\"error\""))
}

/// Every series with its labels, without the metric's name.
pub(super) fn read(text: &str) -> Result<Vec<(Labels, Points)>, String> {
    let answer: Answer<'_> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if answer.status.is_some_and(|status| status != "success") {
        let error = answer.error.unwrap_or_else(|| "no reason given".to_owned());
        return Err(format!("the query failed: {error}"));
    }
    let bare = answer.result_type.zip(answer.result);
    let bare = bare.map(|(result_type, result)| Data { result_type, result });
    let Some(data) = answer.data.or(bare) else {
        return Err("the answer has no `data`".to_owned());
    };
    if data.result_type != "matrix" {
        return Err(format!(
            "`resultType` is `{}`, not `matrix`: ask `/api/v1/query_range`",
            data.result_type
        ));
    }
    let rows: Vec<Row<'_>> = serde_json::from_str(data.result.get())
        .map_err(|error| format!("`data.result`: {error}"))?;
    rows.into_iter()
        .enumerate()
        .map(|(at, row)| series(row).map_err(|m| format!("series {}: {m}", at + 1)))
        .collect()
}

fn series(row: Row<'_>) -> Result<(Labels, Points), String> {
    let labels = row.metric.into_iter().filter(|(name, _)| name != "__name__").collect();
    let mut points = Points::with_capacity(row.values.len());
    for (at, (time, value)) in row.values.iter().enumerate() {
        let time = epoch_nanos(*time).ok_or_else(|| format!("sample {}: not a time", at + 1))?;
        let number = value.parse::<f64>();
        let number =
            number.map_err(|_| format!("sample {}: `{value:.40}` is no number", at + 1))?;
        points.push((time, number));
    }
    Ok((labels, points))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(result_type: &str, result: &str) -> String {
        format!(
            r#"{{"status": "success", "data": {{"resultType": "{result_type}", "result": {result}}}}}"#
        )
    }

    #[test]
    fn a_matrix_is_read_with_its_labels() {
        let text = answer(
            "matrix",
            r#"[{"metric": {"__name__": "up", "pod": "a"}, "values": [[10, "1.5"], [25.5, "NaN"]]}]"#,
        );
        assert!(is_answer(&text));
        let read = read(&text).unwrap();
        assert_eq!(read[0].0, [("pod".to_owned(), "a".to_owned())]);
        assert_eq!(read[0].1[0], (10_000_000_000, 1.5));
        assert!(read[0].1[1].1.is_nan());
    }

    #[track_caller]
    fn check(text: &str, message: &str) {
        assert_eq!(read(text).unwrap_err(), message);
    }

    #[test]
    fn other_answers_are_refused() {
        check(r#"{"status": "error", "error": "parse error"}"#, "the query failed: parse error");
        check(
            &answer("vector", "[]"),
            "`resultType` is `vector`, not `matrix`: ask `/api/v1/query_range`",
        );
        let text = answer("matrix", r#"[{"values": [[1, "x"]]}]"#);
        check(&text, "series 1: sample 1: `x` is no number");
        for other in
            ["{\"facts\": {}}", "{\"status\": \"done\"}", "{\"data\": [[1, 2]]}", "[[1, 2]]"]
        {
            assert!(!is_answer(other), "{other}");
        }
    }

    #[test]
    fn an_answer_is_known_whatever_the_order_of_its_keys() {
        let data = r#"{"result": [{"metric": {}, "values": [[1, "2"]]}], "resultType": "matrix"}"#;
        for text in [
            format!(r#" {{"data": {data}, "status": "success"}}"#),
            format!(r#"{{"isPartial": false, "status": "success", "data": {data}}}"#),
            format!(r#"{{"warnings": ["slow"], "status": "success", "data": {data}}}"#),
            data.to_owned(),
        ] {
            assert!(is_answer(&text), "{text}");
            assert_eq!(read(&text).unwrap(), [(Vec::new(), vec![(1_000_000_000, 2.0)])], "{text}");
        }
        let cut = r#"{"status": "success", "data": {"resultType": "matrix", "resu"#;
        assert!(is_answer(cut));
    }
}
