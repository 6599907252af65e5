//! Doubles made whole, and those that cannot be.

use gonogo_cel::function::Call;
use gonogo_cel::{Fault, Value, function};

function!(
    CEIL = "math.ceil",
    "The next whole number, upwards.",
    |call| double(call).map(|number| Value::Double(number.ceil())),
    ["math.ceil(double) -> double"],
    [("math.ceil(1.2)", "2.0"), ("math.ceil(-1.2)", "-1.0")]
);

function!(
    FLOOR = "math.floor",
    "The next whole number, downwards.",
    |call| double(call).map(|number| Value::Double(number.floor())),
    ["math.floor(double) -> double"],
    [("math.floor(1.2)", "1.0"), ("math.floor(-1.2)", "-2.0")]
);

function!(
    ROUND = "math.round",
    "The nearest whole number; a half goes away from zero.",
    |call| double(call).map(|number| Value::Double(number.round())),
    ["math.round(double) -> double"],
    [("math.round(1.5)", "2.0"), ("math.round(-1.5)", "-2.0")]
);

function!(
    TRUNC = "math.trunc",
    "The number without its fraction.",
    |call| double(call).map(|number| Value::Double(number.trunc())),
    ["math.trunc(double) -> double"],
    [("math.trunc(-1.9)", "-1.0")]
);

function!(
    IS_NAN = "math.isNaN",
    "Whether it is not a number, as 0 divided by 0.",
    |call| double(call).map(|number| Value::Bool(number.is_nan())),
    ["math.isNaN(double) -> bool"],
    [("math.isNaN(1.5)", "false")]
);

function!(
    IS_INF = "math.isInf",
    "Whether it is infinite.",
    |call| double(call).map(|number| Value::Bool(number.is_infinite())),
    ["math.isInf(double) -> bool"],
    [("math.isInf(1.5)", "false")]
);

function!(
    IS_FINITE = "math.isFinite",
    "Whether it is neither infinite nor NaN.",
    |call| double(call).map(|number| Value::Bool(number.is_finite())),
    ["math.isFinite(double) -> bool"],
    [("math.isFinite(1.5)", "true")]
);

fn double(call: &Call<'_>) -> Result<f64, Fault> {
    match call.args {
        [Value::Double(number)] => Ok(*number),
        _ => Err(call.no_overload()),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{error_of, result_of};

    #[test]
    fn halves_ends_and_what_is_not_finite() {
        for (source, gives) in [
            (
                "[0.5, -0.5, 2.5, 0.49999999999999994].map(x, math.round(x))",
                "[1.0, -1.0, 3.0, 0.0]",
            ),
            ("[-0.2, 0.2].map(x, math.ceil(x))", "[-0.0, 1.0]"),
            ("math.round(9007199254740993.0)", "9007199254740992.0"),
            ("math.floor(1.0 / 0.0)", "inf"),
            ("math.trunc(0.0 / 0.0)", "NaN"),
            ("[0.0 / 0.0, -1.0 / 0.0, 1.7e308].map(x, math.isNaN(x))", "[true, false, false]"),
            ("[0.0 / 0.0, -1.0 / 0.0, 1.7e308].map(x, math.isInf(x))", "[false, true, false]"),
            ("[0.0 / 0.0, -1.0 / 0.0, 1.7e308].map(x, math.isFinite(x))", "[false, false, true]"),
        ] {
            assert_eq!(result_of(source), gives, "{source}");
        }
    }

    #[test]
    fn whole_numbers_are_not_rounded() {
        for (source, why) in [
            ("math.round(1)", "`math.round` takes no (int)"),
            ("math.ceil(dyn(1u))", "`math.ceil` takes no (uint)"),
            ("math.isNaN(dyn('NaN'))", "`math.isNaN` takes no (string)"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }
}
