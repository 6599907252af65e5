//! Numbers: extremes, rounding, bits.

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[];
