//! What the parser and the evaluator know by themselves, for the manual. `syntax/macros.rs`
//! reads macros; `eval/condition.rs` decides what need not be looked at.

use crate::manual::Macro;

const fn entry(
    name: &'static str,
    forms: &'static [&'static str],
    summary: &'static str,
    examples: &'static [(&'static str, &'static str)],
) -> Macro {
    Macro { name, forms, summary, examples }
}

pub(super) const MACROS: &[Macro] = &[
    entry(
        "_&&_",
        &["_&&_(bool, bool) -> bool"],
        "True if both sides are; false if one side is, even where the other one fails.",
        &[("true && 1 < 2", "true"), ("1 / 0 > 1 && false", "false")],
    ),
    entry(
        "_||_",
        &["_||_(bool, bool) -> bool"],
        "True if one side is, even where the other one fails; false if both sides are.",
        &[("false || 1 < 2", "true"), ("1 / 0 > 1 || true", "true")],
    ),
    entry(
        "_?_:_",
        &["_?_:_(bool, T, T) -> T"],
        "The second value if the condition holds, else the third; the other one is not looked at.",
        &[("1 < 2 ? 'less' : 'more'", "'less'"), ("true ? 1 : 1 / 0", "1")],
    ),
    entry(
        "has",
        &["has(map.key) -> bool", "has(fact) -> bool"],
        "Whether a map has the key, or whether a fact has a value.",
        &[("has({'a': 1}.a)", "true"), ("has({'a': 1}.b)", "false")],
    ),
    entry(
        "all",
        &["list(T).all(x, condition) -> bool", "map(K, V).all(key, condition) -> bool"],
        "Whether the condition holds for every element or key; for none it is true.",
        &[("[1, 2, 3].all(x, x < 4)", "true"), ("{'a': 1}.all(k, k == 'b')", "false")],
    ),
    entry(
        "exists",
        &["list(T).exists(x, condition) -> bool", "map(K, V).exists(key, condition) -> bool"],
        "Whether the condition holds for an element or key.",
        &[("[1, 2, 3].exists(x, x > 2)", "true"), ("[].exists(x, x == 1)", "false")],
    ),
    entry(
        "exists_one",
        &[
            "list(T).exists_one(x, condition) -> bool",
            "list(T).existsOne(x, condition) -> bool",
            "map(K, V).exists_one(key, condition) -> bool",
            "map(K, V).existsOne(key, condition) -> bool",
        ],
        "Whether the condition holds for exactly one element or key.",
        &[("[1, 2, 3].exists_one(x, x > 2)", "true"), ("[3, 3].existsOne(x, x > 2)", "false")],
    ),
    entry(
        "filter",
        &["list(T).filter(x, condition) -> list(T)", "map(K, V).filter(key, condition) -> list(K)"],
        "The elements or keys for which the condition holds.",
        &[("[1, 2, 3].filter(x, x > 1)", "[2, 3]"), ("{'a': 1}.filter(k, k != 'b')", "['a']")],
    ),
    entry(
        "map",
        &[
            "list(T).map(x, value) -> list(U)",
            "list(T).map(x, condition, value) -> list(U)",
            "map(K, V).map(key, value) -> list(U)",
            "map(K, V).map(key, condition, value) -> list(U)",
        ],
        "A value for each element or key, or for each of those for which the condition holds.",
        &[("[1, 2, 3].map(x, x * 2)", "[2, 4, 6]"), ("[1, 2, 3].map(x, x > 1, x * 2)", "[4, 6]")],
    ),
];
