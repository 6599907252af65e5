//! Operators on quantities, and on durations and numbers.

use gonogo_cel::cost::Rule;
use gonogo_cel::function::Call;
use gonogo_cel::time::Duration;
use gonogo_cel::{ErrorKind, Fault, Value, function};
use gonogo_series::quantity::{ArithmeticError, Quantity};

use super::quantity::{QuantityValue, quantity_value};

fn pair<'c>(call: &Call<'c>) -> Option<(Option<&'c QuantityValue>, Option<&'c QuantityValue>)> {
    match call.args {
        [a, b] => Some((a.downcast(), b.downcast())),
        _ => None,
    }
}

fn result(quantity: Result<Quantity, ArithmeticError>) -> Result<Value, Fault> {
    let quantity =
        quantity.map_err(|error| Fault::error(ErrorKind::Overflow, error.to_string()))?;
    quantity_value(quantity).ok_or_else(|| Fault::error(ErrorKind::Overflow, "out of range"))
}

/// The relations need no code: the evaluator asks the quantities themselves for their order.
fn refuse(call: &Call<'_>) -> Result<Value, Fault> {
    Err(call.no_overload())
}

function!(
    ADD = "_+_",
    "Sum of two quantities of one dimension.",
    add,
    ["_+_(quantity(T), quantity(T)) -> quantity(T)"],
    [("quantity('1%') + quantity('0.5%')", "1.5 %")],
    cost: Rule::FREE
);

fn add(call: &Call<'_>) -> Result<Value, Fault> {
    match pair(call) {
        Some((Some(a), Some(b))) => result(a.0.plus(b.0)),
        _ => Err(call.no_overload()),
    }
}

function!(
    SUBTRACT = "_-_",
    "Difference of two quantities of one dimension.",
    subtract,
    ["_-_(quantity(T), quantity(T)) -> quantity(T)"],
    [("quantity('1%') - quantity('0.5%')", "0.5 %")],
    cost: Rule::FREE
);

fn subtract(call: &Call<'_>) -> Result<Value, Fault> {
    match pair(call) {
        Some((Some(a), Some(b))) => result(a.0.minus(b.0)),
        _ => Err(call.no_overload()),
    }
}

function!(
    MULTIPLY = "_*_",
    "A quantity or duration, so many times.",
    multiply,
    [
        "_*_(quantity(T), double) -> quantity(T)",
        "_*_(double, quantity(T)) -> quantity(T)",
        "_*_(duration, double) -> duration",
        "_*_(double, duration) -> duration",
    ],
    [("quantity('2%') * 1.5", "3 %"), ("duration('2m') * 2.0", "240s")],
    cost: Rule::FREE
);

fn multiply(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::Double(factor), other] | [other, Value::Double(factor)] => {
            times(call, other, *factor)
        }
        _ => Err(call.no_overload()),
    }
}

function!(
    DIVIDE = "_/_",
    "A part of a quantity, or the ratio of two.",
    divide,
    [
        "_/_(quantity(T), double) -> quantity(T)",
        "_/_(quantity(T), quantity(T)) -> double",
        "_/_(duration, double) -> duration",
        "_/_(duration, duration) -> double",
    ],
    [("quantity('2%') / quantity('4%')", "0.5"), ("duration('3m') / 2.0", "90s")],
    cost: Rule::FREE
);

fn divide(call: &Call<'_>) -> Result<Value, Fault> {
    let by_zero = || Fault::error(ErrorKind::DivisionByZero, "divided by zero");
    match call.args {
        [_, Value::Double(0.0)] => Err(by_zero()),
        [other, Value::Double(divisor)] => match other.downcast::<QuantityValue>() {
            Some(quantity) => result(quantity.0.divided_by(*divisor)),
            None => duration(nanos(call, other)? / divisor),
        },
        [Value::Duration(_), Value::Duration(b)] if b.nanos == 0 => Err(by_zero()),
        [Value::Duration(a), Value::Duration(b)] => {
            Ok(Value::Double(a.nanos as f64 / b.nanos as f64))
        }
        _ => match pair(call) {
            Some((Some(a), Some(b))) => {
                a.0.ratio_to(b.0)
                    .map(Value::Double)
                    .map_err(|error| Fault::error(ErrorKind::DivisionByZero, error.to_string()))
            }
            _ => Err(call.no_overload()),
        },
    }
}

fn times(call: &Call<'_>, value: &Value, factor: f64) -> Result<Value, Fault> {
    if let Some(quantity) = value.downcast::<QuantityValue>() {
        return result(quantity.0.times(factor));
    }
    duration(nanos(call, value)? * factor)
}

fn nanos(call: &Call<'_>, value: &Value) -> Result<f64, Fault> {
    match value {
        Value::Duration(duration) => Ok(duration.nanos as f64),
        _ => Err(call.no_overload()),
    }
}

fn duration(nanos: f64) -> Result<Value, Fault> {
    let nanos = nanos.round();
    if nanos.is_nan() || nanos.abs() >= i64::MAX as f64 {
        return Err(Fault::error(
            ErrorKind::Overflow,
            "the result is outside of the range of a duration",
        ));
    }
    Ok(Value::Duration(Duration::from_nanos(nanos as i64)))
}

function!(
    NEGATE = "-_",
    "The quantity with its sign changed.",
    negate,
    ["-_(quantity(T)) -> quantity(T)"],
    [("-quantity('2%')", "-2 %")],
    cost: Rule::FREE
);

fn negate(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [value] => match value.downcast::<QuantityValue>() {
            Some(quantity) => result(quantity.0.times(-1.0)),
            None => Err(call.no_overload()),
        },
        _ => Err(call.no_overload()),
    }
}

function!(
    LESS = "_<_",
    "Whether a quantity is smaller; units are converted.",
    refuse,
    ["_<_(quantity(T), quantity(T)) -> bool"],
    [("quantity('500 kB') < quantity('1 MB')", "true")],
    cost: Rule::FREE
);
function!(
    LESS_EQUAL = "_<=_",
    "Whether a quantity is not larger; units are converted.",
    refuse,
    ["_<=_(quantity(T), quantity(T)) -> bool"],
    [("quantity('0.7%') <= quantity('0.007 ratio')", "true")],
    cost: Rule::FREE
);
function!(
    GREATER = "_>_",
    "Whether a quantity is larger; units are converted.",
    refuse,
    ["_>_(quantity(T), quantity(T)) -> bool"],
    [("quantity('60/min') > quantity('1/s')", "false")],
    cost: Rule::FREE
);
function!(
    GREATER_EQUAL = "_>=_",
    "Whether a quantity is not smaller; units are converted.",
    refuse,
    ["_>=_(quantity(T), quantity(T)) -> bool"],
    [("quantity('60/min') >= quantity('1/s')", "true")],
    cost: Rule::FREE
);

function!(
    EQUAL = "_==_",
    "Whether a count equals a number.",
    refuse,
    ["_==_(int, double) -> bool", "_==_(double, int) -> bool"],
    [("2 == 4.0 / 2.0", "true")],
    cost: Rule::FREE
);
function!(
    NOT_EQUAL = "_!=_",
    "Whether a count differs from a number.",
    refuse,
    ["_!=_(int, double) -> bool", "_!=_(double, int) -> bool"],
    [("2 != 5.0 / 2.0", "true")],
    cost: Rule::FREE
);

#[cfg(test)]
mod tests {
    use gonogo_cel::{Bindings, Budget};

    #[test]
    fn durations_are_divided_directly() {
        for (source, expected) in [
            ("duration('1000000000s') / 7.0", "142857142.857142864s"),
            ("duration('0s') / 1e-310", "0s"),
            ("duration('3m') / -2.0", "-90s"),
        ] {
            let program = crate::functions::environment().compile(source).unwrap();
            let value = program.evaluate(&Bindings::default(), &Budget::new(100)).unwrap();
            assert_eq!(value.to_string(), expected, "{source}");
        }
    }
}
