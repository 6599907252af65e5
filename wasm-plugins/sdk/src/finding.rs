//! What a policy found.

use std::fmt::Display;

use crate::bindings::gonogo::plugin::types::{self, Evidence};
use crate::{Effect, Outcome};

/// One thing that was looked at: an id (`[a-z0-9-]`, once in an answer), what came of it, one
/// sentence for whoever is on call, and what was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding(types::Finding);

impl Finding {
    pub fn new(id: &str, outcome: Outcome, message: impl Into<String>) -> Self {
        let (id, message) = (id.to_owned(), message.into());
        Self(types::Finding { id, outcome, message, evidence: Vec::new() })
    }

    pub fn pass(id: &str, message: impl Into<String>) -> Self {
        Self::new(id, Outcome::Pass, message)
    }

    pub fn fail(id: &str, effect: Effect, message: impl Into<String>) -> Self {
        Self::new(id, Outcome::Fail(effect), message)
    }

    /// It cannot be told; the message says why. Never go, never rollback by itself.
    pub fn undetermined(id: &str, message: impl Into<String>) -> Self {
        Self::new(id, Outcome::Undetermined, message)
    }

    /// What was seen, such as `p-value` and `0.003`.
    pub fn evidence(mut self, name: &str, value: impl Display) -> Self {
        self.0.evidence.push(Evidence { name: name.to_owned(), value: value.to_string() });
        self
    }

    pub fn id(&self) -> &str {
        &self.0.id
    }

    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What was seen under this name.
    pub fn seen(&self, name: &str) -> Option<&str> {
        let found = self.0.evidence.iter().find(|evidence| evidence.name == name);
        found.map(|evidence| evidence.value.as_str())
    }
}

impl From<Finding> for types::Finding {
    fn from(finding: Finding) -> Self {
        finding.0
    }
}
