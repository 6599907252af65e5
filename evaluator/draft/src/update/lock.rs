//! The record of an import, which the next one compares with.

use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::names::{Named, Names};

const SCHEMA: &str = "gonogo.import-lock/v1";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    pub names: Names,
    /// The gate as it was drafted, before anybody edited it.
    pub gate: String,
    /// The plan beside the gate is a copy, which an import may write anew.
    pub is_copied: bool,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LockError {
    #[error("it is no JSON: {0}")]
    Syntax(String),
    #[error("it is no record of an import")]
    Other,
}

impl Lock {
    pub fn to_text(&self) -> String {
        let mut names = Map::new();
        for kind in Named::ALL {
            let of = self.names.given.iter().filter(|((other, _), _)| *other == kind);
            let of: Map<String, Value> =
                of.map(|((_, stands_for), name)| (stands_for.clone(), json!(name))).collect();
            names.insert(kind.word().to_owned(), Value::Object(of));
        }
        let lines: Vec<&str> = self.gate.split_inclusive('\n').collect();
        let record =
            json!({"schema": SCHEMA, "copied": self.is_copied, "names": names, "gate": lines});
        format!("{record:#}\n")
    }

    pub fn parse(text: &str) -> Result<Self, LockError> {
        let record: Value =
            serde_json::from_str(text).map_err(|error| LockError::Syntax(error.to_string()))?;
        Self::of(&record).ok_or(LockError::Other)
    }

    fn of(record: &Value) -> Option<Self> {
        record.get("schema")?.as_str().filter(|schema| *schema == SCHEMA)?;
        let mut names = Names::default();
        for kind in Named::ALL {
            for (stands_for, name) in record.get("names")?.get(kind.word())?.as_object()? {
                let name = name.as_str().filter(|name| kind.allows(name))?;
                names.given.insert((kind, stands_for.clone()), name.to_owned());
            }
        }
        let lines = record.get("gate")?.as_array()?.iter();
        let gate = lines.map(Value::as_str).collect::<Option<String>>()?;
        let is_copied = record.get("copied")?.as_bool()?;
        Some(Self { names, gate, is_copied })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_as_it_was_written() {
        let gate = "gate: a\n\nrules:\n".to_owned();
        let mut lock = Lock { gate, is_copied: true, ..Lock::default() };
        let key = (Named::Rule, "require Below\n\"x\"".to_owned());
        lock.names.given.insert(key, "error-rate".to_owned());
        let text = lock.to_text();
        assert_eq!(Lock::parse(&text), Ok(lock));
        assert!(Lock::parse(&text.replace("error-rate", "a: b")).is_err());
        assert_eq!(Lock::parse("{}"), Err(LockError::Other));
        assert!(matches!(Lock::parse("{"), Err(LockError::Syntax(_))));
    }
}
