//! Sums, multiples and ratios of quantities.

use std::fmt;

use super::convert::{converted, smaller};
use super::{Dimension, Quantity};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArithmeticError {
    Dimensions {
        left: Dimension,
        right: Dimension,
    },
    DivisionByZero,
    /// The result is infinite or not a number.
    NotFinite,
}

impl fmt::Display for ArithmeticError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dimensions { left, right } => {
                write!(f, "{left} and {right} do not go together")
            }
            Self::DivisionByZero => f.write_str("division by zero"),
            Self::NotFinite => f.write_str("the result is not a finite number"),
        }
    }
}

impl std::error::Error for ArithmeticError {}

impl Quantity {
    /// In the left unit.
    pub fn plus(self, other: Self) -> Result<Self, ArithmeticError> {
        same_dimension(self, other)?;
        finite(self.value + converted(other, self.unit)).map(|value| Self { value, ..self })
    }

    /// In the left unit.
    pub fn minus(self, other: Self) -> Result<Self, ArithmeticError> {
        same_dimension(self, other)?;
        finite(self.value - converted(other, self.unit)).map(|value| Self { value, ..self })
    }

    pub fn times(self, factor: f64) -> Result<Self, ArithmeticError> {
        finite(self.value * factor).map(|value| Self { value, ..self })
    }

    pub fn divided_by(self, divisor: f64) -> Result<Self, ArithmeticError> {
        quotient(self.value, divisor).map(|value| Self { value, ..self })
    }

    /// A plain number: how many times `other` goes into `self`.
    pub fn ratio_to(self, other: Self) -> Result<f64, ArithmeticError> {
        same_dimension(self, other)?;
        let unit = smaller(self.unit, other.unit);
        quotient(converted(self, unit), converted(other, unit))
    }
}

fn same_dimension(left: Quantity, right: Quantity) -> Result<(), ArithmeticError> {
    let (left, right) = (left.dimension(), right.dimension());
    if left == right { Ok(()) } else { Err(ArithmeticError::Dimensions { left, right }) }
}

fn quotient(dividend: f64, divisor: f64) -> Result<f64, ArithmeticError> {
    if divisor == 0.0 {
        return Err(ArithmeticError::DivisionByZero);
    }
    // A divisor that overflowed in a conversion would pass as a ratio of zero.
    finite(divisor)?;
    finite(dividend / divisor)
}

fn finite(value: f64) -> Result<f64, ArithmeticError> {
    if value.is_finite() { Ok(value) } else { Err(ArithmeticError::NotFinite) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn sums_take_the_left_unit() {
        assert_eq!(q("1s").plus(q("200ms")), Ok(q("1.2s")));
        assert_eq!(q("200ms").plus(q("1s")), Ok(q("1200ms")));
        assert_eq!(q("5%").minus(q("0.01 ratio")), Ok(q("4%")));
    }

    #[test]
    fn multiples_and_ratios() {
        assert_eq!(q("200ms").times(1.5), Ok(q("300ms")));
        assert_eq!(q("1GiB").divided_by(4.0), Ok(q("0.25GiB")));
        assert_eq!(q("1h").ratio_to(q("90min")), Ok(2.0 / 3.0));
        assert_eq!(q("90min").ratio_to(q("1h")), Ok(1.5));
    }

    #[test]
    fn nonsense_is_an_error() {
        let mixed = ArithmeticError::Dimensions { left: Dimension::Time, right: Dimension::Share };
        assert_eq!(q("1s").plus(q("1%")), Err(mixed));
        assert_eq!(mixed.to_string(), "time and share do not go together");
        assert_eq!(q("1s").ratio_to(q("0ms")), Err(ArithmeticError::DivisionByZero));
        assert_eq!(q("1s").divided_by(0.0), Err(ArithmeticError::DivisionByZero));
        assert_eq!(q("1e308s").times(10.0), Err(ArithmeticError::NotFinite));
        assert_eq!(q("1s").times(f64::NAN), Err(ArithmeticError::NotFinite));
        assert_eq!(q("1s").divided_by(f64::INFINITY), Err(ArithmeticError::NotFinite));
        assert_eq!(q("1ns").ratio_to(q("1e308d")), Err(ArithmeticError::NotFinite));
    }
}
