//! Facts decoded by their declared types, and what expressions can ask of them.
//!
//! The crate knows CEL, series and JSON, and nothing of gates, rules and decisions.

mod digest;
pub mod facts;
pub mod functions;

pub use digest::digest_text;
