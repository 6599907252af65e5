//! Parts of texts, and patterns.

use crate::eval::Fault;
use crate::function;
use crate::function::Call;
use crate::value::Value;

function!(
    CONTAINS = "contains",
    "Whether the text holds the other one.",
    contains,
    ["string.contains(string) -> bool"],
    [("'gonogo'.contains('nog')", "true")]
);

fn contains(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(part)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(text.len().div_ceil(10).saturating_mul(part.len().div_ceil(10)))?;
    Ok(Value::Bool(text.contains(&**part)))
}

function!(
    STARTS_WITH = "startsWith",
    "Whether the text begins with the other one.",
    starts_with,
    ["string.startsWith(string) -> bool"],
    [("'v1.2'.startsWith('v')", "true")]
);

fn starts_with(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(part)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(part.len().div_ceil(10))?;
    Ok(Value::Bool(text.starts_with(&**part)))
}

function!(
    ENDS_WITH = "endsWith",
    "Whether the text ends with the other one.",
    ends_with,
    ["string.endsWith(string) -> bool"],
    [("'v1.2-rc'.endsWith('-rc')", "true")]
);

fn ends_with(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(part)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(part.len().div_ceil(10))?;
    Ok(Value::Bool(text.ends_with(&**part)))
}

function!(
    MATCHES = "matches",
    "Whether the pattern (RE2 syntax) is found anywhere in the text.",
    matches,
    ["string.matches(string) -> bool", "matches(string, string) -> bool",],
    [("'v1.2.3'.matches('^v[0-9.]+$')", "true")]
);

fn matches(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(pattern)] = call.args else {
        return Err(call.no_overload());
    };
    let cost = text.len().saturating_add(1).div_ceil(10).saturating_mul(pattern.len().div_ceil(4));
    call.charge(cost)?;
    let regex = call.compile(pattern)?;
    Ok(Value::Bool(regex.is_match(text)))
}
