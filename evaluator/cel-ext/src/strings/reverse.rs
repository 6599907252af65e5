//! A text from its end.

use gonogo_cel::{Call, Fault, Value, function};

function!(
    REVERSE = "reverse",
    "The characters in the opposite order.",
    reverse,
    ["string.reverse() -> string"],
    [("'gums'.reverse()", "'smug'")]
);

fn reverse(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(text.len().div_ceil(10))?;
    Ok(Value::string(text.chars().rev().collect::<String>()))
}
