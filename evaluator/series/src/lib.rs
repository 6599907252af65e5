//! Series of samples, and the spans of time in which something held; quantities are passed on.
//!
//! The crate knows nothing of CEL and of gates. Times and durations are nanoseconds.

mod exact;
pub mod rolling;
mod series;

pub use gonogo_quantity as quantity;
pub use series::{
    ArgumentFault, Burn, Comparison, Condition, Direction, Dropped, FUTURE_TOLERANCE, Floors, Gap,
    Samples, Series, SeriesError, SeriesFault, SeriesRules, Span, SpanFault, Spans, Stretch,
};
