//! What gonogo says about itself.

use std::path::PathBuf;

use clap::ValueEnum;
use clap_complete::Shell;

use super::Color;

#[derive(Debug, clap::Args)]
pub(crate) struct Functions {
    /// A function, an operator, a type or a chapter; everything without it
    pub(crate) name: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = ManualFormat::Text)]
    pub(crate) format: ManualFormat,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ManualFormat {
    /// For the terminal
    Text,
    /// For documents
    Markdown,
    /// For programs: schema gonogo.functions/v1
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Schema {
    /// What it describes
    #[arg(value_enum)]
    pub(crate) of: SchemaOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// What `eval --format json` prints
    Decision,
    /// What `eval --facts` reads
    Snapshot,
    /// A gate file, for editors
    Gate,
    /// A test file, for editors
    Tests,
    /// What `test --format json` prints
    Results,
    /// What `functions --format json` prints
    Functions,
    /// What `replay --format json` prints
    Replay,
    /// What `replay --expect` reads
    Incidents,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// The folder that the pages are written to; it is made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}
