//! What the checker says of wrong expressions, word for word.

#[path = "checker/calls.rs"]
mod calls;
#[path = "checker/deduced.rs"]
mod deduced;
#[path = "checker/elsewhere.rs"]
mod elsewhere;

use gonogo_cel::{Env, ObjectType, Type};

/// Expression, code, the marked text, message, help.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn env() -> Env {
    let mut env = Env::standard();
    gonogo_cel_ext::add(&mut env);
    let deploy = ObjectType::new("deploy", [("version", Type::String), ("replicas", Type::Int)]);
    env.declare("deploy", Type::Object(deploy));
    env.declare("error_rate", Type::Double);
    env.declare("names", Type::list(Type::String));
    env.declare("params.max_rate", Type::Double);
    env.declare("open", Type::Dyn);
    env
}

fn check(rows: &[Row]) {
    let env = env();
    let mut at = 0;
    while let Some((source, ..)) = rows.get(at) {
        let problems = env.check(source).expect_err(source);
        for problem in &problems {
            let help = problem.help.as_deref().unwrap_or_default();
            let marked = problem.span.text(source);
            let found = (*source, problem.code.id, marked, &*problem.message, help);
            assert_eq!(Some(&found), rows.get(at), "{source}");
            at += 1;
        }
    }
}

#[test]
fn wrong_expressions_are_explained() {
    check(ROWS);
    check(calls::ROWS);
    check(elsewhere::ROWS);
}

#[test]
fn advice_is_not_sought_for_problems_that_are_not_shown() {
    let source = format!("[{}]", "unknown, ".repeat(500));
    let problems = env().check(&source).unwrap_err();
    assert_eq!(problems.len(), env().limits().problems);
}

#[test]
fn open_values_are_accepted() {
    for source in ["open.x.y < 1", "open && true", "open[0] == 'a'", "open.all(x, x.y)", "-open"] {
        assert!(env().check(source).is_ok(), "{source}");
    }
}

const ROWS: &[Row] = &[
    (
        "names.?x",
        "C013",
        "x",
        "`list(string)` has no field `x`",
        "elements may have fields, as in `[0].x` or `.all(x, x.x …)`",
    ),
    (
        "deploy.?verson",
        "C013",
        "verson",
        "`deploy` has no field `verson`",
        "did you mean `version`?",
    ),
    (
        "[?error_rate]",
        "C014",
        "error_rate",
        "`?` needs an optional value, this is `double`",
        "`optional.of(x)`, `a.?b` and `a[?b]` give one",
    ),
    (
        "names.optMap(x, x)",
        "C014",
        "names",
        "this macro needs an optional value, this is `list(string)`",
        "`optional.of(x)`, `a.?b` and `a[?b]` give one",
    ),
    (
        "names.all(i, x, i)",
        "C014",
        "i",
        "the third argument decides for each element, this is `int`",
        "",
    ),
    (
        "names.transformMapEntry(i, x, x)",
        "C014",
        "x",
        "the last argument of `transformMapEntry` is a map, this is `string`",
        "",
    ),
    (
        "error_rat < 0.1",
        "C010",
        "error_rat",
        "there is no `error_rat`",
        "did you mean `error_rate`?",
    ),
    (
        "eror_rate < 0.1 && nothing_like_it",
        "C010",
        "eror_rate",
        "there is no `eror_rate`",
        "did you mean `error_rate`?",
    ),
    (
        "eror_rate < 0.1 && nothing_like_it",
        "C010",
        "nothing_like_it",
        "there is no `nothing_like_it`",
        "",
    ),
    (
        "deploy.verson",
        "C013",
        "verson",
        "`deploy` has no field `verson`",
        "did you mean `version`?",
    ),
    (
        "deploy.size",
        "C013",
        "size",
        "`deploy` has no field `size`",
        "`deploy` has `version`, `replicas`",
    ),
    (
        "params.mx_rate",
        "C010",
        "params.mx_rate",
        "there is no `params.mx_rate`",
        "did you mean `params.max_rate`?",
    ),
    ("params.zzz", "C010", "params.zzz", "there is no `params.zzz`", "known: `params.max_rate`"),
    ("size", "C010", "size", "there is no `size`", "`size` is a function: call it"),
    ("names.size", "C013", "size", "`list(string)` has no field `size`", "call it: `.size()`"),
    (
        "error_rate.version",
        "C013",
        "version",
        "`double` has no field `version`",
        "only maps have fields",
    ),
    ("error_rate && true", "C014", "error_rate", "`&&` joins conditions, this is `double`", ""),
    ("error_rate ? 1 : 2", "C014", "error_rate", "`?` needs a condition, this is `double`", ""),
    ("true ? 1 : 'a'", "C014", "'a'", "this is `string`, the other side `int`", ""),
    (
        "names.all(x)",
        "C005",
        "all",
        "`all` is not called like this",
        "write `list.all(x, condition)`",
    ),
    (
        "names.all(x, x)",
        "C014",
        "x",
        "the second argument decides for each element, this is `string`",
        "",
    ),
    (
        "names.all(1, true)",
        "C005",
        "1",
        "a variable of `all` must be a plain name",
        "write `list.all(x, condition)`",
    ),
    (
        "error_rate.all(x, true)",
        "C014",
        "error_rate",
        "this macro needs a list or map, this is `double`",
        "",
    ),
    (
        "names.map(x, 1, 2)",
        "C014",
        "1",
        "this condition decides for each element, this is `int`",
        "",
    ),
    (
        "has(error_rate + 1)",
        "C005",
        "has(error_rate + 1)",
        "`has` takes one field or name",
        "write `has(a.b)`; for a key that is no name, `'key' in a`",
    ),
    (
        "has(names[0])",
        "C005",
        "has(names[0])",
        "`has` takes one field or name",
        "write `has(a.b)`; for a key that is no name, `'key' in a`",
    ),
    (
        "has(deploy.verson)",
        "C013",
        "verson",
        "`deploy` has no field `verson`",
        "did you mean `version`?",
    ),
    (
        "has()",
        "C005",
        "has()",
        "`has` takes one field or name",
        "write `has(a.b)`; for a key that is no name, `'key' in a`",
    ),
    (
        "{[1]: 2}",
        "C014",
        "[1]",
        "`list(int)` cannot be a key of a map",
        "keys are `bool`, `int`, `uint` or `string`",
    ),
    ("names.filter(x, y)", "C010", "y", "there is no `y`", ""),
    (
        "dyn(1) + names.size",
        "C013",
        "size",
        "`list(string)` has no field `size`",
        "call it: `.size()`",
    ),
    ("x.y.z", "C010", "x", "there is no `x`", ""),
    ("nams.size()", "C010", "nams", "there is no `nams`", "did you mean `names`?"),
    ("names.siz", "C013", "siz", "`list(string)` has no field `siz`", "did you mean `.size()`?"),
    (
        "names.all(x, y, z, w)",
        "C005",
        "all",
        "`all` is not called like this",
        "write `list.all(x, condition)`",
    ),
];
