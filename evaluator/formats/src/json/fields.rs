//! Looking into values that a tool wrote: unknown keys are fine, wrong types are not.

use serde_json::{Map, Value};

use super::kind;
use crate::error::FormatError;

pub(crate) fn object<'a>(value: &'a Value, name: &str) -> Result<Fields<'a>, FormatError> {
    match value {
        Value::Object(fields) => Ok(Fields(fields)),
        other => Err(wrong(name, other, "an object")),
    }
}

pub(crate) fn array<'a>(value: &'a Value, name: &str) -> Result<&'a [Value], FormatError> {
    match value {
        Value::Array(elements) => Ok(elements),
        other => Err(wrong(name, other, "a list")),
    }
}

pub(crate) fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str, FormatError> {
    value.as_str().ok_or_else(|| wrong(name, value, "a text"))
}

fn wrong(name: &str, found: &Value, wanted: &str) -> FormatError {
    FormatError::new(format!("`{name}` is {}, not {wanted}", kind(found)))
}

fn missing(name: &str) -> FormatError {
    FormatError::new(format!("`{name}` is missing"))
}

/// An object's fields. Null counts as missing.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    pub(crate) fn has(self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn get(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn need(self, name: &str) -> Result<&'a Value, FormatError> {
        self.get(name).ok_or_else(|| missing(name))
    }

    pub(crate) fn object(self, name: &str) -> Result<Option<Fields<'a>>, FormatError> {
        self.get(name).map(|value| object(value, name)).transpose()
    }

    pub(crate) fn need_object(self, name: &str) -> Result<Fields<'a>, FormatError> {
        object(self.need(name)?, name)
    }

    /// The elements of a list; none for one that is missing.
    pub(crate) fn array(self, name: &str) -> Result<&'a [Value], FormatError> {
        self.get(name).map_or(Ok(&[]), |value| array(value, name))
    }

    pub(crate) fn need_array(self, name: &str) -> Result<&'a [Value], FormatError> {
        array(self.need(name)?, name)
    }

    pub(crate) fn text(self, name: &str) -> Result<Option<&'a str>, FormatError> {
        self.get(name).map(|value| text(value, name)).transpose()
    }

    pub(crate) fn need_text(self, name: &str) -> Result<&'a str, FormatError> {
        text(self.need(name)?, name)
    }

    /// A whole number that is not negative.
    pub(crate) fn count(self, name: &str) -> Result<Option<u64>, FormatError> {
        let count = |value: &Value| {
            value.as_u64().ok_or_else(|| {
                let found =
                    value.as_number().map_or_else(|| kind(value).to_owned(), |n| n.to_string());
                FormatError::new(format!("`{name}` is {found}, not a count"))
            })
        };
        self.get(name).map(count).transpose()
    }

    pub(crate) fn need_count(self, name: &str) -> Result<u64, FormatError> {
        self.count(name)?.ok_or_else(|| missing(name))
    }

    pub(crate) fn number(self, name: &str) -> Result<Option<f64>, FormatError> {
        let number =
            |value: &'a Value| value.as_f64().ok_or_else(|| wrong(name, value, "a number"));
        self.get(name).map(number).transpose()
    }
}
