//! A text into pieces.

use gonogo_cel::cost::{Arguments, Rule};
use gonogo_cel::{Call, Fault, Size, Value, function};

use super::limit;

function!(
    SPLIT = "split",
    "The pieces between the separators, at most as many as a number that is not negative says; \
     an empty separator gives the characters.",
    split,
    ["string.split(string) -> list(string)", "string.split(string, int) -> list(string)"],
    [
        ("'a, b, c'.split(', ')", "['a', 'b', 'c']"),
        ("'a, b, c'.split(', ', 2)", "['a', 'b, c']"),
        ("'né'.split('')", "['n', 'é']"),
    ],
    cost: Rule { work, reads_pattern: false, result: characters }
);

/// It is looked through, and each piece takes two units.
fn work(args: &Arguments<'_>) -> u64 {
    let pieces = args.bytes(0).saturating_add(2).saturating_mul(2);
    let looked_at = args.text(0).saturating_mul(2).saturating_add(args.text(1));
    pieces.saturating_add(looked_at).saturating_add(1)
}

/// No more pieces than bytes, and one; together they are no longer than the text.
fn characters(args: &Arguments<'_>) -> Size {
    let pieces = args.bytes(0).saturating_add(1);
    let whole = pieces.saturating_mul(2).saturating_add(args.text(0));
    Size::list(pieces, Size::text(args.bytes(0))).with_whole(whole)
}

fn split(call: &Call<'_>) -> Result<Value, Fault> {
    let (text, separator, count) = match call.args {
        [Value::String(text), Value::String(separator)] => (text, separator, -1),
        [Value::String(text), Value::String(separator), Value::Int(count)] => {
            (text, separator, *count)
        }
        _ => return Err(call.no_overload()),
    };
    let most = limit(count);
    if most == 0 {
        return Ok(Value::list([]));
    }
    call.charge(text.len().saturating_add(separator.len()).div_ceil(10))?;
    if separator.is_empty() && text.is_empty() {
        return Ok(Value::list([]));
    }
    if separator.is_empty() {
        return pieces(
            call,
            text,
            text.char_indices().map(|(at, _)| (at, at)).skip(1).take(most - 1),
        );
    }
    let ends = |(at, found): (usize, &str)| (at, at + found.len());
    pieces(call, text, text.match_indices(&**separator).map(ends).take(most - 1))
}

/// The text without the cuts, each given by its first byte and the one behind it.
fn pieces(
    call: &Call<'_>,
    text: &str,
    cuts: impl Iterator<Item = (usize, usize)> + Clone,
) -> Result<Value, Fault> {
    // A text and its place in the list take as much as twenty bytes of text, and more.
    let count = cuts.clone().count() + 1;
    call.charge(count.saturating_mul(2).saturating_add(text.len().div_ceil(10)))?;
    let mut list = Vec::with_capacity(count);
    let mut start = 0;
    for (at, end) in cuts {
        list.push(Value::string(text.get(start..at).unwrap_or_default()));
        start = end;
    }
    list.push(Value::string(text.get(start..).unwrap_or_default()));
    Ok(Value::list(list))
}
