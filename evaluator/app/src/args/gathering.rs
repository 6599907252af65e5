//! Options of the verbs that ask sources.

use std::path::PathBuf;

use super::Color;

/// How sources are asked.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Asking sources")]
pub(crate) struct Asking {
    /// Ask files and the working copy only, nothing over the network
    #[arg(long)]
    pub(crate) offline: bool,

    /// Let sources run commands that say `allow_command: true`
    #[arg(long)]
    pub(crate) allow_commands: bool,

    /// How long one fact may take, with all attempts, unless the gate says otherwise
    #[arg(long, value_name = "DURATION", default_value = "10s")]
    pub(crate) timeout: String,

    /// How long all facts together may take
    #[arg(long, value_name = "DURATION", default_value = "60s")]
    pub(crate) deadline: String,

    /// How many facts to ask for at the same time
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) concurrency: u16,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = COLLECT_EXIT_CODES,
    override_usage = "gonogo collect <GATE> [OPTIONS]"
)]
pub(crate) struct Collect {
    /// The gate file (YAML)
    pub(crate) gate: PathBuf,

    /// Where to write the snapshot; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,

    /// Collect what the rules of this phase read; without it, every fact of the gate
    #[arg(long)]
    pub(crate) phase: Option<String>,

    /// When the phase started (RFC 3339); written into the snapshot
    #[arg(long, value_name = "TIME")]
    pub(crate) phase_started: Option<String>,

    /// Collect this fact only; may be repeated
    #[arg(long, value_name = "FACT", value_delimiter = ',')]
    pub(crate) only: Vec<String>,

    /// Exit with 10 and write nothing as soon as a fact cannot be collected
    #[arg(long)]
    pub(crate) fail_fast: bool,

    /// Say nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,

    /// Keep samples of sources that know the present only, so that series grow from call to call
    /// (SQLite)
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,

    /// What is released: tells the samples of one gate in a state file apart
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    pub(crate) release: String,

    #[command(flatten)]
    pub(crate) asking: Asking,
}

const COLLECT_EXIT_CODES: &str = "Exit codes: 0 the snapshot was written, with a cause for each fact that could not be \
     collected; 10 with --fail-fast, when there is such a fact; 2 usage, or a gate that cannot be \
     used; 1 internal error.";

#[derive(Debug, clap::Args)]
#[command(
    after_help = DOCTOR_EXIT_CODES,
    override_usage = "gonogo doctor <GATE> [OPTIONS]"
)]
pub(crate) struct Doctor {
    /// The gate file (YAML)
    pub(crate) gate: PathBuf,

    /// Try what the rules of this phase read; without it, every fact of the gate
    #[arg(long)]
    pub(crate) phase: Option<String>,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,

    #[command(flatten)]
    pub(crate) asking: Asking,
}

const DOCTOR_EXIT_CODES: &str = "Exit codes: 0 every fact can be used; 10 some cannot; 2 usage, or a gate that cannot be \
     used; 1 internal error.";
