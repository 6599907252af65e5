//! What was typed. What it means is settled by the commands.

pub(crate) mod ci;
mod formats;
#[cfg(feature = "sources")]
pub(crate) mod gathering;
pub(crate) mod import;
pub(crate) mod new;
#[cfg(feature = "plugins")]
pub(crate) mod plugin;
pub(crate) mod printing;
pub(crate) mod reporting;
#[cfg(feature = "sources")]
pub(crate) mod run;
pub(crate) mod testing;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use new::{Language, New, NewGate, NewPlugin, Thing};
pub(crate) use printing::{Completions, Functions, Man, ManualFormat, Schema, SchemaOf};

/// What gonogo calls itself with, to compile a module in a process that can be killed.
#[cfg(feature = "plugins")]
pub(crate) const COMPILE_PLUGIN: &str = "compile-plugin";

const EXIT_CODES: &str = "Exit codes: 0 go, 10 no-go, 20 rollback, 2 usage or an invalid gate or \
                          snapshot, 1 internal error. Only 0 means go.";

/// Decide whether a release may go on: go, no-go or rollback, with the reasons.
#[derive(Debug, Parser)]
#[command(name = "gonogo", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Decide from given facts
    Eval(Box<Eval>),
    /// Gather facts from their sources into a snapshot
    #[cfg(feature = "sources")]
    Collect(Box<gathering::Collect>),
    /// Collect and decide; watch a phase that bakes until it is over
    #[cfg(feature = "sources")]
    Run(Box<run::Run>),
    /// Decide as a step of a pipeline, asked by variables such as `GONOGO_INPUT_GATE`
    Ci(ci::Ci),
    /// Try each source and each fact once: what works, and what to fix
    #[cfg(feature = "sources")]
    Doctor(Box<gathering::Doctor>),
    /// Evaluate at every step of recorded history: when would it have decided what
    Replay(Box<Replay>),
    /// Validate gate files: every problem with its place
    Check(Check),
    /// Run the tests beside gates, and find out what they are worth
    Test(Box<testing::Test>),
    /// Progress of the checklists and sign-offs in a Markdown plan
    Checklist(Checklist),
    /// Draft a gate and its checklist facts from a Markdown rollout plan
    Import(import::Import),
    /// Start a gate with its tests, or a policy in WebAssembly
    New(New),
    /// Look at a policy in WebAssembly, run it, or measure it
    #[cfg(feature = "plugins")]
    Plugin(plugin::Plugin),
    /// Compile the module on standard input, for the gonogo that called
    #[cfg(feature = "plugins")]
    #[command(name = COMPILE_PLUGIN, hide = true)]
    CompilePlugin,
    /// Print what expressions can say: functions, operators and macros
    Functions(Functions),
    /// Print a JSON Schema
    Schema(Schema),
    /// Print what a shell completes
    Completions(Completions),
    /// Write manual pages
    Man(Man),
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = EXIT_CODES,
    override_usage = "gonogo eval <GATE> --facts <FILE>... [OPTIONS]"
)]
pub(crate) struct Eval {
    /// The gate file (YAML)
    pub(crate) gate: PathBuf,

    /// A snapshot, or an object of facts (JSON); `-` reads standard input; may be repeated
    #[arg(long, value_name = "FILE", required_unless_present = "plan", num_args = 1..)]
    pub(crate) facts: Vec<PathBuf>,

    /// A plan (Markdown), or the text of an issue, for facts of type `checklist` and `signoffs`:
    /// for one of them with its name; `-` reads standard input; may be repeated
    #[arg(long, value_name = "[FACT=]FILE", num_args = 1..)]
    pub(crate) plan: Vec<String>,

    /// Earlier runs for facts of type `baseline`: a snapshot, or a history (`.jsonl`); may be
    /// repeated
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) baseline: Vec<PathBuf>,

    /// Add the decision and its snapshot to a history (`.jsonl`)
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,

    /// The phase of the rollout; may be left out when the gate has only one
    #[arg(long)]
    pub(crate) phase: Option<String>,

    /// When the phase started (RFC 3339), for rules that read `phase.started` or `phase.elapsed`
    #[arg(long, value_name = "TIME")]
    pub(crate) phase_started: Option<String>,

    /// Replace the value of a parameter; may be repeated
    #[arg(long, value_name = "PARAM=VALUE")]
    pub(crate) set: Vec<String>,

    /// The time to decide for (RFC 3339); by default the snapshot's, else the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<String>,

    /// Waivers to apply (YAML)
    #[arg(long, value_name = "FILE")]
    pub(crate) waivers: Option<PathBuf>,

    /// Print to standard error how long each step took
    #[arg(long)]
    pub(crate) timings: bool,

    #[command(flatten)]
    pub(crate) reporting: reporting::Reporting,
}

const REPLAY_EXIT_CODES: &str = "Exit codes: 0 it was replayed, whatever the gate said; 10 for what --fail-on names; 2 usage, \
     or a gate, history or list of incidents that cannot be used; 1 internal error.";

#[derive(Debug, clap::Args)]
#[command(
    after_help = REPLAY_EXIT_CODES,
    override_usage = "gonogo replay <GATE> --facts <[NAME=]FILE>... [OPTIONS]"
)]
pub(crate) struct Replay {
    /// The gate file (YAML)
    pub(crate) gate: PathBuf,

    /// Recorded facts: a snapshot or an object of facts (JSON), or with the NAME of a fact its
    /// series as CSV, as JSON or as Prometheus answers a range query; may be repeated
    #[arg(long, value_name = "[NAME=]FILE", required = true, num_args = 1..)]
    pub(crate) facts: Vec<String>,

    /// The phase of the rollout; may be left out when the gate has only one
    #[arg(long)]
    pub(crate) phase: Option<String>,

    /// When the phase started (RFC 3339), for rules that read `phase.started` or `phase.elapsed`
    #[arg(long, value_name = "TIME")]
    pub(crate) phase_started: Option<String>,

    /// Replace the value of a parameter; may be repeated
    #[arg(long, value_name = "PARAM=VALUE")]
    pub(crate) set: Vec<String>,

    /// Waivers to apply (YAML)
    #[arg(long, value_name = "FILE")]
    pub(crate) waivers: Option<PathBuf>,

    /// Evaluate at this pace, such as `15s`, instead of at every sample
    #[arg(long, value_name = "DURATION")]
    pub(crate) every: Option<String>,

    /// Start here (RFC 3339) instead of at the first sample
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<String>,

    /// End here (RFC 3339) instead of at the last sample
    #[arg(long, value_name = "TIME")]
    pub(crate) to: Option<String>,

    /// Incidents that the gate should have caught, or kept quiet in (JSON)
    #[arg(long, value_name = "FILE")]
    pub(crate) expect: Option<PathBuf>,

    /// Leave the alarms of this rule out, such as one that only waits; may be repeated
    #[arg(long, value_name = "RULE", requires = "expect")]
    pub(crate) ignore: Vec<String>,

    /// Exit with 10 for any of `miss` (or not covered), `false-alarm` (or disturbed),
    /// `late:DURATION` (or never)
    #[arg(long, value_name = "WHAT", value_delimiter = ',', requires = "expect")]
    pub(crate) fail_on: Vec<String>,

    /// How to print what happened
    #[arg(long, value_enum, default_value_t = ReplayFormat::Text)]
    pub(crate) format: ReplayFormat,

    /// Write a file as well, such as `html=replay.html`: text, json, svg, html; may be repeated
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(crate) report: Vec<String>,

    /// Print to standard error how long each step took
    #[arg(long)]
    pub(crate) timings: bool,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Gate files (YAML), or folders: all gate files in them
    #[arg(required = true)]
    pub(crate) gates: Vec<PathBuf>,

    /// A file of waivers that is used with these gates
    #[arg(long, value_name = "FILE")]
    pub(crate) waivers: Option<PathBuf>,

    /// The time at which waivers are looked at (RFC 3339); otherwise the clock's
    #[arg(long, value_name = "TIME", requires = "waivers")]
    pub(crate) now: Option<String>,

    /// What shall be refused as if it were an error
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Option<Deny>,

    /// How to print what was found
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Exit code 2 for warnings as well
    Warnings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For the terminal
    Text,
    /// For scripts
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions: annotations of the lines
    Github,
    /// JUnit XML, for test reports
    Junit,
}

const CHECKLIST_EXIT_CODES: &str = "Exit codes: 0 it was read, whatever is open; 2 usage, a plan that cannot be read, or a \
     section that it does not have; 1 internal error.";

#[derive(Debug, clap::Args)]
#[command(after_help = CHECKLIST_EXIT_CODES)]
pub(crate) struct Checklist {
    /// The plan (Markdown), or the text of an issue or pull request; `-` reads standard input
    pub(crate) plan: PathBuf,

    /// Only this section, by its heading, or by its path such as `Release / Database`
    #[arg(long)]
    pub(crate) section: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = ChecklistFormat::Text)]
    pub(crate) format: ChecklistFormat,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChecklistFormat {
    /// For the terminal
    Text,
    /// For comments and documents
    Markdown,
    /// For programs: a fact of type `checklist`, with the `signoffs` beside the items
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs: schema gonogo.decision/v1
    Json,
    /// Markdown, for comments and job summaries
    Markdown,
    /// JUnit XML, for test reports
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitLab's code quality
    Codequality,
    /// Test Anything Protocol 14
    Tap,
    /// Variables for later jobs: `GONOGO_DECISION=…`
    Dotenv,
    /// OpenMetrics text
    Openmetrics,
    /// One event in JSON, CloudEvents 1.0
    Cloudevents,
    /// Workflow commands of GitHub Actions: annotations of the lines
    Github,
    /// Outputs of a step of GitHub Actions; a file that is there is added to
    GithubOutput,
    /// Markdown for the summary of a job of GitHub Actions; a file that is there is added to
    GithubSummary,
    /// Logging commands of Azure Pipelines: output variables and issues
    Azure,
    /// The one word: go, no-go or rollback
    Verdict,
    /// A page with pictures that needs nothing else
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReplayFormat {
    /// For people
    Text,
    /// For programs: schema gonogo.replay/v1
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Warn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// When the output is a terminal
    Auto,
    Always,
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}
