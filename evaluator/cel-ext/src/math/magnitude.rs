//! Size and sign of a number, and its root.

use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Value, function};

function!(
    ABS = "math.abs",
    "The number without its sign.",
    abs,
    ["math.abs(int) -> int", "math.abs(uint) -> uint", "math.abs(double) -> double"],
    [("math.abs(-3)", "3"), ("math.abs(-1.5)", "1.5")]
);

fn abs(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::Int(number)] => number.checked_abs().map(Value::Int).ok_or_else(|| {
            let message = format!("`math.abs({number})` does not fit into an int");
            Fault::error(ErrorKind::Overflow, message)
        }),
        [Value::Uint(number)] => Ok(Value::Uint(*number)),
        [Value::Double(number)] => Ok(Value::Double(number.abs())),
        _ => Err(call.no_overload()),
    }
}

function!(
    SIGN = "math.sign",
    "1, 0 or -1, of the number's kind; NaN for NaN.",
    sign,
    ["math.sign(int) -> int", "math.sign(uint) -> uint", "math.sign(double) -> double"],
    [("math.sign(-3)", "-1"), ("math.sign(0.0)", "0.0")]
);

fn sign(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::Int(number)] => Ok(Value::Int(number.signum())),
        [Value::Uint(number)] => Ok(Value::Uint(u64::from(*number > 0))),
        // Both zeros have the sign 0.
        [Value::Double(0.0)] => Ok(Value::Double(0.0)),
        [Value::Double(number)] => Ok(Value::Double(number.signum())),
        _ => Err(call.no_overload()),
    }
}

function!(
    SQRT = "math.sqrt",
    "The square root; NaN for a negative number.",
    sqrt,
    ["math.sqrt(int) -> double", "math.sqrt(uint) -> double", "math.sqrt(double) -> double"],
    [("math.sqrt(9)", "3.0"), ("math.sqrt(6.25)", "2.5")]
);

fn sqrt(call: &Call<'_>) -> Result<Value, Fault> {
    let number = match call.args {
        [Value::Int(number)] => *number as f64,
        [Value::Uint(number)] => *number as f64,
        [Value::Double(number)] => *number,
        _ => return Err(call.no_overload()),
    };
    Ok(Value::Double(number.sqrt()))
}

#[cfg(test)]
mod tests {
    use crate::testing::{error_of, result_of};

    #[test]
    fn ends_of_the_ranges() {
        for (source, gives) in [
            ("math.abs(-9223372036854775807)", "9223372036854775807"),
            ("math.abs(18446744073709551615u)", "18446744073709551615u"),
            ("math.abs(-0.0)", "0.0"),
            ("math.abs(-1.0 / 0.0)", "inf"),
            ("math.sign(-9223372036854775808)", "-1"),
            ("[0u, 7u].map(x, math.sign(x))", "[0u, 1u]"),
            ("[-0.0, -5e-324, 1.0 / 0.0].map(x, math.sign(x))", "[0.0, -1.0, 1.0]"),
            ("math.sign(0.0 / 0.0)", "NaN"),
            ("math.sqrt(-1)", "NaN"),
            ("math.sqrt(18446744073709551615u)", "4294967296.0"),
        ] {
            assert_eq!(result_of(source), gives, "{source}");
        }
    }

    #[test]
    fn what_has_no_magnitude_is_an_error() {
        for (source, why) in [
            (
                "math.abs(-9223372036854775808)",
                "`math.abs(-9223372036854775808)` does not fit into an int",
            ),
            ("math.abs('a')", "`math.abs` takes no (string)"),
            ("math.sign(dyn(true))", "`math.sign` takes no (bool)"),
            ("math.sqrt(dyn(null))", "`math.sqrt` takes no (null_type)"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }
}
