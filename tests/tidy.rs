//! The project's rules about itself, counted by a machine so that no review has to.
//!
//! A failing test lists every offender at once. The limits are constants at the top of
//! each module, beside the exact meaning of what is measured.
#![cfg(test)]

#[path = "tidy/codes.rs"]
mod codes;
#[path = "tidy/documents.rs"]
mod documents;
#[path = "tidy/functions.rs"]
mod functions;
#[path = "tidy/layers.rs"]
mod layers;
#[path = "tidy/names.rs"]
mod names;
#[path = "tidy/nesting.rs"]
mod nesting;
#[path = "tidy/project.rs"]
mod project;
#[path = "tidy/purity.rs"]
mod purity;
#[path = "tidy/scripts.rs"]
mod scripts;
#[path = "tidy/sizes.rs"]
mod sizes;
#[path = "tidy/traces.rs"]
mod traces;
#[path = "tidy/words.rs"]
mod words;
