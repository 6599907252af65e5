//! Texts in other notations: hexadecimal, base64 for addresses, and the queries of addresses.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Builtin, of};
use crate::call::{Answer, Call, Fault, text};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[
    of("base64url.encode_no_pad", 1, |call| text(URL_SAFE_NO_PAD.encode(call.text(0)?))),
    of("hex.decode", 1, hex_decode),
    of("hex.encode", 1, |call| text(hex(call.text(0)?.as_bytes()))),
    of("urlquery.decode", 1, |call| text(unescape(call.text(0)?)?)),
    of("urlquery.decode_object", 1, decode_object),
    of("urlquery.encode", 1, |call| text(escape(call.text(0)?))),
    of("urlquery.encode_object", 1, encode_object),
];

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hex_decode(call: &Call<'_>) -> Answer {
    let digits = call.text(0)?;
    let wrong = || Fault::new("this is not hexadecimal");
    if !digits.len().is_multiple_of(2) {
        return Err(Fault::new("hexadecimal digits come in pairs"));
    }
    let bytes = digits.as_bytes().chunks(2).map(|pair| byte(pair).ok_or_else(wrong));
    text(utf8(bytes.collect::<Result<_, _>>()?)?)
}

fn byte(pair: &[u8]) -> Option<u8> {
    let [high, low] = pair else { return None };
    let digit = |c: u8| char::from(c).to_digit(16);
    u8::try_from(digit(*high)?.checked_mul(16)?.checked_add(digit(*low)?)?).ok()
}

/// Rego's strings may be any bytes; what goes back to the policy is text.
fn utf8(bytes: Vec<u8>) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|_| Fault::Halt("decoded bytes are not UTF-8".to_owned()))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                escaped.push(char::from(byte));
            }
            b' ' => escaped.push('+'),
            other => escaped.push_str(&format!("%{other:02X}")),
        }
    }
    escaped
}

fn unescape(escaped: &str) -> Result<String, Fault> {
    let mut bytes = Vec::with_capacity(escaped.len());
    let mut rest = escaped.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let (pair, behind) = rest.split_at_checked(2).unwrap_or((rest, &[]));
                bytes.push(byte(pair).ok_or_else(|| Fault::new("`%` without two digits"))?);
                rest = behind;
            }
            other => bytes.push(*other),
        }
    }
    utf8(bytes)
}

fn decode_object(call: &Call<'_>) -> Answer {
    let mut entries: BTreeMap<Value, Vec<Value>> = BTreeMap::new();
    for part in call.text(0)?.split('&').filter(|part| !part.is_empty()) {
        if part.contains(';') {
            return Err(Fault::new("`;` separates nothing in a query"));
        }
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let values = entries.entry(Value::String(unescape(key)?)).or_default();
        values.push(Value::String(unescape(value)?));
    }
    let entries = entries.into_iter().map(|(key, values)| (key, Value::Array(values)));
    Ok(Some(Value::Object(entries.collect())))
}

fn encode_object(call: &Call<'_>) -> Answer {
    let Value::Object(entries) = call.value(0)? else {
        return Err(Fault::new("operand 1 must be object"));
    };
    let mut parts = BTreeMap::new();
    for (key, value) in entries {
        let Value::String(key) = key else {
            return Err(Fault::new("names in a query are strings"));
        };
        let values = match value {
            Value::String(_) => vec![value],
            other => other.members().ok_or_else(no_values)?,
        };
        let mut texts = Vec::new();
        for value in values {
            let Value::String(value) = value else { return Err(no_values()) };
            texts.push(format!("{}={}", escape(key), escape(value)));
        }
        parts.insert(key, texts);
    }
    let parts: Vec<String> = parts.into_values().flatten().collect();
    text(parts.join("&"))
}

fn no_values() -> Fault {
    Fault::new("values of a query are strings, or strings in an array or a set")
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn they_are_those_of_go() {
        check("hex.encode", r#"["aü"]"#, r#""61c3bc""#);
        check("hex.decode", r#"["61C3bc"]"#, r#""aü""#);
        check("hex.decode", r#"["6"]"#, "undefined: hexadecimal digits come in pairs");
        check("hex.decode", r#"["ff"]"#, "halt: decoded bytes are not UTF-8");
        check("base64url.encode_no_pad", r#"["a?>b"]"#, r#""YT8-Yg""#);
        check("urlquery.encode", r#"["a b&c=ü~"]"#, r#""a+b%26c%3D%C3%BC~""#);
        check("urlquery.decode", r#"["a+b%26%c3%bc"]"#, r#""a b&ü""#);
        check("urlquery.decode", r#"["%2"]"#, "undefined: `%` without two digits");
        check(
            "urlquery.decode_object",
            r#"["a=1&b=2&a=3&c"]"#,
            r#"{"a": ["1", "3"], "b": ["2"], "c": [""]}"#,
        );
        check(
            "urlquery.encode_object",
            r#"[{"b": ["2", "1"], "a": "x y", "c": {"z", "y"}}]"#,
            r#""a=x+y&b=2&b=1&c=y&c=z""#,
        );
    }
}
