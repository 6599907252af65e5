//! Pieces into a text.

use gonogo_cel::{Call, ErrorKind, Fault, Value, function};

use super::Growth;

function!(
    JOIN = "join",
    "The texts of the list one after the other, with a separator between them if one is given.",
    join,
    ["list(string).join() -> string", "list(string).join(string) -> string"],
    [("['a', 'b'].join()", "'ab'"), ("['a', 'b'].join(', ')", "'a, b'")]
);

fn join(call: &Call<'_>) -> Result<Value, Fault> {
    let (pieces, separator) = match call.args {
        [Value::List(pieces)] => (pieces, ""),
        [Value::List(pieces), Value::String(separator)] => (pieces, &**separator),
        _ => return Err(call.no_overload()),
    };
    call.charge(pieces.len())?;
    let mut result = Growth::new(call);
    for (at, piece) in pieces.iter().enumerate() {
        let Value::String(text) = piece else {
            let message = format!("`{}` at {at} is no text to join", piece.brief());
            return Err(Fault::error(ErrorKind::InvalidArgument, message));
        };
        if at > 0 {
            result.push(separator)?;
        }
        result.push(text)?;
    }
    Ok(result.into_value())
}
