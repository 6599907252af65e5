//! The language from outside: what the checker says, and what holds for every expression.
#![cfg(test)]

#[path = "language/checker.rs"]
mod checker;
#[path = "language/cost.rs"]
mod cost;
#[path = "language/residual.rs"]
mod residual;
