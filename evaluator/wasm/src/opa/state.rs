//! What belongs to one call of a module.

use std::collections::BTreeMap;
use std::sync::Arc;

use gonogo_rego::{Builtin, Patterns};
use wasmtime::{Error, ResourceLimiter, Result};

use super::abi::Abi;
use crate::component::{Level, LogLine};
use crate::failure::Refused;
use crate::limits;

/// Functions of the host by the number that the module has for them.
pub(super) type Builtins = Arc<BTreeMap<i32, &'static Builtin>>;

/// Failures of built-in functions that are remembered.
const REMEMBERED: usize = 5;

#[derive(Default)]
pub(super) struct State {
    /// What the module exports; not yet there while it starts.
    pub(super) abi: Option<Abi>,
    pub(super) builtins: Builtins,
    /// Nanoseconds since 1970, of the snapshot.
    pub(super) now: i64,
    pub(super) patterns: Patterns,
    /// A built-in function is being called.
    pub(super) busy: bool,
    /// Built-in functions that were undefined because they failed.
    pub(super) failed: Vec<String>,
    pub(super) refused: Option<Refused>,
    log: Vec<LogLine>,
    log_bytes: usize,
    memory: usize,
}

impl State {
    pub(super) fn new(builtins: Builtins, now: i64) -> Self {
        Self { builtins, now, ..Self::default() }
    }

    pub(super) fn log(&mut self, text: String) -> Result<()> {
        self.log_bytes = self.log_bytes.saturating_add(text.len());
        if self.log.len() >= limits::LOG_LINES || self.log_bytes > limits::LOG_BYTES {
            return Err(self.refuse(Refused::Log));
        }
        self.log.push(LogLine { level: Level::Info, text });
        Ok(())
    }

    pub(super) fn take_log(&mut self) -> Vec<LogLine> {
        std::mem::take(&mut self.log)
    }

    /// The same complaint once.
    pub(super) fn remember(&mut self, failed: String) {
        if self.failed.len() < REMEMBERED && !self.failed.contains(&failed) {
            self.failed.push(failed);
        }
    }

    fn refuse(&mut self, what: Refused) -> Error {
        self.refused = Some(what);
        Error::msg("refused by the host")
    }
}

impl ResourceLimiter for State {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        let memory = self.memory.saturating_add(desired.saturating_sub(current));
        if memory > limits::MEMORY_BYTES {
            return Err(self.refuse(Refused::Memory));
        }
        self.memory = memory;
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> Result<bool> {
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
