//! What gonogo adds to CEL: quantities, series, spans, checklists, sign-offs, time windows.

mod chapters;
mod checklist;
mod host;
mod operators;
pub mod quantity;
pub mod series;
mod signoffs;
pub mod spans;
mod time;

use std::sync::Arc;

use gonogo_cel::{Env, Limits, Numbers, stdlib};

pub use chapters::CHAPTERS;
pub use gonogo_cel::manual::{Entry, Kind, Manual, Section};

/// CEL with everything that gates add to it, and no variables.
pub fn environment() -> Env {
    let mut env = Env::standard();
    env.set_limits(Limits { numbers: Numbers::Finite, ..Limits::DEFAULT });
    gonogo_cel_ext::add(&mut env);
    env.add_chapters(CHAPTERS);
    env.replace_functions(&[&time::DURATION]);
    env.set_host(Arc::new(host::GateHost));
    env
}

/// Everything that a gate's expressions can say.
pub fn manual() -> Manual {
    Manual::new(stdlib::CHAPTERS.iter().chain(gonogo_cel_ext::CHAPTERS).chain(CHAPTERS))
}
