//! `==` at run time: total, deep, numbers by value, different kinds unequal.

use std::cmp::Ordering;
use std::convert::Infallible;

use super::{Map, Value};

/// Whether two values are equal, and what looking at their parts costs.
pub fn equal(a: &Value, b: &Value, cost: &mut u64) -> bool {
    let mut count = |units| {
        *cost = cost.saturating_add(units);
        Ok::<(), Infallible>(())
    };
    let Ok(same) = equal_within(a, b, &mut count);
    same
}

/// Like `equal`; `spend` takes the cost units of each part before it is looked at.
pub fn equal_within<E>(
    a: &Value,
    b: &Value,
    spend: &mut impl FnMut(u64) -> Result<(), E>,
) -> Result<bool, E> {
    spend(cost(a, b))?;
    match (a, b) {
        (Value::Double(a), Value::Double(b)) => Ok(a == b),
        (Value::Int(a), Value::Int(b)) => Ok(a == b),
        (Value::String(a), Value::String(b)) => Ok(a == b),
        (Value::Null, Value::Null) => Ok(true),
        (Value::Bool(a), Value::Bool(b)) => Ok(a == b),
        (Value::Bytes(a), Value::Bytes(b)) => Ok(a == b),
        (Value::Timestamp(a), Value::Timestamp(b)) => Ok(a == b),
        (Value::Duration(a), Value::Duration(b)) => Ok(a == b),
        (Value::Type(a), Value::Type(b)) => Ok(a == b),
        (Value::List(a), Value::List(b)) => lists(a, b, spend),
        (Value::Map(a), Value::Map(b)) => maps(a, b, spend),
        (Value::Optional(Some(a)), Value::Optional(Some(b))) => equal_within(a, b, spend),
        (Value::Optional(a), Value::Optional(b)) => Ok(a.is_none() && b.is_none()),
        (Value::Opaque(a), Value::Opaque(b)) => Ok(a.equals(&**b)),
        _ => Ok(match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => a.compare(b) == Some(Ordering::Equal),
            _ => false,
        }),
    }
}

/// A unit for each part; texts a tenth of a unit for each byte of the shorter, values of the
/// host what the smaller says.
pub fn cost(a: &Value, b: &Value) -> u64 {
    let units = match (a, b) {
        (Value::String(a), Value::String(b)) => a.len().min(b.len()).div_ceil(10),
        (Value::Bytes(a), Value::Bytes(b)) => a.len().min(b.len()).div_ceil(10),
        (Value::Opaque(a), Value::Opaque(b)) => a.size().min(b.size()),
        _ => 1,
    };
    units.max(1) as u64
}

fn lists<E>(
    a: &[Value],
    b: &[Value],
    spend: &mut impl FnMut(u64) -> Result<(), E>,
) -> Result<bool, E> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (a, b) in a.iter().zip(b) {
        if !equal_within(a, b, spend)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn maps<E>(a: &Map, b: &Map, spend: &mut impl FnMut(u64) -> Result<(), E>) -> Result<bool, E> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (key, value) in a.entries() {
        // Finding the key looks at its text.
        let text = key.as_str().map_or(0, |text| text.len() / 10) as u64;
        spend(text.saturating_add(1))?;
        let Some(other) = b.get(key) else {
            return Ok(false);
        };
        if !equal_within(value, other, spend)? {
            return Ok(false);
        }
    }
    Ok(true)
}
