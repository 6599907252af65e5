//! What an instance may take of the machine, noted where it wanted more.

use wasmtime::{Error, ResourceLimiter, Result};

use crate::failure::Refused;
use crate::limits;

/// Of one call.
#[derive(Debug, Default)]
pub(crate) struct Bounds {
    memory: usize,
    refused: Option<Refused>,
}

impl Bounds {
    /// What the host would not give.
    pub(crate) fn refused(&self) -> Option<Refused> {
        self.refused
    }

    /// The error that ends the call.
    pub(crate) fn refuse(&mut self, what: Refused) -> Error {
        self.refused = Some(what);
        Error::msg("refused by the host")
    }
}

impl ResourceLimiter for Bounds {
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
