//! Expressions over all libraries, for the tests beside them.

use gonogo_cel::{Bindings, Budget, Env, Fault};

const UNITS: u64 = 1_000_000;

fn run(env: &Env, source: &str, budget: &Budget) -> Result<String, String> {
    let program = env.compile(source).map_err(|problems| problems[0].message.clone())?;
    match program.evaluate(&Bindings::default(), budget) {
        Ok(value) => Ok(value.to_string()),
        Err(Fault::Error(error)) => Err(error.message),
        Err(unknown) => panic!("{source}: {unknown:?}"),
    }
}

pub(crate) fn environment() -> Env {
    let mut env = Env::standard();
    crate::add(&mut env);
    env
}

pub(crate) fn result_of(source: &str) -> String {
    let result = run(&environment(), source, &Budget::new(UNITS));
    result.unwrap_or_else(|message| panic!("{source}: {message}"))
}

/// The message of the checker, or that of the evaluation.
pub(crate) fn error_of(source: &str) -> String {
    match run(&environment(), source, &Budget::new(UNITS)) {
        Ok(value) => panic!("{source} gives {value}"),
        Err(message) => message,
    }
}

/// Units that the evaluation took.
pub(crate) fn cost_of(source: &str) -> u64 {
    let budget = Budget::new(UNITS);
    let _ = run(&environment(), source, &budget);
    UNITS - budget.left()
}

/// Units that the evaluation takes at most, told before it runs.
pub(crate) fn estimate_of(source: &str) -> u64 {
    let env = environment();
    let program = env.compile(source).unwrap_or_else(|problems| panic!("{source}: {problems:?}"));
    gonogo_cel::cost::estimate(&env, program.checked()).most
}
