//! What a component can reach while it runs: the facts of its rule, and a log.

use gonogo_cel::Value;
use gonogo_engine::facts::FactProblem;
use gonogo_series::quantity::Unit;

pub use super::bindings::gonogo::plugin::types::Level;
use super::bindings::gonogo::plugin::{host, types};
use super::handing;
use crate::bounds::Bounds;
use crate::failure::Refused;
use crate::limits;
use crate::log::{Log, LogLine};

/// A fact as the guest may see it.
#[derive(Clone, Debug)]
pub(crate) struct Handed {
    /// As the guest calls it.
    pub(crate) name: String,
    pub(crate) value: Result<Value, FactProblem>,
    /// In which it is handed over; `None` for its own.
    pub(crate) unit: Option<Unit>,
}

/// Of one call.
#[derive(Debug, Default)]
pub(crate) struct State {
    facts: Vec<Handed>,
    asked: usize,
    log: Log,
    pub(crate) bounds: Bounds,
}

impl State {
    pub(crate) fn new(facts: Vec<Handed>) -> Self {
        Self { facts, ..Self::default() }
    }

    pub(crate) fn into_log(self) -> Vec<LogLine> {
        self.log.into_lines()
    }
}

impl types::Host for State {}

impl host::Host for State {
    fn fact(&mut self, name: String) -> wasmtime::Result<Result<types::Fact, types::Problem>> {
        self.asked = self.asked.saturating_add(1);
        if self.asked > limits::FACT_CALLS {
            return Err(self.bounds.refuse(Refused::Facts));
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
        self.log.add(level, message).map_err(|refused| self.bounds.refuse(refused))
    }
}
