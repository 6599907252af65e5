//! The greatest and the least of several numbers, whatever their kinds.

use std::cmp::Ordering;

use gonogo_cel::function::Call;
use gonogo_cel::value::Number;
use gonogo_cel::{ErrorKind, Fault, Value, function};

function!(
    GREATEST = "math.greatest",
    "The greatest of the numbers, or of a list's; of equal ones the first.",
    |call| extreme(call, Ordering::Greater),
    [
        "math.greatest(int...) -> int",
        "math.greatest(uint...) -> uint",
        "math.greatest(double...) -> double",
        "math.greatest(number...) -> dyn",
        "math.greatest(list(int)) -> int",
        "math.greatest(list(uint)) -> uint",
        "math.greatest(list(double)) -> double",
        "math.greatest(list(number)) -> dyn",
    ],
    [("math.greatest(1, 3, 2)", "3"), ("math.greatest(1, 2.5)", "2.5")]
);

function!(
    LEAST = "math.least",
    "The least of the numbers, or of a list's; of equal ones the first.",
    |call| extreme(call, Ordering::Less),
    [
        "math.least(int...) -> int",
        "math.least(uint...) -> uint",
        "math.least(double...) -> double",
        "math.least(number...) -> dyn",
        "math.least(list(int)) -> int",
        "math.least(list(uint)) -> uint",
        "math.least(list(double)) -> double",
        "math.least(list(number)) -> dyn",
    ],
    [("math.least(1, 3, 2)", "1"), ("math.least([0.5, -0.5])", "-0.5")]
);

/// The first number that no other stands to in the relation `better`. Kinds are compared by
/// exact value. NaN is an error: which number came out would depend on their order.
fn extreme(call: &Call<'_>, better: Ordering) -> Result<Value, Fault> {
    let numbers: &[Value] = match call.args {
        [Value::List(elements)] => elements,
        several => several,
    };
    call.charge(numbers.len())?;
    let mut best: Option<(&Value, Number)> = None;
    for value in numbers {
        let number = number(call, value)?;
        let replaces = |(_, best): (&Value, Number)| number.compare(best) == Some(better);
        if best.is_none_or(replaces) {
            best = Some((value, number));
        }
    }
    best.map(|(value, _)| value.clone()).ok_or_else(|| {
        let message = format!("`{}` of an empty list", call.function.name);
        Fault::error(ErrorKind::InvalidArgument, message)
    })
}

fn number(call: &Call<'_>, value: &Value) -> Result<Number, Fault> {
    let refuse = |why: String| Err(Fault::error(ErrorKind::InvalidArgument, why));
    match value.as_number() {
        Some(Number::Double(double)) if double.is_nan() => {
            refuse("NaN is neither greater nor less than other numbers".to_owned())
        }
        Some(number) => Ok(number),
        None if matches!(call.args, [Value::List(_)]) => {
            let name = call.function.name;
            refuse(format!("`{name}` takes numbers, the list has `{}`", value.brief()))
        }
        None => Err(call.no_overload()),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{error_of, result_of};

    #[test]
    fn extremes_are_exact_across_kinds() {
        for (source, gives) in [
            ("math.greatest(9007199254740992.0, 9007199254740993)", "9007199254740993"),
            ("math.greatest(9223372036854775807, 18446744073709551615u)", "18446744073709551615u"),
            ("math.least(-9223372036854775808, 0u, -9.3e18)", "-9.3e18"),
            ("math.greatest(1, 1u, 1.0)", "1"),
            ("math.least(1u, 1, 1.0)", "1u"),
            ("math.greatest(-0.0, 0.0)", "-0.0"),
            ("math.greatest([dyn(1), dyn(2u), dyn(1.5)])", "2u"),
            ("math.greatest(-1.0 / 0.0, -5)", "-5"),
            ("math.greatest([7])", "7"),
        ] {
            assert_eq!(result_of(source), gives, "{source}");
        }
    }

    #[test]
    fn what_has_no_extreme_is_an_error() {
        for (source, why) in [
            ("math.greatest([])", "`math.greatest` of an empty list"),
            ("math.least(dyn([]))", "`math.least` of an empty list"),
            ("math.least(0.0 / 0.0)", "NaN is neither greater nor less than other numbers"),
            ("math.least(1.0, 0.0 / 0.0)", "NaN is neither greater nor less than other numbers"),
            ("math.least([dyn('a')])", "`math.least` takes numbers, the list has `'a'`"),
            ("math.least(dyn('a'), 1)", "`math.least` takes no (string, int)"),
            ("math.least('a')", "`math.least` takes no (string)"),
            ("math.least()", "`math.least` takes no ()"),
            ("math.least([1], [2])", "`math.least` takes no (list(int), list(int))"),
            ("math.least(1, dyn([2]))", "`math.least` takes no (int, list)"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }

    #[test]
    fn a_mixed_result_has_no_fixed_type() {
        for source in [
            "math.greatest(1, 2.0) == 2.0",
            "math.greatest([1, 2.0]) == 2.0",
            "math.greatest([dyn(1), dyn(2u)]) == 2u",
            "math.greatest(dyn(1.5), 1) == 1.5",
        ] {
            assert_eq!(result_of(source), "true", "{source}");
        }
    }
}
