//! Quantities with units, series of samples, and the spans of time in which something held.
//!
//! The crate knows nothing of CEL and of gates. Times and durations are nanoseconds.

mod exact;
pub mod quantity;
pub mod rolling;
mod series;

pub use series::{
    ArgumentFault, Condition, Dropped, FUTURE_TOLERANCE, Gap, Samples, Series, SeriesError,
    SeriesFault, SeriesRules, Span, SpanFault, Spans, Stretch,
};
