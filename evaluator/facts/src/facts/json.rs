//! JSON read strictly: a key that comes twice is an error, numbers stay what they are.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use gonogo_cel::{Map, Value};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::problem::FactProblem;

/// Values that one fact may hold, those inside of others counted as well. A byte of text can
/// make a value, which takes some fifty times as much memory.
const NODES: u32 = 1_000_000;
/// A series is three values for each sample, and does not stay in this form.
const SERIES_NODES: u32 = 4_000_000;

/// A JSON value with the order of its keys.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn parse(text: &str) -> Result<Self, FactProblem> {
        Self::parse_up_to(NODES, text)
    }

    pub(super) fn parse_series(text: &str) -> Result<Self, FactProblem> {
        Self::parse_up_to(SERIES_NODES, text)
    }

    fn parse_up_to(limit: u32, text: &str) -> Result<Self, FactProblem> {
        let invalid = |error: serde_json::Error| FactProblem::invalid(error.to_string());
        let left = Cell::new(limit);
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let json = JsonVisitor { limit, left: &left }.deserialize(&mut deserializer);
        let json = json.map_err(invalid)?;
        deserializer.end().map_err(invalid)?;
        Ok(json)
    }

    /// What it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a bool",
            Self::Int(_) | Self::Double(_) => "a number",
            Self::String(_) => "a text",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Double(value) => Some(*value),
            _ => None,
        }
    }

    /// As a CEL value; map keys in sorted order, so that results do not hang on theirs.
    pub(super) fn into_value(self) -> Result<Value, FactProblem> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Int(value) => Value::Int(value),
            Self::Double(value) if value.is_finite() => Value::Double(value),
            Self::Double(value) => {
                return Err(FactProblem::invalid(format!("`{value}` is not a finite number")));
            }
            Self::String(text) => Value::string(text),
            Self::Array(elements) => {
                let values: Result<Vec<Value>, _> =
                    elements.into_iter().map(Self::into_value).collect();
                Value::list(values?)
            }
            Self::Object(mut fields) => {
                fields.sort_by(|a, b| a.0.cmp(&b.0));
                let mut entries = Vec::with_capacity(fields.len());
                for (key, value) in fields {
                    entries.push((Value::string(key), value.into_value()?));
                }
                let twice = |key: Value| FactProblem::invalid(format!("the key {key} comes twice"));
                Value::Map(Arc::new(Map::new(entries).map_err(twice)?))
            }
        })
    }
}

/// Reads a value, and counts it.
#[derive(Clone, Copy)]
struct JsonVisitor<'c> {
    limit: u32,
    left: &'c Cell<u32>,
}

impl<'de> DeserializeSeed<'de> for JsonVisitor<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(D::Error::custom(format!("more than {} values", self.limit)));
        };
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for JsonVisitor<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or(Json::Double(value as f64), Json::Int))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Double(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = access.next_element_seed(self)? {
            elements.push(element);
        }
        Ok(Json::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut fields: Vec<(String, Json)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = access.next_value_seed(self)?;
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom(format!("the key `{key}` comes twice")));
            }
            fields.push((key, value));
        }
        Ok(Json::Object(fields))
    }
}

/// The fields of an object, taken out one by one; what is left over is unknown.
pub(super) struct Fields {
    fields: Vec<(String, Json)>,
}

impl Fields {
    pub(super) fn of(json: Json, what: &str) -> Result<Self, FactProblem> {
        match json {
            Json::Object(fields) => Ok(Self { fields }),
            other => {
                Err(FactProblem::invalid(format!("{what} is {}, not an object", other.kind())))
            }
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Json> {
        let at = self.fields.iter().position(|(field, _)| field == name)?;
        Some(self.fields.remove(at).1).filter(|value| *value != Json::Null)
    }

    pub(super) fn need(&mut self, name: &str) -> Result<Json, FactProblem> {
        self.take(name).ok_or_else(|| FactProblem::invalid(format!("`{name}` is missing")))
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, FactProblem> {
        match self.take(name) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
            Some(other) => Err(wrong(name, &other, "a text")),
        }
    }

    pub(super) fn bool(&mut self, name: &str) -> Result<Option<bool>, FactProblem> {
        match self.take(name) {
            None => Ok(None),
            Some(Json::Bool(value)) => Ok(Some(value)),
            Some(other) => Err(wrong(name, &other, "a bool")),
        }
    }

    /// A whole number that is not negative.
    pub(super) fn count(&mut self, name: &str) -> Result<i64, FactProblem> {
        match self.need(name)? {
            Json::Int(value) if value >= 0 => Ok(value),
            Json::Int(value) => Err(FactProblem::invalid(format!("`{name}` is negative: {value}"))),
            other => Err(wrong(name, &other, "a whole number")),
        }
    }

    /// Every field must be known.
    pub(super) fn finish(self) -> Result<(), FactProblem> {
        match self.fields.first() {
            None => Ok(()),
            Some((name, _)) => Err(FactProblem::invalid(format!("unknown field `{name}`"))),
        }
    }
}

pub(super) fn wrong(name: &str, found: &Json, wanted: &str) -> FactProblem {
    FactProblem::invalid(format!("`{name}` is {}, not {wanted}", found.kind()))
}
