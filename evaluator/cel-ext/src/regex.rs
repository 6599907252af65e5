//! Patterns: what they find and replace.

mod matches;
mod replacement;

use gonogo_cel::cost::{Arguments, Rule};
use gonogo_cel::{Call, ErrorKind, Fault, Function, Pattern, Size, Value, function};
use regex::Match;

use crate::strings::{Growth, limit};
use matches::Matches;
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
    ],
    cost: Rule { work: |args| found(args, 1), reads_pattern: true, result: |args| args.size(0) }
);

fn extract(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(pattern)] = call.args else {
        return Err(call.no_overload());
    };
    let regex = with_one_group(call, pattern)?;
    let mut matches = Matches::new(call, &regex, text);
    let found = matches.next()?.map(|found| taken(&matches, &regex, found)).transpose()?;
    let Some(part) = found.flatten() else {
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
    ],
    cost: Rule { work: |args| found(args, everywhere(args)), reads_pattern: true, result: parts }
);

fn extract_all(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(pattern)] = call.args else {
        return Err(call.no_overload());
    };
    let regex = with_one_group(call, pattern)?;
    let mut matches = Matches::new(call, &regex, text);
    let mut list = Vec::new();
    while let Some(found) = matches.next()? {
        if let Some(part) = taken(&matches, &regex, found)? {
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
    ],
    cost: Rule {
        work: |args| found(args, everywhere(args)).saturating_add(replaced(args).most),
        reads_pattern: true,
        result: replaced,
    }
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
    {
        left -= 1;
        result.push(text.get(end..found.start()).unwrap_or_default())?;
        let groups = if replacement.has_groups { matches.groups(&found)? } else { None };
        call.charge(replacement.pieces.len())?;
        for piece in &replacement.pieces {
            result.push(match piece {
                Piece::Text(text) => text,
                Piece::Whole => found.as_str(),
                Piece::Group(at) => {
                    let group = groups.as_ref().and_then(|groups| groups.get(*at));
                    group.map_or("", |group| group.as_str())
                }
            })?;
        }
        end = found.end();
    }
    result.push(text.get(end..).unwrap_or_default())?;
    Ok(result.into_value())
}

/// Units for so many matches, with what their groups took.
fn found(args: &Arguments<'_>, matches: u64) -> u64 {
    let followed = args.bytes(0).saturating_add(1).saturating_mul(args.places()).div_ceil(10);
    let taken = args.text(0).saturating_add(4);
    let each = args.search().saturating_mul(2).saturating_add(followed).saturating_add(taken);
    each.saturating_mul(matches)
}

/// There can be a match between any two bytes.
fn everywhere(args: &Arguments<'_>) -> u64 {
    args.bytes(0).saturating_add(2)
}

fn parts(args: &Arguments<'_>) -> Size {
    Size::list(everywhere(args), args.size(0))
}

/// Each piece of the replacement can stand for the whole text.
fn replaced(args: &Arguments<'_>) -> Size {
    let piece = args.bytes(0).saturating_add(1);
    let each = args.bytes(2).saturating_mul(piece);
    Size::text(args.bytes(0).saturating_add(each.saturating_mul(everywhere(args))))
}

/// Groups that take a part of the match, the whole not counted.
fn groups(pattern: &Pattern) -> usize {
    pattern.regex().captures_len().saturating_sub(1)
}

fn with_one_group(call: &Call<'_>, pattern: &str) -> Result<Pattern, Fault> {
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
fn taken<'t>(
    matches: &Matches<'_, '_, 't>,
    regex: &Pattern,
    found: Match<'t>,
) -> Result<Option<&'t str>, Fault> {
    if groups(regex) == 0 {
        return Ok(Some(found.as_str()));
    }
    let group = matches.groups(&found)?.and_then(|groups| groups.get(1));
    Ok(group.map(|group| group.as_str()).filter(|part| !part.is_empty()))
}

#[cfg(test)]
mod tests;
