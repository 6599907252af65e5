//! Options of the verb `test`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::Color;

const EXIT_CODES: &str = "Exit codes: 0 all cases passed, and all mutants were noticed that were tried; 10 a case failed, \
     a mutant survived, or there is less than was asked for; 2 usage, or a test file or gate that \
     cannot be used; 1 internal error.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Test {
    /// Test files (YAML), or folders in which `tests.yaml` and `*.tests.yaml` are looked for
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// Only cases whose name has this text; may be repeated
    #[arg(long, value_name = "TEXT", conflicts_with = "mutate")]
    pub(crate) filter: Vec<String>,

    /// Only cases of this phase
    #[arg(long, conflicts_with = "mutate")]
    pub(crate) phase: Option<String>,

    /// Show the cases that passed as well
    #[arg(long)]
    pub(crate) all: bool,

    /// Show which rules, outcomes and cases of tables no test has seen
    #[arg(long)]
    pub(crate) coverage: bool,

    /// Exit with 10 where less than that was seen, such as `100%`, of any gate
    #[arg(long, value_name = "SHARE")]
    pub(crate) min_coverage: Option<String>,

    /// Change the gate by one small mistake at a time, and name those that no test notices
    #[arg(long)]
    pub(crate) mutate: bool,

    /// Only mutants that matter to this rule; may be repeated
    #[arg(long, requires = "mutate")]
    pub(crate) rule: Vec<String>,

    /// Exit with 10 only where fewer were noticed, such as `90%`, of the mutants of any gate
    #[arg(long, value_name = "SHARE", requires = "mutate")]
    pub(crate) min_score: Option<String>,

    /// How to print the results
    #[arg(long, value_enum, default_value_t = TestFormat::Text)]
    pub(crate) format: TestFormat,

    /// Write a file as well, such as `junit=tests.xml`; may be repeated
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(crate) report: Vec<String>,

    /// Print to standard error how long each step took
    #[arg(long)]
    pub(crate) timings: bool,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    /// For people
    Text,
    /// For programs: schema gonogo.test/v1
    Json,
    /// For pipelines
    Junit,
    /// TAP version 14
    Tap,
    /// Coverage as a tracefile of lcov
    Lcov,
}
