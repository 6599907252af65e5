//! What belongs to one call of a module.

use std::collections::BTreeMap;
use std::sync::Arc;

use gonogo_rego::{Builtin, Patterns};
use wasmtime::Result;

use super::abi::Abi;
use crate::bounds::Bounds;
use crate::component::Level;
use crate::log::{Log, LogLine};

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
    pub(super) bounds: Bounds,
    log: Log,
}

impl State {
    pub(super) fn new(builtins: Builtins, now: i64) -> Self {
        Self { builtins, now, ..Self::default() }
    }

    pub(super) fn log(&mut self, text: String) -> Result<()> {
        self.log.add(Level::Info, text).map_err(|refused| self.bounds.refuse(refused))
    }

    pub(super) fn take_log(&mut self) -> Vec<LogLine> {
        std::mem::take(&mut self.log).into_lines()
    }

    /// The same complaint once.
    pub(super) fn remember(&mut self, failed: String) {
        if self.failed.len() < REMEMBERED && !self.failed.contains(&failed) {
            self.failed.push(failed);
        }
    }
}
