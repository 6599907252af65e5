//! Parts of texts, and patterns.

<<<<<<< HEAD
use crate::eval::Fault;
=======
use crate::cost::{Arguments, Rule};
use crate::eval::{ErrorKind, Fault, compile_pattern};
>>>>>>> a0a5c63 (cel: a static estimate of cost)
use crate::function;
use crate::function::Call;
use crate::value::Value;

function!(
    CONTAINS = "contains",
    "Whether the text holds the other one.",
    contains,
    ["string.contains(string) -> bool"],
    [("'gonogo'.contains('nog')", "true")],
    cost: Rule { work: |args| args.text(0).saturating_mul(args.text(1)), ..Rule::FREE }
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
    [("'v1.2'.startsWith('v')", "true")],
    cost: Rule { work: |args| args.text(1), ..Rule::FREE }
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
    [("'v1.2-rc'.endsWith('-rc')", "true")],
    cost: Rule { work: |args| args.text(1), ..Rule::FREE }
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
    [("'v1.2.3'.matches('^v[0-9.]+$')", "true")],
    cost: Rule { work: matching, ..Rule::FREE }
);

<<<<<<< HEAD
=======
/// When the pattern is not a literal.
fn matching(args: &Arguments<'_>) -> u64 {
    let (text, pattern) = (args.bytes(0), args.bytes(1));
    let compiled = pattern.saturating_add(1).saturating_mul(COMPILE_COST as u64);
    let searched = text.saturating_add(1).div_ceil(10).saturating_mul(pattern.div_ceil(4));
    compiled.saturating_add(searched)
}

/// Cost units per byte of a pattern that has to be compiled while running.
const COMPILE_COST: usize = 2_000;
/// Bytes of such a pattern when compiled: less than for literals, it may be one of many.
const COMPILED: usize = 1 << 18;

>>>>>>> a0a5c63 (cel: a static estimate of cost)
fn matches(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(pattern)] = call.args else {
        return Err(call.no_overload());
    };
    let cost = text.len().saturating_add(1).div_ceil(10).saturating_mul(pattern.len().div_ceil(4));
    call.charge(cost)?;
    let regex = call.compile(pattern)?;
    Ok(Value::Bool(regex.is_match(text)))
}
