//! Lists: parts, order, ranges.

mod flatten;
mod parts;
mod sort;

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[
    &parts::SLICE,
    &parts::FIRST,
    &parts::LAST,
    &flatten::FLATTEN,
    &sort::SORT,
    &sort::SORT_BY_KEYS,
    &parts::DISTINCT,
    &parts::REVERSE,
    &parts::RANGE,
];
