//! Values as text that OPA's runtime and its tools read, and that `sprintf("%v")` shows.

use std::fmt::{self, Write};

use super::Value;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(holds) => write!(f, "{holds}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::String(text) => quoted(f, text),
            Self::Array(items) => list(f, ("[", "]"), items.iter()),
            Self::Set(members) if members.is_empty() => f.write_str("set()"),
            Self::Set(members) => list(f, ("{", "}"), members.iter()),
            Self::Object(entries) => {
                f.write_char('{')?;
                for (place, (key, value)) in entries.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { ", " })?;
                    write!(f, "{key}: {value}")?;
                }
                f.write_char('}')
            }
        }
    }
}

fn list<'v>(
    f: &mut fmt::Formatter<'_>,
    (open, close): (&str, &str),
    items: impl Iterator<Item = &'v Value>,
) -> fmt::Result {
    f.write_str(open)?;
    for (place, item) in items.enumerate() {
        f.write_str(if place == 0 { "" } else { ", " })?;
        write!(f, "{item}")?;
    }
    f.write_str(close)
}

/// As JSON has it: control characters escaped, all else as it is.
fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
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
