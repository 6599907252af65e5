//! A component that can be called: a fresh store each time, thrown away afterwards.

use std::fmt;

use gonogo_engine::plugin::{Failure, Finding, Identity};
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Engine, Store};

use super::bindings::{Policy as Instance, PolicyPre};
use super::findings::{findings, line};
use super::state::{Handed, State};
use super::{Description, Request};
use crate::failure::failure;
use crate::limits;
use crate::log::LogLine;

pub struct Policy {
    engine: Engine,
    pre: PolicyPre<State>,
    identity: Identity,
    description: Description,
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy").field("identity", &self.identity).finish_non_exhaustive()
    }
}

/// What one call gave.
#[derive(Debug)]
pub struct Called {
    pub findings: Result<Vec<Finding>, Failure>,
    pub log: Vec<LogLine>,
    /// What it used.
    pub fuel: u64,
}

impl Policy {
    /// Asks the component what it is, or says why it cannot be used.
    pub(crate) fn new(
        engine: &Engine,
        component: &Component,
        digest: String,
    ) -> Result<Self, String> {
        check_imports(engine, component)?;
        let mut linker: Linker<State> = Linker::new(engine);
        Instance::add_to_linker::<State, HasSelf<State>>(&mut linker, |state| state)
            .map_err(|error| error.to_string())?;
        let pre = linker.instantiate_pre(component).and_then(PolicyPre::new);
        let pre = pre.map_err(|error| wrong_world(&error))?;
        let (name, version) = (String::new(), None);
        let identity = Identity { name, version, digest };
        let description = Description {
            name: String::new(),
            version: String::new(),
            summary: String::new(),
            facts: Vec::new(),
            settings: Vec::new(),
        };
        let mut policy = Self { engine: engine.clone(), pre, identity, description };
        let description = policy.describe().map_err(|failure| failure.cause)?;
        policy.identity.name = line(&description.name);
        policy.identity.version = Some(line(&description.version)).filter(|text| !text.is_empty());
        policy.description = description;
        Ok(policy)
    }

    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    pub fn description(&self) -> &Description {
        &self.description
    }

    fn describe(&self) -> Result<Description, Failure> {
        let mut store = self.store(Vec::new());
        let called = self.pre.instantiate(&mut store);
        let called = called.and_then(|policy| policy.call_describe(&mut store));
        let description = called.map_err(|error| failure(&error, store.data().bounds.refused()))?;
        let names = [&description.name, &description.version];
        if names.iter().any(|text| text.len() > limits::NAME_BYTES) || description.name.is_empty() {
            return Err(Failure::new(
                "the policy describes itself without a name, or with a long one",
            ));
        }
        Ok(description)
    }

    pub(crate) fn call(&self, request: &Request, facts: Vec<Handed>) -> Called {
        let mut store = self.store(facts);
        let answer = self.pre.instantiate(&mut store);
        let answer = answer.and_then(|policy| policy.call_evaluate(&mut store, request));
        let fuel = limits::FUEL.saturating_sub(store.get_fuel().unwrap_or(0));
        let findings = match answer {
            Ok(Ok(answer)) => findings(answer).map_err(|wrong| {
                Failure::new(format!("the policy's answer is no answer: {wrong}"))
            }),
            Ok(Err(said)) => {
                let said: String = line(&said).chars().take(limits::MESSAGE_BYTES).collect();
                Err(Failure::new(format!("the policy cannot judge: {said}")))
            }
            Err(error) => Err(failure(&error, store.data().bounds.refused())),
        };
        Called { findings, log: store.into_data().into_log(), fuel }
    }

    fn store(&self, facts: Vec<Handed>) -> Store<State> {
        let mut store = Store::new(&self.engine, State::new(facts));
        store.limiter(|state| &mut state.bounds);
        // It cannot fail: the engine counts fuel.
        let _ = store.set_fuel(limits::FUEL);
        store.set_epoch_deadline(limits::DEADLINE_TICKS);
        store.set_hostcall_fuel(limits::ANSWER_BYTES);
        store
    }
}

/// Nothing but the host's own, which is named when something is missing.
fn check_imports(engine: &Engine, component: &Component) -> Result<(), String> {
    const OURS: [&str; 2] = ["gonogo:plugin/host@1.", "gonogo:plugin/types@1."];
    let is_ours = |name: &str| OURS.iter().any(|ours| name.starts_with(ours));
    let of = component.component_type();
    let names: Vec<String> =
        of.imports(engine).map(|(name, _)| name.to_owned()).filter(|name| !is_ours(name)).collect();
    if names.is_empty() {
        return Ok(());
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", line(name))).collect();
    let hint = if names.iter().any(|name| name.starts_with("wasi:")) {
        ": build it without WASI"
    } else {
        ""
    };
    Err(format!("the module imports {}, which policies do not get{hint}", quoted.join(", ")))
}

fn wrong_world(error: &wasmtime::Error) -> String {
    let chain: Vec<String> = error.chain().map(|cause| line(&cause.to_string())).collect();
    format!("the module is not of world `gonogo:plugin/policy@1`: {}", chain.join(": "))
}
