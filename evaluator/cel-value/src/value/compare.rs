//! `<` and its kin: which values have an order.

use std::cmp::Ordering;

use super::Value;

/// The two kinds have no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unordered;

/// `Ok(None)` when one of the two is NaN.
pub fn compare(a: &Value, b: &Value) -> Result<Option<Ordering>, Unordered> {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => Ok(Some(a.cmp(b))),
        (Value::String(a), Value::String(b)) => Ok(Some(a.cmp(b))),
        (Value::Bytes(a), Value::Bytes(b)) => Ok(Some(a.cmp(b))),
        (Value::Timestamp(a), Value::Timestamp(b)) => Ok(Some(a.cmp(b))),
        (Value::Duration(a), Value::Duration(b)) => Ok(Some(a.cmp(b))),
        (Value::Opaque(a), Value::Opaque(b)) => a.order(&**b).map(Some).ok_or(Unordered),
        _ => match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => Ok(a.order(b)),
            _ => Err(Unordered),
        },
    }
}
