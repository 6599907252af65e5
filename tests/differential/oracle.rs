//! The three evaluators over the same facts, each answer as text.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use gonogo_cel::{Binding, Bindings, Budget, Env, Type};

use crate::facts;
use crate::shown;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Party {
    Gonogo,
    Cel,
    CelCore,
}

pub(crate) struct Oracle {
    pub(crate) facts: usize,
    env: Env,
    bindings: Bindings,
    cel: cel::Context<'static, 'static>,
    cel_env: Arc<cel::Env>,
    core: cel_core::Env,
    core_facts: cel_core::MapActivation,
}

impl Oracle {
    /// Over the set of facts with this number.
    pub(crate) fn new(facts: usize) -> Self {
        let cel_env = Arc::new(extended());
        let mut oracle = Self {
            facts,
            env: Env::standard(),
            bindings: Bindings::default(),
            cel: cel::Context::with_env(cel_env.clone()),
            cel_env,
            core: cel_core::Env::with_standard_library().with_all_extensions(),
            core_facts: cel_core::MapActivation::new(),
        };
        gonogo_cel_ext::add(&mut oracle.env);
        for fact in facts::all() {
            let value = &fact.values[facts];
            oracle.cel.add_variable_from_value(fact.name, shown::to_cel(value));
            oracle.core.add_variable(fact.name, core_type(&fact.of));
            oracle.core_facts.insert(fact.name, shown::to_core(value));
            let slot = oracle.env.declare(fact.name, fact.of);
            oracle.bindings.set(slot, Binding::Value(value.clone()));
        }
        oracle
    }

    /// The value, `error`, or why the expression was refused.
    pub(crate) fn ask(&self, party: Party, source: &str) -> String {
        match party {
            Party::Gonogo => self.gonogo(source),
            Party::Cel => alive(|| self.cel(source)),
            Party::CelCore => alive(|| self.core(source)),
        }
    }

    fn gonogo(&self, source: &str) -> String {
        let program = match self.env.compile(source) {
            Ok(program) => program,
            Err(problems) => return format!("refused: {}", problems[0].message),
        };
        let result = program.evaluate(&self.bindings, &Budget::new(u64::MAX));
        result.map_or_else(|_| "error".to_owned(), |value| shown::ours(&value))
    }

    fn cel(&self, source: &str) -> String {
        match self.cel_env.compile(source) {
            Ok(program) => match program.execute(&self.cel) {
                Ok(value) => shown::cel(&value),
                Err(_) => "error".to_owned(),
            },
            Err(problems) => format!("refused: {}", problems.errors[0].msg),
        }
    }

    fn core(&self, source: &str) -> String {
        let program = self.core.compile(source).and_then(|ast| self.core.program(&ast));
        match program {
            Ok(program) => shown::core(&program.eval(&self.core_facts)),
            Err(problem) => format!("refused: {}", without_counts(&problem.to_string())),
        }
    }
}

/// All that the crate `cel` has.
fn extended() -> cel::Env {
    use cel::extensions::{encoders, lists, math, strings};
    let mut env = cel::Env::stdlib();
    for extension in [encoders, lists, math, strings] {
        env.add_extension(extension).expect("nothing stands twice");
    }
    env
}

/// Type variables are numbered over all expressions of the process: `V#17` becomes `V#`.
fn without_counts(text: &str) -> String {
    let mut parts = text.split('#');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "#" + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}

/// An oracle that panics has given an answer as well.
fn alive(ask: impl FnOnce() -> String) -> String {
    catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|_| "panic".to_owned())
}

fn core_type(of: &Type) -> cel_core::CelType {
    use cel_core::CelType;
    match of {
        Type::Bool => CelType::Bool,
        Type::Int => CelType::Int,
        Type::Uint => CelType::UInt,
        Type::Double => CelType::Double,
        Type::String => CelType::String,
        Type::Bytes => CelType::Bytes,
        Type::Timestamp => CelType::Timestamp,
        Type::Duration => CelType::Duration,
        Type::List(element) => CelType::List(core_type(element).into()),
        Type::Map(pair) => CelType::Map(core_type(&pair.0).into(), core_type(&pair.1).into()),
        _ => CelType::Dyn,
    }
}
