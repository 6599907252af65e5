//! What was typed behind `import`.

use std::path::PathBuf;

use super::{ChecklistFormat, Color};

const EXIT_CODES: &str = "Exit codes: 0 it was imported, whatever was left; 2 usage, a plan that gives no gate, or files \
     that are there already; 1 internal error.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Import {
    /// The plan (Markdown); `-` reads standard input, and keeps a copy
    pub(crate) plan: PathBuf,

    /// The folder for the gate, its tests and the record of the import
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,

    /// Bring what changed in the plan into the gate that is there, and keep what was edited
    #[arg(long, conflicts_with = "force")]
    pub(crate) update: bool,

    /// Write over what is there
    #[arg(long)]
    pub(crate) force: bool,

    /// How to print what was taken and what was not
    #[arg(long, value_enum, default_value_t = ChecklistFormat::Text)]
    pub(crate) format: ChecklistFormat,

    /// Whether to print in colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}
