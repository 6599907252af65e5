//! Modules of OPA fitted to a rule: their entrypoints, and the document that they are asked about.

use std::sync::Arc;

use gonogo_cel::{Diagnostic, Span};
use gonogo_document::codes;
use gonogo_engine::gate::{Gate, PluginCheck};
use gonogo_engine::plugin::{Call, Identity};

use super::problem;
use crate::component::Called;
use crate::opa::{OpaPolicy, document, input};

/// A module of OPA that a rule can ask.
#[derive(Debug)]
pub(super) struct Fitted {
    policy: Arc<OpaPolicy>,
    identity: Identity,
    entrypoints: Vec<String>,
    /// Facts that the gate calls optional: the policy sees under `missing` that they are not there.
    optional: Vec<String>,
}

pub(super) fn fit(
    gate: &Gate,
    check: &PluginCheck,
    policy: Arc<OpaPolicy>,
) -> Result<Fitted, Vec<Diagnostic>> {
    let unknown = |(name, span): &(String, Span)| {
        let misfit = policy.check(name).err()?;
        Some(problem(&codes::UNUSABLE_PLUGIN, *span, misfit))
    };
    let problems: Vec<Diagnostic> = check.entrypoints.iter().filter_map(unknown).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let optional = check
        .facts
        .iter()
        .filter(|handed| gate.facts.get(handed.fact).is_some_and(|fact| fact.declaration.optional));
    let optional = optional.map(|handed| handed.name.clone()).collect();
    let digest = policy.digest().to_owned();
    let identity = Identity { name: check.module.clone(), version: None, digest };
    let entrypoints = check.entrypoints.iter().map(|(name, _)| name.clone()).collect();
    Ok(Fitted { policy, identity, entrypoints, optional })
}

impl Fitted {
    pub(super) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(super) fn does_without(&self, fact: &str) -> bool {
        self.optional.iter().any(|optional| optional == fact)
    }

    pub(super) fn call(&self, call: &Call<'_>) -> Called {
        let facts = call.facts.iter().map(|(name, value)| {
            let value = match value {
                Ok(value) => Ok(document(value)),
                Err(problem) => Err((problem.state.name().to_owned(), problem.cause.clone())),
            };
            ((*name).to_owned(), value)
        });
        let asked = input(call, facts.collect());
        let entrypoints: Vec<&str> = self.entrypoints.iter().map(String::as_str).collect();
        self.policy.call(&entrypoints, &asked, call.now.epoch_nanos().unwrap_or(i64::MAX))
    }
}
