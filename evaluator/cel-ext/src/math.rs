//! Numbers: extremes, rounding, magnitudes, bits.

mod bits;
mod extremes;
mod magnitude;
mod rounding;

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[
    &extremes::GREATEST,
    &extremes::LEAST,
    &rounding::CEIL,
    &rounding::FLOOR,
    &rounding::ROUND,
    &rounding::TRUNC,
    &rounding::IS_NAN,
    &rounding::IS_INF,
    &rounding::IS_FINITE,
    &magnitude::ABS,
    &magnitude::SIGN,
    &magnitude::SQRT,
    &bits::AND,
    &bits::OR,
    &bits::XOR,
    &bits::NOT,
    &bits::SHIFT_LEFT,
    &bits::SHIFT_RIGHT,
];
