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

#[cfg(test)]
mod tests {
    use crate::testing::{cost_of, estimate_of};

    #[test]
    fn estimates_are_not_too_low() {
        for list in [
            "[]",
            "[3, 1, 2, 1, 7, 5, 4, 4, 4]",
            "['', 'a long text, more than once', 'a long text, more than once']",
            "[1.5, -0.0, 0.0, 0.0]",
        ] {
            for call in [
                "LIST.sort()",
                "LIST.sortBy(x, x)",
                "LIST.distinct()",
                "[LIST, LIST].distinct()",
                "[LIST, [], LIST].flatten()",
                "[LIST, [], LIST].flatten().map(x, x).distinct()",
                "LIST.reverse().slice(0, 0)",
                "LIST.last()",
                "sets.contains(LIST, LIST)",
                "sets.equivalent(LIST, LIST)",
                "sets.intersects(LIST, LIST)",
            ] {
                let source = call.replace("LIST", list);
                let (cost, most) = (cost_of(&source), estimate_of(&source));
                assert!(cost <= most, "{source}: {cost} units, estimated {most}");
            }
        }
    }
}
