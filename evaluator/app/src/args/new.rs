//! What can be started.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::Color;

#[derive(Debug, clap::Args)]
pub(crate) struct New {
    #[command(subcommand)]
    pub(crate) thing: Thing,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Thing {
    /// A gate with its tests
    Gate(NewGate),
    /// A policy in WebAssembly, with a gate that asks it
    Plugin(NewPlugin),
}

#[derive(Debug, clap::Args)]
pub(crate) struct NewGate {
    /// The name of the gate: small letters, digits and `-`
    pub(crate) name: String,

    /// The folder for it; by default one of its name
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Debug, clap::Args)]
pub(crate) struct NewPlugin {
    /// The name of the policy: small letters, digits and `-`
    pub(crate) name: String,

    /// The language to write it in
    #[arg(long, value_enum)]
    pub(crate) lang: Language,

    /// The folder for it; by default one of its name
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    Rust,
    Javascript,
    C,
    /// WebAssembly as text
    Wat,
    /// For OPA
    Rego,
}
