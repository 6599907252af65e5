//! Components fitted to a rule: what they need, in the units that they want.

use std::sync::Arc;

use gonogo_cel::Diagnostic;
use gonogo_engine::gate::{Gate, PluginCheck};
use gonogo_engine::plugin::{Call, Identity};
use gonogo_series::quantity::Unit;

use super::{facts, settings};
use crate::component::{Called, Handed, Policy, Setting, SettingKind, request, setting};

pub(super) fn fit(
    gate: &Gate,
    check: &PluginCheck,
    policy: Arc<Policy>,
) -> Result<Fitted, Vec<Diagnostic>> {
    let needs = policy.description();
    let (facts, mut problems) = facts::fit(gate, check, &needs.facts);
    let (settings, others) = settings::fit(gate, check, &needs.settings);
    problems.extend(others);
    if problems.is_empty() { Ok(Fitted { policy, facts, settings }) } else { Err(problems) }
}

/// A component that a rule can ask.
#[derive(Debug)]
pub(super) struct Fitted {
    policy: Arc<Policy>,
    facts: Vec<FittedFact>,
    settings: Vec<(String, SettingKind)>,
}

#[derive(Clone, Debug)]
pub(super) struct FittedFact {
    pub(super) name: String,
    pub(super) optional: bool,
    /// In which it is handed over; `None` for its own.
    pub(super) unit: Option<Unit>,
}

impl Fitted {
    pub(super) fn call(&self, call: &Call<'_>) -> Called {
        self.policy.call(&request(call, self.configuration(call)), self.handed(call))
    }

    fn configuration(&self, call: &Call<'_>) -> Vec<(String, Setting)> {
        let given = self.settings.iter().filter_map(|(name, kind)| {
            let (_, value) = call.settings.iter().find(|(given, _)| given == name)?;
            Some((name.clone(), setting(value, kind)?))
        });
        given.collect()
    }

    fn handed(&self, call: &Call<'_>) -> Vec<Handed> {
        let handed = call.facts.iter().filter_map(|(name, value)| {
            let fact = self.facts.iter().find(|fact| fact.name == *name)?;
            Some(Handed { name: fact.name.clone(), value: value.clone(), unit: fact.unit })
        });
        handed.collect()
    }

    pub(super) fn identity(&self) -> &Identity {
        self.policy.identity()
    }

    pub(super) fn does_without(&self, fact: &str) -> bool {
        self.facts.iter().any(|known| known.name == fact && known.optional)
    }
}
