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
        "quorum",
        &["quorum(int, [condition, ...]) -> bool"],
        "Whether so many of the conditions hold; those that are not known count only where they matter.",
        &[
            ("quorum(2, [1 < 2, 2 < 1, 3 < 4])", "true"),
            ("quorum(2, [true, 1 / 0 > 1, true])", "true"),
        ],
    ),
    entry(
        "has",
        &["has(map.key) -> bool", "has(fact) -> bool"],
        "Whether a map has the key, or whether a fact has a value.",
        &[("has({'a': 1}.a)", "true"), ("has({'a': 1}.b)", "false")],
    ),
    entry(
        "all",
        &[
            "list(T).all(x, condition) -> bool",
            "map(K, V).all(key, condition) -> bool",
            "list(T).all(index, x, condition) -> bool",
            "map(K, V).all(key, value, condition) -> bool",
        ],
        "Whether the condition holds for every element or key; for none it is true.",
        &[("[1, 2, 3].all(x, x < 4)", "true"), ("{'a': 1}.all(k, v, k == 'a' && v == 1)", "true")],
    ),
    entry(
        "exists",
        &[
            "list(T).exists(x, condition) -> bool",
            "map(K, V).exists(key, condition) -> bool",
            "list(T).exists(index, x, condition) -> bool",
            "map(K, V).exists(key, value, condition) -> bool",
        ],
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
            "list(T).existsOne(index, x, condition) -> bool",
            "map(K, V).existsOne(key, value, condition) -> bool",
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
    entry(
        "transformList",
        &[
            "list(T).transformList(index, x, value) -> list(U)",
            "list(T).transformList(index, x, condition, value) -> list(U)",
            "map(K, V).transformList(key, value, result) -> list(U)",
            "map(K, V).transformList(key, value, condition, result) -> list(U)",
        ],
        "A value for each element or entry, or for each of those for which the condition holds.",
        &[("['a', 'b'].transformList(i, x, x + string(i))", "['a0', 'b1']")],
    ),
    entry(
        "transformMap",
        &[
            "map(K, V).transformMap(key, value, result) -> map(K, U)",
            "map(K, V).transformMap(key, value, condition, result) -> map(K, U)",
            "list(T).transformMap(index, x, value) -> map(int, U)",
            "list(T).transformMap(index, x, condition, value) -> map(int, U)",
        ],
        "A map with the same keys and another value for each.",
        &[("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10)", "{'b': 20}")],
    ),
    entry(
        "transformMapEntry",
        &[
            "map(K, V).transformMapEntry(key, value, entry) -> map(A, B)",
            "map(K, V).transformMapEntry(key, value, condition, entry) -> map(A, B)",
            "list(T).transformMapEntry(index, x, entry) -> map(A, B)",
            "list(T).transformMapEntry(index, x, condition, entry) -> map(A, B)",
        ],
        "A map of the entries that are given; a key that comes twice is an error.",
        &[("{'a': 1}.transformMapEntry(k, v, {v: k})", "{1: 'a'}")],
    ),
    entry(
        "cel.bind",
        &["cel.bind(name, value, result) -> T"],
        "The result, in which the name stands for the value; the value is found once, if at all.",
        &[("cel.bind(x, 2 + 3, x * x)", "25")],
    ),
];

pub(super) const OPTIONAL: &[Macro] = &[
    entry(
        "_?._",
        &["_?._(map(K, V), key) -> optional_type(V)"],
        "The value of a key, or none if it is not there; what follows is of that value, or none.",
        &[("{'a': {'b': 1}}.?a.b", "optional.of(1)"), ("{'a': 1}.?b", "optional.none()")],
    ),
    entry(
        "[?_]",
        &["[?_](optional_type(T)) -> list(T)"],
        "An element that is there only if it has a value.",
        &[("[?optional.of(1), ?optional.none()]", "[1]")],
    ),
    entry(
        "{?_: _}",
        &["{?_: _}(K, optional_type(V)) -> map(K, V)"],
        "A key that is there only if it has a value.",
        &[("{?'a': optional.of(1), ?'b': optional.none()}", "{'a': 1}")],
    ),
    entry(
        "optMap",
        &["optional_type(T).optMap(x, value) -> optional_type(U)"],
        "Another value in place of the one that is there; none stays none.",
        &[("{'a': 2}.?a.optMap(x, x * 10).orValue(0)", "20")],
    ),
    entry(
        "optFlatMap",
        &["optional_type(T).optFlatMap(x, optional) -> optional_type(U)"],
        "What the second argument gives for the value that is there, which may be none.",
        &[("{'a': {'b': 1}}.?a.optFlatMap(x, x.?c)", "optional.none()")],
    ),
];
