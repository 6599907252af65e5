//! The sandbox: policies in WebAssembly, loaded, bounded, called, and what they say taken as
//! findings.
//!
//! [`Host`] loads modules, [`attach`] fits them to the rules of a gate. Whatever a module does
//! ends in findings or in a [`Failure`](gonogo_engine::plugin::Failure): nothing hangs, nothing
//! panics, and nothing that a guest says is trusted. A policy sees the facts that its rule lists,
//! and has no clock, files, network, environment or chance.

mod attach;
mod bounds;
mod component;
mod engine;
mod failure;
mod host;
mod json;
pub mod limits;
mod log;
mod module;
mod opa;

pub use attach::{Attached, Read, attach, fit};

pub use component::{
    Called, Description, FactKind, FactNeed, Level, Policy, SettingKind, SettingNeed,
};
pub use host::{Host, LoadError, Module, Origin, Settings};
pub use log::LogLine;
pub use module::{Cache, Compiler, Outline, compile_for_parent, digest, outline};
pub use opa::OpaPolicy;
