//! `gonogo plugin`: what can be done with one module.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::Color;

#[derive(Debug, clap::Args)]
pub(crate) struct Plugin {
    #[command(subcommand)]
    pub(crate) act: Act,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Act {
    /// What a module is: its digest, what it imports, and what it asks for
    Inspect(Inspect),
    /// Call a policy once: what it finds, what it logs, what it uses
    Run(Call),
    /// Call a policy many times: time per call
    Bench(Bench),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Inspect {
    /// A component, or a module that OPA made
    pub(crate) file: PathBuf,

    /// How to print it
    #[arg(long, value_enum, default_value_t = PluginFormat::Text)]
    pub(crate) format: PluginFormat,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Call {
    /// A component, or a module that OPA made
    pub(crate) file: PathBuf,

    /// A snapshot, or an object of facts (JSON), by the names that the policy has for them; `-`
    /// reads standard input; may be repeated
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) facts: Vec<PathBuf>,

    /// A setting, as it would stand under `config`; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) config: Vec<String>,

    /// Of a module that OPA made: what to ask; may be repeated
    #[arg(long, value_name = "PATH")]
    pub(crate) entrypoint: Vec<String>,

    /// The name of the phase that it is asked in
    #[arg(long, default_value = "default")]
    pub(crate) phase: String,

    /// The time to decide for (RFC 3339); by default the snapshot's, else the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = PluginFormat::Text)]
    pub(crate) format: PluginFormat,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    #[command(flatten)]
    pub(crate) call: Call,

    /// How often to call it
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) calls: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PluginFormat {
    Text,
    Json,
}
