//! Small and capital letters.

use gonogo_cel::{Call, Fault, Value, function};

function!(
    LOWER_ASCII = "lowerAscii",
    "The text with the capital letters A to Z as small ones; other characters stay.",
    |call| changed(call, str::to_ascii_lowercase),
    ["string.lowerAscii() -> string"],
    [("'TacoCÆt'.lowerAscii()", "'tacocÆt'")]
);

function!(
    UPPER_ASCII = "upperAscii",
    "The text with the small letters a to z as capitals; other characters stay.",
    |call| changed(call, str::to_ascii_uppercase),
    ["string.upperAscii() -> string"],
    [("'TacoCÆt'.upperAscii()", "'TACOCÆT'")]
);

fn changed(call: &Call<'_>, change: fn(&str) -> String) -> Result<Value, Fault> {
    let [Value::String(text)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(text.len().div_ceil(10))?;
    Ok(Value::string(change(text)))
}
