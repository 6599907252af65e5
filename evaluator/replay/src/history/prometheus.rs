//! The answer of Prometheus to a range query: `/api/v1/query_range`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use gonogo_engine::facts::{Labels, Points, epoch_nanos};
use serde::Deserialize;

#[derive(Deserialize)]
struct Answer<'a> {
    status: String,
    #[serde(borrow)]
    data: Option<Data<'a>>,
    #[serde(default)]
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    result_type: String,
    #[serde(borrow)]
    result: &'a serde_json::value::RawValue,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(default)]
    metric: BTreeMap<String, String>,
    #[serde(borrow)]
    values: Vec<(f64, Cow<'a, str>)>,
}

/// Whether a text, which starts with no blank, looks like one.
pub(super) fn is_answer(text: &str) -> bool {
    let inside = text.strip_prefix('{').map(str::trim_start);
    inside.is_some_and(|text| {
        text.strip_prefix("\"status\"")
            .map(str::trim_start)
            .and_then(|text| text.strip_prefix(':'))
            .is_some_and(|text| {
                let text = text.trim_start();
                text.starts_with("\"success\"") || text.starts_with("\"error\"")
            })
    })
}

/// Every series with its labels, without the metric's name.
pub(super) fn read(text: &str) -> Result<Vec<(Labels, Points)>, String> {
    let answer: Answer<'_> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if answer.status != "success" {
        let error = answer.error.unwrap_or_else(|| "no reason given".to_owned());
        return Err(format!("the query failed: {error}"));
    }
    let Some(data) = answer.data else {
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
        assert!(!is_answer("{\"facts\": {}}"));
    }
}
