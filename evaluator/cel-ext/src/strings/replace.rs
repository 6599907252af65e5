//! Texts in place of others.

use gonogo_cel::cost::{Arguments, Rule};
use gonogo_cel::{Call, Fault, Size, Value, function};

use super::{Growth, limit};

function!(
    REPLACE = "replace",
    "The text with another one in place of each part, or of the first few; an empty part is \
     found before each character and at the end.",
    replace,
    ["string.replace(string, string) -> string", "string.replace(string, string, int) -> string",],
    [
        ("'hello hello'.replace('he', 'we')", "'wello wello'"),
        ("'hello hello'.replace('he', 'we', 1)", "'wello hello'"),
        ("'ab'.replace('', '-')", "'-a-b-'"),
    ],
    cost: Rule { work, reads_pattern: false, result: replaced }
);

fn work(args: &Arguments<'_>) -> u64 {
    let looked_at = args.text(0).saturating_add(args.text(1)).saturating_add(2);
    let grown = replaced(args).most.div_ceil(10);
    looked_at.saturating_add(places(args)).saturating_add(grown)
}

/// How often the part can be found.
fn places(args: &Arguments<'_>) -> u64 {
    let bytes = args.bytes(0);
    bytes.checked_div(args.size(1).least).unwrap_or(bytes.saturating_add(1))
}

fn replaced(args: &Arguments<'_>) -> Size {
    let added = places(args).saturating_mul(args.bytes(2));
    Size::text(args.bytes(0).saturating_add(added))
}

fn replace(call: &Call<'_>) -> Result<Value, Fault> {
    let (text, part, other, count) = match call.args {
        [Value::String(text), Value::String(part), Value::String(other)] => (text, part, other, -1),
        [Value::String(text), Value::String(part), Value::String(other), Value::Int(count)] => {
            (text, part, other, *count)
        }
        _ => return Err(call.no_overload()),
    };
    call.charge(text.len().saturating_add(part.len()).div_ceil(10))?;
    let mut result = Growth::new(call);
    let mut end = 0;
    for (at, found) in text.match_indices(&**part).take(limit(count)) {
        call.charge(1)?;
        result.push(text.get(end..at).unwrap_or_default())?;
        result.push(other)?;
        end = at + found.len();
    }
    result.push(text.get(end..).unwrap_or_default())?;
    Ok(result.into_value())
}
