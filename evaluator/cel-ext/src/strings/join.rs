//! Pieces into a text.

use gonogo_cel::cost::{Arguments, Rule};
use gonogo_cel::{Call, ErrorKind, Fault, Size, Value, function};

use super::Growth;

function!(
    JOIN = "join",
    "The texts of the list one after the other, with a separator between them if one is given.",
    join,
    ["list(string).join() -> string", "list(string).join(string) -> string"],
    [("['a', 'b'].join()", "'ab'"), ("['a', 'b'].join(', ')", "'a, b'")],
    cost: Rule { work, reads_pattern: false, result: joined }
);

fn work(args: &Arguments<'_>) -> u64 {
    args.most(0).saturating_add(joined(args).most.div_ceil(10)).saturating_add(1)
}

/// A unit of the list stands for ten bytes of its pieces.
fn joined(args: &Arguments<'_>) -> Size {
    let list = args.size(0);
    let each = list.most.saturating_mul(list.part().most);
    let pieces = each.min(list.whole.saturating_mul(10));
    Size::text(pieces.saturating_add(list.most.saturating_mul(args.bytes(1))))
}

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
