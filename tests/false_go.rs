//! No false go: every way in which a fact can be broken, read by every kind of rule, is
//! no-go with its cause. Never go, and never rollback, for which broken data is no evidence.
//!
//! The cells are generated: kinds of facts × the faults that can befall them × shapes of
//! rules. A cell counts for something only because the same gate says go about the healthy
//! fact, which is asserted as well. `--nocapture` prints the counts.
#![cfg(test)]

#[path = "false_go/first_runs.rs"]
mod first_runs;
#[path = "false_go/histories.rs"]
mod histories;
#[path = "false_go/kind.rs"]
mod kind;
#[path = "false_go/matrix.rs"]
mod matrix;
#[path = "false_go/optional.rs"]
mod optional;
#[path = "false_go/pitfalls.rs"]
mod pitfalls;
#[path = "false_go/run.rs"]
mod run;
#[path = "false_go/scalars.rs"]
mod scalars;
#[path = "false_go/scores.rs"]
mod scores;
#[path = "false_go/series.rs"]
mod series;
#[path = "false_go/shape.rs"]
mod shape;
#[path = "false_go/structured.rs"]
mod structured;
