//! Text of OPA's runtime as values: JSON, `set()`, and sets in braces. It comes from a policy, so
//! it may be anything: it is bounded in depth, and every error is one line.

use std::collections::{BTreeMap, BTreeSet};

use super::{Number, Value};

/// Deeper values would overflow a stack somewhere.
const DEPTH: usize = 128;

impl Value {
    /// Reads what `opa_value_dump` and `opa_json_dump` write.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut reader = Reader { text, rest: text };
        let value = reader.value(DEPTH)?;
        reader.skip();
        if reader.rest.is_empty() { Ok(value) } else { Err(reader.wrong("the end")) }
    }
}

struct Reader<'t> {
    text: &'t str,
    rest: &'t str,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Value, String> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(format!("values are nested more than {DEPTH} deep"));
        };
        self.skip();
        match self.rest.bytes().next() {
            Some(b'"') => Ok(Value::String(self.string()?)),
            Some(b'[') => {
                self.eat("[");
                Ok(Value::Array(self.items("]", depth)?))
            }
            Some(b'{') => {
                self.eat("{");
                self.braces(depth)
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Value, String> {
        for (word, value) in [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("set()", Value::Set(BTreeSet::new())),
        ] {
            if self.eat(word) {
                return Ok(value);
            }
        }
        Err(self.wrong("a value"))
    }

    fn number(&mut self) -> Result<Value, String> {
        let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        let length = self.rest.bytes().take_while(|byte| is_part(*byte)).count();
        let (text, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        let number = Number::parse(text).ok_or_else(|| self.wrong("a number"))?;
        self.rest = rest;
        Ok(Value::Number(number))
    }

    /// Values up to the closing bracket.
    fn items(&mut self, close: &str, depth: usize) -> Result<Vec<Value>, String> {
        let mut items = Vec::new();
        if self.next_is(close) {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth)?);
            if self.next_is(close) {
                return Ok(items);
            }
            self.comma(close)?;
        }
    }

    fn comma(&mut self, close: &str) -> Result<(), String> {
        if self.next_is(",") { Ok(()) } else { Err(self.wrong(&format!("`,` or `{close}`"))) }
    }

    /// An object, or a set where no `:` follows the first value.
    fn braces(&mut self, depth: usize) -> Result<Value, String> {
        let mut entries = BTreeMap::new();
        if self.next_is("}") {
            return Ok(Value::Object(entries));
        }
        let first = self.value(depth)?;
        if !self.next_is(":") {
            return self.set(first, depth);
        }
        let value = self.value(depth)?;
        entries.insert(first, value);
        while !self.next_is("}") {
            self.comma("}")?;
            let key = self.value(depth)?;
            if !self.next_is(":") {
                return Err(self.wrong("`:`"));
            }
            let value = self.value(depth)?;
            entries.insert(key, value);
        }
        Ok(Value::Object(entries))
    }

    fn set(&mut self, first: Value, depth: usize) -> Result<Value, String> {
        let mut members = BTreeSet::from([first]);
        if !self.next_is("}") {
            self.comma("}")?;
            members.extend(self.items("}", depth)?);
        }
        Ok(Value::Set(members))
    }

    fn string(&mut self) -> Result<String, String> {
        let mut escaped = false;
        let mut closing = self.rest.bytes().enumerate().skip(1).filter(|(_, byte)| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            ends
        });
        let Some(end) = closing.next().map(|(place, _)| place.saturating_add(1)) else {
            return Err(self.wrong("a string that ends"));
        };
        let (quoted, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        let text = serde_json::from_str(quoted).map_err(|_| self.wrong("a string"))?;
        self.rest = rest;
        Ok(text)
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }

    fn next_is(&mut self, text: &str) -> bool {
        self.skip();
        self.eat(text)
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn wrong(&self, wanted: &str) -> String {
        let place = self.text.len().saturating_sub(self.rest.len()).saturating_add(1);
        let shown: String = self.rest.chars().take(24).collect();
        format!("expected {wanted} at byte {place}, found `{}`", shown.escape_debug())
    }
}
