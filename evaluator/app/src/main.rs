//! The gonogo command.

mod args;
mod command;
mod exit_code;
mod input;
mod output;
mod report;
mod timings;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Verb};
use exit_code::Exit;

fn main() -> ExitCode {
    // A panic is a defect of gonogo; it must not look like any answer of a gate.
    let outcome = std::panic::catch_unwind(run);
    outcome.unwrap_or(Exit::Internal).into()
}

fn run() -> Exit {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return output::clap(&error),
    };
    let result = match &args.verb {
        Verb::Eval(eval) => command::eval::run(eval),
        Verb::Check(check) => command::check::run(check),
        Verb::Schema(schema) => command::schema::run(schema),
    };
    result.unwrap_or_else(|error| output::failure(&error))
}
