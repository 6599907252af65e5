//! Lists inside a list, put in place of themselves.

use std::slice::Iter;

use gonogo_cel::cost::{Arguments, Rule, Size};
use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Value, function};

function!(
    FLATTEN = "flatten",
    "The elements with those of the lists among them, one level deep or as many as told.",
    flatten,
    ["list(list(T)).flatten() -> list(T)", "list(dyn).flatten(int) -> list(dyn)"],
    [
        ("[[1, 2], [], [3]].flatten()", "[1, 2, 3]"),
        ("[1, [2, [3, [4]]]].flatten(2)", "[1, 2, 3, [4]]")
    ],
    cost: Rule { work: |args| args.size(0).whole, reads_pattern: false, result: flat }
);

/// Nothing is added, but what stood inside becomes an element; three levels of it are known.
fn flat(args: &Arguments<'_>) -> Size {
    let list = args.size(0);
    let inner = list.part().part();
    let element = list.part().or(&inner).or(&inner.part());
    Size::list(list.whole, element).with_whole(list.whole)
}

fn flatten(call: &Call<'_>) -> Result<Value, Fault> {
    let (elements, levels) = match call.args {
        [Value::List(elements)] => (elements, 1),
        [Value::List(elements), Value::Int(levels)] => (elements, *levels),
        _ => return Err(call.no_overload()),
    };
    let levels = usize::try_from(levels).map_err(|_| {
        let message = format!("`flatten` takes 0 levels or more, not {levels}");
        Fault::error(ErrorKind::InvalidArgument, message)
    })?;
    let mut flat = Vec::new();
    // One for each list that is open. Not a recursion: values may be deep.
    let mut open: Vec<Iter<'_, Value>> = vec![elements.iter()];
    while let Some(innermost) = open.last_mut() {
        match innermost.next() {
            None => {
                open.pop();
            }
            Some(element) => {
                call.charge(1)?;
                match element {
                    Value::List(inner) if open.len() <= levels => open.push(inner.iter()),
                    other => flat.push(other.clone()),
                }
            }
        }
    }
    Ok(Value::list(flat))
}

#[cfg(test)]
mod tests {
    use crate::testing::{cost_of, error_of, result_of};

    #[test]
    fn lists_of_different_depth() {
        for (source, gives) in [
            ("[].flatten()", "[]"),
            ("[[], [[]]].flatten()", "[[]]"),
            ("[1, [2, [3]], {'a': [4]}].flatten()", "[1, 2, [3], {'a': [4]}]"),
            ("[1, [2, [3, [4]]]].flatten(0)", "[1, [2, [3, [4]]]]"),
            ("[1, [2, [3, [4]]]].flatten(1)", "[1, 2, [3, [4]]]"),
            ("[1, [2, [3, [4]], 5], 6].flatten(9223372036854775807)", "[1, 2, 3, 4, 5, 6]"),
            ("[[[[[[[]]]]]]].flatten(100)", "[]"),
            ("dyn([1, [2]]).flatten()", "[1, 2]"),
            ("[['a'], []].flatten() == ['a']", "true"),
        ] {
            assert_eq!(result_of(source), gives, "{source}");
        }
    }

    #[test]
    fn what_cannot_be_flattened_is_an_error() {
        for (source, why) in [
            ("[[1]].flatten(-1)", "`flatten` takes 0 levels or more, not -1"),
            (
                "[[1]].flatten(-9223372036854775808)",
                "`flatten` takes 0 levels or more, not -9223372036854775808",
            ),
            ("[1, 2].flatten()", "`list(int)` has no `flatten()`"),
            ("dyn('a').flatten()", "`flatten` takes no (string)"),
            ("[[1]].flatten(1u)", "`list(list(int))` has no `flatten(uint)`"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }

    #[test]
    fn every_element_that_is_looked_at_is_charged() {
        let lists = "lists.range(100).map(i, lists.range(i))";
        let flattened = cost_of(&format!("{lists}.flatten()")) - cost_of(lists);
        assert_eq!(flattened, 1 + 100 + 99 * 100 / 2);
    }
}
