//! What is looked for: `name{label="x", other=~"re"}`, as PromQL writes it.

use std::collections::BTreeMap;
use std::fmt;

use regex::{Regex, RegexBuilder};

use super::line::Cursor;
use crate::error::{FormatError, shown};

const LENGTH: usize = 2_048;
const MATCHERS: usize = 32;
const PATTERN: usize = 256;

/// A metric's name and conditions on labels. A label that is missing is an empty text.
#[derive(Clone, Debug)]
pub struct Selector {
    text: String,
    name: String,
    matchers: Vec<(String, Condition)>,
}

#[derive(Clone, Debug)]
enum Condition {
    Is(String),
    IsNot(String),
    Fits(Regex),
    FitsNot(Regex),
}

impl Selector {
    pub fn parse(text: &str) -> Result<Self, FormatError> {
        let place = |error: FormatError| error.within(&format!("selector `{}`", shown(text)));
        if text.len() > LENGTH {
            return Err(place(FormatError::new(format!("longer than {LENGTH} bytes"))));
        }
        let mut cursor = Cursor { rest: text.trim() };
        let name = cursor.name().map(str::to_owned);
        cursor.blanks();
        let matchers = matchers(&mut cursor).map_err(place)?;
        if !cursor.rest.is_empty() {
            let message = format!("`{}` is left over", shown(cursor.rest));
            return Err(place(FormatError::new(message)));
        }
        let (named, matchers): (Vec<_>, Vec<_>) =
            matchers.into_iter().partition(|(label, _)| label == "__name__");
        let name = match (name, named.as_slice()) {
            (Some(name), []) => name,
            (None, [(_, Condition::Is(name))]) => name.clone(),
            _ => return Err(place(FormatError::new("it needs the name of one metric"))),
        };
        Ok(Self { text: text.to_owned(), name, matchers })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn fits(&self, labels: &BTreeMap<String, String>) -> bool {
        self.matchers.iter().all(|(label, condition)| {
            let value = labels.get(label).map_or("", String::as_str);
            match condition {
                Condition::Is(text) => value == text,
                Condition::IsNot(text) => value != text,
                Condition::Fits(pattern) => pattern.is_match(value),
                Condition::FitsNot(pattern) => !pattern.is_match(value),
            }
        })
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.text))
    }
}

fn matchers(cursor: &mut Cursor<'_>) -> Result<Vec<(String, Condition)>, FormatError> {
    let mut matchers = Vec::new();
    if !cursor.skip('{') {
        return Ok(matchers);
    }
    loop {
        cursor.blanks();
        if cursor.skip('}') {
            return Ok(matchers);
        }
        let no_label = || FormatError::new("a label and a condition are missing before `}`");
        let label = cursor.name().ok_or_else(no_label)?.to_owned();
        cursor.blanks();
        matchers.push((label, condition(cursor)?));
        if matchers.len() > MATCHERS {
            return Err(FormatError::new(format!("more than {MATCHERS} conditions")));
        }
        cursor.blanks();
        if !cursor.skip(',') && !cursor.rest.starts_with('}') {
            return Err(FormatError::new("`,` or `}` is missing after a condition"));
        }
    }
}

fn condition(cursor: &mut Cursor<'_>) -> Result<Condition, FormatError> {
    const OPERATORS: [&str; 4] = ["=~", "!~", "!=", "="];
    let found = OPERATORS.into_iter().find(|operator| cursor.rest.starts_with(operator));
    let operator = found
        .ok_or_else(|| FormatError::new("`=`, `!=`, `=~` or `!~` is missing after a label"))?;
    cursor.rest = cursor.rest.strip_prefix(operator).unwrap_or_default();
    cursor.blanks();
    let text = cursor.quoted()?;
    Ok(match operator {
        "=" => Condition::Is(text),
        "!=" => Condition::IsNot(text),
        "=~" => Condition::Fits(pattern(&text)?),
        _ => Condition::FitsNot(pattern(&text)?),
    })
}

/// Fits the whole value, as in PromQL.
fn pattern(text: &str) -> Result<Regex, FormatError> {
    const SIZE: usize = 256 * 1024;
    if text.len() > PATTERN {
        return Err(FormatError::new(format!("a pattern of more than {PATTERN} bytes")));
    }
    let compiled = |pattern: &str| RegexBuilder::new(pattern).size_limit(SIZE).build().ok();
    // By itself first: `x)|(y` would fit a part of the value only.
    let whole = compiled(text).and_then(|_| compiled(&format!("^(?s:{text})$")));
    let refused = || FormatError::new(format!("`{}` is no pattern, or too large", shown(text)));
    whole.ok_or_else(refused)
}
