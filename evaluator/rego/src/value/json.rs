//! Values and JSON: sets become arrays, keys that are no texts become texts, as OPA does it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{Number, Value};

impl Value {
    /// Nothing where a number is too large for a double.
    pub fn to_json(&self) -> Option<Json> {
        match self {
            Self::Null => Some(Json::Null),
            Self::Bool(holds) => Some(Json::Bool(*holds)),
            Self::Number(number) => serde_json::from_str(number.as_str()).ok(),
            Self::String(text) => Some(Json::String(text.clone())),
            Self::Array(items) => items.iter().map(Self::to_json).collect(),
            Self::Set(members) => members.iter().map(Self::to_json).collect(),
            Self::Object(entries) => {
                let entry = |(key, value): (&Value, &Value)| Some((key.as_key(), value.to_json()?));
                entries.iter().map(entry).collect::<Option<_>>().map(Json::Object)
            }
        }
    }

    /// The same without sets, and with texts for keys.
    pub(crate) fn without_sets(&self) -> Self {
        match self {
            Self::Array(items) => Self::Array(items.iter().map(Self::without_sets).collect()),
            Self::Set(members) => Self::Array(members.iter().map(Self::without_sets).collect()),
            Self::Object(entries) => {
                let entry = |(key, value): (&Value, &Value)| {
                    (Self::String(key.as_key()), value.without_sets())
                };
                Self::Object(entries.iter().map(entry).collect())
            }
            plain => plain.clone(),
        }
    }

    fn as_key(&self) -> String {
        match self {
            Self::String(text) => text.clone(),
            other => other.to_json().map_or_else(|| other.to_string(), |json| json.to_string()),
        }
    }
}

impl From<&Json> for Value {
    fn from(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(holds) => Self::Bool(*holds),
            Json::Number(number) => {
                Number::parse(&number.to_string()).map_or(Self::Null, Self::Number)
            }
            Json::String(text) => Self::String(text.clone()),
            Json::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Json::Object(entries) => {
                let entry =
                    |(key, value): (&String, &Json)| (Self::String(key.clone()), value.into());
                Self::Object(entries.iter().map(entry).collect::<BTreeMap<_, _>>())
            }
        }
    }
}
