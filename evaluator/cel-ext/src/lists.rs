//! Lists: parts, order, ranges.

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[];
