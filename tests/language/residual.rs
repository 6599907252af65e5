//! The residual gives what the whole expression gives, once the unknown values are there.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use gonogo_cel::residual::residual;
use gonogo_cel::{Binding, Bindings, Budget, Env, Fault, Map, Type, Value};

/// Brackets everywhere; `a`, `b`, `t` are always known, `u`, `v`, `w` only in the end.
fn number() -> BoxedStrategy<String> {
    let leaf = prop::sample::select(vec!["a", "b", "u", "w", "0", "2", "7"]);
    let binary = prop::sample::select(vec!["+", "-", "*", "/", "%"]);
    let tree = leaf.prop_map(str::to_owned).prop_recursive(3, 12, 2, move |inner| {
        let pair = (inner.clone(), binary.clone(), inner.clone());
        prop_oneof![
            pair.prop_map(|(left, operator, right)| format!("({left} {operator} {right})")),
            inner.clone().prop_map(|inner| format!("-({inner})")),
            (inner.clone(), inner)
                .prop_map(|(bound, other)| format!("cel.bind(z, {bound}, z + {other})")),
        ]
    });
    tree.boxed()
}

fn compared() -> impl Strategy<Value = String> {
    let relation = prop::sample::select(vec!["<", "<=", "==", "!=", ">"]);
    let list = prop::sample::select(vec!["xs", "ys", "[a, u]"]);
    let quantifier = prop::sample::select(vec!["all", "exists", "exists_one"]);
    prop_oneof![
        (number(), relation.clone(), number())
            .prop_map(|(left, relation, right)| format!("({left} {relation} {right})")),
        (number(), list.clone()).prop_map(|(number, list)| format!("({number} in {list})")),
        (list, quantifier, relation, number()).prop_map(|(list, quantifier, relation, number)| {
            format!("{list}.{quantifier}(x, x {relation} {number})")
        }),
        looped(),
    ]
}

/// What is the same for every element beside what is not, also by way of other names.
fn looped() -> impl Strategy<Value = String> {
    let relation = prop::sample::select(vec!["<", "==", ">"]);
    let quantifier = prop::sample::select(vec!["all", "exists", "exists_one"]);
    let body = prop::sample::select(vec![
        "t && x RELATION NUMBER",
        "v || cel.bind(y, x + a, y RELATION NUMBER)",
        "cel.bind(y, a + 1, y RELATION NUMBER || x > y)",
        "ys.exists(y, x + y RELATION NUMBER && t)",
        "xs.filter(y, y > b).all(y, cel.bind(c, y + x, c RELATION NUMBER))",
        "x > a ? x RELATION NUMBER : t",
    ]);
    (quantifier, body, relation, number()).prop_map(|(quantifier, body, relation, number)| {
        let body = body.replace("RELATION", relation).replace("NUMBER", &number);
        format!("xs.{quantifier}(x, {body})")
    })
}

fn condition() -> impl Strategy<Value = String> {
    let leaf =
        prop::sample::select(vec!["t", "v", "true", "has(m.a)", "has(n.a)", "(m.?a == n.?a)"]);
    prop_oneof![leaf.prop_map(str::to_owned), compared()].prop_recursive(4, 30, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        let three = (inner.clone(), inner.clone(), inner.clone());
        prop_oneof![
            pair.clone().prop_map(|(left, right)| format!("({left} && {right})")),
            pair.prop_map(|(left, right)| format!("({left} || {right})")),
            three.clone().prop_map(|(a, b, c)| format!("({a} && {b} && {c})")),
            three.prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            inner.prop_map(|inner| format!("!({inner})")),
        ]
    })
}

/// The same variables twice: with some unknown, and with all known.
struct World {
    env: Env,
    some: Bindings,
    all: Bindings,
}

fn world([a, b, u, w]: [i64; 4], [t, v]: [bool; 2]) -> World {
    let mut world =
        World { env: Env::standard(), some: Bindings::default(), all: Bindings::default() };
    let map = |at: i64| {
        let key = if at > 0 { "a" } else { "b" };
        Value::Map(Arc::new(Map::record([(key, Value::Int(at))])))
    };
    let ints = |first| Value::list([Value::Int(first), Value::Int(2)]);
    let open = Type::map(Type::String, Type::Int);
    for (name, of, value, is_known) in [
        ("a", Type::Int, Value::Int(a), true),
        ("b", Type::Int, Value::Int(b), true),
        ("u", Type::Int, Value::Int(u), false),
        ("w", Type::Int, Value::Int(w), false),
        ("t", Type::Bool, Value::Bool(t), true),
        ("v", Type::Bool, Value::Bool(v), false),
        ("xs", Type::list(Type::Int), ints(a), true),
        ("ys", Type::list(Type::Int), ints(u), false),
        ("m", open.clone(), map(a), true),
        ("n", open, map(u), false),
    ] {
        let slot = world.env.declare(name, of);
        world.all.set(slot, Binding::Value(value.clone()));
        world.some.set(slot, if is_known { Binding::Value(value) } else { Binding::Unknown });
    }
    world
}

/// What it gives; of errors only that there is one.
fn given(env: &Env, source: &str, bindings: &Bindings) -> Option<String> {
    let program = env.compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
    program.evaluate(bindings, &Budget::new(1_000_000)).ok().map(|value| value.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        rng_seed: RngSeed::Fixed(4),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_residual_gives_the_same(
        source in condition(),
        numbers in prop::array::uniform4(-3i64..8),
        truths in prop::array::uniform2(any::<bool>()),
    ) {
        let World { env, some, all } = world(numbers, truths);
        let program = env.compile(&source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
        let (result, trace) = program.explain(&some, &Budget::new(1_000_000));
        let whole = given(&env, &source, &all);
        match result {
            Ok(value) => prop_assert_eq!(Some(value.to_string()), whole, "{}", source),
            Err(Fault::Error(_)) => {}
            Err(Fault::Unknown(_)) => {
                let left = residual(program.checked(), &trace).to_string();
                prop_assert_eq!(given(&env, &left, &all), whole, "{} | {}", source, left);
            }
        }
    }
}
