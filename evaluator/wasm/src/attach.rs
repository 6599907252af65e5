//! Modules fitted to the rules that ask them: what they need against what they are handed.

mod component;
mod facts;
mod rego;
mod settings;
mod slips;

use std::sync::Arc;

use gonogo_cel::{Diagnostic, Span};
use gonogo_document::{Language, codes};
use gonogo_engine::gate::{Gate, PluginCheck, Plugins};
use gonogo_engine::plugin::{Call, Failure, Finding, Identity, Plugin};

use crate::component::Called;
use crate::host::{Host, Module, Origin};
use crate::module::digest;

/// What reading a module's file gave, by the name that the gate has for it.
pub type Read<'r> = &'r dyn Fn(&str) -> Result<Vec<u8>, String>;

/// Attaches every policy that the gate asks. One that does not fit is attached as one that says
/// why, so that its rule is undetermined; the findings say it with its place.
pub fn attach(host: &Host, gate: &mut Gate, read: Read<'_>) -> Vec<Diagnostic> {
    let mut plugins = Plugins::default();
    let mut problems = Vec::new();
    for (rule, check) in gate.plugin_checks() {
        match fit((host, gate), check, read) {
            Ok(attached) => {
                plugins.insert(rule, Arc::new(attached));
                problems.extend(slips::of_check(check, read));
            }
            Err(found) => {
                plugins.insert(rule, Arc::new(Unusable::new(check, &found)));
                problems.extend(found);
            }
        }
    }
    gate.attach(&plugins);
    problems
}

/// The policy that a rule asks, fitted to it.
///
/// # Errors
///
/// All that does not fit, with its place in the gate's file.
pub fn fit(
    (host, gate): (&Host, &Gate),
    check: &PluginCheck,
    read: Read<'_>,
) -> Result<Attached, Vec<Diagnostic>> {
    let unusable = |(message, help): (String, Option<String>)| {
        let problem = Diagnostic::error(&codes::UNUSABLE_PLUGIN, check.module_span, message);
        vec![match help {
            Some(help) => problem.with_help(help),
            None => problem,
        }]
    };
    let module = load(host, check, read).map_err(unusable)?;
    match (module, check.language) {
        (Module::Component(policy), Language::Component) => {
            component::fit(gate, check, policy).map(|fitted| Attached(Fitted::Component(fitted)))
        }
        (Module::Opa(policy), Language::Rego) => {
            rego::fit(gate, check, policy).map(|fitted| Attached(Fitted::Rego(fitted)))
        }
        (Module::Component(_), Language::Rego) => Err(unusable((
            format!("`{}` is a component, not a module of OPA", check.module),
            Some("name it under `wasm`, without `entrypoint`".to_owned()),
        ))),
        (Module::Opa(_), Language::Component) => Err(unusable((
            format!("`{}` is a module of OPA, not a component", check.module),
            Some("name it under `opa`, with the `entrypoint` that is asked".to_owned()),
        ))),
    }
}

/// Or what is wrong, and what to do.
fn load(
    host: &Host,
    check: &PluginCheck,
    read: Read<'_>,
) -> Result<Module, (String, Option<String>)> {
    let file = &check.module;
    let bytes = read(file).map_err(|cause| (format!("`{file}`: {cause}"), None))?;
    let found = digest(&bytes);
    let origin = match &check.digest {
        Some(pinned) if *pinned != found => {
            let message = format!("`{file}` is not the module that was pinned");
            let help = format!("it has the digest {found}: if that is meant, write it down");
            return Err((message, Some(help)));
        }
        Some(_) => Origin::Pinned,
        None => Origin::Unknown,
    };
    host.load(&bytes, origin).map_err(|error| (format!("`{file}`: {error}"), None))
}

fn problem(
    code: &'static gonogo_cel::Code,
    span: Span,
    (message, help): (String, String),
) -> Diagnostic {
    Diagnostic::error(code, span, message).with_help(help)
}

/// A module that a rule can ask.
#[derive(Debug)]
pub struct Attached(Fitted);

#[derive(Debug)]
enum Fitted {
    Component(component::Fitted),
    Rego(rego::Fitted),
}

impl Attached {
    /// What a call gives beside its findings.
    pub fn call(&self, call: &Call<'_>) -> Called {
        match &self.0 {
            Fitted::Component(fitted) => fitted.call(call),
            Fitted::Rego(fitted) => fitted.call(call),
        }
    }
}

impl Plugin for Attached {
    fn identity(&self) -> &Identity {
        match &self.0 {
            Fitted::Component(fitted) => fitted.identity(),
            Fitted::Rego(fitted) => fitted.identity(),
        }
    }

    fn does_without(&self, fact: &str) -> bool {
        match &self.0 {
            Fitted::Component(fitted) => fitted.does_without(fact),
            Fitted::Rego(fitted) => fitted.does_without(fact),
        }
    }

    fn evaluate(&self, call: &Call<'_>) -> Result<Vec<Finding>, Failure> {
        self.call(call).findings
    }
}

/// Stands for a module that cannot be asked.
#[derive(Debug)]
struct Unusable {
    identity: Identity,
    cause: String,
}

impl Unusable {
    fn new(check: &PluginCheck, problems: &[Diagnostic]) -> Self {
        let causes: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        let identity = Identity {
            name: check.module.clone(),
            version: None,
            digest: check.digest.clone().unwrap_or_default(),
        };
        Self { identity, cause: causes.join("; ") }
    }
}

impl Plugin for Unusable {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn broken(&self) -> Option<&str> {
        Some(&self.cause)
    }

    /// What it would do without is not known: the cause that counts is its own.
    fn does_without(&self, _: &str) -> bool {
        true
    }

    fn evaluate(&self, _: &Call<'_>) -> Result<Vec<Finding>, Failure> {
        Err(Failure::new(self.cause.clone()))
    }
}
