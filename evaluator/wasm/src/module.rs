//! Modules as bytes: what they are, compiled within bounds, and kept.

mod cache;
mod compile;
mod digest;
mod outline;
mod scan;
mod trusted;

pub use cache::Cache;
pub(crate) use compile::here;
pub use compile::{Compiler, compile_for_parent};
pub use digest::digest;
pub use outline::{Outline, outline};
pub(crate) use scan::{Shape, scan};
pub(crate) use trusted::OwnCode;
