//! Options of `run`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::EXIT_CODES;
use super::gathering::Asking;
use super::reporting::Reporting;

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES, override_usage = "gonogo run <GATE> [OPTIONS]")]
pub(crate) struct Run {
    /// The gate file (YAML)
    pub(crate) gate: PathBuf,

    /// The phase of the rollout; may be left out when the gate has only one
    #[arg(long)]
    pub(crate) phase: Option<String>,

    /// When the phase started (RFC 3339); by default the first look at it
    #[arg(long, value_name = "TIME")]
    pub(crate) phase_started: Option<String>,

    /// Facts that are given by hand (JSON), and not collected; may be repeated
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) facts: Vec<PathBuf>,

    /// A plan (Markdown), or the text of an issue, for facts of type `checklist` and `signoffs`:
    /// for one of them with its name; `-` reads standard input; may be repeated
    #[arg(long, value_name = "[FACT=]FILE", num_args = 1..)]
    pub(crate) plan: Vec<String>,

    /// Earlier runs for facts of type `baseline`: a snapshot, or a history (`.jsonl`); may be
    /// repeated
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) baseline: Vec<PathBuf>,

    /// Add the last decision and its snapshot to a history (`.jsonl`)
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,

    /// Replace the value of a parameter; may be repeated
    #[arg(long, value_name = "PARAM=VALUE")]
    pub(crate) set: Vec<String>,

    /// Waivers to apply (YAML)
    #[arg(long, value_name = "FILE")]
    pub(crate) waivers: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) watching: Watching,

    #[command(flatten)]
    pub(crate) reporting: Reporting,

    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Watching a phase")]
pub(crate) struct Watching {
    /// Look once, though the phase has a `bake`
    #[arg(long, conflicts_with_all = ["bake", "every", "stop_on"])]
    pub(crate) once: bool,

    /// Watch for so long, whatever the phase says
    #[arg(long, value_name = "DURATION")]
    pub(crate) bake: Option<String>,

    /// Look so often, whatever the phase says
    #[arg(long, value_name = "DURATION")]
    pub(crate) every: Option<String>,

    /// End at the first no-go, not only at a rollback
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) stop_on: Option<StopOn>,

    /// Remember samples, decisions and when the phase began (SQLite): a run that was killed goes
    /// on where it was, and series grow from call to call
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,

    /// What is released: tells the watches of one gate and phase in a state file apart
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    pub(crate) release: String,

    /// Post to this address when the decision changes or an escalation falls due
    #[arg(long, value_name = "URL", env = "GONOGO_NOTIFY_URL", hide_env_values = true)]
    pub(crate) notify: Option<String>,

    /// How the notification is written
    #[arg(long, value_enum, default_value_t = NotifyFormat::Json, value_name = "FORMAT")]
    pub(crate) notify_format: NotifyFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StopOn {
    NoGo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NotifyFormat {
    /// For programs: schema gonogo.notification/v1
    Json,
    /// For incoming webhooks of Slack and what is like it: a text
    Slack,
}
