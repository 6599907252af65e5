//! Examples: what is estimated, beside what evaluating costs.

use crate::cost::{Size, estimate};
use crate::{Binding, Bindings, Budget, Env, Type, Value};

/// `xs` has at most 100 elements, `s` at most 1,000 bytes, `m` at most 10 entries of 20 bytes.
fn world(fill: usize) -> (Env, Bindings) {
    let mut env = Env::standard();
    let mut bindings = Bindings::default();
    let ints: Vec<Value> = (0..fill).map(|at| Value::Int(at as i64)).collect();
    let entries = (0..fill / 10).map(|at| (format!("k{at}"), Value::string("x".repeat(20))));
    let map = Value::Map(std::sync::Arc::new(crate::Map::record(entries)));
    for (name, of, size, value) in [
        ("xs", Type::list(Type::Int), Size::list(100, Size::SCALAR), Value::list(ints)),
        ("s", Type::String, Size::text(1_000), Value::string("x".repeat(fill * 10))),
        ("m", Type::map(Type::String, Type::String), Size::map(10, Size::text(20)), map),
        ("a", Type::Double, Size::SCALAR, Value::Double(0.5)),
    ] {
        let slot = env.declare(name, of);
        env.bound(slot, size);
        bindings.set(slot, Binding::Value(value));
    }
    (env, bindings)
}

/// Least, most, and what it costs with every variable as large as it may be.
fn figures(source: &str) -> (u64, u64, u64) {
    let (env, bindings) = world(100);
    let program = env.compile(source).unwrap_or_else(|problems| panic!("{source}: {problems:?}"));
    let estimate = estimate(&env, program.checked());
    let budget = Budget::new(1_000_000);
    program.evaluate(&bindings, &budget).unwrap();
    (estimate.least, estimate.most, 1_000_000 - budget.left())
}

#[test]
fn estimates_are_those_of_the_table() {
    let mut wrong = Vec::new();
    for (source, least, most, metered) in [
        ("1", 0, 0, 0),
        ("a < 1.0", 2, 2, 2),
        ("a < 1.0 && a > 0.0", 2, 4, 4),
        ("a > 1.0 ? s : 'none'", 2, 3, 2),
        ("[1, 2, 3] == [1, 2, 3]", 27, 30, 30),
        ("xs[0]", 2, 2, 2),
        ("xs == xs", 3, 103, 103),
        ("1 in xs", 2, 102, 4),
        ("'k1' in m", 2, 12, 2),
        ("s + s", 3, 202, 202),
        ("xs + xs + [1]", 15, 414, 414),
        ("s == 'prod'", 2, 2, 2),
        ("s.size()", 2, 102, 102),
        ("xs.size()", 2, 2, 2),
        ("s.contains('prod')", 2, 102, 102),
        ("s.matches('[a-z]+')", 3, 203, 203),
        ("xs.all(x, x >= 0)", 1, 301, 301),
        ("xs.filter(x, x > 97).all(x, x > 0)", 1, 701, 309),
        ("xs.map(x, s)", 1, 301, 301),
        ("xs.map(x, s).all(t, t == s)", 1, 10_601, 10_601),
        ("m.map(k, m[k]).exists(v, v == s)", 1, 101, 101),
        ("xs.all(x, xs.all(y, x + y >= 0))", 1, 50_201, 50_201),
        ("xs.exists(x, x == 0)", 1, 301, 4),
    ] {
        let found = figures(source);
        if found != (least, most, metered) {
            wrong.push(format!("{source}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
