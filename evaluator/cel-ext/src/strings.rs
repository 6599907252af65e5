//! Texts: parts, search, case, format.

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[];
