//! What a component can reach while it runs: the facts of its rule, and a log.

use gonogo_cel::Value;
use gonogo_engine::facts::FactProblem;
use gonogo_series::quantity::Unit;
use wasmtime::ResourceLimiter;

pub use super::bindings::gonogo::plugin::types::Level;
use super::bindings::gonogo::plugin::{host, types};
use super::handing;
use crate::failure::Refused;
use crate::limits;

/// A fact as the guest may see it.
#[derive(Clone, Debug)]
pub(crate) struct Handed {
    /// As the guest calls it.
    pub(crate) name: String,
    pub(crate) value: Result<Value, FactProblem>,
    /// In which it is handed over; `None` for its own.
    pub(crate) unit: Option<Unit>,
}

/// What a policy said to its author.
#[derive(Clone, Debug)]
pub struct LogLine {
    pub level: Level,
    pub text: String,
}

/// Of one call.
#[derive(Debug, Default)]
pub(crate) struct State {
    facts: Vec<Handed>,
    asked: usize,
    log: Vec<LogLine>,
    log_bytes: usize,
    memory: usize,
    refused: Option<Refused>,
}

impl State {
    pub(crate) fn new(facts: Vec<Handed>) -> Self {
        Self { facts, ..Self::default() }
    }

    pub(crate) fn refused(&self) -> Option<Refused> {
        self.refused
    }

    pub(crate) fn into_log(self) -> Vec<LogLine> {
        self.log
    }

    fn refuse(&mut self, what: Refused) -> wasmtime::Error {
        self.refused = Some(what);
        wasmtime::Error::msg("refused by the host")
    }
}

impl types::Host for State {}

impl host::Host for State {
    fn fact(&mut self, name: String) -> wasmtime::Result<Result<types::Fact, types::Problem>> {
        self.asked = self.asked.saturating_add(1);
        if self.asked > limits::FACT_CALLS {
            return Err(self.refuse(Refused::Facts));
        }
        let Some(handed) = self.facts.iter().find(|handed| handed.name == name) else {
            let cause = "the rule does not list it under `facts`".to_owned();
            return Ok(Err(types::Problem { state: "absent".to_owned(), cause }));
        };
        Ok(match &handed.value {
            Ok(value) => Ok(handing::fact(value, handed.unit)),
            Err(problem) => Err(types::Problem {
                state: problem.state.name().to_owned(),
                cause: problem.cause.clone(),
            }),
        })
    }

    fn log(&mut self, level: Level, message: String) -> wasmtime::Result<()> {
        self.log_bytes = self.log_bytes.saturating_add(message.len());
        if self.log.len() >= limits::LOG_LINES || self.log_bytes > limits::LOG_BYTES {
            return Err(self.refuse(Refused::Log));
        }
        self.log.push(LogLine { level, text: message });
        Ok(())
    }
}

impl ResourceLimiter for State {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let memory = self.memory.saturating_add(desired.saturating_sub(current));
        if memory > limits::MEMORY_BYTES {
            return Err(self.refuse(Refused::Memory));
        }
        self.memory = memory;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _: usize,
        desired: usize,
        _: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if desired > limits::TABLE_ELEMENTS {
            return Err(self.refuse(Refused::Table));
        }
        Ok(true)
    }

    fn instances(&self) -> usize {
        limits::INSTANCES as usize
    }

    fn memories(&self) -> usize {
        limits::MEMORIES as usize
    }

    fn tables(&self) -> usize {
        limits::TABLES as usize
    }
}
