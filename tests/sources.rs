//! What gates learn from their sources, and what `gonogo doctor` says of them, with real servers.
#![cfg(test)]

#[path = "sources/gate.rs"]
mod gate;
#[path = "sources/probes.rs"]
mod probes;
