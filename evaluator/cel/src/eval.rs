//! Compiled programs and how they run: bounded, three-valued, traceable.

mod bindings;
mod build;
mod condition;
mod fault;
mod fold;
mod make;
mod meter;
mod node;
mod operators;
mod optional;
mod program;
mod run;
mod scope;
mod trace;

pub use bindings::{Binding, Bindings};
pub use fault::{Error, ErrorKind, Fault};
pub use meter::{Budget, Meter};
pub use program::Program;
pub use trace::{Recorded, Trace};
