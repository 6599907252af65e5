//! What gonogo adds to CEL: quantities, series, spans, checklists, sign-offs, time windows.

mod checklist;
mod host;
mod manual;
mod operators;
pub mod quantity;
pub mod series;
mod signoffs;
pub mod spans;
mod time;

use std::sync::Arc;

use gonogo_cel::{Env, Function, Limits, Numbers};

pub use manual::manual;

/// Every function that a gate's expressions have beyond the standard ones.
pub const FUNCTIONS: &[&Function] = &[
    &operators::ADD,
    &operators::SUBTRACT,
    &operators::MULTIPLY,
    &operators::DIVIDE,
    &operators::NEGATE,
    &operators::EQUAL,
    &operators::NOT_EQUAL,
    &operators::LESS,
    &operators::LESS_EQUAL,
    &operators::GREATER,
    &operators::GREATER_EQUAL,
    &quantity::QUANTITY,
    &series::LATEST,
    &series::MIN,
    &series::MAX,
    &series::AVG,
    &series::SUM,
    &series::STDDEV,
    &series::COUNT,
    &series::PERCENTILE,
    &series::INCREASE,
    &series::LABEL,
    &series::LAST,
    &series::SINCE,
    &series::BETWEEN,
    &series::ABOVE,
    &series::AT_LEAST,
    &series::BELOW,
    &series::AT_MOST,
    &series::OUTSIDE,
    &spans::LASTING,
    &spans::LASTED,
    &spans::ONGOING,
    &spans::LONGEST,
    &spans::TOTAL,
    &spans::COUNT,
    &spans::AND,
    &spans::OR,
    &spans::NOT,
    &checklist::DONE,
    &checklist::OPEN,
    &checklist::SECTION,
    &checklist::SIZE,
    &signoffs::APPROVED,
    &signoffs::OPEN,
    &signoffs::BY,
    &signoffs::AT,
    &time::IN_WINDOW,
];

/// CEL with everything that gates add to it, and no variables.
pub fn environment() -> Env {
    let mut env = Env::standard();
    env.set_limits(Limits { numbers: Numbers::Finite, ..Limits::DEFAULT });
    gonogo_cel_ext::add(&mut env);
    env.add_functions(FUNCTIONS);
    env.set_host(Arc::new(host::GateHost));
    env
}
