//! `==` at run time: total, deep, numbers by value, different kinds unequal.

use std::cmp::Ordering;

use super::{Map, Value};

/// Whether two values are equal, and how many parts were looked at.
pub fn equal(a: &Value, b: &Value, visited: &mut u64) -> bool {
    *visited = visited.saturating_add(1);
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Bytes(a), Value::Bytes(b)) => a == b,
        (Value::Timestamp(a), Value::Timestamp(b)) => a == b,
        (Value::Duration(a), Value::Duration(b)) => a == b,
        (Value::Type(a), Value::Type(b)) => a == b,
        (Value::List(a), Value::List(b)) => lists(a, b, visited),
        (Value::Map(a), Value::Map(b)) => maps(a, b, visited),
        (Value::Opaque(a), Value::Opaque(b)) => a.equals(&**b),
        _ => match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => a.compare(b) == Some(Ordering::Equal),
            _ => false,
        },
    }
}

fn lists(a: &[Value], b: &[Value], visited: &mut u64) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b, visited))
}

fn maps(a: &Map, b: &Map, visited: &mut u64) -> bool {
    let mut same = |(key, value): &(Value, Value)| {
        b.get(key).is_some_and(|other| equal(value, other, visited))
    };
    a.len() == b.len() && a.entries().iter().all(&mut same)
}
