//! Values that may be absent.

use std::sync::Arc;

use crate::eval::{ErrorKind, Fault};
use crate::function;
use crate::function::Call;
use crate::time::Timestamp;
use crate::value::Value;

function!(
    OF = "optional.of",
    "An optional value that is there.",
    of,
    ["optional.of(T) -> optional_type(T)"],
    [("optional.of(1).hasValue()", "true")]
);

fn of(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [value] => Ok(Value::some(value.clone())),
        _ => Err(call.no_overload()),
    }
}

function!(
    OF_NON_ZERO_VALUE = "optional.ofNonZeroValue",
    "The value, or none if it is null, false, zero or empty.",
    of_non_zero_value,
    ["optional.ofNonZeroValue(T) -> optional_type(T)"],
    [
        ("optional.ofNonZeroValue('')", "optional.none()"),
        ("optional.ofNonZeroValue(7).value()", "7")
    ]
);

fn of_non_zero_value(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [value] if is_zero(value) => Ok(Value::Optional(None)),
        [value] => Ok(Value::some(value.clone())),
        _ => Err(call.no_overload()),
    }
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(truth) => !truth,
        Value::Int(number) => *number == 0,
        Value::Uint(number) => *number == 0,
        Value::Double(number) => *number == 0.0,
        Value::String(text) => text.is_empty(),
        Value::Bytes(bytes) => bytes.is_empty(),
        Value::List(elements) => elements.is_empty(),
        Value::Map(map) => map.is_empty(),
        Value::Timestamp(time) => Timestamp::new(0, 0) == Some(*time),
        Value::Duration(duration) => duration.nanos == 0,
        Value::Optional(value) => value.is_none(),
        Value::Type(_) | Value::Opaque(_) => false,
    }
}

function!(
    NONE = "optional.none",
    "An optional value that is not there.",
    none,
    ["optional.none() -> optional_type(T)"],
    [("optional.none().orValue(5)", "5")]
);

fn none(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [] => Ok(Value::Optional(None)),
        _ => Err(call.no_overload()),
    }
}

function!(
    HAS_VALUE = "hasValue",
    "Whether there is a value.",
    has_value,
    ["optional_type(T).hasValue() -> bool"],
    [("{'a': 1}.?b.hasValue()", "false")]
);

fn has_value(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::Optional(value)] => Ok(Value::Bool(value.is_some())),
        _ => Err(call.no_overload()),
    }
}

function!(
    VALUE = "value",
    "The value; an error if there is none.",
    value,
    ["optional_type(T).value() -> T"],
    [("{'a': 1}.?a.value()", "1")]
);

fn value(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::Optional(Some(value))] => Ok((**value).clone()),
        [Value::Optional(None)] => {
            let message = "the optional value is none; `orValue(x)` gives another instead";
            Err(Fault::error(ErrorKind::InvalidArgument, message))
        }
        _ => Err(call.no_overload()),
    }
}

function!(
    OR = "or",
    "This optional value, or the other if there is none; the other is looked at only then.",
    or,
    ["optional_type(T).or(optional_type(T)) -> optional_type(T)"],
    [("optional.none().or(optional.of(2)).value()", "2")]
);

fn or(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::Optional(None), other @ Value::Optional(_)] => Ok(other.clone()),
        [value @ Value::Optional(Some(_)), Value::Optional(_)] => Ok(value.clone()),
        _ => Err(call.no_overload()),
    }
}

function!(
    OR_VALUE = "orValue",
    "The value, or the other if there is none; the other is looked at only then.",
    or_value,
    ["optional_type(T).orValue(T) -> T"],
    [("{'a': 1}.?b.orValue(0)", "0")]
);

fn or_value(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::Optional(Some(value)), _] => Ok((**value).clone()),
        [Value::Optional(None), other] => Ok(other.clone()),
        _ => Err(call.no_overload()),
    }
}

function!(
    UNWRAP = "optional.unwrap",
    "The values of those that have one.",
    unwrap,
    ["optional.unwrap(list(optional_type(T))) -> list(T)"],
    [("optional.unwrap([optional.of(1), optional.none()])", "[1]")]
);

function!(
    UNWRAP_OPT = "unwrapOpt",
    "The values of those that have one.",
    unwrap,
    ["list(optional_type(T)).unwrapOpt() -> list(T)"],
    [("[optional.none(), optional.of(2)].unwrapOpt()", "[2]")]
);

fn unwrap(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::List(elements)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(elements.len())?;
    let mut values = Vec::with_capacity(elements.len());
    for element in elements.iter() {
        match element {
            Value::Optional(value) => values.extend(value.as_ref().map(|value| (**value).clone())),
            _ => return Err(call.no_overload()),
        }
    }
    Ok(Value::List(Arc::from(values)))
}
