//! What gates learn from their sources, and what `gonogo doctor` says of them, with real servers.
#![cfg(test)]

#[path = "sources/certificates.rs"]
mod certificates;
#[path = "sources/doctor.rs"]
mod doctor;
#[path = "sources/gate.rs"]
mod gate;
#[path = "sources/growing.rs"]
mod growing;
#[path = "sources/latency.rs"]
mod latency;
#[path = "sources/lookback.rs"]
mod lookback;
#[path = "sources/probes.rs"]
mod probes;
