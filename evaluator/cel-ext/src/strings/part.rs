//! Parts of a text by their places.

use gonogo_cel::{Call, ErrorKind, Fault, Value, function};

use super::position::byte_of;

function!(
    CHAR_AT = "charAt",
    "The character at an index; just behind the last one there is an empty text.",
    char_at,
    ["string.charAt(int) -> string"],
    [("'tacocat'.charAt(4)", "'c'"), ("'é'.charAt(1)", "''")]
);

fn char_at(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::Int(index)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(text.len().div_ceil(10))?;
    let rest = text.get(byte_of(text, *index)?..).unwrap_or_default();
    let mut buffer = [0; 4];
    let character = rest.chars().next().map(|character| &*character.encode_utf8(&mut buffer));
    Ok(Value::string(character.unwrap_or_default()))
}

function!(
    SUBSTRING = "substring",
    "The part from an index on, and up to but without another one.",
    substring,
    ["string.substring(int) -> string", "string.substring(int, int) -> string"],
    [("'tacocat'.substring(4)", "'cat'"), ("'tacocat'.substring(0, 4)", "'taco'")]
);

fn substring(call: &Call<'_>) -> Result<Value, Fault> {
    let (text, start, end) = match call.args {
        [Value::String(text), Value::Int(start)] => (text, *start, None),
        [Value::String(text), Value::Int(start), Value::Int(end)] => (text, *start, Some(*end)),
        _ => return Err(call.no_overload()),
    };
    call.charge(text.len().div_ceil(10))?;
    let first = byte_of(text, start)?;
    let last = end.map_or(Ok(text.len()), |end| byte_of(text, end))?;
    let part = text.get(first..last).ok_or_else(|| {
        let end = end.unwrap_or_default();
        let message = format!("a part from {start} to {end} ends before it starts");
        Fault::error(ErrorKind::InvalidArgument, message)
    })?;
    call.charge(part.len().div_ceil(10))?;
    Ok(Value::string(part))
}

function!(
    TRIM = "trim",
    "The text without white space (as Unicode defines it) at both ends.",
    trim,
    ["string.trim() -> string"],
    [("' v1.2\\n'.trim()", "'v1.2'")]
);

fn trim(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(text.len().div_ceil(10))?;
    Ok(Value::string(text.trim()))
}
