//! The types that the checker finds, rule by rule.

use gonogo_cel::{Env, ObjectType, Type};

fn env() -> Env {
    let mut env = Env::standard();
    let inner = Type::Object(ObjectType::new("inner", [("ok", Type::Bool), ("note", Type::Dyn)]));
    let deploy = ObjectType::new("deploy", [("version", Type::String), ("inner", inner)]);
    let counts = ObjectType::new("counts", [("a", Type::Int), ("b", Type::Int)]);
    for (name, of) in [
        ("deploy", Type::Object(deploy)),
        ("counts", Type::Object(counts)),
        ("names", Type::list(Type::String)),
        ("sizes", Type::map(Type::String, Type::Int)),
        ("open", Type::Dyn),
        ("opens", Type::list(Type::Dyn)),
        ("at", Type::Timestamp),
        ("x", Type::Bytes),
        ("params.limit", Type::Double),
        ("a.b.x", Type::Uint),
        ("a.y", Type::Bool),
    ] {
        env.declare(name, of);
    }
    env
}

/// Expressions and their types; one that is refused has its first message instead.
fn check(env: &Env, rows: &[(&str, &str)]) {
    for (source, expected) in rows {
        let found = match env.check(source) {
            Ok(checked) => checked.result.to_string(),
            Err(problems) => problems[0].message.clone(),
        };
        assert_eq!(found, *expected, "{source}");
    }
}

#[test]
fn lists_and_maps_hold_one_type_or_anything() {
    check(
        &env(),
        &[
            ("[1, 2]", "list(int)"),
            ("[1, 'a']", "list(dyn)"),
            ("[1, 2u, 3.0]", "list(dyn)"),
            ("[1, open]", "list(dyn)"),
            ("[open, 1]", "list(dyn)"),
            ("[]", "list(dyn)"),
            ("[[], [1]]", "list(list(int))"),
            ("[[1], []]", "list(list(int))"),
            ("[[1], ['a']]", "list(dyn)"),
            ("{}", "map(dyn, dyn)"),
            ("{'a': 1, 'b': 2}", "map(string, int)"),
            ("{'a': 1, 2: 'b'}", "map(dyn, dyn)"),
            ("{'a': [], 'b': [1]}", "map(string, list(int))"),
            ("{open: 1}", "map(dyn, int)"),
            ("{1.5: 1}", "`double` cannot be a key of a map"),
            ("{null: 1}", "`null_type` cannot be a key of a map"),
            ("[sizes, counts]", "list(map(string, int))"),
            ("[counts, sizes]", "list(map(string, int))"),
            ("[deploy, sizes]", "list(dyn)"),
            ("counts == sizes && sizes == counts", "bool"),
            ("[counts] + [sizes]", "list(map(string, int))"),
            ("[type(1), type('a')]", "list(type(int))"),
        ],
    );
}

#[test]
fn null_stands_for_times_and_nothing_else() {
    check(
        &env(),
        &[
            ("null", "null_type"),
            ("[null, 1]", "list(dyn)"),
            ("[null, at]", "list(timestamp)"),
            ("[at, null]", "list(timestamp)"),
            ("[null, duration('1s')]", "list(duration)"),
            ("null == null", "bool"),
            ("at == null", "bool"),
            ("null == at", "bool"),
            ("1 == null", "`==` cannot compare `int` and `null_type`"),
            ("names == null", "`==` cannot compare `list(string)` and `null_type`"),
            ("open == null", "bool"),
            ("true ? null : at", "timestamp"),
            ("true ? null : 1", "this is `int`, the other side `null_type`"),
        ],
    );
}

#[test]
fn what_is_open_fits_everywhere_and_opens_what_it_meets() {
    check(
        &env(),
        &[
            ("open + 1", "int"),
            ("open + open", "dyn"),
            ("open < 1", "bool"),
            ("open == names", "bool"),
            ("open.a.b[0]", "dyn"),
            ("open[0]", "dyn"),
            ("!open", "bool"),
            ("-open", "dyn"),
            ("open && names.all(n, open)", "bool"),
            ("size(open)", "int"),
            ("open in names", "bool"),
            ("open in open", "bool"),
            ("open ? 1 : 2", "int"),
            ("true ? 1 : open", "dyn"),
            ("dyn(1)", "dyn"),
            ("dyn(names)[0]", "dyn"),
            ("type(open)", "type(dyn)"),
            // Its elements may be anything, and so may those of the sum.
            ("open + names", "list(dyn)"),
            ("names + open", "list(dyn)"),
            ("names + opens", "list(dyn)"),
            ("opens + names", "list(dyn)"),
            ("(open + names)[0].startsWith('a')", "bool"),
        ],
    );
}

#[test]
fn overloads_are_chosen_by_all_arguments() {
    check(
        &env(),
        &[
            ("1 + 2", "int"),
            ("1u + 2u", "uint"),
            ("1 + 2u", "`+` cannot combine `int` and `uint`"),
            ("at - at", "duration"),
            ("at - duration('1s')", "timestamp"),
            ("at - open", "dyn"),
            ("duration('1s') + open", "dyn"),
            ("1 < 2u", "bool"),
            ("1 == 1.0", "`==` cannot compare `int` and `double`"),
            ("names + ['a']", "list(string)"),
            ("names + [1]", "`+` cannot combine `list(string)` and `list(int)`"),
            ("names + []", "list(string)"),
            ("[] + []", "list(dyn)"),
            ("[] + [1]", "list(int)"),
            ("1 in [1]", "bool"),
            ("1 in names", "`in` cannot look for `int` in `list(string)`"),
            ("'a' in sizes", "bool"),
            ("1 in sizes", "`in` cannot look for `int` in `map(string, int)`"),
            ("sizes['a']", "int"),
            ("sizes[1]", "`map(string, int)` cannot be indexed by `int`"),
            ("names[0]", "string"),
            ("names[0u]", "`list(string)` cannot be indexed by `uint`"),
            ("[].map(e, e + 1)", "list(int)"),
            ("counts['a']", "int"),
        ],
    );
}

#[test]
fn conditions_need_bool_and_sides_one_type() {
    check(
        &env(),
        &[
            ("true ? 1 : 2", "int"),
            ("true ? [] : [1]", "list(int)"),
            ("true ? [1] : []", "list(int)"),
            ("true ? counts : sizes", "map(string, int)"),
            ("true ? 1 : 2u", "this is `uint`, the other side `int`"),
            ("1 ? 1 : 2", "`?` needs a condition, this is `int`"),
            ("true && 1", "`&&` joins conditions, this is `int`"),
            ("true || names", "`||` joins conditions, this is `list(string)`"),
            ("!1", "`!` cannot stand before `int`"),
        ],
    );
}

#[test]
fn macros_give_their_variable_the_type_of_an_element() {
    check(
        &env(),
        &[
            ("names.map(n, n)", "list(string)"),
            ("names.map(n, size(n) > 1, size(n))", "list(int)"),
            ("names.filter(n, true)", "list(string)"),
            ("names.exists_one(n, n == 'a')", "bool"),
            ("sizes.map(k, k)", "list(string)"),
            ("sizes.filter(k, sizes[k] > 1)", "list(string)"),
            ("deploy.map(k, k)", "list(string)"),
            ("open.map(e, e)", "list(dyn)"),
            ("open.filter(e, e)", "list(dyn)"),
            ("opens.map(e, e + 1)", "list(int)"),
            ("[].map(e, e)", "list(dyn)"),
            ("names.map(x, x)", "list(string)"),
            ("names.map(x, .x)", "list(bytes)"),
            ("names.map(n, names.map(n, 1))", "list(list(int))"),
            ("1.map(n, n)", "this macro needs a list or map, this is `int`"),
            ("names.all(n, n)", "the second argument decides for each element, this is `string`"),
        ],
    );
}

#[test]
fn fields_have_their_own_types_and_tests_are_bool() {
    check(
        &env(),
        &[
            ("deploy.version", "string"),
            ("deploy.inner.ok", "bool"),
            ("deploy.inner.note.anything", "dyn"),
            ("deploy.inner", "inner"),
            ("sizes.a", "int"),
            ("has(deploy.version)", "bool"),
            ("has(sizes.a)", "bool"),
            ("has(open.a.b)", "bool"),
            ("has(deploy.verson)", "`deploy` has no field `verson`"),
            ("has(names.a)", "`list(string)` has no field `a`"),
            ("deploy.inner.nope", "`inner` has no field `nope`"),
            ("names.a", "`list(string)` has no field `a`"),
        ],
    );
}

#[test]
fn types_are_values() {
    check(
        &env(),
        &[
            ("int", "type(int)"),
            ("type(1)", "type(int)"),
            ("type(names)", "type(list(string))"),
            ("type(type(1))", "type(type(int))"),
            ("type(1) == int", "bool"),
            ("type(1) == string", "bool"),
            ("type(names) == list", "bool"),
            ("google.protobuf.Timestamp", "type(timestamp)"),
            ("type(at) == google.protobuf.Timestamp", "bool"),
            ("int + 1", "`+` cannot combine `type(int)` and `int`"),
        ],
    );
}

#[test]
fn names_are_looked_up_from_the_container_outwards() {
    let mut env = env();
    check(&env, &[("x", "bytes"), ("a.b.x", "uint"), ("params.limit", "double")]);
    env.set_container("a.b");
    check(
        &env,
        &[
            ("x", "uint"),
            (".x", "bytes"),
            ("y", "bool"),
            ("b.x", "uint"),
            ("a.y", "bool"),
            ("names", "list(string)"),
            ("names.map(x, x)", "list(string)"),
            ("names.map(x, .x)", "list(bytes)"),
            ("int", "type(int)"),
        ],
    );
}
