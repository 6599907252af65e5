//! Bits of whole numbers; an int is taken as its two's complement.

use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Value, function};

function!(
    AND = "math.bitAnd",
    "The bits that both have.",
    |call| combine(call, |a, b| a & b),
    ["math.bitAnd(int, int) -> int", "math.bitAnd(uint, uint) -> uint"],
    [("math.bitAnd(6, 3)", "2")]
);

function!(
    OR = "math.bitOr",
    "The bits that one of them has, or both.",
    |call| combine(call, |a, b| a | b),
    ["math.bitOr(int, int) -> int", "math.bitOr(uint, uint) -> uint"],
    [("math.bitOr(6u, 3u)", "7u")]
);

function!(
    XOR = "math.bitXor",
    "The bits that exactly one of them has.",
    |call| combine(call, |a, b| a ^ b),
    ["math.bitXor(int, int) -> int", "math.bitXor(uint, uint) -> uint"],
    [("math.bitXor(6, 3)", "5")]
);

function!(
    NOT = "math.bitNot",
    "Every bit turned round.",
    not,
    ["math.bitNot(int) -> int", "math.bitNot(uint) -> uint"],
    [("math.bitNot(1)", "-2")]
);

function!(
    SHIFT_LEFT = "math.bitShiftLeft",
    "The bits moved up by so many places; zeros come in.",
    |call| shift(call, u64::checked_shl),
    ["math.bitShiftLeft(int, int) -> int", "math.bitShiftLeft(uint, int) -> uint"],
    [("math.bitShiftLeft(1, 4)", "16"), ("math.bitShiftLeft(1, 64)", "0")]
);

function!(
    SHIFT_RIGHT = "math.bitShiftRight",
    "The bits moved down by so many places; zeros come in, for negative numbers too.",
    |call| shift(call, u64::checked_shr),
    ["math.bitShiftRight(int, int) -> int", "math.bitShiftRight(uint, int) -> uint"],
    [("math.bitShiftRight(1024, 2)", "256"), ("math.bitShiftRight(-1, 63)", "1")]
);

fn combine(call: &Call<'_>, bits: fn(u64, u64) -> u64) -> Result<Value, Fault> {
    match call.args {
        [Value::Int(a), Value::Int(b)] => Ok(signed(bits(a.cast_unsigned(), b.cast_unsigned()))),
        [Value::Uint(a), Value::Uint(b)] => Ok(Value::Uint(bits(*a, *b))),
        _ => Err(call.no_overload()),
    }
}

fn not(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::Int(number)] => Ok(Value::Int(!number)),
        [Value::Uint(number)] => Ok(Value::Uint(!number)),
        _ => Err(call.no_overload()),
    }
}

/// `moved` gives nothing for 64 places and more.
fn shift(call: &Call<'_>, moved: fn(u64, u32) -> Option<u64>) -> Result<Value, Fault> {
    let [number, Value::Int(places)] = call.args else {
        return Err(call.no_overload());
    };
    let bits = match number {
        Value::Int(number) => number.cast_unsigned(),
        Value::Uint(number) => *number,
        _ => return Err(call.no_overload()),
    };
    if *places < 0 {
        let message =
            format!("`{}` moves by 0 places or more, not by {places}", call.function.name);
        return Err(Fault::error(ErrorKind::InvalidArgument, message));
    }
    let result = u32::try_from(*places).ok().and_then(|places| moved(bits, places)).unwrap_or(0);
    Ok(if matches!(number, Value::Int(_)) { signed(result) } else { Value::Uint(result) })
}

fn signed(bits: u64) -> Value {
    Value::Int(bits.cast_signed())
}

#[cfg(test)]
mod tests {
    use crate::testing::{error_of, result_of};

    #[test]
    fn all_sixty_four_bits_count() {
        for (source, gives) in [
            ("math.bitNot(9223372036854775807)", "-9223372036854775808"),
            ("math.bitNot(0u)", "18446744073709551615u"),
            ("math.bitAnd(-9223372036854775808, -1)", "-9223372036854775808"),
            ("math.bitXor(-1, -9223372036854775808)", "9223372036854775807"),
            ("math.bitShiftLeft(1, 63)", "-9223372036854775808"),
            ("math.bitShiftLeft(3u, 63)", "9223372036854775808u"),
            ("math.bitShiftLeft(-1, 64)", "0"),
            ("math.bitShiftLeft(1u, 4294967296)", "0u"),
            ("math.bitShiftRight(-1, 9223372036854775807)", "0"),
            ("math.bitShiftRight(-9223372036854775808, 63)", "1"),
            ("math.bitShiftRight(-1, 0)", "-1"),
            ("math.bitShiftRight(18446744073709551615u, 63)", "1u"),
        ] {
            assert_eq!(result_of(source), gives, "{source}");
        }
    }

    #[test]
    fn kinds_are_not_mixed_and_places_not_negative() {
        for (source, why) in [
            ("math.bitAnd(1, 1u)", "`math.bitAnd` takes no (int, uint)"),
            ("math.bitOr(dyn(1.0), 1)", "`math.bitOr` takes no (double, int)"),
            ("math.bitNot(dyn(b'a'))", "`math.bitNot` takes no (bytes)"),
            ("math.bitShiftLeft(1, 1u)", "`math.bitShiftLeft` takes no (int, uint)"),
            ("math.bitShiftLeft(dyn(1.0), 1)", "`math.bitShiftLeft` takes no (double, int)"),
            (
                "math.bitShiftLeft(1, -1)",
                "`math.bitShiftLeft` moves by 0 places or more, not by -1",
            ),
            (
                "math.bitShiftRight(1u, -9223372036854775808)",
                "`math.bitShiftRight` moves by 0 places or more, not by -9223372036854775808",
            ),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }
}
