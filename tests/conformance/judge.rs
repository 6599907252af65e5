//! Runs one case and says how it went.

use std::fmt;
use std::sync::OnceLock;

use gonogo_cel::cost::Rule;
use gonogo_cel::function::{Signature, Style};
use gonogo_cel::{
    Binding, Bindings, Budget, Diagnostic, Env, Fault, Function, Program, Type, Value, codes,
};

use crate::case::{Case, Checking, DeclaredFunction};
use crate::encoding::{decode, same};

#[derive(PartialEq)]
pub(crate) enum Outcome {
    Passed,
    Failed(String),
    /// It needs a function or a syntax that is not there; an expected error proves nothing.
    Unsupported(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("passed"),
            Self::Failed(why) => write!(f, "failed: {why}"),
            Self::Unsupported(why) => write!(f, "unsupported: {why}"),
        }
    }
}

/// What an evaluation came to.
enum Result {
    Deduced(Type),
    Value(Type, Value),
    Refused(Vec<Diagnostic>),
    Fault(Fault),
}

pub(crate) fn judge(case: &Case) -> Outcome {
    let env = environment(case);
    let outcome = verdict(case, run(&env, case));
    let proves_nothing = outcome != Outcome::Passed || case.expected.error.is_some();
    match missing_feature(&env, case) {
        Some(missing) if proves_nothing => Outcome::Unsupported(missing),
        _ => outcome,
    }
}

fn environment(case: &Case) -> Env {
    let mut env = Env::standard();
    gonogo_cel_ext::add(&mut env);
    env.set_container(&*case.container);
    for (name, _) in &case.bindings {
        env.declare(name, Type::Dyn);
    }
    for (name, of) in &case.variables {
        env.declare(name, of.clone());
    }
    for function in &case.functions {
        env.add_functions(&[declared(function)]);
    }
    env
}

/// Declared only for the checker: no case calls one.
fn declared(function: &DeclaredFunction) -> &'static Function {
    let signature = |(parameters, result): &(Vec<Type>, Type)| Signature {
        style: Style::Global,
        parameters: parameters.clone(),
        is_variadic: false,
        result: result.clone(),
    };
    let parsed: Vec<Signature> = function.overloads.iter().map(signature).collect();
    Box::leak(Box::new(Function {
        name: Box::leak(function.name.clone().into_boxed_str()),
        signatures: &[],
        summary: "",
        examples: &[],
        native: |call| Err(call.no_overload()),
        cost: Rule::FREE,
        parsed: OnceLock::from(parsed),
    }))
}

/// The finding that shows that the case is about something we do not have.
fn missing_feature(env: &Env, case: &Case) -> Option<String> {
    let is_intended = |message: &String| message.contains("unbound function");
    if case.expected.error.iter().flatten().any(is_intended) {
        return None;
    }
    let is_missing = |finding: &Diagnostic| [&codes::C006, &codes::C011].contains(&finding.code);
    let findings = env.check(&case.expr).err()?;
    findings.into_iter().find(is_missing).map(|finding| finding.message)
}

fn run(env: &Env, case: &Case) -> Result {
    let program: std::result::Result<Program, Vec<Diagnostic>> = match case.checking {
        Checking::Skipped => env.compile_unchecked(&case.expr),
        Checking::Checked | Checking::Only => env.compile(&case.expr),
    };
    let program = match program {
        Ok(program) => program,
        Err(findings) => return Result::Refused(findings),
    };
    let result_type = program.result_type().clone();
    if case.checking == Checking::Only {
        return Result::Deduced(result_type);
    }
    let mut bindings = Bindings::new(env.variables().len());
    for (name, value) in &case.bindings {
        bindings.set(env.slot(name).expect("a declared name"), Binding::Value(decode(value)));
    }
    match program.evaluate(&bindings, &Budget::new(1_000_000)) {
        Ok(value) => Result::Value(result_type, value),
        Err(fault) => Result::Fault(fault),
    }
}

fn verdict(case: &Case, result: Result) -> Outcome {
    let expected = &case.expected;
    let (found_type, value) = match result {
        Result::Deduced(of) => (of, None),
        Result::Value(of, value) => (of, Some(value)),
        Result::Refused(_) | Result::Fault(Fault::Error(_)) if expected.error.is_some() => {
            return Outcome::Passed;
        }
        Result::Refused(findings) => {
            let messages: Vec<String> = findings.into_iter().map(|f| f.message).collect();
            return Outcome::Failed(format!("refused: {}", messages.join("; ")));
        }
        Result::Fault(fault) => return Outcome::Failed(format!("{fault:?}")),
    };
    if let Some(value) = &value
        && expected.error.is_some()
    {
        return Outcome::Failed(format!("gives {value}, an error is expected"));
    }
    if let Some(deduced) = &expected.deduced
        && deduced.to_string() != found_type.to_string()
    {
        return Outcome::Failed(format!("deduces {found_type}, expected is {deduced}"));
    }
    let wanted = expected.value.as_ref().map(decode);
    match (value, wanted) {
        (Some(value), Some(wanted)) if !same(&value, &wanted) => {
            Outcome::Failed(format!("gives {value}, expected is {wanted}"))
        }
        _ => Outcome::Passed,
    }
}
