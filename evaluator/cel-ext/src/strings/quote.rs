//! A text as it would be written in an expression.

use gonogo_cel::cost::{Arguments, Rule};
use gonogo_cel::{Call, Fault, Size, Value, function};

use super::Growth;

function!(
    QUOTE = "strings.quote",
    "The text in double quotes, with escapes for quotes, backslashes and control characters \
     that have a letter.",
    quote,
    ["strings.quote(string) -> string"],
    [("strings.quote('a\\tb') == r'\"a\\tb\"'", "true"), ("strings.quote('')", "'\\\"\\\"'")],
    cost: Rule { work, reads_pattern: false, result: quoted }
);

fn work(args: &Arguments<'_>) -> u64 {
    args.text(0).saturating_add(quoted(args).most.div_ceil(10))
}

/// Each character may need a backslash.
fn quoted(args: &Arguments<'_>) -> Size {
    Size::text(args.bytes(0).saturating_mul(2).saturating_add(2))
}

fn quote(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(text.len().div_ceil(10))?;
    let mut result = Growth::new(call);
    result.push("\"")?;
    let mut rest = &**text;
    while let Some((at, escape)) = rest.char_indices().find_map(|(at, c)| Some((at, escape(c)?))) {
        result.push(rest.get(..at).unwrap_or_default())?;
        result.push(escape)?;
        // All characters with an escape have one byte.
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    result.push(rest)?;
    result.push("\"")?;
    Ok(result.into_value())
}

fn escape(character: char) -> Option<&'static str> {
    match character {
        '\u{7}' => Some("\\a"),
        '\u{8}' => Some("\\b"),
        '\u{c}' => Some("\\f"),
        '\n' => Some("\\n"),
        '\r' => Some("\\r"),
        '\t' => Some("\\t"),
        '\u{b}' => Some("\\v"),
        '\\' => Some("\\\\"),
        '"' => Some("\\\""),
        _ => None,
    }
}
