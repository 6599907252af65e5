//! The operators' signatures; the evaluator has nodes of its own for what they do.

use crate::cost::Rule;
use crate::eval::Fault;
use crate::function;
use crate::function::Call;
use crate::value::Value;

/// Reached only with types that the operator's node does not take.
fn refuse(call: &Call<'_>) -> Result<Value, Fault> {
    Err(call.no_overload())
}

function!(
    ADD = "_+_",
    "Sum; texts, bytes and lists are joined.",
    refuse,
    [
        "_+_(int, int) -> int",
        "_+_(uint, uint) -> uint",
        "_+_(double, double) -> double",
        "_+_(string, string) -> string",
        "_+_(bytes, bytes) -> bytes",
        "_+_(list(T), list(T)) -> list(T)",
        "_+_(timestamp, duration) -> timestamp",
        "_+_(duration, timestamp) -> timestamp",
        "_+_(duration, duration) -> duration",
    ],
    [("1 + 2", "3"), ("'a' + 'b'", "'ab'"), ("[1] + [2]", "[1, 2]")],
    cost: Rule::FREE
);

function!(
    SUBTRACT = "_-_",
    "Difference.",
    refuse,
    [
        "_-_(int, int) -> int",
        "_-_(uint, uint) -> uint",
        "_-_(double, double) -> double",
        "_-_(timestamp, timestamp) -> duration",
        "_-_(timestamp, duration) -> timestamp",
        "_-_(duration, duration) -> duration",
    ],
    [("3 - 5", "-2"), ("duration('2m') - duration('30s')", "90s")],
    cost: Rule::FREE
);

function!(
    MULTIPLY = "_*_",
    "Product.",
    refuse,
    ["_*_(int, int) -> int", "_*_(uint, uint) -> uint", "_*_(double, double) -> double"],
    [("2.0 * 1.5", "3.0")],
    cost: Rule::FREE
);

function!(
    DIVIDE = "_/_",
    "Quotient; whole numbers are cut towards zero.",
    refuse,
    ["_/_(int, int) -> int", "_/_(uint, uint) -> uint", "_/_(double, double) -> double"],
    [("7 / 2", "3"), ("7.0 / 2.0", "3.5")],
    cost: Rule::FREE
);

function!(
    MODULO = "_%_",
    "Remainder, with the sign of the dividend.",
    refuse,
    ["_%_(int, int) -> int", "_%_(uint, uint) -> uint"],
    [("-7 % 3", "-1")],
    cost: Rule::FREE
);

function!(
    NEGATE = "-_",
    "The number with its sign changed.",
    refuse,
    ["-_(int) -> int", "-_(double) -> double"],
    [("-(2)", "-2")],
    cost: Rule::FREE
);

function!(
    NOT = "!_",
    "True for false and false for true.",
    refuse,
    ["!_(bool) -> bool"],
    [("!true", "false")],
    cost: Rule::FREE
);

function!(
    EQUAL = "_==_",
    "Whether two values are equal; lists and maps are compared deeply.",
    refuse,
    ["_==_(T, T) -> bool"],
    [("[1, 2] == [1, 2]", "true"), ("dyn(1) == 1.0", "true")],
    cost: Rule::FREE
);

function!(
    NOT_EQUAL = "_!=_",
    "Whether two values differ.",
    refuse,
    ["_!=_(T, T) -> bool"],
    [("'a' != 'b'", "true")],
    cost: Rule::FREE
);

macro_rules! relations {
    ($($id:ident $name:literal $summary:literal $example:literal [$($signature:literal),* $(,)?];)*) => {
        $(function!($id = $name, $summary, refuse, [$($signature),*], [($example, "true")],
            cost: Rule::FREE);)*
    };
}

relations! {
    LESS "_<_" "Whether the left value comes first; numbers of all kinds compare." "1 < 2" [
        "_<_(int, int) -> bool", "_<_(uint, uint) -> bool", "_<_(double, double) -> bool",
        "_<_(int, uint) -> bool", "_<_(int, double) -> bool", "_<_(uint, int) -> bool",
        "_<_(uint, double) -> bool", "_<_(double, int) -> bool", "_<_(double, uint) -> bool",
        "_<_(bool, bool) -> bool", "_<_(string, string) -> bool", "_<_(bytes, bytes) -> bool",
        "_<_(timestamp, timestamp) -> bool", "_<_(duration, duration) -> bool",
    ];
    LESS_EQUAL "_<=_" "Whether the left value does not come after the right." "2.0 <= 2" [
        "_<=_(int, int) -> bool", "_<=_(uint, uint) -> bool", "_<=_(double, double) -> bool",
        "_<=_(int, uint) -> bool", "_<=_(int, double) -> bool", "_<=_(uint, int) -> bool",
        "_<=_(uint, double) -> bool", "_<=_(double, int) -> bool", "_<=_(double, uint) -> bool",
        "_<=_(bool, bool) -> bool", "_<=_(string, string) -> bool", "_<=_(bytes, bytes) -> bool",
        "_<=_(timestamp, timestamp) -> bool", "_<=_(duration, duration) -> bool",
    ];
    GREATER "_>_" "Whether the left value comes after the right." "'b' > 'a'" [
        "_>_(int, int) -> bool", "_>_(uint, uint) -> bool", "_>_(double, double) -> bool",
        "_>_(int, uint) -> bool", "_>_(int, double) -> bool", "_>_(uint, int) -> bool",
        "_>_(uint, double) -> bool", "_>_(double, int) -> bool", "_>_(double, uint) -> bool",
        "_>_(bool, bool) -> bool", "_>_(string, string) -> bool", "_>_(bytes, bytes) -> bool",
        "_>_(timestamp, timestamp) -> bool", "_>_(duration, duration) -> bool",
    ];
    GREATER_EQUAL "_>=_" "Whether the left value does not come before the right." "duration('1m') >= duration('60s')" [
        "_>=_(int, int) -> bool", "_>=_(uint, uint) -> bool", "_>=_(double, double) -> bool",
        "_>=_(int, uint) -> bool", "_>=_(int, double) -> bool", "_>=_(uint, int) -> bool",
        "_>=_(uint, double) -> bool", "_>=_(double, int) -> bool", "_>=_(double, uint) -> bool",
        "_>=_(bool, bool) -> bool", "_>=_(string, string) -> bool", "_>=_(bytes, bytes) -> bool",
        "_>=_(timestamp, timestamp) -> bool", "_>=_(duration, duration) -> bool",
    ];
}

function!(
    IN = "@in",
    "Whether a list holds the value, or a map the key.",
    refuse,
    ["@in(T, list(T)) -> bool", "@in(K, map(K, V)) -> bool"],
    [("2 in [1, 2]", "true"), ("'k' in {'k': 1}", "true")],
    cost: Rule::FREE
);

function!(
    INDEX = "_[_]",
    "An element by its position, or a value by its key.",
    refuse,
    [
        "_[_](list(T), int) -> T",
        "_[_](map(K, V), K) -> V",
        "_[_](optional_type(list(T)), int) -> optional_type(T)",
        "_[_](optional_type(map(K, V)), K) -> optional_type(V)",
    ],
    [("['a', 'b'][1]", "'b'"), ("{'k': 1}['k']", "1")],
    cost: Rule::FREE
);

function!(
    OPTIONAL_INDEX = "_[?_]",
    "An element by its position or key, or none if it is not there.",
    refuse,
    [
        "_[?_](list(T), int) -> optional_type(T)",
        "_[?_](map(K, V), K) -> optional_type(V)",
        "_[?_](optional_type(list(T)), int) -> optional_type(T)",
        "_[?_](optional_type(map(K, V)), K) -> optional_type(V)",
    ],
    [("['a'][?1]", "optional.none()"), ("{'k': 1}[?'k']", "optional.of(1)")]
);
