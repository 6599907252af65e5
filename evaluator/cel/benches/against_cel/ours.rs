//! Our side.

use std::sync::Arc;

use divan::black_box;
use gonogo_cel::{Binding, Bindings, Budget, Env, Limits, Map, Program, Type, Value};

use crate::Engine;
use crate::facts::{Fact, facts};

pub(crate) struct Gonogo;

impl Engine for Gonogo {
    fn ready(source: &str, elements: u32) -> Option<impl Fn() -> bool> {
        let env = env();
        let mut bindings = Bindings::default();
        for (name, fact) in facts(elements) {
            bindings.set(env.slot(name)?, Binding::Value(value(&env, fact)?));
        }
        let program = env.compile(source).ok()?;
        Some(move || {
            let program: &Program = black_box(&program);
            let budget = Budget::new(Limits::DEFAULT.cost);
            matches!(program.evaluate(black_box(&bindings), &budget), Ok(Value::Bool(true)))
        })
    }
}

pub(crate) fn env() -> Env {
    let mut env = Env::standard();
    let open = Type::map(Type::String, Type::Dyn);
    for (name, of) in [
        ("a", Type::Double),
        ("metrics", open.clone()),
        ("checklist", open.clone()),
        ("samples", Type::list(open)),
        ("series", Type::list(Type::Double)),
        ("last", Type::Double),
        ("version", Type::String),
        ("now", Type::Timestamp),
        ("started", Type::Timestamp),
    ] {
        env.declare(name, of);
    }
    env
}

fn value(env: &Env, fact: Fact) -> Option<Value> {
    Some(match fact {
        Fact::Double(number) => Value::Double(number),
        Fact::Int(number) => Value::Int(number),
        Fact::Text(text) => Value::string(text),
        Fact::Time(text) => {
            let program = env.compile(&format!("timestamp('{text}')")).ok()?;
            program.evaluate(&Bindings::default(), &Budget::new(1_000)).ok()?
        }
        Fact::Record(fields) => {
            let fields = fields.into_iter().map(|(name, fact)| Some((name, value(env, fact)?)));
            Value::Map(Arc::new(Map::record(fields.collect::<Option<Vec<_>>>()?)))
        }
        Fact::List(facts) => {
            let values = facts.into_iter().map(|fact| value(env, fact));
            Value::list(values.collect::<Option<Vec<_>>>()?)
        }
    })
}
