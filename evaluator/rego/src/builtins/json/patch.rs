//! JSON Patch (RFC 6902), which in Rego also changes sets: a member is its own key there.

use crate::call::{Answer, Call, Fault};
use crate::value::Value;

const DEPTH: usize = 128;

pub(super) fn patch(call: &Call<'_>) -> Answer {
    let operations = call.array(1)?;
    // Each step may copy a part into itself.
    let mut document = Some(call.value(0)?.clone());
    for operation in operations {
        apply(&mut document, operation)?;
        let size = document.as_ref().map_or(Some(0), |document| size(document, DEPTH));
        let too_deep = || Fault::Halt("a patch makes the document too deep".to_owned());
        let size = size.ok_or_else(too_deep)?;
        call.charge(size);
        call.within(size.saturating_mul(8))?;
    }
    Ok(document)
}

/// About how many parts of eight bytes; nothing where it is too deep to be handed back.
fn size(value: &Value, depth: usize) -> Option<usize> {
    let depth = depth.checked_sub(1)?;
    let parts: Vec<&Value> = match value {
        Value::Object(entries) => entries.iter().flat_map(|(key, value)| [key, value]).collect(),
        Value::String(text) => return Some(text.len().div_ceil(8)),
        other => other.members().unwrap_or_default(),
    };
    let mut parts = parts.into_iter();
    parts.try_fold(1_usize, |sum, part| Some(sum.saturating_add(size(part, depth)?)))
}

fn apply(document: &mut Option<Value>, operation: &Value) -> Result<(), Fault> {
    let path = path(attribute(operation, "path")?)?;
    let Value::String(name) = attribute(operation, "op")? else {
        return Err(Fault::new("`op` must be a string"));
    };
    match name.as_str() {
        "add" => insert(document, &path, attribute(operation, "value")?.clone()),
        "remove" => remove(document, &path).map(|_| ()),
        "replace" => {
            remove(document, &path)?;
            insert(document, &path, attribute(operation, "value")?.clone())
        }
        "move" => {
            let moved = remove(document, &from(operation)?)?;
            insert(document, &path, moved)
        }
        "copy" => {
            let copied = find(document, &from(operation)?)?.clone();
            insert(document, &path, copied)
        }
        "test" => {
            let found = find(document, &path)?;
            let same = found == attribute(operation, "value")?;
            if same {
                Ok(())
            } else {
                Err(Fault::new("the value is not the one that is tested for"))
            }
        }
        other => Err(Fault::new(format!("`{other}` is no operation of JSON Patch"))),
    }
}

fn attribute<'v>(operation: &'v Value, name: &str) -> Result<&'v Value, Fault> {
    operation.get(name).ok_or_else(|| Fault::new(format!("an operation has no `{name}`")))
}

fn from(operation: &Value) -> Result<Vec<Value>, Fault> {
    path(attribute(operation, "from")?)
}

fn path(value: &Value) -> Result<Vec<Value>, Fault> {
    match value {
        Value::String(text) if text.is_empty() => Ok(Vec::new()),
        Value::String(text) => {
            let parts = text.trim_start_matches('/').split('/');
            Ok(parts
                .map(|part| Value::String(part.replace("~1", "/").replace("~0", "~")))
                .collect())
        }
        Value::Array(parts) => Ok(parts.clone()),
        _ => Err(Fault::new("a path is a string or an array")),
    }
}

fn nothing_there() -> Fault {
    Fault::new("the path leads to nothing")
}

fn find<'v>(document: &'v Option<Value>, path: &[Value]) -> Result<&'v Value, Fault> {
    let mut value = document.as_ref().ok_or_else(nothing_there)?;
    for key in path {
        value = match value {
            Value::Object(entries) => entries.get(key),
            Value::Set(members) => members.get(key),
            Value::Array(items) => items.get(index(key, items.len())?),
            _ => None,
        }
        .ok_or_else(nothing_there)?;
    }
    Ok(value)
}

/// `-` is behind the last.
fn index(key: &Value, length: usize) -> Result<usize, Fault> {
    let place = match key {
        Value::Number(number) => number.as_i64(),
        Value::String(text) if text == "-" => return Ok(length),
        Value::String(text) if text != "0" && text.starts_with('0') => None,
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let place = place.and_then(|place| usize::try_from(place).ok());
    place.ok_or_else(|| Fault::new("this is no place in an array"))
}

/// The inner value changed by `change`, everything around it kept.
fn change<T>(
    document: &mut Value,
    path: &[Value],
    change: &mut dyn FnMut(&mut Value) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let Some((key, rest)) = path.split_first() else {
        return change(document);
    };
    match document {
        Value::Object(entries) => {
            self::change(entries.get_mut(key).ok_or_else(nothing_there)?, rest, change)
        }
        Value::Array(items) => {
            let place = index(key, items.len())?;
            self::change(items.get_mut(place).ok_or_else(nothing_there)?, rest, change)
        }
        Value::Set(members) => {
            let mut member = members.take(key).ok_or_else(nothing_there)?;
            let result = self::change(&mut member, rest, change);
            members.insert(member);
            result
        }
        _ => Err(nothing_there()),
    }
}

fn insert(document: &mut Option<Value>, path: &[Value], value: Value) -> Result<(), Fault> {
    let Some((key, parents)) = path.split_last() else {
        *document = Some(value);
        return Ok(());
    };
    let mut value = Some(value);
    let mut put = |parent: &mut Value| {
        let value = value.take().ok_or_else(nothing_there)?;
        match parent {
            Value::Object(entries) => {
                entries.insert(key.clone(), value);
                Ok(())
            }
            Value::Set(members) if *key == value => {
                members.insert(value);
                Ok(())
            }
            Value::Set(_) => Err(Fault::new("a member of a set is its own key")),
            Value::Array(items) => {
                let place = index(key, items.len())?;
                if place > items.len() {
                    return Err(Fault::new("the place is behind the end of the array"));
                }
                items.insert(place, value);
                Ok(())
            }
            _ => Err(nothing_there()),
        }
    };
    change(document.as_mut().ok_or_else(nothing_there)?, parents, &mut put)
}

fn remove(document: &mut Option<Value>, path: &[Value]) -> Result<Value, Fault> {
    let Some((key, parents)) = path.split_last() else {
        return document.take().ok_or_else(nothing_there);
    };
    let mut take = |parent: &mut Value| match parent {
        Value::Object(entries) => entries.remove(key).ok_or_else(nothing_there),
        Value::Set(members) => members.take(key).ok_or_else(nothing_there),
        Value::Array(items) => {
            let place = index(key, items.len())?;
            if place < items.len() { Ok(items.remove(place)) } else { Err(nothing_there()) }
        }
        _ => Err(nothing_there()),
    };
    change(document.as_mut().ok_or_else(nothing_there)?, parents, &mut take)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn each_operation_does_its_part() {
        let document = r#"{"a": [1, 2], "b": {"c/d": 3}, "s": {1, [2]}}"#;
        for (patch, expected) in [
            (
                r#"{"op": "add", "path": "/a/1", "value": 9}"#,
                r#"{"a": [1, 9, 2], "b": {"c/d": 3}, "s": {1, [2]}}"#,
            ),
            (
                r#"{"op": "add", "path": "a/-", "value": 9}"#,
                r#"{"a": [1, 2, 9], "b": {"c/d": 3}, "s": {1, [2]}}"#,
            ),
            (r#"{"op": "remove", "path": "/b/c~1d"}"#, r#"{"a": [1, 2], "b": {}, "s": {1, [2]}}"#),
            (
                r#"{"op": "replace", "path": ["b"], "value": 0}"#,
                r#"{"a": [1, 2], "b": 0, "s": {1, [2]}}"#,
            ),
            (
                r#"{"op": "move", "from": "/a/0", "path": "/x"}"#,
                r#"{"a": [2], "b": {"c/d": 3}, "s": {1, [2]}, "x": 1}"#,
            ),
            (
                r#"{"op": "copy", "from": "/a", "path": ["s", [2], 1]}"#,
                r#"{"a": [1, 2], "b": {"c/d": 3}, "s": {1, [2, [1, 2]]}}"#,
            ),
            (
                r#"{"op": "test", "path": "/a/0", "value": 2}"#,
                "undefined: the value is not the one that is tested for",
            ),
            (
                r#"{"op": "add", "path": "/a/7", "value": 2}"#,
                "undefined: the place is behind the end of the array",
            ),
            (
                r#"{"op": "add", "path": "/a/01", "value": 2}"#,
                "undefined: this is no place in an array",
            ),
            (r#"{"op": "add", "path": "", "value": 2}"#, "2"),
            (r#"{"op": "remove", "path": "/x/y"}"#, "undefined: the path leads to nothing"),
            (r#"{"op": "turn", "path": "/x"}"#, "undefined: `turn` is no operation of JSON Patch"),
            (
                r#"{"op": "add", "path": ["s", 3], "value": 3}"#,
                r#"{"a": [1, 2], "b": {"c/d": 3}, "s": {1, 3, [2]}}"#,
            ),
        ] {
            check("json.patch", &format!("[{document}, [{patch}]]"), expected);
        }
    }

    #[test]
    fn a_document_that_doubles_is_refused() {
        let double =
            r#"{"op": "copy", "from": "", "path": "/a"}, {"op": "copy", "from": "", "path": "/b"}"#;
        let patch = vec![double; 30].join(", ");
        check(
            "json.patch",
            &format!("[{{}}, [{patch}]]"),
            "halt: the answer is larger than 1048576 bytes or parts",
        );
        let deeper = vec![r#"{"op": "copy", "from": "", "path": "/a"}"#; 200].join(", ");
        check(
            "json.patch",
            &format!("[{{}}, [{deeper}]]"),
            "halt: a patch makes the document too deep",
        );
    }
}
