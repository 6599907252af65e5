//! Gates, facts, rules and decisions. Pure: no clock, files, network or threads.
//!
//! [`gate::load`] turns a gate file's text into a [`Gate`], [`facts::SnapshotParts`] collects
//! facts into a [`facts::Snapshot`], [`decide`] says go, no-go or rollback, with the reasons.

pub mod decision;
pub mod explain;
pub mod gate;
pub mod plugin;

pub use decision::{Decision, Verdict, decide};
pub use gate::{Gate, Stage};
pub use gonogo_cel::time::Timestamp;
pub use gonogo_cel::{Diagnostic, Severity};
pub use gonogo_document::{RenderStyle, render};
pub use gonogo_facts::facts::Snapshot;
pub use gonogo_facts::{facts, functions};
