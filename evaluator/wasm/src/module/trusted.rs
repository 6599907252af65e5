//! The one place where compiled code is taken as such.
#![expect(unsafe_code, reason = "wasmtime cannot tell whether the code is its own")]

use wasmtime::component::Component;
use wasmtime::{Engine, Module};

/// Bytes that this program compiled, in this process, in its child, or earlier for its cache:
/// nothing else makes one, which is what makes running them sound.
pub(crate) struct OwnCode(Vec<u8>);

impl OwnCode {
    /// Of what [`crate::compile`] gave, or the cache after its checks.
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub(crate) fn component(&self, engine: &Engine) -> Result<Component, wasmtime::Error> {
        // SAFETY: it is our own code, see `OwnCode`; that of another engine is refused.
        unsafe { Component::deserialize(engine, &self.0) }
    }

    pub(crate) fn module(&self, engine: &Engine) -> Result<Module, wasmtime::Error> {
        // SAFETY: as above.
        unsafe { Module::deserialize(engine, &self.0) }
    }
}
