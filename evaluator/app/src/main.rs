//! The gonogo command.
#![cfg_attr(
    not(feature = "sources"),
    allow(dead_code, unused_imports, reason = "some of it is for the verbs that ask sources")
)]

mod args;
mod command;
mod exit_code;
mod history;
mod input;
mod output;
mod plugins;
mod timings;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Verb};
use exit_code::Exit;

/// Loading a gate is mostly small allocations; docs/speed.md has what this one gains.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    guarded(run).into()
}

/// A panic is a defect of gonogo; it must not look like any answer of a gate.
fn guarded(run: fn() -> Exit) -> Exit {
    std::panic::catch_unwind(run).unwrap_or(Exit::Internal)
}

fn run() -> Exit {
    if let Some(columns) = output::columns() {
        gonogo_report::paint::set_width(columns);
    }
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return output::clap(&error),
    };
    let result = match &args.verb {
        Verb::Eval(eval) => command::eval::run(eval),
        #[cfg(feature = "sources")]
        Verb::Collect(collect) => command::collect::run(collect),
        #[cfg(feature = "sources")]
        Verb::Run(run) => command::run::run(run),
        Verb::Ci(ci) => command::ci::run(ci),
        #[cfg(feature = "sources")]
        Verb::Doctor(doctor) => command::doctor::run(doctor),
        Verb::Replay(replay) => command::replay::run(replay),
        Verb::Check(check) => command::check::run(check),
        Verb::Checklist(checklist) => command::plan::checklist::run(checklist),
        Verb::Import(import) => command::plan::import::run(import),
        Verb::New(new) => command::new::run(new),
        #[cfg(feature = "plugins")]
        Verb::Plugin(plugin) => command::plugin::run(plugin),
        #[cfg(feature = "plugins")]
        Verb::CompilePlugin => command::plugin::compile(),
        Verb::Functions(functions) => command::printing::functions::run(functions),
        Verb::Test(test) => command::test::run(test),
        Verb::Schema(schema) => command::printing::schema::run(schema),
        Verb::Completions(completions) => command::printing::completions::run(completions),
        Verb::Man(man) => command::printing::man::run(man),
    };
    result.unwrap_or_else(|error| output::failure(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panic_is_an_internal_error() {
        assert_eq!(guarded(|| panic!("a defect")), Exit::Internal);
        assert_eq!(guarded(|| Exit::Rollback), Exit::Rollback);
    }
}
