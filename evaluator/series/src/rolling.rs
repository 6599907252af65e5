//! A series that is asked again and again while time goes on: each step costs what the new
//! samples and those that leave cost, not what the window costs, and the answers are those
//! of a series admitted afresh, bit for bit.
//!
//! Carried forward: admission (age, number and coverage of samples), and for the window and
//! for each part `.last(d)` of it: latest, count, min, max, sum, avg, increase, percentiles,
//! and whatever is asked of the spans of one condition. The standard deviation is computed
//! afresh. For all else (`since`, `between`, combinations of spans, trends, comparisons)
//! [`Cursor::series`] gives the series of the moment, which costs nothing to make.

mod coverage;
mod cursor;
mod extreme;
mod increase;
mod order;
mod phases;
mod question;
mod runs;
mod slide;
mod tracker;
mod view;

pub use cursor::{Cursor, Probe};
pub use question::{Answer, Fault, Question, SpanQuestion};

#[cfg(test)]
mod tests;
