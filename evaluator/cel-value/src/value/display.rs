//! Values as an author would write them.

use std::fmt::{self, Write};

use super::Value;

/// Bytes of a value's text in a message.
const BRIEF: usize = 80;

impl Value {
    /// The text of the value, cut after a line's length; however large it is, little is written.
    pub fn brief(&self) -> String {
        let mut text = Brief { text: String::new() };
        if write!(text, "{self}").is_err() {
            text.text.push('…');
        }
        text.text
    }
}

/// Takes text until it is full; then writing fails.
struct Brief {
    text: String,
}

impl Write for Brief {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        for character in piece.chars() {
            if self.text.len() >= BRIEF {
                return Err(fmt::Error);
            }
            self.text.push(character);
        }
        Ok(())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Uint(value) => write!(f, "{value}u"),
            Self::Double(value) => write!(f, "{value:?}"),
            Self::String(text) => write!(f, "'{}'", text.escape_debug()),
            Self::Bytes(bytes) => write!(f, "b'{}'", bytes.escape_ascii()),
            Self::Timestamp(time) => write!(f, "{time}"),
            Self::Duration(duration) => write!(f, "{duration}"),
            Self::Type(name) => f.write_str(name),
            Self::Opaque(opaque) => f.write_str(&opaque.text()),
            Self::Optional(None) => f.write_str("optional.none()"),
            Self::Optional(Some(value)) => write!(f, "optional.of({value})"),
            Self::List(elements) => {
                f.write_str("[")?;
                for (at, element) in elements.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(f, "{comma}{element}")?;
                }
                f.write_str("]")
            }
            Self::Map(map) => {
                f.write_str("{")?;
                for (at, (key, value)) in map.entries().iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(f, "{comma}{key}: {value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::value::{Map, Value};

    #[test]
    fn values_read_as_they_are_written() {
        let map = Map::record([("a", Value::Int(-1)), ("b", Value::Uint(2))]);
        for (value, shown) in [
            (Value::Null, "null"),
            (Value::Bool(true), "true"),
            (Value::Double(1.0), "1.0"),
            (Value::Double(f64::NAN), "NaN"),
            (Value::string("it's\n"), r"'it\'s\n'"),
            (Value::Bytes(Arc::from(*b"a\xff")), r"b'a\xff'"),
            (Value::list([Value::Int(1), Value::list([])]), "[1, []]"),
            (Value::Map(Arc::new(map)), "{'a': -1, 'b': 2u}"),
            (Value::Optional(None), "optional.none()"),
            (Value::some(Value::some(Value::Null)), "optional.of(optional.of(null))"),
        ] {
            assert_eq!(value.to_string(), shown);
            assert_eq!(value.brief(), shown);
        }
    }

    #[test]
    fn brief_texts_are_cut() {
        let long = Value::string("ä".repeat(1_000));
        let brief = long.brief();
        assert!(brief.ends_with('…') && brief.len() < 90, "{brief}");
    }
}
