//! Policies that `opa build -t wasm` made: OPA's own contract, versions 1.0 to 1.3.
//!
//! A module is a core module with a memory that the host makes. It is asked with one JSON
//! document and answers with one. What of Rego's built-in functions is not in the module it asks
//! the host for, by number: those are in `gonogo-rego`, and a module that wants others is refused
//! when it is loaded.

mod abi;
mod answer;
mod builtins;
mod entrypoint;
mod finding;
mod guest;
mod input;
mod instance;
mod kind;
mod policy;
mod state;

pub(crate) use input::{document, input};
pub use policy::OpaPolicy;
