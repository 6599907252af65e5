//! Values as text: as OPA's runtime reads it, and as OPA shows it to people.

use std::fmt::{self, Write};

use super::{Value, quote};

impl fmt::Display for Value {
    /// Strings are those of JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_value(f, self, json_quoted)
    }
}

impl Value {
    /// As `sprintf("%v")` has it: strings are those of Go.
    pub(crate) fn shown(&self) -> String {
        struct Shown<'v>(&'v Value);
        impl fmt::Display for Shown<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_value(f, self.0, go_quoted)
            }
        }
        Shown(self).to_string()
    }
}

type Quote = fn(&mut fmt::Formatter<'_>, &str) -> fmt::Result;

fn write_value(f: &mut fmt::Formatter<'_>, value: &Value, quoted: Quote) -> fmt::Result {
    match value {
        Value::Null => f.write_str("null"),
        Value::Bool(holds) => write!(f, "{holds}"),
        Value::Number(number) => write!(f, "{number}"),
        Value::String(text) => quoted(f, text),
        Value::Array(items) => list(f, ("[", "]"), items.iter(), quoted),
        Value::Set(members) if members.is_empty() => f.write_str("set()"),
        Value::Set(members) => list(f, ("{", "}"), members.iter(), quoted),
        Value::Object(entries) => {
            f.write_char('{')?;
            for (place, (key, value)) in entries.iter().enumerate() {
                f.write_str(if place == 0 { "" } else { ", " })?;
                write_value(f, key, quoted)?;
                f.write_str(": ")?;
                write_value(f, value, quoted)?;
            }
            f.write_char('}')
        }
    }
}

fn list<'v>(
    f: &mut fmt::Formatter<'_>,
    (open, close): (&str, &str),
    items: impl Iterator<Item = &'v Value>,
    quoted: Quote,
) -> fmt::Result {
    f.write_str(open)?;
    for (place, item) in items.enumerate() {
        f.write_str(if place == 0 { "" } else { ", " })?;
        write_value(f, item, quoted)?;
    }
    f.write_str(close)
}

fn go_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for character in text.chars() {
        f.write_str(&quote::escaped(character, '"', quote::Left::Shown))?;
    }
    f.write_char('"')
}

/// As JSON has it: control characters escaped, all else as it is.
fn json_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            control if control < ' ' => write!(f, "\\u{:04x}", u32::from(control))?,
            other => f.write_char(other)?,
        }
    }
    f.write_char('"')
}
