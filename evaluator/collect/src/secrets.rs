//! Values that must appear nowhere: tokens, passwords, and what is made of them.

use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

const REDACTED: &str = "[redacted]";
/// Shorter ones are found in innocent texts by chance.
const SHORTEST: usize = 4;

/// All secrets of one collection. What leaves it goes through [`Secrets::redact`]: a server may
/// echo what it was sent.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    known: Arc<Mutex<Vec<SecretString>>>,
}

impl Secrets {
    /// Keeps it in mind, with its form in addresses.
    pub(crate) fn keep(&self, secret: &str) -> SecretString {
        let encoded: String = url_encoded(secret);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for form in [secret, &encoded] {
            let is_new = known.iter().all(|one| one.expose_secret() != form);
            if form.len() >= SHORTEST && is_new {
                known.push(SecretString::from(form.to_owned()));
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

fn url_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
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
        check("abc is too short to tell", "abc is too short to tell");
        let value = serde_json::json!({"hunter2": ["a", {"b": "Bearer hunter2"}], "n": 1});
        let expected = serde_json::json!({"[redacted]": ["a", {"b": "Bearer [redacted]"}], "n": 1});
        assert_eq!(secrets.redact_value(value), expected);
    }
}
