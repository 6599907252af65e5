//! Limits and facts, chosen by a byte each.

use std::sync::Arc;

use gonogo_cel::time::{Duration, Timestamp};
use gonogo_cel::{
    Binding, Bindings, Env, Limits, Map, Numbers, ObjectType, Size, Type, Value,
};

pub struct World {
    pub env: Env,
    pub bindings: Bindings,
    /// The same, and what was unknown has its value.
    pub later: Bindings,
}

/// `@` for both is the usual world: default limits, typed facts, all of them known.
pub fn world(settings: u8, facts: u8) -> World {
    let (settings, facts) = (settings ^ b'@', facts ^ b'@');
    let mut env = Env::standard();
    gonogo_cel_ext::add(&mut env);
    env.set_limits(limits(settings));
    if settings & 0x20 != 0 {
        env.set_container("space.inner");
    }
    let dynamic = settings & 0x10 != 0;
    let (mut bindings, mut later) = (Bindings::default(), Bindings::default());
    for (at, (name, of, value)) in variables().into_iter().enumerate() {
        let of = if dynamic { Type::Dyn } else { of };
        let missing = facts & (1 << (at % 8)) != 0 && at >= 2;
        let slot = env.declare(name, of);
        env.bound(slot, Size::of(&value));
        let (now, then) = match (missing, at % 3) {
            (false, _) => (Binding::Value(value.clone()), Binding::Value(value)),
            (true, 0) => (Binding::Absent, Binding::Absent),
            (true, _) => (Binding::Unknown, Binding::Value(value)),
        };
        bindings.set(slot, now);
        later.set(slot, then);
    }
    World { env, bindings, later }
}

fn limits(settings: u8) -> Limits {
    let cost = [100_000, 300, 1_000_000, 5_000][usize::from(settings & 3)];
    let numbers = if settings & 4 == 0 { Numbers::Ieee } else { Numbers::Finite };
    let limits = Limits { cost, numbers, ..Limits::DEFAULT };
    if settings & 8 == 0 {
        return limits;
    }
    Limits { nodes: 60, depth: 12, comprehensions: 2, value_depth: 6, problems: 3, ..limits }
}

fn variables() -> Vec<(&'static str, Type, Value)> {
    let ints = |to: i64| Value::list((0..to).map(Value::Int).collect::<Vec<_>>());
    let record = Map::record([
        ("a", Value::Int(1)),
        ("b", Value::string("größe")),
        ("c", Value::Null),
        ("xs", ints(4)),
    ]);
    let record = Value::Map(Arc::new(record));
    let object = ObjectType::new("thing", [("a", Type::Int), ("xs", Type::list(Type::Int))]);
    vec![
        ("i", Type::Int, Value::Int(7)),
        ("s", Type::String, Value::string("release-42 größe")),
        ("u", Type::Uint, Value::Uint(3)),
        ("f", Type::Double, Value::Double(0.5)),
        ("b", Type::Bool, Value::Bool(true)),
        ("y", Type::Bytes, Value::Bytes(Arc::from(*b"a\xffb"))),
        (
            "t",
            Type::Timestamp,
            Value::Timestamp(Timestamp::new(1_700_000_000, 5_000_000).expect("in range")),
        ),
        ("d", Type::Duration, Value::Duration(Duration::from_nanos(90_500_000_000))),
        ("l", Type::list(Type::Int), ints(20)),
        ("m", Type::map(Type::String, Type::Dyn), record.clone()),
        ("r", Type::list(Type::map(Type::String, Type::Dyn)), Value::list(vec![record.clone(); 5])),
        ("o", Type::Object(object), record.clone()),
        ("n", Type::Dyn, Value::Null),
        ("x", Type::Dyn, record),
        ("space.i", Type::Int, Value::Int(-1)),
        ("space.inner.s", Type::String, Value::string("x".repeat(3_000))),
    ]
}
