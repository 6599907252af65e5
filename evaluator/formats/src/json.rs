//! JSON read strictly: no key twice, not too deep, not too much.

mod fields;

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{FormatError, Place};

pub(crate) use fields::{Fields, array, object, text};

/// Lists and objects within each other.
const DEPTH: u32 = 64;
/// Values, those inside of others counted as well: as many as a snapshot's series may have.
const VALUES: u32 = 4_000_000;

/// The whole text as one value.
pub(crate) fn parse(json: &str) -> Result<Value, FormatError> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    if json.trim().is_empty() {
        return Err(FormatError::new("the text is empty, where JSON is expected"));
    }
    let left = Cell::new(VALUES);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = Strict { depth: DEPTH, left: &left }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| match markup(json) {
        Some(tag) => FormatError::new(format!("no JSON but a page: it begins with `{tag}`")),
        None => of_serde(&error),
    })
}

/// The first tag of HTML or XML, as error pages and login forms begin.
fn markup(text: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    let text = text.trim_start();
    let tag = text.split(['>', ' ', '\n', '\r', '\t']).next()?;
    let name = tag.strip_prefix('<')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || "!?".contains(c))
        && name.chars().all(|c| c.is_ascii_graphic());
    (is_name && tag.len() <= LONGEST).then_some(tag)
}

fn of_serde(error: &serde_json::Error) -> FormatError {
    let whole = error.to_string();
    let message = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(message, _)| message);
    let message = match error.classify() {
        serde_json::error::Category::Eof => format!("the JSON ends too early: {message}"),
        _ => format!("no JSON: {message}"),
    };
    FormatError::at(Place { line: error.line(), column: error.column().max(1) }, message)
}

/// What a value is, for messages.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a bool",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Reads a value and counts it. Used for YAML as well.
#[derive(Clone, Copy)]
pub(crate) struct Strict<'c> {
    depth: u32,
    left: &'c Cell<u32>,
}

impl<'c> Strict<'c> {
    pub(crate) fn new(left: &'c Cell<u32>) -> Self {
        left.set(VALUES);
        Self { depth: DEPTH, left }
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        let too_deep = || E::custom(format!("more than {DEPTH} levels of lists and objects"));
        Ok(Self { depth: self.depth.checked_sub(1).ok_or_else(too_deep)?, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let too_many = || D::Error::custom(format!("more than {VALUES} values"));
        self.left.set(self.left.get().checked_sub(1).ok_or_else(too_many)?);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let infinite = || E::custom("a number that is not finite");
        Number::from_f64(value).map(Value::Number).ok_or_else(infinite)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut elements = Vec::new();
        while let Some(element) = access.next_element_seed(inner)? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut fields = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = access.next_value_seed(inner)?;
            if fields.contains_key(&key) {
                let key = crate::error::shown(&key);
                return Err(A::Error::custom(format!("the key `{key}` comes twice")));
            }
            fields.insert(key, value);
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(json: &str, message: &str) {
        assert_eq!(parse(json).unwrap_err().to_string(), message);
    }

    #[test]
    fn values_are_read_as_they_are() {
        let json = r#"{"b": [1, -2, 0.5, true, null], "a": "x"}"#;
        assert_eq!(parse(json).unwrap().to_string(), json.replace(": ", ":").replace(", ", ","));
        assert_eq!(parse("\u{feff}1").unwrap(), 1);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        refused(" \n", "the text is empty, where JSON is expected");
        refused("<html>", "no JSON but a page: it begins with `<html`");
        refused("\n<!DOCTYPE html>", "no JSON but a page: it begins with `<!DOCTYPE`");
        refused("< 5", "no JSON: expected value (line 1, column 1)");
        refused(
            "{\"a\": [1,",
            "the JSON ends too early: EOF while parsing a value (line 1, column 9)",
        );
        refused("1 2", "no JSON: trailing characters (line 1, column 3)");
        refused("1e999", "no JSON: number out of range (line 1, column 5)");
        refused("NaN", "no JSON: expected value (line 1, column 1)");
    }

    #[test]
    fn keys_come_once_and_levels_are_counted() {
        refused(
            r#"{"a": {"b": 1, "b": 2}}"#,
            "no JSON: the key `b` comes twice (line 1, column 22)",
        );
        let nested = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&nested(64)).is_ok());
        let message = parse(&nested(65)).unwrap_err().message;
        assert_eq!(message, "no JSON: more than 64 levels of lists and objects");
    }
}
