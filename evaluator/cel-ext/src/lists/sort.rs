//! Elements in order, by themselves or by keys.

use std::cmp::Ordering;

use gonogo_cel::cost::{Arguments, Rule};
use gonogo_cel::function::Call;
use gonogo_cel::value::compare;
use gonogo_cel::{ErrorKind, Fault, Value, function};

function!(
    SORT = "sort",
    "The elements in rising order; equal ones stay as they were.",
    sort,
    [
        "list(int).sort() -> list(int)",
        "list(uint).sort() -> list(uint)",
        "list(double).sort() -> list(double)",
        "list(bool).sort() -> list(bool)",
        "list(string).sort() -> list(string)",
        "list(bytes).sort() -> list(bytes)",
        "list(timestamp).sort() -> list(timestamp)",
        "list(duration).sort() -> list(duration)",
    ],
    [("[3, 1, 2].sort()", "[1, 2, 3]"), ("['b', 'a'].sort()", "['a', 'b']")],
    cost: Rule { work: |args| merging(args, 0), reads_pattern: false, result: |args| args.size(0) }
);

fn sort(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::List(elements)] => sorted(call, elements, elements),
        _ => Err(call.no_overload()),
    }
}

function!(
    SORT_BY_KEYS = "@sortByKeys",
    "The elements in the rising order of their keys; what `sortBy` stands for.",
    sort_by_keys,
    [
        "list(T).@sortByKeys(list(int)) -> list(T)",
        "list(T).@sortByKeys(list(uint)) -> list(T)",
        "list(T).@sortByKeys(list(double)) -> list(T)",
        "list(T).@sortByKeys(list(bool)) -> list(T)",
        "list(T).@sortByKeys(list(string)) -> list(T)",
        "list(T).@sortByKeys(list(bytes)) -> list(T)",
        "list(T).@sortByKeys(list(timestamp)) -> list(T)",
        "list(T).@sortByKeys(list(duration)) -> list(T)",
    ],
    [],
    cost: Rule { work: |args| merging(args, 1), reads_pattern: false, result: |args| args.size(0) }
);

/// The keys are the argument at this place.
fn merging(args: &Arguments<'_>, keys: usize) -> u64 {
    args.size(keys).whole.saturating_mul(rounds(args.most(keys)))
}

fn rounds(keys: u64) -> u64 {
    keys.checked_ilog2().map_or(0, |log| u64::from(log) + 1)
}

fn sort_by_keys(call: &Call<'_>) -> Result<Value, Fault> {
    match call.args {
        [Value::List(elements), Value::List(keys)] if elements.len() == keys.len() => {
            sorted(call, elements, keys)
        }
        [Value::List(elements), Value::List(keys)] => {
            let message =
                format!("{} elements cannot be sorted by {} keys", elements.len(), keys.len());
            Err(Fault::error(ErrorKind::InvalidArgument, message))
        }
        _ => Err(call.no_overload()),
    }
}

fn sorted(call: &Call<'_>, elements: &[Value], keys: &[Value]) -> Result<Value, Fault> {
    check_keys(call, keys)?;
    let mut pairs: Vec<(&Value, &Value)> = keys.iter().zip(elements).collect();
    // The keys have an order, all of them: that was checked.
    pairs.sort_by(|(a, _), (b, _)| compare(a, b).ok().flatten().unwrap_or(Ordering::Equal));
    Ok(Value::List(pairs.into_iter().map(|(_, element)| element.clone()).collect()))
}

/// All keys are of one kind that has an order, and none is NaN, which has no place in it.
/// Charges for the comparisons: each key comes up once in each round of merging.
fn check_keys(call: &Call<'_>, keys: &[Value]) -> Result<(), Fault> {
    let rounds = rounds(keys.len() as u64) as usize;
    let refuse = |why: String| Err(Fault::error(ErrorKind::InvalidArgument, why));
    for key in keys {
        let Some(cost) = comparison(key) else {
            return refuse(format!("`{}` cannot be sorted", key.brief()));
        };
        call.charge(cost.saturating_mul(rounds))?;
        if let Some(first) = keys.first()
            && first.type_name() != key.type_name()
        {
            let kinds = [first, key].map(Value::type_name);
            return refuse(format!("`{}` and `{}` cannot be sorted together", kinds[0], kinds[1]));
        }
    }
    Ok(())
}

/// Units for comparing it with another; `None` when it has no order.
fn comparison(key: &Value) -> Option<usize> {
    match key {
        Value::Double(number) if number.is_nan() => None,
        Value::String(text) => Some(text.len().div_ceil(10).max(1)),
        Value::Bytes(bytes) => Some(bytes.len().div_ceil(10).max(1)),
        Value::Int(_)
        | Value::Uint(_)
        | Value::Double(_)
        | Value::Bool(_)
        | Value::Timestamp(_)
        | Value::Duration(_) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use gonogo_cel::{Bindings, Budget, Fault, function};

    use super::sort_by_keys;
    use crate::testing::{cost_of, environment, error_of, result_of};

    #[test]
    fn each_kind_has_its_order() {
        for (source, gives) in [
            ("[].sort()", "[]"),
            ("[7].sort()", "[7]"),
            (
                "[9223372036854775807, -9223372036854775808, 0].sort()",
                "[-9223372036854775808, 0, 9223372036854775807]",
            ),
            ("[18446744073709551615u, 0u].sort()", "[0u, 18446744073709551615u]"),
            ("[1.0 / 0.0, 0.0, -0.0, -1.0 / 0.0].sort()", "[-inf, 0.0, -0.0, inf]"),
            ("[true, false, true].sort()", "[false, true, true]"),
            ("['b', '', 'é', 'aa', 'a', 'B'].sort()", "['', 'B', 'a', 'aa', 'b', 'é']"),
            (r"[b'\xff', b'a', b''].sort()", r"[b'', b'a', b'\xff']"),
            ("[duration('1m'), duration('2s')].sort()", "[2s, 60s]"),
            ("[timestamp(60), timestamp(0)].sort()[0] == timestamp(0)", "true"),
            ("dyn([2, 1]).sort() == [1, 2]", "true"),
            ("[dyn('b'), dyn('a')].sort() == ['a', 'b']", "true"),
        ] {
            assert_eq!(result_of(source), gives, "{source}");
        }
    }

    #[test]
    fn what_has_no_common_order_is_an_error() {
        for (source, why) in [
            ("[1, 2.0].sort()", "`int` and `double` cannot be sorted together"),
            ("[dyn('a'), dyn(1)].sort()", "`string` and `int` cannot be sorted together"),
            ("[1.0, 0.0 / 0.0].sort()", "`NaN` cannot be sorted"),
            ("[dyn(null)].sort()", "`null` cannot be sorted"),
            ("[dyn([1]), dyn([2])].sort()", "`[1]` cannot be sorted"),
            ("[[1], [2]].sort()", "`list(list(int))` has no `sort()`"),
            ("[{'a': 1}].sort()", "`list(map(string, int))` has no `sort()`"),
            ("dyn({}).sort()", "`sort` takes no (map)"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }

    function!(
        BY_KEYS = "byKeys",
        "What `sortBy` expands to, under a name that can be written.",
        sort_by_keys,
        ["list(T).byKeys(list(K)) -> list(T)"],
        []
    );

    #[test]
    fn keys_decide_and_equal_ones_keep_their_order() {
        let mut env = environment();
        env.add_functions(&[&BY_KEYS]);
        for (source, gives) in [
            ("[].byKeys([])", "[]"),
            ("['c', 'a', 'b'].byKeys([3, 1, 2])", "['a', 'b', 'c']"),
            ("[[1], {}, null].byKeys(['z', 'y', 'x'])", "[null, {}, [1]]"),
            ("['a', 'b', 'c', 'd'].byKeys([1, 0, 1, 0])", "['b', 'd', 'a', 'c']"),
            ("[1, 2].byKeys([1])", "2 elements cannot be sorted by 1 keys"),
            ("[1, 2].byKeys([dyn(1), dyn(1u)])", "`int` and `uint` cannot be sorted together"),
            ("[1].byKeys([null])", "`null` cannot be sorted"),
        ] {
            let program = env.compile(source).unwrap();
            let shown = match program.evaluate(&Bindings::default(), &Budget::new(1_000)) {
                Ok(value) => value.to_string(),
                Err(Fault::Error(error)) => error.message,
                Err(unknown) => panic!("{unknown:?}"),
            };
            assert_eq!(shown, gives, "{source}");
        }
    }

    #[test]
    fn costs_grow_a_little_faster_than_the_list() {
        assert_eq!(cost_of("lists.range(1024).sort()"), 2 + 1024 + 1024 * 11);
    }
}
