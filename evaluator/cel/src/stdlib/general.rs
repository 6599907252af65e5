//! Size, type, and leaving the type open.

use std::sync::Arc;

use crate::cost::Rule;
use crate::eval::Fault;
use crate::function;
use crate::function::Call;
use crate::value::Value;

function!(
    SIZE = "size",
    "Characters of a text, bytes, elements of a list, entries of a map.",
    size,
    [
        "size(string) -> int",
        "size(bytes) -> int",
        "size(list(T)) -> int",
        "size(map(K, V)) -> int",
        "string.size() -> int",
        "bytes.size() -> int",
        "list(T).size() -> int",
        "map(K, V).size() -> int",
    ],
    [("size('é')", "1"), ("[1, 2].size()", "2")],
    cost: Rule::TEXT
);

fn size(call: &Call<'_>) -> Result<Value, Fault> {
    let size = match call.args {
        [Value::String(text)] => {
            call.charge(text.len().div_ceil(10))?;
            text.chars().count()
        }
        [Value::Bytes(bytes)] => bytes.len(),
        [Value::List(elements)] => elements.len(),
        [Value::Map(map)] => map.len(),
        _ => return Err(call.no_overload()),
    };
    Ok(Value::Int(i64::try_from(size).unwrap_or(i64::MAX)))
}

function!(
    TYPE = "type",
    "The type of a value.",
    type_of,
    ["type(T) -> type(T)"],
    [("type(1) == int", "true"), ("type([1])", "list")],
    cost: Rule::FREE
);

fn type_of(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [value] => Ok(Value::Type(Arc::from(value.type_name()))),
        _ => Err(call.no_overload()),
    }
}

function!(
    DYN = "dyn",
    "The same value; its type is looked at only when it runs.",
    dyn_of,
    ["dyn(T) -> dyn"],
    [("dyn(1) == 1.0", "true")],
    cost: Rule::FREE
);

fn dyn_of(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [value] => Ok(value.clone()),
        _ => Err(call.no_overload()),
    }
}
