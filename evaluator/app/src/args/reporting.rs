//! Options about what is made of a decision.

use super::{Color, FailOn, Format};

#[derive(Debug, clap::Args)]
pub(crate) struct Reporting {
    /// How to print the decision
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// Write the decision to a file as well, such as `json=decision.json`; may be repeated
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(crate) report: Vec<String>,

    /// Show expressions and values of every rule, passed ones too
    #[arg(long)]
    pub(crate) explain: bool,

    /// Print nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Exit with 10 where the answer is go, but with warnings
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) fail_on: Option<FailOn>,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}
