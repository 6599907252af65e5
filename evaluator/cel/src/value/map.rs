//! Maps: entries in a fixed order, found by key.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Number, Value};

/// Below this many entries a scan is faster than a hash.
const SCANNED: usize = 12;

/// A key as it is compared: numbers by value, whatever their kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Bool(bool),
    Integer(i128),
    String(Arc<str>),
}

impl Key {
    /// `None` when the value cannot be a key, or equals none, such as `1.5`.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(Self::Bool(*value)),
            Value::String(text) => Some(Self::String(text.clone())),
            other => other.as_number().and_then(Number::as_integer).map(Self::Integer),
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Map {
    entries: Vec<(Value, Value)>,
    index: HashMap<Key, usize>,
}

impl Map {
    /// The entries in this order; `Err` holds a key that comes twice or cannot be one.
    pub fn new(entries: Vec<(Value, Value)>) -> Result<Self, Value> {
        if entries.len() <= SCANNED {
            return Self::small(entries);
        }
        let mut index = HashMap::with_capacity(entries.len());
        for (at, (key, _)) in entries.iter().enumerate() {
            let unique = Key::of(key).filter(|_| may_be_key(key));
            let fresh = unique.is_some_and(|unique| index.insert(unique, at).is_none());
            if !fresh {
                return Err(key.clone());
            }
        }
        Ok(Self { entries, index })
    }

    fn small(entries: Vec<(Value, Value)>) -> Result<Self, Value> {
        for (at, (key, _)) in entries.iter().enumerate() {
            let before = entries.get(..at).unwrap_or_default();
            if !may_be_key(key) || before.iter().any(|(other, _)| same_key(other, key)) {
                return Err(key.clone());
            }
        }
        Ok(Self { entries, index: HashMap::new() })
    }

    /// A map with string keys; of two equal keys the first stays.
    pub fn record<K: Into<Arc<str>>>(fields: impl IntoIterator<Item = (K, Value)>) -> Self {
        let mut entries: Vec<(Value, Value)> = Vec::new();
        for (name, value) in fields {
            entries.push((Value::String(name.into()), value));
        }
        Self::new(entries).unwrap_or_default()
    }

    pub fn get(&self, key: &Value) -> Option<&Value> {
        if let Value::String(name) = key {
            return self.field(name);
        }
        if self.index.is_empty() {
            return self.entries.iter().find(|(other, _)| same_key(other, key)).map(|(_, v)| v);
        }
        self.at(Key::of(key)?)
    }

    pub fn field(&self, name: &str) -> Option<&Value> {
        if self.index.is_empty() {
            let named = |key: &Value| matches!(key, Value::String(key) if **key == *name);
            return self.entries.iter().find(|(key, _)| named(key)).map(|(_, value)| value);
        }
        self.at(Key::String(Arc::from(name)))
    }

    fn at(&self, key: Key) -> Option<&Value> {
        self.entries.get(*self.index.get(&key)?).map(|(_, value)| value)
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn entries(&self) -> &[(Value, Value)] {
        &self.entries
    }
}

fn may_be_key(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::String(_))
}

fn same_key(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        _ => match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => a.compare(b) == Some(std::cmp::Ordering::Equal),
            _ => false,
        },
    }
}
