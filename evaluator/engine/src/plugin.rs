//! The port for policies that are code: what the engine asks of them, and what it takes for an
//! answer. Who runs them, and how, it does not know.

use std::fmt;

use gonogo_cel::Value;
use gonogo_cel::time::Timestamp;
use gonogo_series::quantity::Quantity;

use crate::facts::FactProblem;
use crate::gate::Effect;

/// A policy that is ready to be called: bounded, without a clock, the same answer each time.
pub trait Plugin: fmt::Debug + Send + Sync {
    fn identity(&self) -> &Identity;

    /// Why it cannot be asked at all: the gate or the module is at fault, and nothing that the gate says
    /// of what is not known covers that.
    fn broken(&self) -> Option<&str> {
        None
    }

    /// Whether it can judge without that fact, by the name that it has for it.
    fn does_without(&self, fact: &str) -> bool;

    /// Whatever goes wrong is a failure, never a panic.
    fn evaluate(&self, call: &Call<'_>) -> Result<Vec<Finding>, Failure>;
}

/// What was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub name: String,
    pub version: Option<String>,
    /// `sha256:…` of the module.
    pub digest: String,
}

/// One question to a policy.
#[derive(Clone, Debug)]
pub struct Call<'c> {
    pub phase: &'c str,
    pub live: bool,
    pub traffic: Option<Quantity>,
    pub phase_started: Option<Timestamp>,
    pub now: Timestamp,
    /// By the names that the policy has for them.
    pub settings: Vec<(&'c str, Value)>,
    pub facts: Vec<(&'c str, Result<Value, FactProblem>)>,
}

/// What a policy says of one thing that it looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub id: String,
    pub outcome: Judgement,
    pub message: String,
    /// Names and what was seen.
    pub evidence: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    Pass,
    Fail(Effect),
    /// Never go, and never rollback by itself.
    Undetermined,
}

/// Why there is no answer, in words that the author of a policy understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub cause: String,
    /// Where in the policy's code, the innermost first.
    pub trace: Vec<String>,
}

impl Failure {
    pub fn new(cause: impl Into<String>) -> Self {
        Self { cause: cause.into(), trace: Vec::new() }
    }
}
