//! Lists: parts, order, ranges.

mod flatten;
mod parts;
mod sort;

use gonogo_cel::Function;
use gonogo_cel::manual::Macro;

pub(crate) const MACROS: &[Macro] = &[Macro {
    name: "sortBy",
    forms: &["list(T).sortBy(x, key) -> list(T)"],
    summary: "The elements in the rising order of a key of each; equal keys keep their order.",
    examples: &[("['ccc', 'a', 'bb'].sortBy(x, size(x))", "['a', 'bb', 'ccc']")],
}];

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
