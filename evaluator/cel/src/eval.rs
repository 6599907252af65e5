//! Compiled programs and how they run: bounded, three-valued, traceable.

mod bindings;
mod build;
mod fault;
mod meter;
mod node;
mod program;
mod run;
mod trace;

pub use bindings::{Binding, Bindings};
pub use fault::{Error, ErrorKind, Fault, Unknowns};
pub use meter::{Budget, Meter};
pub use program::Program;
pub use trace::{Recorded, Trace};
