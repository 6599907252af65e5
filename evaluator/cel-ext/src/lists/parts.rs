//! Parts of a list, and lists made from nothing.

use gonogo_cel::cost::Rule;
use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Size, Value, function};

use crate::sets::{Members, most_work};

function!(
    SLICE = "slice",
    "The elements from the first position, up to the second and without it.",
    slice,
    ["list(T).slice(int, int) -> list(T)"],
    [("[1, 2, 3, 4].slice(1, 3)", "[2, 3]"), ("[1, 2].slice(2, 2)", "[]")]
);

fn slice(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::List(elements), Value::Int(start), Value::Int(end)] = call.args else {
        return Err(call.no_overload());
    };
    let position = |at: i64| usize::try_from(at).ok();
    let part = match (position(*start), position(*end)) {
        (Some(start), Some(end)) => elements.get(start..end),
        _ => None,
    };
    let part = part.ok_or_else(|| {
        let message = format!("a list of {} has no part from {start} to {end}", elements.len());
        Fault::error(ErrorKind::IndexOutOfRange, message)
    })?;
    call.charge(part.len())?;
    Ok(Value::list(part))
}

function!(
    FIRST = "first",
    "The first element, or none of an empty list.",
    |call| list(call).map(|elements| Value::Optional(elements.first().cloned().map(Into::into))),
    ["list(T).first() -> optional_type(T)"],
    [("[1, 2].first()", "optional.of(1)"), ("[].first()", "optional.none()")]
);

function!(
    LAST = "last",
    "The last element, or none of an empty list.",
    |call| list(call).map(|elements| Value::Optional(elements.last().cloned().map(Into::into))),
    ["list(T).last() -> optional_type(T)"],
    [("[1, 2].last()", "optional.of(2)")]
);

function!(
    DISTINCT = "distinct",
    "The elements without those that equal an earlier one.",
    distinct,
    ["list(T).distinct() -> list(T)"],
    [("[2, 1, 2].distinct()", "[2, 1]"), ("[1, 1.0, 1u].distinct()", "[1]")],
    cost: Rule {
        work: |args| most_work(&args.size(0)),
        reads_pattern: false,
        result: |args| args.size(0).at_least(0)
    }
);

fn distinct(call: &Call<'_>) -> Result<Value, Fault> {
    let mut members = Members::default();
    let mut kept = Vec::new();
    for element in list(call)? {
        if members.insert(call, element)? {
            kept.push(element.clone());
        }
    }
    Ok(Value::list(kept))
}

function!(
    REVERSE = "reverse",
    "The elements from the last to the first.",
    reverse,
    ["list(T).reverse() -> list(T)"],
    [("[1, 2, 3].reverse()", "[3, 2, 1]")]
);

fn reverse(call: &Call<'_>) -> Result<Value, Fault> {
    let elements = list(call)?;
    call.charge(elements.len())?;
    Ok(Value::List(elements.iter().rev().cloned().collect()))
}

function!(
    RANGE = "lists.range",
    "The whole numbers from 0, so many; none for 0 and less.",
    range,
    ["lists.range(int) -> list(int)"],
    [("lists.range(3)", "[0, 1, 2]")],
    cost: Rule {
        work: |args| args.counted(),
        reads_pattern: false,
        result: |args| Size::list(args.counted(), Size::SCALAR),
    }
);

fn range(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::Int(count)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(usize::try_from((*count).max(0)).unwrap_or(usize::MAX))?;
    Ok(Value::List((0..*count).map(Value::Int).collect()))
}

fn list<'c>(call: &Call<'c>) -> Result<&'c [Value], Fault> {
    match call.args {
        [Value::List(elements)] => Ok(elements),
        _ => Err(call.no_overload()),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{cost_of, error_of, result_of};

    #[test]
    fn parts_of_lists() {
        for (source, gives) in [
            ("[].slice(0, 0)", "[]"),
            ("[1, 2].slice(0, 2)", "[1, 2]"),
            ("dyn([1, 'a', null]).slice(1, 3)", "['a', null]"),
            ("[[], []].last()", "optional.of([])"),
            ("[].last()", "optional.none()"),
            ("[].reverse()", "[]"),
            ("lists.range(0)", "[]"),
            ("lists.range(-9223372036854775808)", "[]"),
            ("size(lists.range(1000))", "1000"),
        ] {
            assert_eq!(result_of(source), gives, "{source}");
        }
    }

    #[test]
    fn equal_elements_are_kept_once() {
        for (source, gives) in [
            ("[].distinct()", "[]"),
            ("[1u, 2, 1.0, 2.0, 1].distinct()", "[1u, 2]"),
            ("[0.0, -0.0, 0].distinct()", "[0.0]"),
            ("size([0.0 / 0.0, 0.0 / 0.0].distinct())", "2"),
            (
                "[9007199254740993, 9007199254740992.0].distinct()",
                "[9007199254740993, 9007199254740992.0]",
            ),
            (
                "[18446744073709551615u, -1, 1.8446744073709552e19].distinct()",
                "[18446744073709551615u, -1, 1.8446744073709552e19]",
            ),
            ("[1, true, '1', b'1', null, null, true].distinct()", "[1, true, '1', b'1', null]"),
            ("[[1], [1.0], [1, 1], [[1u]], [[1]]].distinct()", "[[1], [1, 1], [[1u]]]"),
            (
                "[{'a': 1, 'b': 2}, {'b': 2u, 'a': 1.0}, {'a': 1}].distinct()",
                "[{'a': 1, 'b': 2}, {'a': 1}]",
            ),
            ("[int, int, type(1), uint].distinct()", "[int, uint]"),
            ("[duration('60s'), duration('1m')].distinct()", "[60s]"),
            (
                "[[1].first(), [1u].last(), [].first()].distinct()",
                "[optional.of(1), optional.none()]",
            ),
            ("[ip('::1'), ip('0:0::1'), ip('::2')].distinct()", "[::1, ::2]"),
        ] {
            assert_eq!(result_of(source), gives, "{source}");
        }
    }

    #[test]
    fn what_is_no_part_is_an_error() {
        for (source, why) in [
            ("[1, 2].slice(-1, 1)", "a list of 2 has no part from -1 to 1"),
            ("[1, 2].slice(0, 3)", "a list of 2 has no part from 0 to 3"),
            ("[1, 2].slice(2, 1)", "a list of 2 has no part from 2 to 1"),
            (
                "[].slice(-9223372036854775808, 9223372036854775807)",
                "a list of 0 has no part from -9223372036854775808 to 9223372036854775807",
            ),
            ("dyn('abc').slice(0, 1)", "`slice` takes no (string, int, int)"),
            ("dyn(1).distinct()", "`distinct` takes no (int)"),
            ("dyn({}).first()", "`first` takes no (map)"),
            ("dyn(1u).reverse()", "`reverse` takes no (uint)"),
            ("lists.range(dyn(1.0))", "`lists.range` takes no (double)"),
            ("lists.range(9223372036854775807)", "the expression costs more than 1000000 units"),
            ("[1].map(x, lists.range(1000000))", "the expression costs more than 1000000 units"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }

    #[test]
    fn costs_follow_the_elements() {
        for (source, units) in [
            ("lists.range(5000)", 1 + 5000),
            ("lists.range(5000).slice(1000, 3000)", 2 + 5000 + 2000),
            ("lists.range(5000).reverse()", 2 + 5000 + 5000),
            ("lists.range(5000).first()", 2 + 5000),
            // No pair is compared: each is looked at once and put into its place.
            ("lists.range(5000).distinct()", 2 + 5000 + 5000 * (1 + 3)),
            ("lists.range(100).map(x, 0.0 / 0.0).distinct()", 2 + 100 + 100 * 3 + 100 * 4),
            ("lists.range(100).map(x, 0).distinct()", 2 + 100 + 100 * 2 + (100 + 3) + 99),
        ] {
            assert_eq!(cost_of(source), units, "{source}");
        }
    }
}
