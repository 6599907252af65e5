//! Lists taken as sets: equal elements count once, the order does not count.

mod members;

use gonogo_cel::cost::{Arguments, Rule, Size};
use gonogo_cel::function::Call;
use gonogo_cel::{Fault, Function, Value, function};

pub(crate) use members::{Members, most_work};

pub(crate) const FUNCTIONS: &[&Function] = &[&CONTAINS, &EQUIVALENT, &INTERSECTS];

function!(
    CONTAINS = "sets.contains",
    "Whether the first list has every element of the second.",
    |call| pair(call).and_then(|(a, b)| Ok(Value::Bool(holds_all(call, a, b)?))),
    ["sets.contains(list(T), list(T)) -> bool"],
    [("sets.contains([1, 2, 3], [3, 1, 1])", "true"), ("sets.contains([1], [])", "true")],
    cost: Rule { work: one_way, reads_pattern: false, result: |_| Size::SCALAR }
);

function!(
    EQUIVALENT = "sets.equivalent",
    "Whether each list has every element of the other.",
    equivalent,
    ["sets.equivalent(list(T), list(T)) -> bool"],
    [("sets.equivalent([1, 2], [2, 1, 1])", "true"), ("sets.equivalent([1], [1, 2])", "false")],
    cost: Rule { work: |args| one_way(args).saturating_mul(2), reads_pattern: false, result: |_| Size::SCALAR }
);

fn equivalent(call: &Call<'_>) -> Result<Value, Fault> {
    let (a, b) = pair(call)?;
    Ok(Value::Bool(holds_all(call, a, b)? && holds_all(call, b, a)?))
}

function!(
    INTERSECTS = "sets.intersects",
    "Whether the lists have an element in common.",
    intersects,
    ["sets.intersects(list(T), list(T)) -> bool"],
    [("sets.intersects([1, 2], [2, 3])", "true"), ("sets.intersects([1], [])", "false")],
    cost: Rule { work: one_way, reads_pattern: false, result: |_| Size::SCALAR }
);

fn intersects(call: &Call<'_>) -> Result<Value, Fault> {
    let (a, b) = pair(call)?;
    let members = Members::of(call, a)?;
    for element in b {
        if members.has(call, element)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

/// Each list is gone through once.
fn one_way(args: &Arguments<'_>) -> u64 {
    most_work(&args.size(0)).saturating_add(most_work(&args.size(1)))
}

fn pair<'c>(call: &Call<'c>) -> Result<(&'c [Value], &'c [Value]), Fault> {
    match call.args {
        [Value::List(a), Value::List(b)] => Ok((a, b)),
        _ => Err(call.no_overload()),
    }
}

fn holds_all(call: &Call<'_>, whole: &[Value], part: &[Value]) -> Result<bool, Fault> {
    let members = Members::of(call, whole)?;
    for element in part {
        if !members.has(call, element)? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use crate::testing::{cost_of, error_of, result_of};

    #[test]
    fn equality_is_that_of_the_language() {
        for (source, holds) in [
            ("sets.contains([], [])", true),
            ("sets.contains([], [1])", false),
            ("sets.contains([1, 2.0, 3u], [1.0, 2u, 3])", true),
            ("sets.contains([0.0 / 0.0], [0.0 / 0.0])", false),
            ("sets.contains([[1], [2]], [[dyn(2.0)]])", true),
            ("sets.contains([dyn('1')], [dyn(1)])", false),
            ("sets.contains([{'a': [1]}], [{'a': [dyn(1u)]}])", true),
            ("sets.equivalent([], [])", true),
            ("sets.equivalent([1], [1u, 1.0])", true),
            ("sets.equivalent([], [1])", false),
            ("sets.equivalent([1], [])", false),
            ("sets.equivalent([ip('::1')], [ip('0::1')])", true),
            ("sets.intersects([], [])", false),
            ("sets.intersects([[1], [2, 3]], [[1, 2], [2, 3.0]])", true),
            ("sets.intersects([dyn(null)], [dyn(false)])", false),
        ] {
            assert_eq!(result_of(source), holds.to_string(), "{source}");
        }
    }

    #[test]
    fn only_lists_of_one_type_are_sets() {
        for (source, why) in [
            ("sets.contains([1], ['a'])", "`sets.contains` takes no (list(int), list(string))"),
            ("sets.intersects([1], dyn(1))", "`sets.intersects` takes no (list, int)"),
            ("sets.equivalent([1])", "`sets.equivalent` takes no (list(int))"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }

    #[test]
    fn large_sets_do_not_cost_the_product() {
        let cost = cost_of("sets.equivalent(lists.range(5000), lists.range(5000).reverse())");
        assert!((70_000..80_000).contains(&cost), "{cost}");
    }
}
