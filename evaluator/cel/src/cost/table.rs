//! The examples of the manual: what is estimated, beside what evaluating costs.

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

/// The rows of the manual's section on cost that start with an expression and end with figures.
fn rows() -> Vec<(String, (u64, u64, u64))> {
    let cell = |cell: Option<&str>| cell?.trim().replace(',', "").parse().ok();
    let row = |line: &str| {
        let (source, figures) = line.strip_prefix("| `")?.split_once("` |")?;
        let mut cells = figures.split('|');
        let figures = (cell(cells.next())?, cell(cells.next())?, cell(cells.next())?);
        Some((source.to_owned(), figures))
    };
    include_str!("../../README.md").lines().filter_map(row).collect()
}

#[test]
fn figures_are_those_of_the_manual() {
    let rows = rows();
    assert!(rows.len() > 20, "only {} rows", rows.len());
    let mut wrong = Vec::new();
    for (source, said) in rows {
        let found = figures(&source);
        if found != said {
            wrong.push(format!("{source}: {found:?}, said to be {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
