//! Any value in the way of `%s`: as people read it, not as it is written in an expression.

use gonogo_cel::{Call, ErrorKind, Fault, Map, Value};

use super::number;
use crate::strings::Growth;

/// Lists and maps inside each other; more than an expression can make.
const DEPTH: u32 = 500;

pub(super) fn write(value: &Value, call: &Call<'_>, out: &mut Growth<'_>) -> Result<(), Fault> {
    Writer { call, out, depth: 0 }.value(value)
}

struct Writer<'w, 'c> {
    call: &'w Call<'w>,
    out: &'w mut Growth<'c>,
    depth: u32,
}

impl Writer<'_, '_> {
    fn value(&mut self, value: &Value) -> Result<(), Fault> {
        self.call.charge(1)?;
        match value {
            Value::Null => self.out.push("null"),
            Value::Bool(truth) => self.out.push(if *truth { "true" } else { "false" }),
            Value::Int(_) | Value::Uint(_) | Value::Double(_) => {
                self.out.push(&number::decimal(value).unwrap_or_default())
            }
            Value::String(text) => self.out.push(text),
            Value::Bytes(bytes) => self.bytes(bytes),
            Value::Timestamp(time) => self.out.push(&time.to_string()),
            Value::Duration(duration) => self.out.push(&duration.to_string()),
            Value::Type(name) => self.out.push(name),
            Value::List(elements) => self.inside(|writer| writer.list(elements)),
            Value::Map(map) => self.inside(|writer| writer.map(map)),
            Value::Opaque(opaque) => {
                self.call.charge(opaque.size())?;
                self.out.push(&opaque.text())
            }
            Value::Optional(_) => {
                let brief = value.brief();
                let message = format!("`%s` takes what is in an optional value, not `{brief}`");
                Err(Fault::error(ErrorKind::InvalidArgument, message))
            }
        }
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        if self.depth >= DEPTH {
            let message = format!("the value for `%s` is nested deeper than {DEPTH}");
            return Err(Fault::error(ErrorKind::InvalidArgument, message));
        }
        self.depth += 1;
        let written = write(self);
        self.depth -= 1;
        written
    }

    /// What is no UTF-8 becomes a replacement character, one for all bytes in a row.
    fn bytes(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.call.charge(bytes.len().div_ceil(10))?;
        let mut broken = false;
        for chunk in bytes.utf8_chunks() {
            broken &= chunk.valid().is_empty();
            self.out.push(chunk.valid())?;
            if !chunk.invalid().is_empty() && !broken {
                self.out.push_char(char::REPLACEMENT_CHARACTER)?;
                broken = true;
            }
        }
        Ok(())
    }

    fn list(&mut self, elements: &[Value]) -> Result<(), Fault> {
        self.out.push("[")?;
        for (at, element) in elements.iter().enumerate() {
            if at > 0 {
                self.out.push(", ")?;
            }
            self.value(element)?;
        }
        self.out.push("]")
    }

    /// Sorted by the text of the keys, so that equal maps give equal texts.
    fn map(&mut self, map: &Map) -> Result<(), Fault> {
        let count = map.len();
        let bytes = map.entries().iter().map(|(key, _)| key.as_str().map_or(1, str::len));
        let bytes = bytes.fold(0usize, usize::saturating_add);
        let compared = count.saturating_add(bytes.div_ceil(10));
        let rounds = usize::BITS - count.leading_zeros();
        self.call.charge(compared.saturating_mul(rounds as usize + 1))?;
        let key = |(key, value)| (key_text(key), value);
        let mut entries: Vec<(String, &Value)> =
            map.entries().iter().map(|(k, v)| (k, v)).map(key).collect();
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.out.push("{")?;
        for (at, (key, value)) in entries.into_iter().enumerate() {
            if at > 0 {
                self.out.push(", ")?;
            }
            self.out.push(&key)?;
            self.out.push(": ")?;
            self.value(value)?;
        }
        self.out.push("}")
    }
}

/// Keys are bools, whole numbers and texts.
fn key_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.to_string(),
        Value::Bool(truth) => truth.to_string(),
        key => number::decimal(key).unwrap_or_default(),
    }
}
