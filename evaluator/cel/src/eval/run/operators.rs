//! Arithmetic and indexing on CEL's own types; overflow and zero divisors are errors.

use std::fmt::Display;
use std::sync::Arc;

use super::{Failure, failure, refused};
use crate::eval::fault::{ErrorKind, Fault};
use crate::eval::meter::text_cost;
use crate::syntax::ast::Operator;
use crate::value::{Number, Value};

/// `None` when the types are not CEL's own for this operator.
pub(in crate::eval) fn binary(
    operator: Operator,
    a: &Value,
    b: &Value,
) -> Option<Result<Value, Fault>> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => int(operator, *a, *b),
        (Value::Uint(a), Value::Uint(b)) => uint(operator, *a, *b),
        (Value::Double(a), Value::Double(b)) => double(operator, *a, *b).map(Value::Double).map(Ok),
        _ => match operator {
            Operator::Add => add(a, b),
            Operator::Subtract => subtract(a, b),
            _ => None,
        },
    }
}

fn int(operator: Operator, a: i64, b: i64) -> Option<Result<Value, Fault>> {
    let result = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide | Operator::Modulo if b == 0 => return Some(Err(zero(operator, a))),
        Operator::Divide => a.checked_div(b),
        Operator::Modulo => a.checked_rem(b),
        _ => return None,
    };
    Some(result.map(Value::Int).ok_or_else(|| overflow(operator, a, b, "an int")))
}

fn uint(operator: Operator, a: u64, b: u64) -> Option<Result<Value, Fault>> {
    let result = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide | Operator::Modulo if b == 0 => return Some(Err(zero(operator, a))),
        Operator::Divide => a.checked_div(b),
        Operator::Modulo => a.checked_rem(b),
        _ => return None,
    };
    Some(
        result.map(Value::Uint).ok_or_else(|| {
            overflow(operator, format_args!("{a}u"), format_args!("{b}u"), "a uint")
        }),
    )
}

#[inline]
pub(in crate::eval) fn double(operator: Operator, a: f64, b: f64) -> Option<f64> {
    Some(match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        _ => return None,
    })
}

fn add(a: &Value, b: &Value) -> Option<Result<Value, Fault>> {
    let time = |sum: Option<crate::time::Timestamp>| {
        sum.map(Value::Timestamp).ok_or_else(|| out_of_range("timestamp"))
    };
    Some(match (a, b) {
        (Value::String(a), Value::String(b)) => Ok(Value::string([&**a, &**b].concat())),
        (Value::Bytes(a), Value::Bytes(b)) => Ok(Value::Bytes(Arc::from([&**a, &**b].concat()))),
        (Value::List(a), Value::List(b)) => {
            Ok(Value::List(a.iter().chain(b.iter()).cloned().collect()))
        }
        (Value::Timestamp(a), Value::Duration(b)) => time(a.checked_add(*b)),
        (Value::Duration(a), Value::Timestamp(b)) => time(b.checked_add(*a)),
        (Value::Duration(a), Value::Duration(b)) => {
            a.checked_add(*b).map(Value::Duration).ok_or_else(|| out_of_range("duration"))
        }
        _ => return None,
    })
}

fn subtract(a: &Value, b: &Value) -> Option<Result<Value, Fault>> {
    Some(match (a, b) {
        (Value::Timestamp(a), Value::Duration(b)) => {
            a.checked_sub(*b).map(Value::Timestamp).ok_or_else(|| out_of_range("timestamp"))
        }
        (Value::Timestamp(a), Value::Timestamp(b)) => {
            a.since(*b).map(Value::Duration).ok_or_else(|| out_of_range("duration"))
        }
        (Value::Duration(a), Value::Duration(b)) => {
            a.checked_sub(*b).map(Value::Duration).ok_or_else(|| out_of_range("duration"))
        }
        _ => return None,
    })
}

pub(in crate::eval) fn negate(operand: &Value) -> Option<Result<Value, Fault>> {
    match operand {
        Value::Int(value) => Some(value.checked_neg().map(Value::Int).ok_or_else(|| {
            Fault::error(ErrorKind::Overflow, format!("-({value}) does not fit into an int"))
        })),
        Value::Double(value) => Some(Ok(Value::Double(-value))),
        _ => None,
    }
}

/// What an operation costs: texts and lists are copied, and charged for before that.
pub(in crate::eval) fn cost(a: &Value, b: &Value) -> u64 {
    let cost = match (a, b) {
        (Value::String(a), Value::String(b)) => text_cost(a.len() + b.len()),
        (Value::Bytes(a), Value::Bytes(b)) => text_cost(a.len() + b.len()),
        (Value::List(a), Value::List(b)) => a.len() + b.len(),
        _ => 1,
    };
    cost.max(1) as u64
}

/// `container[index]`
pub(in crate::eval) fn element<'v>(
    container: &'v Value,
    index: &Value,
) -> Result<&'v Value, Failure> {
    match container {
        Value::Map(map) => map.get(index).ok_or_else(|| {
            failure(ErrorKind::NoSuchKey, format!("there is no key `{}`", index.brief()))
        }),
        Value::List(elements) => {
            let whole = index.as_number().and_then(Number::as_integer);
            let Some(whole) = whole else {
                let message = format!("`{}` is no index of a list", index.brief());
                return Err(failure(ErrorKind::InvalidArgument, message));
            };
            let found = usize::try_from(whole).ok().and_then(|at| elements.get(at));
            found.ok_or_else(|| {
                let message = format!("index {whole} is outside of a list of {}", elements.len());
                failure(ErrorKind::IndexOutOfRange, message)
            })
        }
        other => Err(refused("[]", &[other, index])),
    }
}

fn zero(operator: Operator, dividend: impl Display) -> Fault {
    let message = format!("{dividend} {} 0 has no result", operator.symbol());
    Fault::error(ErrorKind::DivisionByZero, message)
}

fn overflow(operator: Operator, a: impl Display, b: impl Display, of: &str) -> Fault {
    let message = format!("{a} {} {b} does not fit into {of}", operator.symbol());
    Fault::error(ErrorKind::Overflow, message)
}

fn out_of_range(what: &str) -> Fault {
    Fault::error(ErrorKind::Overflow, format!("the result is outside of the range of a {what}"))
}
