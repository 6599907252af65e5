//! The same expressions over the same values, ours and the crate `cel`, warm.
//!
//! `cargo bench -p gonogo-cel --bench against_cel`

use divan::{Bencher, black_box};
use gonogo_cel::{Binding, Bindings, Budget, Env, Limits, Map, Program, Type, Value};
use std::sync::Arc;

const METRICS: &str = "metrics.error_rate < 0.1 && metrics.p99_ms < 200.0 \
                       && checklist.done == checklist.total";
const ELEMENTS: u32 = 1_000;

fn main() {
    divan::main();
}

fn env() -> Env {
    let mut env = Env::standard();
    let open = Type::map(Type::String, Type::Dyn);
    env.declare("a", Type::Double);
    env.declare("metrics", open.clone());
    env.declare("checklist", open.clone());
    env.declare("samples", Type::list(open));
    env.declare("series", Type::list(Type::Double));
    env
}

fn record(fields: &[(&str, Value)]) -> Value {
    let entries = fields.iter().map(|(name, value)| (Value::string(*name), value.clone()));
    Value::Map(Arc::new(Map::new(entries.collect()).unwrap_or_default()))
}

fn sample(at: u32) -> f64 {
    f64::from(at) / f64::from(ELEMENTS)
}

fn bindings(env: &Env) -> Bindings {
    let values = [
        ("a", Value::Double(0.5)),
        (
            "metrics",
            record(&[("error_rate", Value::Double(0.05)), ("p99_ms", Value::Double(180.0))]),
        ),
        ("checklist", record(&[("done", Value::Int(12)), ("total", Value::Int(12))])),
        (
            "samples",
            Value::list(
                (0..ELEMENTS)
                    .map(|at| record(&[("v", Value::Double(sample(at)))]))
                    .collect::<Vec<_>>(),
            ),
        ),
        (
            "series",
            Value::list((0..ELEMENTS).map(|at| Value::Double(sample(at))).collect::<Vec<_>>()),
        ),
    ];
    let mut bindings = Bindings::default();
    for (name, value) in values {
        if let Some(slot) = env.slot(name) {
            bindings.set(slot, Binding::Value(value));
        }
    }
    bindings
}

fn ours(bencher: Bencher<'_, '_>, source: &str) {
    let env = env();
    let bindings = bindings(&env);
    let Ok(program) = env.compile(source) else { return };
    let budget = || Budget::new(u64::MAX);
    assert!(matches!(program.evaluate(&bindings, &budget()), Ok(Value::Bool(true))));
    bencher.bench_local(|| {
        let program: &Program = black_box(&program);
        matches!(program.evaluate(black_box(&bindings), &budget()), Ok(Value::Bool(true)))
    });
}

fn theirs(bencher: Bencher<'_, '_>, source: &str) {
    let Ok(program) = cel::Program::compile(source) else { return };
    let mut context = cel::Context::default();
    let keyed = |fields: &[(&str, cel::Value)]| {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        cel::Value::from(fields.collect::<std::collections::HashMap<String, cel::Value>>())
    };
    let rates = [("error_rate", cel::Value::Float(0.05)), ("p99_ms", cel::Value::Float(180.0))];
    let counts = [("done", cel::Value::Int(12)), ("total", cel::Value::Int(12))];
    let samples: Vec<cel::Value> =
        (0..ELEMENTS).map(|at| keyed(&[("v", cel::Value::Float(sample(at)))])).collect();
    let series: Vec<cel::Value> = (0..ELEMENTS).map(|at| cel::Value::Float(sample(at))).collect();
    context.add_variable_from_value("a", 0.5);
    context.add_variable_from_value("metrics", keyed(&rates));
    context.add_variable_from_value("checklist", keyed(&counts));
    context.add_variable_from_value("samples", samples);
    context.add_variable_from_value("series", series);
    assert_eq!(program.execute(&context), Ok(cel::Value::Bool(true)));
    bencher.bench_local(|| {
        matches!(black_box(&program).execute(black_box(&context)), Ok(cel::Value::Bool(true)))
    });
}

macro_rules! compared {
    ($($name:ident $source:expr;)*) => {
        $(mod $name {
            #[divan::bench]
            fn gonogo(bencher: divan::Bencher<'_, '_>) {
                super::ours(bencher, $source);
            }

            #[divan::bench]
            fn cel(bencher: divan::Bencher<'_, '_>) {
                super::theirs(bencher, $source);
            }
        })*
    };
}

compared! {
    evaluate_comparison "a < 1.0";
    evaluate_metrics super::METRICS;
    evaluate_all_of_1000_doubles "series.all(x, x < 1.0)";
    evaluate_all_of_1000_maps "samples.all(s, s.v < 1.0)";
}

/// The crate has no type checker: its side is parsing alone.
mod prepare_metrics {
    use super::{Bencher, METRICS, black_box, env};

    #[divan::bench]
    fn gonogo_parse_check_compile(bencher: Bencher<'_, '_>) {
        let env = env();
        bencher.bench_local(|| env.compile(black_box(METRICS)));
    }

    #[divan::bench]
    fn gonogo_parse(bencher: Bencher<'_, '_>) {
        let limits = super::Limits::DEFAULT;
        bencher.bench_local(|| gonogo_cel::syntax::parse(black_box(METRICS), &limits));
    }

    #[divan::bench]
    fn cel_compile(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| cel::Program::compile(black_box(METRICS)));
    }

    #[divan::bench]
    fn cel_parse(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| cel::Env::default().parser().parse(black_box(METRICS)));
    }
}
