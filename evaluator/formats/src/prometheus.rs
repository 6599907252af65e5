//! Answers of Prometheus' HTTP API: `/api/v1/query` and `/api/v1/query_range`.

mod samples;

use serde_json::{Value, json};

use crate::error::{FormatError, shown};
use crate::json::{self, Fields};

pub(crate) use samples::{Sample, Track, shape};

/// Series of one answer.
const SERIES: usize = 10_000;

/// What the fact needs.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// One finite number: one series with one sample.
    Number,
    /// One text, which PromQL writes in quotes.
    Text,
    /// The samples of one series, `[[time, value], …]`.
    Series,
    /// Several series, told apart by these labels: `[{"labels": …, "samples": …}, …]`.
    SeriesBy(&'a [String]),
}

/// A value, and what the server said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub value: Value,
    /// The server could not do all that was asked: parts may be missing.
    pub warnings: Vec<String>,
}

/// An answer with warnings is an error: it may lack samples.
pub fn read(text: &str, wanted: Wanted<'_>) -> Result<Value, FormatError> {
    let answer = read_with_warnings(text, wanted)?;
    match answer.warnings.first() {
        None => Ok(answer.value),
        Some(warning) => {
            Err(FormatError::new(format!("the answer has a warning: {}", shown(warning))))
        }
    }
}

/// For a caller that shows warnings and goes on.
pub fn read_with_warnings(text: &str, wanted: Wanted<'_>) -> Result<Answer, FormatError> {
    let root = json::parse(text)?;
    let answer = json::object(&root, "the answer")?;
    match answer.need_text("status")? {
        "success" => {}
        "error" => return Err(failure(answer)?),
        other => {
            let message = format!("`status` is `{}`, not `success` or `error`", shown(other));
            return Err(FormatError::new(message));
        }
    }
    let mut warnings = Vec::new();
    for warning in answer.array("warnings")? {
        warnings.push(json::text(warning, "warnings")?.to_owned());
    }
    let data = answer.need_object("data")?;
    let value = result(data, wanted)?;
    Ok(Answer { value, warnings })
}

fn failure(answer: Fields<'_>) -> Result<FormatError, FormatError> {
    let error = shown(answer.text("error")?.unwrap_or("no reason given"));
    Ok(FormatError::new(match answer.text("errorType")? {
        Some(kind) => format!("the query failed: {}: {error}", shown(kind)),
        None => format!("the query failed: {error}"),
    }))
}

fn result(data: Fields<'_>, wanted: Wanted<'_>) -> Result<Value, FormatError> {
    let result_type = data.need_text("resultType")?;
    let result = data.need("result")?;
    match (result_type, wanted) {
        ("string", Wanted::Text) => string(result),
        ("string", _) => Err(FormatError::new("the query gives a text, not numbers")),
        (_, Wanted::Text) => {
            let message = format!("the query gives a {}, not a text", shown(result_type));
            Err(FormatError::new(message))
        }
        ("scalar", _) => shape(vec![Track::unlabelled(Sample::read(result)?)], wanted),
        ("vector", _) => shape(tracks(result, samples::of_vector)?, wanted),
        ("matrix", _) => shape(tracks(result, samples::of_matrix)?, wanted),
        (other, _) => Err(FormatError::new(format!("unknown `resultType` `{}`", shown(other)))),
    }
}

fn string(result: &Value) -> Result<Value, FormatError> {
    match json::array(result, "result")? {
        [_, text] => Ok(json!(json::text(text, "result")?)),
        _ => Err(FormatError::new("`result` is no pair of time and text")),
    }
}

fn tracks(
    result: &Value,
    read: impl Fn(Fields<'_>) -> Result<Track, FormatError>,
) -> Result<Vec<Track>, FormatError> {
    let rows = json::array(result, "result")?;
    if rows.len() > SERIES {
        let message = format!("{} series, more than {SERIES}: reduce the query", rows.len());
        return Err(FormatError::new(message));
    }
    let one = |(at, row)| {
        let place = format!("series {}", at + 1);
        json::object(row, "series").and_then(&read).map_err(|error| error.within(&place))
    };
    rows.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests;
