//! Parameters: values with the types that their texts show.

use std::sync::Arc;

use gonogo_cel::{Diagnostic, Map, ObjectType, Type, Value};
use gonogo_document::{FileKind, Kind, Node, Style, Text, read_file};
use gonogo_series::quantity::Quantity;

use super::codes;
use crate::functions::quantity::{quantity_value, type_of_unit};

/// A value and its type.
pub(super) type Typed = (Value, Type);

/// The value of a node; problems are added to the list.
pub(super) fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Typed> {
    match &node.kind {
        Kind::Scalar(text) => match scalar(text) {
            Ok(typed) => Some(typed),
            Err(message) => {
                problems.push(Diagnostic::error(&codes::BAD_QUANTITY, text.span, message));
                None
            }
        },
        Kind::List(nodes) => list(nodes, problems),
        Kind::Map(entries) => {
            let mut fields = Vec::new();
            let mut values = Vec::new();
            for entry in entries {
                let (value, of) = part(&entry.value, problems)?;
                fields.push((entry.key.value.as_str(), of));
                values.push((Value::string(entry.key.value.as_str()), value));
            }
            let map = Map::new(values).ok()?;
            let of = Type::Object(ObjectType::new("parameter", fields));
            Some((Value::Map(Arc::new(map)), of))
        }
        Kind::Null | Kind::Broken => None,
    }
}

/// Below the top, where nobody has missed a value yet.
fn part(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Typed> {
    if node.kind == Kind::Null {
        let message = "a part of the parameter has no value";
        let problem = Diagnostic::error(&codes::WRONG_TYPE, node.span, message);
        problems.push(problem.with_help("write a value, or remove it"));
    }
    read(node, problems)
}

fn list(nodes: &[Node], problems: &mut Vec<Diagnostic>) -> Option<Typed> {
    let mut element: Option<Type> = None;
    let mut values = Vec::new();
    for node in nodes {
        let (value, of) = part(node, problems)?;
        values.push(value);
        element = Some(match element {
            Some(before) if before != of => Type::Dyn,
            Some(before) => before,
            None => of,
        });
    }
    Some((Value::list(values), Type::list(element.unwrap_or(Type::Dyn))))
}

/// What a text stands for: quoted a text; plain a bool, number, quantity, or else a text.
fn scalar(text: &Text) -> Result<Typed, String> {
    match text.style {
        Style::Plain => plain(text.value.trim()),
        Style::SingleQuoted | Style::DoubleQuoted | Style::Literal | Style::Folded => {
            Ok((Value::string(text.value.as_str()), Type::String))
        }
    }
}

/// A list or map as YAML writes it on one line, such as that of `--set`.
pub(super) fn several(text: &str) -> Result<Typed, String> {
    const KIND: FileKind = FileKind {
        name: "parameter",
        bytes: 64 * 1024,
        nodes: 10_000,
        empty: &codes::WRONG_TYPE,
        start: "write a list such as `[a, b]`",
    };
    let file = format!("value: {text}");
    let (node, problems) = read_file(&file, &KIND, |_, root| match &root.kind {
        Kind::Map(entries) => entries.first().map(|entry| entry.value.clone()),
        Kind::Scalar(_) | Kind::List(_) | Kind::Null | Kind::Broken => None,
    });
    let mut problems = problems;
    let typed = node.and_then(|node| read(&node, &mut problems));
    match (typed, problems.first()) {
        (Some(typed), None) => Ok(typed),
        (_, Some(problem)) => Err(problem.message.clone()),
        (None, None) => Err("this is no list or map such as `[a, b]`".to_owned()),
    }
}

/// As `scalar`, for text that has no quotes, such as that of `--set`.
pub(super) fn plain(text: &str) -> Result<Typed, String> {
    match text {
        "true" => return Ok((Value::Bool(true), Type::Bool)),
        "false" => return Ok((Value::Bool(false), Type::Bool)),
        _ => {}
    }
    let numeric =
        text.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if !numeric {
        return Ok((Value::string(text), Type::String));
    }
    if let Some(number) = number(text)? {
        return Ok((Value::Double(number), Type::Double));
    }
    match Quantity::parse(text) {
        Ok(quantity) => {
            let out_of_range = || format!("`{text}` is out of range");
            let value = quantity_value(quantity).ok_or_else(out_of_range)?;
            Ok((value, type_of_unit(Some(quantity.unit))))
        }
        // `3-of-5`, `1.2.3`: a text that starts with a digit.
        Err(_) if text.contains(['-', ':', ' ']) || text.matches('.').count() > 1 => {
            Ok((Value::string(text), Type::String))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// A plain finite decimal number; `None` when the text is something else.
fn number(text: &str) -> Result<Option<f64>, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let decimal =
        digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'));
    let Some(number) = text.parse::<f64>().ok().filter(|_| decimal) else {
        return Ok(None);
    };
    let octal = digits.len() > 1
        && digits.starts_with('0')
        && !digits.starts_with("0.")
        && !digits.starts_with("0e");
    if octal {
        return Err(format!(
            "`{text}` starts with a zero: write it without, or quote it as a text"
        ));
    }
    if !number.is_finite() {
        return Err(format!("`{text}` is too large"));
    }
    Ok(Some(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_show_their_types() {
        for (text, shown) in [
            ("0.1%", "quantity(share) 0.1 %"),
            ("200ms", "duration 0.2s"),
            ("16", "double 16.0"),
            ("-2.5", "double -2.5"),
            ("true", "bool true"),
            ("no", "string 'no'"),
            ("100GB", "quantity(bytes) 100 GB"),
            ("1.2.3", "string '1.2.3'"),
            ("5 parsecs", "string '5 parsecs'"),
        ] {
            let (value, of) = plain(text).unwrap();
            assert_eq!(format!("{of} {value}"), shown, "{text}");
        }
        for (text, problem) in [
            ("010", "`010` starts with a zero: write it without, or quote it as a text"),
            ("1e999", "`1e999` is too large"),
        ] {
            assert_eq!(plain(text).map(|(value, _)| value.to_string()), Err(problem.to_owned()));
        }
        for text in ["1_000", "0x1F"] {
            assert!(plain(text).is_err(), "{text}: {:?}", plain(text));
        }
    }

    /// The parameter's type and value, or the first problem.
    fn param(yaml: &str) -> String {
        let text = format!(
            "gate: a\nparams:\n  p: {yaml}\nrules: [{{id: r, require: dyn(params.p) == 1}}]"
        );
        let loaded = crate::gate::load("gate.yaml", &text);
        match (loaded.gate, loaded.problems.first()) {
            (Some(gate), _) => format!("{} {}", gate.params[0].of, gate.params[0].value),
            (None, Some(problem)) => problem.message.clone(),
            (None, None) => "refused without a word".to_owned(),
        }
    }

    #[test]
    fn yaml_keeps_texts_lists_and_maps() {
        for (yaml, expected) in [
            ("'0.1%'", "string '0.1%'"),
            ("\"16\"", "string '16'"),
            ("[1%, 2%]", "list(quantity(share)) [1 %, 2 %]"),
            ("[1, a]", "list(dyn) [1.0, 'a']"),
            ("[]", "list(dyn) []"),
            ("{a: 1s, b: [x]}", "parameter {'a': 1s, 'b': ['x']}"),
            ("010", "`010` starts with a zero: write it without, or quote it as a text"),
            ("", "parameter `p` has no value"),
            ("[1, ]", "list(double) [1.0]"),
            ("[1, null]", "a part of the parameter has no value"),
            ("{a: }", "a part of the parameter has no value"),
        ] {
            assert_eq!(param(yaml), expected, "{yaml}");
        }
    }
}
