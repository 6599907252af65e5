//! What is printed is read again: whole expressions, and what is left of them while some
//! facts are unknown.

use gonogo_cel::residual::residual;
use gonogo_cel::syntax::parse;
use gonogo_cel::{Bindings, Budget, Env, ErrorKind, Fault, Limits, Program};

use crate::compare;
use crate::world::World;

/// Brackets, escapes and values that are put in make a text longer and deeper than it was.
fn roomy(limits: &Limits) -> Limits {
    Limits {
        source_bytes: 64 * limits.source_bytes,
        nodes: 64 * limits.nodes,
        depth: 4 * limits.depth,
        comprehensions: 4 * limits.comprehensions,
        value_depth: 4 * limits.value_depth,
        pattern_bytes: 4 * limits.pattern_bytes,
        patterns: 64 * limits.patterns,
        cost: 4 * limits.cost,
        ..*limits
    }
}

pub fn assert_printed_reads_the_same(env: &Env, source: &str) {
    let Ok(syntax) = parse(source, env.limits()) else { return };
    let printed = syntax.root.to_string();
    let again = parse(&printed, &roomy(env.limits()));
    let again = again.unwrap_or_else(|problems| panic!("{printed}: {problems:?}"));
    assert_eq!(again.root.to_string(), printed);
}

/// With the unknown values the residual gives what the whole expression gives.
pub fn assert_residual_gives_the_same(world: &World, source: &str, program: &Program) {
    let (result, trace) = program.explain(&world.bindings, &Budget::new(u64::MAX));
    let Err(Fault::Unknown(_)) = result else { return };
    let left = residual(program.checked(), &trace).to_string();
    let mut env = world.env.clone();
    env.set_limits(roomy(world.env.limits()));
    if let Err(problems) = parse(&left, env.limits()) {
        panic!("{left}: {problems:?}");
    }
    let Ok(program) = env.compile_unchecked(&left) else { return };
    let outcome = |bindings: &Bindings| program.evaluate(bindings, &Budget::new(u64::MAX));
    drop(outcome(&world.bindings));
    let whole = env.compile(source).expect("it was compiled with less room");
    let whole = whole.evaluate(&world.later, &Budget::new(u64::MAX));
    match (whole, outcome(&world.later)) {
        (Err(fault), _) | (_, Err(fault)) if is_cost(&fault) => {}
        // What is left out may be what failed first.
        (Err(Fault::Error(_)), Err(Fault::Error(_))) => {}
        (whole, left) => compare::assert_same(&whole, &left),
    }
}

fn is_cost(fault: &Fault) -> bool {
    matches!(fault, Fault::Error(error) if error.kind == ErrorKind::CostExceeded)
}
