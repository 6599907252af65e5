//! What the generated expressions may use: variables of every type, all declared functions.

use gonogo_cel::function::{Signature, Style};
use gonogo_cel::syntax::ast::Operator;
use gonogo_cel::{Binding, Bindings, Env, ObjectType, Slot, Type, Value};
use gonogo_engine::facts::{FactDeclaration, SnapshotParts, decode};
use gonogo_engine::{functions, gate};

use crate::random::Random;
use crate::values;

/// One way to call a function.
pub(crate) struct Callable {
    /// The symbol of an operator.
    pub(crate) name: &'static str,
    pub(crate) is_operator: bool,
    pub(crate) signature: Signature,
    pub(crate) text: &'static str,
}

pub(crate) struct World {
    pub(crate) env: Env,
    /// What an expression may write to read something, and its type.
    pub(crate) places: Vec<(String, Type)>,
    pub(crate) callables: Vec<Callable>,
    pub(crate) types: Vec<Type>,
    /// Values that only a host can make.
    fixed: Vec<(Slot, Value)>,
}

const OPERATORS: &[Operator] = &[
    Operator::Add,
    Operator::Subtract,
    Operator::Multiply,
    Operator::Divide,
    Operator::Modulo,
    Operator::Negate,
    Operator::Not,
    Operator::Equal,
    Operator::NotEqual,
    Operator::Less,
    Operator::LessEqual,
    Operator::Greater,
    Operator::GreaterEqual,
    Operator::In,
    Operator::Index,
];

const FACTS: &str = r#"
gate: world
facts:
  errors: {type: series, unit: "%", window: 2m, step: 15s}
  requests: {type: series, unit: "1", window: 1m, step: 15s}
  plain: {type: series, window: 1m, step: 15s}
  latency: {type: series, unit: ms, window: 5m, step: 15s}
  pods: {type: series, unit: "%", by: pod, window: 15s, step: 15s}
  checklist: {type: checklist}
  signoffs: {type: signoffs}
  coverage: {type: coverage}
  size: {type: number, unit: MB}
rules: [{id: any, require: "true"}]
"#;

const SNAPSHOT: &str = r#"{
  "now": "2026-01-04T03:40:00Z",
  "facts": {
    "errors": {"start": "2026-01-04T03:38:00Z", "step": "15s", "values": [0.2, 0.4, 0.3, 1.2, 1.4, 0.6, 1.1, 1.3, 1.5]},
    "requests": {"start": "2026-01-04T03:39:00Z", "step": "15s", "values": [100, 160, 220, 20, 80]},
    "plain": {"start": "2026-01-04T03:39:00Z", "step": "15s", "values": [1, 2, 3, 2, 1]},
    "latency": {"start": "2026-01-04T03:35:00Z", "step": "15s", "values": [100, 160, 220, 20, 80, 90, 110, 70, 95, 130, 85, 105, 240, 60, 75, 115, 125, 135, 98, 88, 102]},
    "pods": [{"labels": {"pod": "a"}, "samples": [["2026-01-04T03:39:45Z", 0.1], ["2026-01-04T03:40:00Z", 0.1]]}],
    "checklist": [{"text": "a", "done": true, "section": ["b"]}],
    "signoffs": {"a": {"approved": true, "by": "b", "at": "2026-01-03T16:00:00Z"}, "b": null},
    "coverage": {"lines": 0.8, "branches": 0.5, "functions": 0.1},
    "size": 5
  }
}"#;

fn inner() -> Type {
    let fields = [("ok", Type::Bool), ("rate", Type::Double), ("note", Type::Dyn)];
    Type::Object(ObjectType::new("inner", fields))
}

fn deploy() -> Type {
    let fields = [
        ("version", Type::String),
        ("replicas", Type::Int),
        ("at", Type::Timestamp),
        ("tags", Type::list(Type::String)),
        ("inner", inner()),
    ];
    Type::Object(ObjectType::new("deploy", fields))
}

/// The same everywhere, so that it is also a map of one type.
fn counts() -> Type {
    Type::Object(ObjectType::new("counts", [("a", Type::Int), ("b", Type::Int)]))
}

pub(crate) fn scalars() -> Vec<Type> {
    vec![
        Type::Bool,
        Type::Int,
        Type::Uint,
        Type::Double,
        Type::String,
        Type::Bytes,
        Type::Timestamp,
        Type::Duration,
        Type::Null,
    ]
}

/// Types for variables and for the parameters of functions.
fn types() -> Vec<Type> {
    let mut types = scalars();
    types.extend(scalars().into_iter().map(Type::list));
    types.extend([
        Type::map(Type::String, Type::Int),
        Type::map(Type::String, Type::String),
        Type::map(Type::Int, Type::String),
        Type::map(Type::Bool, Type::Double),
        Type::map(Type::Uint, Type::list(Type::Int)),
        Type::map(Type::String, Type::map(Type::String, Type::Bool)),
        Type::list(Type::list(Type::Int)),
        Type::list(Type::map(Type::String, Type::Double)),
        deploy(),
        inner(),
        counts(),
        Type::list(deploy()),
        Type::list(counts()),
        Type::map(Type::String, inner()),
        Type::Dyn,
        Type::list(Type::Dyn),
        Type::map(Type::String, Type::Dyn),
        Type::type_of(Type::Int),
        Type::optional(Type::Int),
        Type::optional(Type::String),
        Type::list(Type::optional(Type::Int)),
        Type::map(Type::String, Type::optional(Type::Double)),
    ]);
    types
}

impl World {
    /// CEL with its extension libraries.
    pub(crate) fn plain() -> Self {
        let mut env = Env::standard();
        gonogo_cel_ext::add(&mut env);
        Self::over(env, Vec::new(), Vec::new())
    }

    /// What gates have: a host, series, quantities, checklists and sign-offs.
    pub(crate) fn of_gates() -> Self {
        let loaded = gate::load("world.yaml", FACTS);
        let gate = loaded.gate.unwrap_or_else(|| panic!("{:?}", loaded.problems));
        let mut parts = SnapshotParts::default();
        parts.add(("world", SNAPSHOT)).unwrap();
        let now = parts.now().unwrap();
        let snapshot = parts.freeze(now);
        let mut env = functions::environment();
        let (mut places, mut fixed) = (Vec::new(), Vec::new());
        for fact in &gate.facts {
            let declaration: &FactDeclaration = &fact.declaration;
            let of = declaration.kind.cel_type();
            let value = decode(declaration, &snapshot).value;
            let value = value.unwrap_or_else(|problem| panic!("{}: {problem:?}", declaration.name));
            fixed.push((env.declare(&declaration.name, of.clone()), value));
            places.push((declaration.name.clone(), of));
        }
        Self::over(env, places, fixed)
    }

    fn over(mut env: Env, mut places: Vec<(String, Type)>, fixed: Vec<(Slot, Value)>) -> Self {
        for (at, of) in types().into_iter().enumerate() {
            // A name with a dot and a name in a container are read in other ways than a plain one.
            let name = if at % 7 == 3 { format!("params.v{at}") } else { format!("v{at}") };
            env.declare(&name, of.clone());
            places.push((name, of));
        }
        let mut at = 0;
        while let Some((place, of)) = places.get(at).cloned() {
            if let Type::Object(object) = of {
                places.extend(object.fields().map(|(f, of)| (format!("{place}.{f}"), of.clone())));
            }
            at += 1;
        }
        let callables = callables(&env);
        let types = with_opaque(&places, &callables);
        Self { env, places, callables, types, fixed }
    }

    /// A value for every variable.
    pub(crate) fn bindings(&self, random: &mut Random) -> Bindings {
        let mut bindings = Bindings::new(self.env.variables().len());
        for (slot, variable) in (0..).zip(self.env.variables()) {
            if let Some(value) = values::value(&variable.of, random) {
                bindings.set(slot, Binding::Value(value));
            }
        }
        for (slot, value) in &self.fixed {
            bindings.set(*slot, Binding::Value(value.clone()));
        }
        bindings
    }
}

/// And the host's types, those of its variables and those that signatures name.
fn with_opaque(places: &[(String, Type)], callables: &[Callable]) -> Vec<Type> {
    let signatures = callables.iter().map(|callable| &callable.signature);
    let named = signatures.flat_map(|s| s.parameters.iter().chain([&s.result]));
    let named = named.filter(|of| matches!(of, Type::Opaque(o) if o.parameters.is_empty()));
    let mut types = types();
    for of in places.iter().map(|(_, of)| of).chain(named) {
        if !types.contains(of) {
            types.push(of.clone());
        }
    }
    types
}

fn callables(env: &Env) -> Vec<Callable> {
    let mut names: Vec<&'static str> = env.function_names().collect();
    names.sort_unstable();
    let operators = OPERATORS.iter().map(|operator| (operator.function(), operator.symbol(), true));
    let all = operators.chain(names.into_iter().map(|name| (name, name, false)));
    let mut callables = Vec::new();
    for (function, name, is_operator) in all {
        for declared in env.functions(function) {
            let texts = declared.signatures().iter().zip(declared.signatures);
            callables.extend(texts.map(|(signature, text)| Callable {
                name,
                is_operator,
                signature: signature.clone(),
                text,
            }));
        }
    }
    callables
}

impl Callable {
    /// The text of the call; the receiver is the first of `args`.
    pub(crate) fn written(&self, args: &[String]) -> String {
        match (self.is_operator, self.signature.style, args) {
            (true, _, [container, index]) if self.name == "[]" => format!("({container})[{index}]"),
            (true, _, [operand]) => format!("{}({operand})", self.name),
            (true, _, [left, right]) => format!("({left} {} {right})", self.name),
            (_, Style::Receiver, [receiver, rest @ ..]) => {
                format!("({receiver}).{}({})", self.name, rest.join(", "))
            }
            _ => format!("{}({})", self.name, args.join(", ")),
        }
    }
}
