//! The others' sides, each as its documentation shows it.

use std::collections::HashMap;

use cel_core::CelType;
use divan::black_box;

use crate::Engine;
use crate::facts::{Fact, facts};

pub(crate) struct Cel;

impl Engine for Cel {
    fn ready(source: &str, elements: u32) -> Option<impl Fn() -> bool> {
        let program = cel::Program::compile(source).ok()?;
        let mut context = cel::Context::default();
        for (name, fact) in facts(elements) {
            context.add_variable_from_value(name, value_of_cel(fact)?);
        }
        Some(move || {
            matches!(black_box(&program).execute(black_box(&context)), Ok(cel::Value::Bool(true)))
        })
    }
}

fn value_of_cel(fact: Fact) -> Option<cel::Value> {
    Some(match fact {
        Fact::Double(number) => cel::Value::Float(number),
        Fact::Int(number) => cel::Value::Int(number),
        Fact::Text(text) => text.into(),
        Fact::Time(text) => {
            let program = cel::Program::compile(&format!("timestamp('{text}')")).ok()?;
            program.execute(&cel::Context::default()).ok()?
        }
        Fact::Record(fields) => {
            let fields = fields
                .into_iter()
                .map(|(name, fact)| Some((name.to_owned(), value_of_cel(fact)?)))
                .collect::<Option<HashMap<String, cel::Value>>>()?;
            fields.into()
        }
        Fact::List(facts) => {
            facts.into_iter().map(value_of_cel).collect::<Option<Vec<cel::Value>>>()?.into()
        }
    })
}

pub(crate) struct CelCore;

impl Engine for CelCore {
    fn ready(source: &str, elements: u32) -> Option<impl Fn() -> bool> {
        let env = env_of_cel_core();
        let program = env.program(&env.compile(source).ok()?).ok()?;
        let mut activation = cel_core::MapActivation::new();
        for (name, fact) in facts(elements) {
            activation.insert(name, value_of_cel_core(fact)?);
        }
        Some(move || {
            let result = black_box(&program).eval(black_box(&activation));
            matches!(result, cel_core::Value::Bool(true))
        })
    }
}

pub(crate) fn env_of_cel_core() -> cel_core::Env {
    let open = CelType::map(CelType::String, CelType::Dyn);
    cel_core::Env::with_standard_library()
        .with_variable("a", CelType::Double)
        .with_variable("metrics", open.clone())
        .with_variable("checklist", open.clone())
        .with_variable("samples", CelType::list(open))
        .with_variable("series", CelType::list(CelType::Double))
        .with_variable("last", CelType::Double)
        .with_variable("version", CelType::String)
        .with_variable("now", CelType::Timestamp)
        .with_variable("started", CelType::Timestamp)
}

fn value_of_cel_core(fact: Fact) -> Option<cel_core::Value> {
    Some(match fact {
        Fact::Double(number) => number.into(),
        Fact::Int(number) => number.into(),
        Fact::Text(text) => text.into(),
        Fact::Time(text) => cel_core::time::parse_timestamp(text).ok()?.into(),
        Fact::Record(fields) => {
            let fields =
                fields.into_iter().map(|(name, fact)| Some((name, value_of_cel_core(fact)?)));
            cel_core::Value::map(fields.collect::<Option<Vec<_>>>()?)
        }
        Fact::List(facts) => {
            facts.into_iter().map(value_of_cel_core).collect::<Option<Vec<_>>>()?.into()
        }
    })
}
