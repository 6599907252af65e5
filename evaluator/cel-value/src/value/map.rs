//! Maps: entries in a fixed order, found by key.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use super::Value;

/// Up to this many entries a scan is faster than a search.
const SCANNED: usize = 12;

#[derive(Clone, Debug, Default)]
pub struct Map {
    entries: Vec<(Value, Value)>,
    /// Positions of the entries, sorted by key; empty when there are few.
    sorted: Box<[u32]>,
}

impl Map {
    /// The entries in this order; `Err` holds a key that comes twice or cannot be one.
    pub fn new(entries: Vec<(Value, Value)>) -> Result<Self, Value> {
        if let Some((key, _)) = entries.iter().find(|(key, _)| !may_be_key(key)) {
            return Err(key.clone());
        }
        if entries.len() <= SCANNED {
            return Self::small(entries);
        }
        let key = |at: &u32| entries.get(*at as usize).map(|(key, _)| key);
        let order = |a: &u32, b: &u32| match (key(a), key(b)) {
            (Some(a), Some(b)) => key_order(a, b).unwrap_or(Ordering::Equal),
            _ => Ordering::Equal,
        };
        let mut sorted: Vec<u32> = (0u32..).zip(&entries).map(|(at, _)| at).collect();
        sorted.sort_by(&order);
        let twice = sorted.windows(2).find(|pair| matches!(pair, [a, b] if order(a, b).is_eq()));
        if let Some(key) = twice.and_then(|pair| pair.last()).and_then(key) {
            return Err(key.clone());
        }
        Ok(Self { entries, sorted: sorted.into() })
    }

    fn small(entries: Vec<(Value, Value)>) -> Result<Self, Value> {
        for (at, (key, _)) in entries.iter().enumerate() {
            let before = entries.get(..at).unwrap_or_default();
            if before.iter().any(|(other, _)| same_key(other, key)) {
                return Err(key.clone());
            }
        }
        Ok(Self { entries, sorted: Box::default() })
    }

    /// A map with string keys; of two equal keys the first stays, the other is dropped.
    pub fn record<K: Into<Arc<str>>>(fields: impl IntoIterator<Item = (K, Value)>) -> Self {
        let mut names: HashSet<Arc<str>> = HashSet::new();
        let mut entries: Vec<(Value, Value)> = Vec::new();
        for (name, value) in fields {
            let name: Arc<str> = name.into();
            if names.insert(name.clone()) {
                entries.push((Value::String(name), value));
            }
        }
        // Without equal keys nothing can be refused.
        Self::new(entries).unwrap_or_default()
    }

    pub fn get(&self, key: &Value) -> Option<&Value> {
        if let Value::String(name) = key {
            return self.field(name);
        }
        if self.sorted.is_empty() {
            return self.entries.iter().find(|(other, _)| same_key(other, key)).map(|(_, v)| v);
        }
        self.search(|other| key_order(other, key))
    }

    #[inline]
    pub fn field(&self, name: &str) -> Option<&Value> {
        if self.sorted.is_empty() {
            let named = |key: &Value| matches!(key, Value::String(key) if same_name(key, name));
            return self.entries.iter().find(|(key, _)| named(key)).map(|(_, value)| value);
        }
        self.search(|other| match other {
            Value::String(other) => Some((**other).cmp(name)),
            _ => Some(Ordering::Less),
        })
    }

    /// `order` compares an entry's key with the wanted one; `None` when there is no order.
    fn search(&self, order: impl Fn(&Value) -> Option<Ordering>) -> Option<&Value> {
        let entry = |at: &u32| self.entries.get(*at as usize);
        let compared = |at: &u32| entry(at).and_then(|(key, _)| order(key));
        let found = self.sorted.binary_search_by(|at| compared(at).unwrap_or(Ordering::Less));
        self.sorted.get(found.ok()?).and_then(entry).map(|(_, value)| value)
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

/// Names are short: a word or two of each are compared faster than a text is.
#[inline]
fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a.len() == b.len()
        && match a.len() {
            8..=16 => {
                a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk()
            }
            4..=7 => {
                a.first_chunk::<4>() == b.first_chunk() && a.last_chunk::<4>() == b.last_chunk()
            }
            1..=3 => a.iter().eq(b),
            _ => a == b,
        }
}

fn may_be_key(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::String(_))
}

fn same_key(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a == b,
        _ => key_order(a, b) == Some(Ordering::Equal),
    }
}

/// Bools, then numbers by value whatever their kind, then texts. `None` when one of them
/// cannot be compared with keys.
fn key_order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        _ => match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => a.compare(b),
            _ => Some(rank(a)?.cmp(&rank(b)?)),
        },
    }
}

fn rank(value: &Value) -> Option<u8> {
    match value {
        Value::Bool(_) => Some(0),
        Value::Int(_) | Value::Uint(_) | Value::Double(_) => Some(1),
        Value::String(_) => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many() -> Vec<(Value, Value)> {
        let texts = (0..20).map(|at| (Value::string(format!("k{at}")), Value::Int(at)));
        let numbers = (0..20).map(|at| (Value::Int(at - 5), Value::Int(100 + at)));
        texts.chain(numbers).chain([(Value::Bool(true), Value::Null)]).collect()
    }

    #[test]
    fn keys_are_found_in_small_and_large_maps() {
        for entries in [many().split_off(30), many()] {
            let map = Map::new(entries.clone()).unwrap();
            for (key, value) in &entries {
                let found = map.get(key).unwrap_or_else(|| panic!("{key} is lost"));
                assert!(crate::value::equal(found, value, &mut 0), "{key}");
            }
            for key in [Value::Uint(14), Value::Double(14.0)] {
                assert_eq!(map.get(&key).unwrap().to_string(), "119");
            }
            for key in [
                Value::Double(14.5),
                Value::Double(f64::NAN),
                Value::Bool(false),
                Value::Int(99),
                Value::string("k"),
                Value::Null,
            ] {
                assert!(map.get(&key).is_none(), "{key}");
            }
        }
    }

    #[test]
    fn keys_that_are_equal_or_no_keys_are_refused() {
        for (key, large) in [Value::Uint(3), Value::string("k7"), Value::Null, Value::Double(0.5)]
            .iter()
            .zip([true, true, true, true])
        {
            let mut entries = if large { many() } else { Vec::new() };
            entries.push((key.clone(), Value::Null));
            assert_eq!(Map::new(entries).unwrap_err().to_string(), key.to_string());
        }
        let small = vec![(Value::Int(1), Value::Null), (Value::Uint(1), Value::Null)];
        assert_eq!(Map::new(small).unwrap_err().to_string(), "1u");
    }

    #[test]
    fn names_of_all_lengths_differ_by_any_byte() {
        for length in 0..24 {
            let name = "abcdefghijklmnopqrstuvwxyz".get(..length).unwrap();
            assert!(same_name(name, name), "{name}");
            assert!(!same_name(name, &format!("{name}a")), "{name}");
            for at in 0..length {
                let mut other = name.to_owned();
                other.replace_range(at..=at, "X");
                assert!(!same_name(name, &other), "{name} {other}");
            }
        }
    }

    #[test]
    fn records_keep_the_first_of_equal_names() {
        let map = Map::record([("a", Value::Int(1)), ("b", Value::Int(2)), ("a", Value::Int(3))]);
        assert_eq!(Value::Map(Arc::new(map)).to_string(), "{'a': 1, 'b': 2}");
    }
}
