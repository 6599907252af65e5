//! What is printed: numbers of three kinds, and texts. All else is a text, as Rego writes it.

use num_bigint::BigInt;

use super::layout::Layout;
use super::{float, integer, quote};
use crate::call::Fault;
use crate::value::{Number, Value};

/// Digits of a number that are read.
const DIGITS: usize = 10_000;

#[derive(Debug)]
pub(super) enum Argument {
    Int(i64),
    Big(BigInt),
    Float(f64),
    Text(String),
}

impl From<&Value> for Argument {
    fn from(value: &Value) -> Self {
        match value {
            Value::Number(number) => Self::number(number),
            Value::String(text) => Self::Text(text.clone()),
            other => Self::Text(other.shown()),
        }
    }
}

impl Argument {
    fn number(number: &Number) -> Self {
        let text = || Self::Text(number.as_str().to_owned());
        if number.is_float() {
            return number.as_f64().map_or_else(text, Self::Float);
        }
        if let Some(int) = number.as_i64() {
            return Self::Int(int);
        }
        let digits = if number.as_str().len() > DIGITS { "" } else { number.as_str() };
        digits.parse().map_or_else(|_| text(), Self::Big)
    }

    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::Int(_) => "int64",
            Self::Big(_) => "*big.Int",
            Self::Float(_) => "float64",
            Self::Text(_) => "string",
        }
    }

    pub(super) fn print(&self, out: &mut String, verb: char, layout: Layout) -> Result<(), Fault> {
        self.print_as(out, verb, layout.for_verb(verb))
    }

    /// A wrong verb keeps its flags, and shows what it should have been.
    fn print_as(&self, out: &mut String, verb: char, layout: Layout) -> Result<(), Fault> {
        if verb == 'T' {
            layout.pad(out, layout.cut(self.type_name()));
            return Ok(());
        }
        let known = match self {
            Self::Int(number) => integer::print(out, *number, verb, layout),
            Self::Big(number) => {
                integer::print_big(out, number, verb, layout);
                true
            }
            Self::Float(number) => float::print(out, *number, verb, layout)?,
            Self::Text(text) => print_text(out, text, verb, layout),
        };
        if !known {
            out.push_str(&format!("%!{verb}({}=", self.type_name()));
            self.print_as(out, 'v', layout)?;
            out.push(')');
        }
        Ok(())
    }
}

fn print_text(out: &mut String, text: &str, verb: char, layout: Layout) -> bool {
    match verb {
        'v' if layout.sharp_v => quote::print(out, text, layout),
        'v' | 's' => layout.pad(out, layout.cut(text)),
        'q' => quote::print(out, text, layout),
        'x' => bytes(out, text, ("0x", |byte| format!("{byte:02x}")), layout),
        'X' => bytes(out, text, ("0X", |byte| format!("{byte:02X}")), layout),
        _ => return false,
    }
    true
}

type Digits = (&'static str, fn(u8) -> String);

fn bytes(out: &mut String, text: &str, (prefix, digits): Digits, layout: Layout) {
    let count = layout.precision.unwrap_or(usize::MAX);
    let shown: Vec<String> = text.bytes().take(count).map(digits).collect();
    let prefix = if layout.sharp && !shown.is_empty() { prefix } else { "" };
    let gap = if layout.space { format!(" {prefix}") } else { String::new() };
    layout.pad(out, &format!("{prefix}{}", shown.join(&gap)));
}
