//! JSON as Go writes it: compact, or over several lines.

use crate::call::{Answer, Call, Fault, text};
use crate::value::Value;

pub(super) fn marshal(call: &Call<'_>) -> Answer {
    let options = Options::of(call.value(1)?)?;
    let mut json = String::new();
    let value = call.value(0)?.without_sets();
    if options.pretty {
        json.push_str(&options.prefix);
    }
    write(call, &mut json, &value, (&options, 0))?;
    text(json)
}

struct Options {
    pretty: bool,
    prefix: String,
    indent: String,
}

impl Options {
    fn of(value: &Value) -> Result<Self, Fault> {
        let Value::Object(entries) = value else {
            return Err(Fault::new("operand 2 must be object"));
        };
        let (mut pretty, mut implied) = (None, false);
        let (mut prefix, mut indent) = (String::new(), "\t".to_owned());
        for (key, value) in entries {
            match (key, value) {
                (Value::String(key), Value::String(text)) if key == "prefix" => {
                    (prefix, implied) = (text.clone(), true);
                }
                (Value::String(key), Value::String(text)) if key == "indent" => {
                    (indent, implied) = (text.clone(), true);
                }
                (Value::String(key), Value::Bool(value)) if key == "pretty" => {
                    pretty = Some(*value);
                }
                _ => return Err(Fault::new("options are `pretty`, `indent` and `prefix`")),
            }
        }
        Ok(Self { pretty: pretty.unwrap_or(implied), prefix, indent })
    }

    fn line(&self, json: &mut String, depth: usize) {
        if self.pretty {
            json.push('\n');
            json.push_str(&self.prefix);
            json.extend(std::iter::repeat_n(self.indent.as_str(), depth));
        }
    }
}

type Place<'o> = (&'o Options, usize);

fn write(call: &Call<'_>, json: &mut String, value: &Value, place: Place<'_>) -> Result<(), Fault> {
    call.within(json.len())?;
    let (options, depth) = place;
    let inside = (options, depth.saturating_add(1));
    match value {
        Value::Array(items) => {
            json.push('[');
            for (number, item) in items.iter().enumerate() {
                json.push_str(if number == 0 { "" } else { "," });
                options.line(json, inside.1);
                write(call, json, item, inside)?;
            }
            if !items.is_empty() {
                options.line(json, depth);
            }
            json.push(']');
        }
        Value::Object(entries) => {
            json.push('{');
            for (number, (key, value)) in entries.iter().enumerate() {
                json.push_str(if number == 0 { "" } else { "," });
                options.line(json, inside.1);
                quoted(json, &key.to_string());
                json.push_str(if options.pretty { ": " } else { ":" });
                write(call, json, value, inside)?;
            }
            if !entries.is_empty() {
                options.line(json, depth);
            }
            json.push('}');
        }
        plain => quoted(json, &plain.to_string()),
    }
    Ok(())
}

/// Go keeps out of the way of HTML and JavaScript; what else is escaped is so already.
fn quoted(json: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                json.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            other => json.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn json_is_that_of_go() {
        let value = r#"{"b": [1, {"c": []}], "a": {"<"}}"#;
        for (options, expected) in [
            ("{}", r#""{\"a\":[\"\\u003c\"],\"b\":[1,{\"c\":[]}]}""#),
            (
                r#"{"indent": " ", "prefix": ">"}"#,
                r#"">{\n> \"a\": [\n>  \"\\u003c\"\n> ],\n> \"b\": [\n>  1,\n>  {\n>   \"c\": []\n>  }\n> ]\n>}""#,
            ),
            (
                r#"{"indent": " ", "pretty": false}"#,
                r#""{\"a\":[\"\\u003c\"],\"b\":[1,{\"c\":[]}]}""#,
            ),
            (r#"{"x": 1}"#, "undefined: options are `pretty`, `indent` and `prefix`"),
        ] {
            check("json.marshal_with_options", &format!("[{value}, {options}]"), expected);
        }
    }
}
