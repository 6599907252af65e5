//! Facts from their sources: all at once, each within its time, every failure a cause.
//!
//! [`collect()`] asks what a [`gonogo_sources::Plan`] says and gives a [`Reading`] for each fact.
//! Nothing that goes wrong at a source ends the collecting: it is what became of one fact.

mod collect;
mod content;
mod context;
mod failure;
pub mod limits;
mod net;
mod reading;
mod retry;
mod secrets;
mod snapshot;
mod source;

pub use collect::{Event, collect};
pub use context::{Context, Permission};
pub use failure::Failure;
pub use reading::Reading;
pub use snapshot::{Frozen, snapshot};
