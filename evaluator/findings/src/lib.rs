//! Findings about files of a gate: which of them somebody allowed, and how they are handed on to
//! terminals, pipelines and code scanners.
//!
//! Renderings choose nothing: what was found goes in, text comes out.

mod allowances;
pub mod codes;
mod github;
mod json;
mod junit;
mod report;
mod sarif;
mod text;

pub use allowances::allow;
pub use github::github;
pub use json::json;
pub use junit::{Fails, junit};
pub use report::{Counts, Finding, Reported, counts};
pub use sarif::sarif;
pub use text::{Text, text};
