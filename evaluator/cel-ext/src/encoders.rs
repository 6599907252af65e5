//! Bytes as text.

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[];
