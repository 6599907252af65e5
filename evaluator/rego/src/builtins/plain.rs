//! Functions that need no family: printing, casts of the first Rego, ranges, and what later
//! versions of OPA compile into the module but earlier ones ask the host for.

use std::collections::BTreeMap;

use num_bigint::BigInt;

use super::{Builtin, of};
use crate::call::{Answer, Call, Fault, array, set, text, truth};
use crate::value::{Number, Value};

pub(super) const FUNCTIONS: &[Builtin] = &[
    of("array.flatten", 1, flatten),
    of("array.reverse", 1, reversed),
    of("cast_array", 1, |call| array(call.members(0)?.into_iter().cloned().collect())),
    of("cast_boolean", 1, |call| cast(call, "boolean")),
    of("cast_null", 1, |call| cast(call, "null")),
    of("cast_object", 1, |call| cast(call, "object")),
    of("cast_set", 1, |call| set(call.members(0)?.into_iter().cloned().collect())),
    of("cast_string", 1, |call| cast(call, "string")),
    of("eq", 2, |call| truth(call.value(0)? == call.value(1)?)),
    of("internal.member_2", 2, member),
    of("internal.member_3", 3, member_with_key),
    of("internal.print", 1, print),
    of("numbers.range_step", 3, range_step),
    of("object.keys", 1, keys),
    of("object.union_n", 1, union_n),
    of("strings.reverse", 1, |call| text(call.text(0)?.chars().rev().collect::<String>())),
    of("trace", 1, |call| {
        call.print(call.text(0)?);
        truth(true)
    }),
];

fn cast(call: &Call<'_>, wanted: &str) -> Answer {
    let value = call.value(0)?;
    if value.type_name() != wanted {
        return Err(Fault::new(format!("operand 1 must be {wanted} but is {}", value.type_name())));
    }
    Ok(Some(value.clone()))
}

fn flatten(call: &Call<'_>) -> Answer {
    let mut flat = Vec::new();
    for item in call.array(0)? {
        match item {
            Value::Array(items) => flat.extend(items.iter().cloned()),
            other => flat.push(other.clone()),
        }
    }
    array(flat)
}

fn reversed(call: &Call<'_>) -> Answer {
    array(call.array(0)?.iter().rev().cloned().collect())
}

fn entries(value: &Value) -> Result<&BTreeMap<Value, Value>, Fault> {
    match value {
        Value::Object(entries) => Ok(entries),
        other => Err(Fault::new(format!("an object is wanted but this is {}", other.type_name()))),
    }
}

fn keys(call: &Call<'_>) -> Answer {
    set(entries(call.value(0)?)?.keys().cloned().collect())
}

fn member(call: &Call<'_>) -> Answer {
    let wanted = call.value(0)?;
    truth(match call.value(1)? {
        Value::Object(entries) => entries.values().any(|value| value == wanted),
        other => other.members().is_some_and(|members| members.contains(&wanted)),
    })
}

fn member_with_key(call: &Call<'_>) -> Answer {
    let (key, wanted) = (call.value(0)?, call.value(1)?);
    truth(match call.value(2)? {
        Value::Object(entries) => entries.get(key) == Some(wanted),
        Value::Array(items) => {
            let place = match key {
                Value::Number(number) => number.as_i64().and_then(|i| usize::try_from(i).ok()),
                _ => None,
            };
            place.and_then(|place| items.get(place)) == Some(wanted)
        }
        Value::Set(members) => key == wanted && members.contains(wanted),
        _ => false,
    })
}

fn union_n(call: &Call<'_>) -> Answer {
    let mut union = BTreeMap::new();
    for object in call.array(0)? {
        merge(&mut union, entries(object)?);
    }
    Ok(Some(Value::Object(union)))
}

/// Later entries win; objects under the same key become one.
fn merge(into: &mut BTreeMap<Value, Value>, from: &BTreeMap<Value, Value>) {
    for (key, value) in from {
        if let (Some(Value::Object(old)), Value::Object(new)) = (into.get_mut(key), value) {
            merge(old, new);
        } else {
            into.insert(key.clone(), value.clone());
        }
    }
}

/// Each operand is the set of its values; all combinations are printed.
fn print(call: &Call<'_>) -> Answer {
    let mut lines = vec![String::new()];
    for operand in call.array(0)? {
        let shown: Vec<String> = match operand {
            Value::Set(values) if values.is_empty() => vec!["<undefined>".to_owned()],
            Value::Set(values) => values.iter().map(plain).collect(),
            other => vec![plain(other)],
        };
        call.within(lines.len().saturating_mul(shown.len()))?;
        let longer = |line: &String| {
            let gap = if line.is_empty() { "" } else { " " };
            shown.iter().map(|value| format!("{line}{gap}{value}")).collect::<Vec<_>>()
        };
        lines = lines.iter().flat_map(longer).collect();
    }
    for line in &lines {
        call.print(line);
    }
    truth(true)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.shown(),
    }
}

fn range_step(call: &Call<'_>) -> Answer {
    let (from, to, step) = (big(call, 0)?, big(call, 1)?, big(call, 2)?);
    let zero = BigInt::ZERO;
    if step <= zero {
        return Err(Fault::new("the step must be a positive integer"));
    }
    let rising = from <= to;
    let mut numbers = Vec::new();
    let mut next = from;
    while if rising { next <= to } else { next >= to } {
        call.within(numbers.len().saturating_mul(8))?;
        numbers.extend(Number::parse(&next.to_string()).map(Value::Number));
        next = if rising { next + &step } else { next - &step };
    }
    array(numbers)
}

fn big(call: &Call<'_>, place: usize) -> Result<BigInt, Fault> {
    let number = call.number(place)?;
    if let Some(exact) = number.as_exact_i64() {
        return Ok(exact.into());
    }
    let digits = if number.as_str().len() > 1_000 { "" } else { number.as_str() };
    digits.parse().map_err(|_| {
        let place = place.saturating_add(1);
        Fault::new(format!("operand {place} must be an integer"))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn they_answer_as_opa_does() {
        check("numbers.range_step", "[1, 10, 4]", "[1, 5, 9]");
        check("numbers.range_step", "[3, -3, 3]", "[3, 0, -3]");
        check("numbers.range_step", "[1, 2, 0]", "undefined: the step must be a positive integer");
        check(
            "numbers.range_step",
            "[0, 1e12, 1]",
            "halt: the answer is larger than 1048576 bytes or parts",
        );
        check(
            "object.union_n",
            "[[{\"a\": {\"b\": 1}}, {\"a\": {\"c\": 2}}]]",
            "{\"a\": {\"b\": 1, \"c\": 2}}",
        );
        check("internal.member_3", "[1, \"b\", [\"a\", \"b\"]]", "true");
        check("internal.member_2", "[1, {\"a\": 1}]", "true");
        check("array.flatten", "[[1, [2, [3]]]]", "[1, 2, [3]]");
        check("strings.reverse", "[\"aü\"]", "\"üa\"");
        check("cast_set", "[[1, 1]]", "{1}");
        check("object.keys", "[{\"a\": 1}]", "{\"a\"}");
    }
}
