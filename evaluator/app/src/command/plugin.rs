//! `gonogo plugin`: one module, looked at, called, measured.

mod bench;
mod inspect;
mod rehearsal;
mod trial;

use std::io;

use anyhow::{Result, anyhow};

use crate::args::plugin::{Act, Plugin};
use crate::exit_code::Exit;

pub(crate) fn run(args: &Plugin) -> Result<Exit> {
    match &args.act {
        Act::Inspect(args) => inspect::run(args),
        Act::Run(args) => trial::run(args),
        Act::Bench(args) => bench::run(args),
    }
}

/// In a process of its own, for the gonogo that called.
pub(crate) fn compile() -> Result<Exit> {
    gonogo_wasm::compile_for_parent(io::stdin().lock(), io::stdout().lock())
        .map_err(|cause| anyhow!(cause))?;
    Ok(Exit::Go)
}
