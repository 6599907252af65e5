//! Whether one document is contained in another.

use std::collections::BTreeMap;

use crate::call::{Answer, Call, Fault, truth};
use crate::value::Value;

pub(super) fn subset(call: &Call<'_>) -> Answer {
    let (whole, part) = (call.value(0)?, call.value(1)?);
    match (whole, part) {
        (Value::Array(items), Value::Set(wanted)) => {
            // OPA looks for a member that ends the search: nothing is found in nothing.
            let all = wanted.iter().all(|item| items.contains(item));
            call.charge(items.len().saturating_mul(wanted.len()));
            truth(all && !items.is_empty())
        }
        (Value::Object(_), Value::Object(_))
        | (Value::Set(_), Value::Set(_))
        | (Value::Array(_), Value::Array(_)) => truth(contains(call, whole, part)),
        _ => Err(Fault::new("operands must be of the same type, or an array and a set")),
    }
}

/// Objects are looked into; sets and arrays have the very members.
fn contains(call: &Call<'_>, whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => object(call, whole, part),
        (Value::Set(whole), Value::Set(part)) => part.is_subset(whole),
        (Value::Array(whole), Value::Array(part)) => {
            call.charge(whole.len().saturating_mul(part.len()));
            part.is_empty() || whole.windows(part.len()).any(|window| window == part)
        }
        _ => whole == part,
    }
}

fn object(call: &Call<'_>, whole: &BTreeMap<Value, Value>, part: &BTreeMap<Value, Value>) -> bool {
    part.iter().all(|(key, part)| whole.get(key).is_some_and(|whole| contains(call, whole, part)))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_is_contained_is_found() {
        for (operands, expected) in [
            (r#"[{"a": {"b": [1, 2, 3], "c": {1, 2}}}, {"a": {"b": [2, 3], "c": {1}}}]"#, "true"),
            (r#"[{"a": {"b": [1, 2, 3]}}, {"a": {"b": [1, 3]}}]"#, "false"),
            ("[[1, 2], []]", "true"),
            ("[{1, 2}, {2}]", "true"),
            ("[[1, 2, 1], {1, 2}]", "true"),
            ("[[1], set()]", "true"),
            ("[[], set()]", "false"),
            (r#"[{"a": 1}, {"b": 1}]"#, "false"),
        ] {
            check("object.subset", operands, expected);
        }
    }
}
