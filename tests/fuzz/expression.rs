//! Any text as an expression: parsed, printed, checked, compiled, evaluated and explained,
//! strictly and without the type check; its cost is estimated, and what is left of it while
//! facts are unknown is read again. The first two bytes choose the limits and the facts.
#![no_main]

mod compare;
mod left;
mod world;

use gonogo_cel::{Bindings, Budget, Diagnostic, Env, Fault, Program, Value, cost};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    let [settings, facts, source @ ..] = data else { return Corpus::Reject };
    let Ok(source) = std::str::from_utf8(source) else { return Corpus::Reject };
    let world = world::world(*settings, *facts);
    let (env, bindings) = (&world.env, &world.bindings);
    left::assert_printed_reads_the_same(env, source);
    if let Ok(program) = env.compile(source) {
        left::assert_residual_gives_the_same(&world, source, &program);
    }
    let strict = run(env, bindings, (source, env.compile(source)));
    let lenient = run(env, bindings, (source, env.compile_unchecked(source)));
    if let Some(strict) = strict {
        let lenient = lenient.expect("what fits its types compiles without them");
        compare::assert_same_meaning(&strict, &lenient);
    }
    Corpus::Keep
});

type Outcome = Result<Value, Fault>;

/// What the program gives, after everything that has to hold for it was asserted.
fn run(
    env: &Env,
    bindings: &Bindings,
    (source, program): (&str, Result<Program, Vec<Diagnostic>>),
) -> Option<Outcome> {
    let program = match program {
        Ok(program) => program,
        Err(problems) => {
            assert!(problems.iter().any(Diagnostic::is_error), "refused without a reason");
            assert!(problems.len() <= env.limits().problems, "{} problems", problems.len());
            problems.iter().for_each(|problem| assert_spans_within(problem, source));
            return None;
        }
    };
    let first = bounded(env, |budget| program.evaluate(bindings, budget));
    let second = bounded(env, |budget| program.evaluate(bindings, budget));
    let explained = bounded(env, |budget| program.explain(bindings, budget).0);
    compare::assert_same(&first.0, &second.0);
    compare::assert_same(&first.0, &explained.0);
    assert_eq!((first.1, first.1), (second.1, explained.1), "cost");
    if let Ok(value) = &first.0 {
        assert!(value.brief().len() < 100, "a brief text is brief");
    }
    let estimate = cost::estimate(env, program.checked());
    // How long a range is that nobody wrote down is taken for granted.
    let is_told = !source.contains("lists.range");
    if is_told {
        assert!(first.1 <= estimate.most, "{} units, {estimate:?}", first.1);
    }
    Some(first.0)
}

/// The outcome and its cost, which is within the limit.
fn bounded(env: &Env, evaluate: impl Fn(&Budget) -> Outcome) -> (Outcome, u64) {
    // One unit more than an expression may use, so that an overrun would be seen.
    let start = 2 * env.limits().cost;
    let budget = Budget::new(start);
    let outcome = evaluate(&budget);
    let used = start - budget.left();
    assert!(used <= env.limits().cost, "{used} units");
    (outcome, used)
}

fn assert_spans_within(problem: &Diagnostic, source: &str) {
    let related = problem.related.iter().map(|(span, _)| *span);
    for span in related.chain([problem.span]) {
        let place = span.start as usize..span.end as usize;
        assert!(
            source.get(place).is_some(),
            "{span:?} of {}: {}",
            problem.code.id,
            problem.message
        );
    }
}
