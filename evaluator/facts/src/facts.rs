//! Facts: decoded from a snapshot by their declared types, or not known with a cause.

mod baseline;
mod checklist;
mod decode;
mod json;
mod kind;
mod problem;
mod recording;
mod scalar;
mod series;
mod signoffs;
mod snapshot;
mod structured;

pub use baseline::Baseline;
pub use checklist::{Checklist, ChecklistItem, ItemState};
pub use decode::{Decoded, Statistics, decode};
pub use kind::{FactDeclaration, FactKind};
pub use problem::{FactProblem, FactState};
pub use recording::{Labels, Points, Recording, Track};
pub use scalar::epoch_nanos;
pub use signoffs::{Signoff, Signoffs};
pub use snapshot::{Input, NoBaseline, Snapshot, SnapshotError, SnapshotParts};
