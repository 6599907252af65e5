//! Laws that hold for every gate and every snapshot, tried on generated ones.
//!
//! Gates are written as YAML and loaded like anybody's; what they should decide is worked
//! out a second time, by a naive reading of the decision table in `oracle`.
#![cfg(test)]

#[path = "properties/bytes.rs"]
mod bytes;
#[path = "properties/condition.rs"]
mod condition;
#[path = "properties/gate.rs"]
mod gate;
#[path = "properties/laws.rs"]
mod laws;
#[path = "properties/oracle.rs"]
mod oracle;
#[path = "properties/scores.rs"]
mod scores;
#[path = "properties/snapshot.rs"]
mod snapshot;
