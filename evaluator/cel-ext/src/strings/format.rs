//! Values in the places that a text holds for them.

mod clause;
mod number;
mod plain;

use gonogo_cel::cost::{Arguments, Rule};
use gonogo_cel::{Call, ErrorKind, Fault, Size, Value, function};

use super::Growth;
use clause::Clause;

function!(
    FORMAT = "format",
    "The text with the values of the list in place of `%s` (any), `%d` (decimal), `%f` and `%e` \
     (with a fraction; `%.2f` sets its digits), `%b`, `%o`, `%x` and `%X` (binary, octal, \
     hexadecimal); `%%` is a percent sign.",
    format,
    ["string.format(list(dyn)) -> string"],
    [
        ("'%d of %d, %.1f%%'.format([3, 4, 75])", "'3 of 4, 75.0%'"),
        ("'%s at %s'.format([['db', 'web'], duration('90s')])", "'[db, web] at 90s'"),
        ("'%x %X %b %o %e'.format([30, 30, 5, 8, 2.5])", "'1e 1E 101 10 2.500000e+00'"),
    ],
    cost: Rule { work, reads_pattern: false, result: written }
);

/// Bytes for a unit of a value: the smallest double has so many digits, a list its signs as well.
const UNIT_BYTES: u64 = 340;

/// Each value is looked at, the keys of maps are sorted, and the text grows.
fn work(args: &Arguments<'_>) -> u64 {
    let units = args.size(1).whole;
    let rounds = u64::from(u64::BITS - units.leading_zeros()).saturating_add(2);
    let looked_at = units.saturating_mul(rounds).saturating_add(digits(args));
    let grown = written(args).most.div_ceil(10).saturating_add(1);
    args.bytes(0).saturating_add(looked_at).saturating_add(grown)
}

fn written(args: &Arguments<'_>) -> Size {
    let values = args.size(1).whole.saturating_mul(UNIT_BYTES);
    Size::text(args.bytes(0).saturating_add(values).saturating_add(digits(args)))
}

/// Digits behind the points of all values.
fn digits(args: &Arguments<'_>) -> u64 {
    let is_plain = args.first().is_some_and(|text| !text.contains("%."));
    let each = if is_plain { clause::PRECISION } else { clause::MOST_PRECISE };
    args.most(1).saturating_mul(each as u64)
}

fn format(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::List(values)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(text.len().div_ceil(10))?;
    let mut result = Growth::new(call);
    let mut next = values.iter();
    let mut rest = &**text;
    while let Some((before, after)) = rest.split_once('%') {
        result.push(before)?;
        if let Some(after) = after.strip_prefix('%') {
            result.push("%")?;
            rest = after;
            continue;
        }
        call.charge(1)?;
        let (clause, after) = Clause::parse(after)?;
        let value = next.next().ok_or_else(|| missing(&clause, values.len()))?;
        clause.write(value, call, &mut result)?;
        rest = after;
    }
    result.push(rest)?;
    Ok(result.into_value())
}

fn missing(clause: &Clause<'_>, count: usize) -> Fault {
    let message = format!("there is no value for `%{}`: the list has only {count}", clause.text);
    Fault::error(ErrorKind::InvalidArgument, message)
}

#[cfg(test)]
mod tests;
