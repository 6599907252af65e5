//! A module of OPA that can be asked: a fresh instance for each entrypoint, thrown away afterwards.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use gonogo_cel::suggest;
use gonogo_engine::plugin::{Failure, Finding};
use gonogo_rego::{Builtin, Value, find, why_not};
use serde_json::Value as Json;
use wasmtime::{Engine, Module};

use super::answer::{Answer, findings, result};
use super::instance::Template;
use super::kind;
use super::state::Builtins;
use crate::component::{Called, line};
use crate::limits;
use crate::log::LogLine;

/// Versions of the contract that are known to be kept; later ones only add to it.
const KNOWN_MINOR: i32 = 3;

pub struct OpaPolicy {
    template: Template,
    builtins: Builtins,
    entrypoints: BTreeMap<String, i32>,
    minor: i32,
    digest: String,
}

impl fmt::Debug for OpaPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpaPolicy").field("entrypoints", &self.entrypoints).finish_non_exhaustive()
    }
}

impl OpaPolicy {
    /// Asks the module what it needs and what can be asked of it.
    ///
    /// # Errors
    ///
    /// In words for the author of the module.
    pub(crate) fn new(engine: &Engine, module: &Module, digest: String) -> Result<Self, String> {
        kind::check(module)?;
        let template = Template::new(engine, module).map_err(|error| error.to_string())?;
        let instance = template.instance((Builtins::default(), 0), limits::REGO_FUEL);
        let mut instance = instance.map_err(|failure| failure.cause)?;
        let named = instance.builtins().map_err(|failure| failure.cause)?;
        let builtins = Arc::new(provided(&numbered(&named)?)?);
        let entrypoints = instance.entrypoints().map_err(|failure| failure.cause)?;
        let entrypoints = numbered(&entrypoints)?;
        let minor = instance.minor();
        Ok(Self { template, builtins, entrypoints, minor, digest })
    }

    /// `sha256:…` of the module.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// What can be asked: `gate/deny`.
    pub fn entrypoints(&self) -> impl Iterator<Item = &str> {
        self.entrypoints.keys().map(String::as_str)
    }

    /// Of OPA's contract, such as `1.3`.
    pub fn version(&self) -> String {
        let note = if self.minor > KNOWN_MINOR { ", newer than what is known" } else { "" };
        format!("1.{}{note}", self.minor)
    }

    /// What of Rego it asks the host for.
    pub fn builtins(&self) -> impl Iterator<Item = &'static str> {
        self.builtins.values().map(|builtin| builtin.name)
    }

    /// Whether all of these can be asked; otherwise what is wrong, and what to do.
    ///
    /// # Errors
    ///
    /// For the first that cannot.
    pub fn check(&self, entrypoint: &str) -> Result<(), (String, String)> {
        if self.entrypoints.contains_key(entrypoint) {
            return Ok(());
        }
        let message = format!("the module has no entrypoint `{}`", line(entrypoint));
        // Written as the rule is called in Rego.
        let path = entrypoint.strip_prefix("data.").unwrap_or(entrypoint).replace('.', "/");
        let near = match self.entrypoints.get_key_value(&path) {
            Some((name, _)) => Some(name.as_str()),
            None => suggest::nearest(&path, self.entrypoints()),
        };
        let names: Vec<String> =
            self.entrypoints().map(|name| format!("`{}`", line(name))).collect();
        let help = match near {
            Some(near) => format!("did you mean `{}`?", line(near)),
            None if names.is_empty() => "it has none: build it with `opa build -e`".to_owned(),
            None => format!("it has {}", names.join(", ")),
        };
        Err((message, help))
    }

    /// Asks each of them about the same document, at a time in nanoseconds since 1970.
    pub fn call(&self, entrypoints: &[&str], input: &Json, now: i64) -> Called {
        let input = input.to_string();
        let (mut fuel, mut log) = (limits::REGO_FUEL, Vec::new());
        let mut answers = Vec::new();
        for entrypoint in entrypoints {
            let Some(number) = self.entrypoints.get(*entrypoint).copied() else {
                let cause = format!("the module has no entrypoint `{}`", line(entrypoint));
                return called((Err(Failure::new(cause)), fuel), log);
            };
            let instance = self.template.instance((self.builtins.clone(), now), fuel);
            let mut instance = match instance {
                Ok(instance) => instance,
                Err(failure) => return called((Err(failure), 0), log),
            };
            let results = instance.evaluate(number, &input);
            fuel = instance.fuel_left();
            let state = instance.state();
            log.extend(state.take_log());
            let failed = std::mem::take(&mut state.failed);
            match results {
                Ok(results) => answers.push(Answer { entrypoint, results, failed }),
                Err(failure) => return called((Err(failure), fuel), log),
            }
        }
        called((findings(&answers), fuel), log)
    }

    /// What the module itself says, for tests against `opa eval`: nothing if it is undefined.
    ///
    /// # Errors
    ///
    /// As [`Self::call`] has them.
    #[doc(hidden)]
    pub fn raw(&self, entrypoint: &str, input: &Json, now: i64) -> Result<Option<Json>, Failure> {
        let unknown = || Failure::new("no such entrypoint");
        let number = self.entrypoints.get(entrypoint).copied().ok_or_else(unknown)?;
        let mut instance =
            self.template.instance((self.builtins.clone(), now), limits::REGO_FUEL)?;
        let results = instance.evaluate(number, &input.to_string())?;
        Ok(result(&results)?.and_then(Value::to_json))
    }
}

fn called((findings, left): (Result<Vec<Finding>, Failure>, u64), log: Vec<LogLine>) -> Called {
    Called { findings, log, fuel: limits::REGO_FUEL.saturating_sub(left) }
}

/// Names and their numbers.
fn numbered(value: &Value) -> Result<BTreeMap<String, i32>, String> {
    let wrong = || "the module does not number what it names".to_owned();
    let Value::Object(entries) = value else { return Err(wrong()) };
    let mut numbered = BTreeMap::new();
    for (name, number) in entries {
        let (Value::String(name), Value::Number(number)) = (name, number) else {
            return Err(wrong());
        };
        let number = number.as_i64().and_then(|number| i32::try_from(number).ok());
        numbered.insert(name.clone(), number.ok_or_else(wrong)?);
    }
    Ok(numbered)
}

/// All that are missing are named at once.
fn provided(wanted: &BTreeMap<String, i32>) -> Result<BTreeMap<i32, &'static Builtin>, String> {
    let mut provided = BTreeMap::new();
    let mut missing = Vec::new();
    for (name, number) in wanted {
        match find(name) {
            Some(builtin) => _ = provided.insert(*number, builtin),
            None => missing.push(format!("`{}` {}", line(name), why_not(name))),
        }
    }
    if missing.is_empty() {
        return Ok(provided);
    }
    Err(format!("the module calls functions that policies do not get: {}", missing.join("; ")))
}
