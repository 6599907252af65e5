//! Values that must appear nowhere: tokens, passwords, and what is made of them.

use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

const REDACTED: &str = "[redacted]";
/// Shorter ones are found in innocent texts by chance.
const SHORTEST: usize = 4;

/// Where a text was cut: it may end within a secret.
const CUT: char = '…';

/// All secrets of one collection. What leaves it goes through [`Secrets::redact`]: a server may
/// echo what it was sent.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    known: Arc<Mutex<Vec<SecretString>>>,
}

impl Secrets {
    /// Keeps it in mind, with its forms in addresses and in JSON.
    pub(crate) fn keep(&self, secret: &str) -> SecretString {
        let upper = encoded(secret, |byte| format!("%{byte:02X}"));
        let lower = encoded(secret, |byte| format!("%{byte:02x}"));
        let json = Value::String(secret.to_owned()).to_string();
        let json = json.trim_matches('"').to_owned();
        let slashed = json.replace('/', "\\/");
        let forms = [secret.to_owned(), upper.replace("%20", "+"), upper, lower, json, slashed];
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for form in forms {
            let is_new = known.iter().all(|one| one.expose_secret() != form);
            if form.len() >= SHORTEST && is_new {
                known.push(SecretString::from(form));
            }
        }
        // The longer first: one may be part of another.
        known.sort_by_key(|one| std::cmp::Reverse(one.expose_secret().len()));
        SecretString::from(secret.to_owned())
    }

    pub(crate) fn redact(&self, text: &str) -> String {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().fold(text.to_owned(), |text, secret| {
            if text.contains(secret.expose_secret()) {
                text.replace(secret.expose_secret(), REDACTED)
            } else {
                text
            }
        })
    }

    /// Whether any of them is in the text.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().any(|secret| text.contains(secret.expose_secret()))
    }

    /// Of a cause, in which others' texts are shown up to a length.
    pub(crate) fn redact_cause(&self, text: &str) -> String {
        self.redact(&self.without_beginnings(text))
    }

    /// What is cut off is not found as a whole.
    fn without_beginnings(&self, text: &str) -> String {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut parts = text.split(CUT).peekable();
        let mut redacted = String::with_capacity(text.len());
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                redacted.push_str(part);
                break;
            }
            let begun = known.iter().map(|secret| begun(part, secret.expose_secret()));
            let kept = part.len().saturating_sub(begun.max().unwrap_or(0));
            redacted.push_str(part.get(..kept).unwrap_or_default());
            if kept < part.len() {
                redacted.push_str(REDACTED);
            }
            redacted.push(CUT);
        }
        redacted
    }

    /// In all texts and keys of it.
    pub(crate) fn redact_value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.redact(&text)),
            Value::Array(items) => {
                Value::Array(items.into_iter().map(|item| self.redact_value(item)).collect())
            }
            Value::Object(fields) => {
                let field =
                    |(key, value): (String, Value)| (self.redact(&key), self.redact_value(value));
                Value::Object(fields.into_iter().map(field).collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value,
        }
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

/// How many bytes at the end of the text are the beginning of the secret, if enough to tell.
fn begun(text: &str, secret: &str) -> usize {
    let longest = secret.len().min(text.len());
    let ends =
        |length: &usize| secret.get(..*length).is_some_and(|beginning| text.ends_with(beginning));
    (SHORTEST..=longest).rev().find(ends).unwrap_or(0)
}

fn encoded(text: &str, code: impl Fn(u8) -> String) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&code(byte)),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_taken_out_wherever_they_stand() {
        let secrets = Secrets::default();
        secrets.keep("hunter2");
        secrets.keep("hunter2 and more/");
        secrets.keep("abc");
        let check = |text: &str, expected: &str| assert_eq!(secrets.redact(text), expected);
        check("a hunter2 b hunter2", "a [redacted] b [redacted]");
        check("x hunter2 and more/ y", "x [redacted] y");
        check("?q=hunter2%20and%20more%2F", "?q=[redacted]");
        check("?q=hunter2%20and%20more%2f", "?q=[redacted]");
        check("q=hunter2+and+more%2F", "q=[redacted]");
        let check = |text: &str, expected: &str| assert_eq!(secrets.redact_cause(text), expected);
        check("cut off: hunter2 an… and so on", "cut off: [redacted]… and so on");
        check("cut off: hunt…", "cut off: [redacted]…");
        check("cut off: hun…", "cut off: hun…");
        let check = |text: &str, expected: &str| assert_eq!(secrets.redact(text), expected);
        check("cut off: hunt…", "cut off: hunt…");
        check("abc is too short to tell", "abc is too short to tell");
        let value = serde_json::json!({"hunter2": ["a", {"b": "Bearer hunter2"}], "n": 1});
        let expected = serde_json::json!({"[redacted]": ["a", {"b": "Bearer [redacted]"}], "n": 1});
        assert_eq!(secrets.redact_value(value), expected);
    }
}
