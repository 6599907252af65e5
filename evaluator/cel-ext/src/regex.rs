//! Patterns: what they find and replace.

mod replacement;

use gonogo_cel::{Call, ErrorKind, Fault, Function, Value, function};
use regex::{Captures, Regex};

use crate::strings::{Growth, limit};
use replacement::{Piece, Replacement};

pub(crate) const FUNCTIONS: &[&Function] = &[&EXTRACT, &EXTRACT_ALL, &REPLACE];

function!(
    EXTRACT = "regex.extract",
    "What the pattern finds first, or what its group takes there; no value when that is nothing.",
    extract,
    ["regex.extract(string, string) -> optional_type(string)"],
    [
        ("regex.extract('item-A, item-B', 'item-(\\\\w+)')", "optional.of('A')"),
        ("regex.extract('v1.2', '[0-9.]+')", "optional.of('1.2')"),
        ("regex.extract('HELLO', 'hello')", "optional.none()"),
    ]
);

fn extract(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(pattern)] = call.args else {
        return Err(call.no_overload());
    };
    let regex = with_one_group(call, pattern)?;
    let found = Matches::new(call, &regex, text).next()?;
    let Some(part) = found.as_ref().and_then(|found| taken(&regex, found)) else {
        return Ok(Value::Optional(None));
    };
    call.charge(part.len().div_ceil(10))?;
    Ok(Value::some(Value::string(part)))
}

function!(
    EXTRACT_ALL = "regex.extractAll",
    "Everything that the pattern finds, or what its group takes each time.",
    extract_all,
    ["regex.extractAll(string, string) -> list(string)"],
    [
        ("regex.extractAll('id:123, id:456', 'id:\\\\d+')", "['id:123', 'id:456']"),
        ("regex.extractAll('id:123, id:456', 'id:(\\\\d+)')", "['123', '456']"),
        ("regex.extractAll('id:123', 'name')", "[]"),
    ]
);

fn extract_all(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(pattern)] = call.args else {
        return Err(call.no_overload());
    };
    let regex = with_one_group(call, pattern)?;
    let mut matches = Matches::new(call, &regex, text);
    let mut list = Vec::new();
    while let Some(found) = matches.next()? {
        if let Some(part) = taken(&regex, &found) {
            // A text and its place in the list take as much as twenty bytes of text, and more.
            call.charge(part.len().div_ceil(10).saturating_add(2))?;
            list.push(Value::string(part));
        }
    }
    Ok(Value::list(list))
}

function!(
    REPLACE = "regex.replace",
    "The text with a replacement for what the pattern finds, everywhere or the first few times; \
     in it `\\1` to `\\9` stand for what the groups took, `\\0` for all, `\\\\` for a backslash.",
    replace,
    [
        "regex.replace(string, string, string) -> string",
        "regex.replace(string, string, string, int) -> string",
    ],
    [
        ("regex.replace('banana', 'a', 'x')", "'bxnxnx'"),
        ("regex.replace('banana', 'a', 'x', 1)", "'bxnana'"),
        ("regex.replace('foo bar', '(fo)o (ba)r', r'\\2 \\1')", "'ba fo'"),
    ]
);

fn replace(call: &Call<'_>) -> Result<Value, Fault> {
    let (text, pattern, replacement, count) = match call.args {
        [Value::String(text), Value::String(pattern), Value::String(with)] => {
            (text, pattern, with, -1)
        }
        [Value::String(text), Value::String(pattern), Value::String(with), Value::Int(count)] => {
            (text, pattern, with, *count)
        }
        _ => return Err(call.no_overload()),
    };
    let regex = call.compile(pattern)?;
    let replacement = Replacement::parse(call, replacement, groups(&regex))?;
    let mut matches = Matches::new(call, &regex, text);
    let mut result = Growth::new(call);
    let mut end = 0;
    let mut left = limit(count);
    while left > 0
        && let Some(found) = matches.next()?
        && let Some(whole) = found.get(0)
    {
        left -= 1;
        result.push(text.get(end..whole.start()).unwrap_or_default())?;
        call.charge(replacement.pieces.len())?;
        for piece in &replacement.pieces {
            match piece {
                Piece::Text(text) => result.push(text)?,
                Piece::Group(group) => result.push(found.get(*group).map_or("", |m| m.as_str()))?,
            }
        }
        end = whole.end();
    }
    result.push(text.get(end..).unwrap_or_default())?;
    Ok(result.into_value())
}

/// Groups that take a part of the match, the whole not counted.
fn groups(regex: &Regex) -> usize {
    regex.captures_len().saturating_sub(1)
}

fn with_one_group(call: &Call<'_>, pattern: &str) -> Result<Regex, Fault> {
    let regex = call.compile(pattern)?;
    let count = groups(&regex);
    if count > 1 {
        let brief = Value::string(pattern).brief();
        let message = format!(
            "`{brief}` has {count} groups, at most one may take: the others begin with `(?:`"
        );
        return Err(Fault::error(ErrorKind::InvalidArgument, message));
    }
    Ok(regex)
}

/// What the only group took, or the whole match when there is none. A group that took nothing
/// counts as one that was not there.
fn taken<'t>(regex: &Regex, found: &Captures<'t>) -> Option<&'t str> {
    match groups(regex) {
        0 => found.get(0).map(|whole| whole.as_str()),
        _ => found.get(1).map(|group| group.as_str()).filter(|part| !part.is_empty()),
    }
}

/// Bytes for which a further search costs a unit for each four bytes of the pattern: it mostly
/// ends soon, but some patterns look at the whole rest of the text before they decide.
const LOOKED_AHEAD: usize = 100;

/// The matches of a pattern in a text; each search is charged for before it is made.
struct Matches<'c, 'r, 't> {
    call: &'c Call<'c>,
    found: regex::CaptureMatches<'r, 't>,
    /// Units for each step of a search.
    pattern: usize,
    text: &'t str,
    /// Where the last match ended.
    end: Option<usize>,
}

impl<'c, 'r, 't> Matches<'c, 'r, 't> {
    fn new(call: &'c Call<'c>, regex: &'r Regex, text: &'t str) -> Self {
        Self {
            call,
            found: regex.captures_iter(text),
            pattern: regex.as_str().len().div_ceil(4).max(1),
            text,
            end: None,
        }
    }

    fn next(&mut self) -> Result<Option<Captures<'t>>, Fault> {
        let looked_at = if self.end.is_none() { 10 } else { LOOKED_AHEAD };
        let left = self.text.len().saturating_sub(self.end.unwrap_or_default());
        let units = left.saturating_add(1).div_ceil(looked_at);
        self.call.charge(units.saturating_mul(self.pattern))?;
        let found = self.found.next();
        self.end = found.as_ref().and_then(|found| found.get(0)).map(|whole| whole.end());
        Ok(found)
    }
}

#[cfg(test)]
mod tests;
