//! Patterns: what they find and replace.

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[];
