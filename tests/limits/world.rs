//! The facts that the abusive expressions may use, and how an expression ends.

use gonogo_cel::{
    Binding, Bindings, Budget, Env, ErrorKind, Fault, ObjectType, Program, Type, Value,
};

use crate::corpus::End;

pub(crate) struct World {
    env: Env,
    bindings: Bindings,
}

/// How it ended, and the cost units it used.
pub(crate) struct Ended {
    pub(crate) end: End,
    pub(crate) units: u64,
    pub(crate) message: String,
}

/// With or without a trace.
pub(crate) type Evaluate = fn(&Program, &Bindings, &Budget) -> Result<Value, Fault>;

fn numbers(count: i64) -> Value {
    Value::list((1..=count).map(Value::Int).collect::<Vec<_>>())
}

impl World {
    /// Lists of ten, a hundred and a thousand numbers, a text of 64 KiB, an open value, and
    /// one with known fields.
    pub(crate) fn new() -> Self {
        let mut env = Env::standard();
        gonogo_cel_ext::add(&mut env);
        let mut bindings = Bindings::default();
        let object = ObjectType::new("object", [("ys", Type::Int)]);
        let text = "a".repeat(64 * 1024);
        for (name, of, value) in [
            ("t", Type::list(Type::Int), numbers(10)),
            ("h", Type::list(Type::Int), numbers(100)),
            ("m", Type::list(Type::Int), numbers(1_000)),
            ("s", Type::String, Value::string(text)),
            ("a", Type::Dyn, Value::Bool(true)),
            ("d", Type::Dyn, numbers(1_000)),
            ("o", Type::Object(object), Value::Null),
        ] {
            bindings.set(env.declare(name, of), Binding::Value(value));
        }
        Self { env, bindings }
    }

    fn ended(result: Result<Value, Fault>) -> (End, String) {
        match result {
            Ok(value) => (End::Value, value.brief()),
            Err(Fault::Error(error)) if error.kind == ErrorKind::CostExceeded => {
                (End::TooCostly, error.message)
            }
            Err(fault) => (End::Error, format!("{fault:?}")),
        }
    }

    /// Parses, checks, compiles and evaluates.
    pub(crate) fn run(&self, source: &str, evaluate: Evaluate) -> Ended {
        self.spend(source, evaluate, u64::MAX)
    }

    /// Like `run`, with so many units.
    pub(crate) fn spend(&self, source: &str, evaluate: Evaluate, units: u64) -> Ended {
        let budget = Budget::new(units);
        let program = match self.env.compile(source) {
            Ok(program) => program,
            Err(problems) => {
                let first = problems.first();
                let code = first.map_or("none", |problem| problem.code.id);
                let message = first.map(|problem| problem.message.clone()).unwrap_or_default();
                return Ended { end: End::Refused(code), units: 0, message };
            }
        };
        let (end, message) = Self::ended(evaluate(&program, &self.bindings, &budget));
        Ended { end, units: units - budget.left(), message }
    }
}
