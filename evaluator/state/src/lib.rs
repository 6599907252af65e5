//! What a watched gate remembers, in one SQLite file: samples, watches, decisions and
//! notifications.
//!
//! The crate knows names and texts, no gates and no types of facts. It reads no clock: times are
//! handed in, as nanoseconds since 1970. What a method has returned `Ok` for is on the disk, and
//! survives a kill and a loss of power.

mod error;
mod limits;
mod outbox;
mod samples;
mod store;
mod watch;

pub use error::StateError;
pub use outbox::{Due, Notification};
pub use samples::{Sample, Samples, Series};
pub use store::{Forgotten, Store};
pub use watch::{
    Claimant, Decided, Entry, Finished, Holder, Origin, Progress, Tick, Watch, WatchName,
};
