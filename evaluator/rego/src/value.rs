//! Rego's values: JSON, and sets, and objects whose keys are any values. Ordered as Rego orders.

mod json;
mod number;
mod quote;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::collections::{BTreeMap, BTreeSet};

pub use number::Number;
pub(crate) use quote::{Left, escaped, is_shown};

/// The order of the kinds is Rego's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Value>),
    Object(BTreeMap<Value, Value>),
    Set(BTreeSet<Value>),
}

impl Value {
    pub fn int(number: i64) -> Self {
        Self::Number(Number::from(number))
    }

    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
            Self::Set(_) => "set",
        }
    }

    /// Of an array or a set.
    pub fn members(&self) -> Option<Vec<&Value>> {
        match self {
            Self::Array(items) => Some(items.iter().collect()),
            Self::Set(members) => Some(members.iter().collect()),
            _ => None,
        }
    }

    /// What an object has under that name.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Self::Object(entries) => entries.get(&Value::from(key)),
            _ => None,
        }
    }
}

impl From<bool> for Value {
    fn from(holds: bool) -> Self {
        Self::Bool(holds)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}
