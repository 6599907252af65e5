//! Options of `ci`.

use std::ffi::OsStr;

use clap::ValueEnum;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue};

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
    #[arg(value_parser = Systems)]
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

/// What people call the systems of `files`; `gitlab` is not `github` misspelt.
const OF_FILES: &[&str] =
    &["gitlab", "jenkins", "buildkite", "circleci", "tekton", "argo", "spinnaker"];

#[derive(Clone)]
struct Systems;

impl TypedValueParser for Systems {
    type Value = System;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<System, clap::Error> {
        let parsed = EnumValueParser::new().parse_ref(command, argument, value);
        parsed.map_err(|mut error| {
            if OF_FILES.iter().any(|name| value.eq_ignore_ascii_case(name)) {
                let files = ContextValue::String("files".to_owned());
                error.insert(ContextKind::SuggestedValue, files);
            }
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let variants = System::value_variants().iter();
        Some(Box::new(variants.filter_map(ValueEnum::to_possible_value)))
    }
}
