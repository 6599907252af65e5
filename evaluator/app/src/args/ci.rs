//! Options of `ci`.

use clap::ValueEnum;

const VARIABLES: &str = "\
Variables that begin with GONOGO_INPUT_; empty is the same as absent, others are refused:
  GATE            the gate file; needed
  VERB            `run`, which is the default, or `eval`; what follows are their options
  PHASE           --phase
  PHASE_STARTED   --phase-started
  FACTS           --facts, one on each line
  PLAN            --plan, one on each line
  PARAMS          --set, one PARAM=VALUE on each line
  WAIVERS         --waivers
  BASELINE        --baseline, one on each line
  RECORD          --record
  NOW             --now
  BAKE            --bake
  EVERY           --every
  STATE           --state
  RELEASE         --release
  ALLOW_COMMANDS  `true` is --allow-commands
  FAIL_ON         `warn`, `no-go`, `rollback` or `never`; `warn` is --fail-on warn, the others are
                  for the pipeline to heed and leave the exit code as it is
  REPORTS         the folder of the reports; `gonogo-out` where absent
  REPORT          more reports, one FORMAT=PATH on each line
  SUMMARY         `false`: no job summary
  ANNOTATIONS     `false`: no annotations

Exit codes: 0 go, 10 no-go, 20 rollback, 2 usage or an invalid gate or snapshot, 1 internal error.
Only 0 means go.";

#[derive(Debug, clap::Args)]
#[command(after_help = VARIABLES)]
pub(crate) struct Ci {
    /// What the job runs on, and how it hands answers on
    #[arg(value_enum)]
    pub(crate) system: System,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum System {
    /// Outputs, job summary and annotations of GitHub Actions
    Github,
    /// Output variables, issues and the summary of Azure Pipelines
    Azure,
    /// Files only: GitLab, Jenkins, Buildkite, CircleCI, Tekton, Argo and others
    Files,
}
