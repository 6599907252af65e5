//! Numbers with a unit: `0.1%`, `200ms`, `100GB`, `500/min`.

mod arithmetic;
mod convert;
mod display;
mod duration;
mod parse;
mod unit;

pub use arithmetic::ArithmeticError;
pub use display::{number_apart, number_rounded, number_text};
pub use duration::{duration_apart, duration_rounded, duration_text, parse_duration};
pub use parse::QuantityError;
pub use unit::{Dimension, Unit, UnknownUnit};

/// A value in a unit.
///
/// `==` compares what was written: `1 s` and `1000 ms` are unequal by it. Use
/// [`Quantity::compare`] for magnitudes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    pub value: f64,
    pub unit: Unit,
}

impl Quantity {
    pub const fn new(value: f64, unit: Unit) -> Self {
        Self { value, unit }
    }

    pub fn dimension(self) -> Dimension {
        self.unit.dimension()
    }
}
