//! Lists taken as sets.

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[];
