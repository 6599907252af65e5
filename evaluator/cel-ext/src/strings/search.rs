//! Where a text is within another one.

use gonogo_cel::{Call, Fault, Value, function};

use super::position::{byte_of, index_of};

function!(
    INDEX_OF = "indexOf",
    "Where the other text is found first, from an index on if one is given; -1 if nowhere.",
    first,
    ["string.indexOf(string) -> int", "string.indexOf(string, int) -> int"],
    [
        ("'hello mellow'.indexOf('ello')", "1"),
        ("'hello mellow'.indexOf('ello', 2)", "7"),
        ("'hello mellow'.indexOf('jello')", "-1"),
    ]
);

fn first(call: &Call<'_>) -> Result<Value, Fault> {
    let (text, part, start) = match call.args {
        [Value::String(text), Value::String(part)] => (text, part, 0),
        [Value::String(text), Value::String(part), Value::Int(start)] => (text, part, *start),
        _ => return Err(call.no_overload()),
    };
    call.charge(text.len().saturating_add(part.len()).div_ceil(10))?;
    let start = byte_of(text, start)?;
    let found = text.get(start..).and_then(|rest| rest.find(&**part));
    Ok(Value::Int(found.map_or(-1, |at| index_of(text, start + at))))
}

function!(
    LAST_INDEX_OF = "lastIndexOf",
    "Where the other text is found last, at an index or before if one is given; -1 if nowhere.",
    last,
    ["string.lastIndexOf(string) -> int", "string.lastIndexOf(string, int) -> int"],
    [
        ("'hello mellow'.lastIndexOf('ello')", "7"),
        ("'hello mellow'.lastIndexOf('ello', 6)", "1"),
        ("'hello mellow'.lastIndexOf('jello')", "-1"),
    ]
);

fn last(call: &Call<'_>) -> Result<Value, Fault> {
    let (text, part, latest) = match call.args {
        [Value::String(text), Value::String(part)] => (text, part, None),
        [Value::String(text), Value::String(part), Value::Int(latest)] => {
            (text, part, Some(*latest))
        }
        _ => return Err(call.no_overload()),
    };
    call.charge(text.len().saturating_add(part.len()).div_ceil(10))?;
    let latest = latest.map_or(Ok(text.len()), |latest| byte_of(text, latest))?;
    // What starts at the latest place ends here; less when that is inside of a character.
    let end = text.floor_char_boundary(latest.saturating_add(part.len()));
    let found = text.get(..end).and_then(|head| head.rfind(&**part));
    Ok(Value::Int(found.map_or(-1, |at| index_of(text, at))))
}
