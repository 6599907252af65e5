//! Policies in Rego: compiled by a real `opa`, run by gonogo, against what `opa eval` says of them.
//!
//! Each folder of `fixtures/opa` has a policy, the document that it is asked about, and what gonogo
//! makes of its answers. A new case is a new folder.
#![cfg(test)]

#[path = "opa/cases.rs"]
mod cases;
#[path = "opa/differential.rs"]
mod differential;
#[path = "opa/gates.rs"]
mod gates;
#[path = "../../../tests/support/goldens.rs"]
mod goldens;
#[path = "opa/hostile.rs"]
mod hostile;
#[path = "opa/refusals.rs"]
mod refusals;
#[path = "opa/tool.rs"]
mod tool;
