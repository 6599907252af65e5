//! Parts of texts, and patterns.

use crate::cost::Rule;
use crate::eval::Fault;
use crate::function;
use crate::function::Call;
use crate::value::Value;

function!(
    CONTAINS = "contains",
    "Whether the text holds the other one.",
    contains,
    ["string.contains(string) -> bool"],
    [("'gonogo'.contains('nog')", "true")],
    cost: Rule { work: |args| args.text(0).saturating_mul(args.text(1)), ..Rule::FREE }
);

fn contains(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(part)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(text.len().div_ceil(10).saturating_mul(part.len().div_ceil(10)))?;
    Ok(Value::Bool(text.contains(&**part)))
}

function!(
    STARTS_WITH = "startsWith",
    "Whether the text begins with the other one.",
    starts_with,
    ["string.startsWith(string) -> bool"],
    [("'v1.2'.startsWith('v')", "true")],
    cost: Rule { work: |args| args.text(1), ..Rule::FREE }
);

fn starts_with(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(part)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(part.len().div_ceil(10))?;
    Ok(Value::Bool(text.starts_with(&**part)))
}

function!(
    ENDS_WITH = "endsWith",
    "Whether the text ends with the other one.",
    ends_with,
    ["string.endsWith(string) -> bool"],
    [("'v1.2-rc'.endsWith('-rc')", "true")],
    cost: Rule { work: |args| args.text(1), ..Rule::FREE }
);

fn ends_with(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(part)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(part.len().div_ceil(10))?;
    Ok(Value::Bool(text.ends_with(&**part)))
}

function!(
    MATCHES = "matches",
    "Whether the pattern (RE2 syntax) is found anywhere in the text.",
    matches,
    ["string.matches(string) -> bool", "matches(string, string) -> bool",],
    [("'v1.2.3'.matches('^v[0-9.]+$')", "true")],
    cost: Rule::PATTERN
);

fn matches(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::String(text), Value::String(pattern)] = call.args else {
        return Err(call.no_overload());
    };
    let pattern = call.compile(pattern)?;
    call.charge(pattern.cost(text.len()))?;
    Ok(Value::Bool(pattern.regex().is_match(text)))
}

#[cfg(test)]
mod tests {
    use crate::{Binding, Bindings, Budget, Env, Fault, Type, Value};

    /// What matching gives, and the units it takes; `p` is the pattern, `s` is `aab`.
    fn matched(source: &str, pattern: &str) -> (String, u64) {
        let mut env = Env::standard();
        let mut bindings = Bindings::default();
        for (name, text) in [("p", pattern), ("s", "aab")] {
            bindings.set(env.declare(name, Type::String), Binding::Value(Value::string(text)));
        }
        let budget = Budget::new(1_000_000);
        let result = env.compile(source).unwrap().evaluate(&bindings, &budget);
        let shown = match result {
            Ok(value) => value.to_string(),
            Err(Fault::Error(error)) => error.message,
            Err(Fault::Unknown(_)) => "unknown".to_owned(),
        };
        (shown, 1_000_000 - budget.left())
    }

    fn check(source: &str, pattern: &str, (shown, units): (&str, u64)) {
        assert_eq!(matched(source, pattern), (shown.to_owned(), units), "{source} {pattern}");
    }

    #[test]
    fn a_pattern_that_is_no_literal_is_read_once() {
        check("s.matches('a+b')", "", ("true", 1 + 1));
        check(".matches(s, 'a+b')", "", ("true", 1 + 1));
        check("s.matches(p)", "a+b", ("true", 3 + 4 * 3_000 + 1));
        check("[1, 2].all(x, s.matches(p))", "a+b", ("true", 12 + 2 * (1 + 3 + 1) + 4 * 3_000));
        let kept = "[1, 2].all(x, s.matches(p) || true)";
        check(kept, "(", ("true", 12 + 2 * (1 + 3) + 2 * 3_000));
    }

    #[test]
    fn patterns_are_charged_before_they_are_read_and_not_above_the_limits() {
        let dear = "a".repeat(600);
        check("s.matches(p)", &dear, ("the expression costs more than 1000000 units", 1_000_000));
        let (shown, units) = matched("s.matches(p)", "(((a{99}){99}){99})");
        assert!(shown.starts_with("the pattern takes more than 256 KiB when compiled"), "{shown}");
        assert_eq!(units, 60_003);
    }

    #[test]
    fn more_patterns_than_are_kept_are_read_again() {
        let texts: Vec<String> = (0..20).map(|at| format!("'{}'", "a".repeat(at))).collect();
        let source = format!("[{}].all(q, s.matches(q) || true)", texts.join(", "));
        let (once, units) = matched(&source, "");
        let (_, twice) = matched(&format!("{source} && {source}"), "");
        let read = |at: u64| (at + 1) * 3_000;
        let again: u64 = (16..20).map(read).sum();
        assert_eq!(once, "true");
        assert_eq!(twice, 2 * units - (0..20).map(read).sum::<u64>() + again);
    }
}
