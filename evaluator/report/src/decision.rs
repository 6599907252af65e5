//! A decision, for people and for what pipelines read.

mod cloud_events;
mod code_quality;
mod json;
mod junit;
mod markdown;
mod open_metrics;
mod pipeline;
mod sarif;
pub(crate) mod standing;
mod steps;
mod tap;
mod text;

use gonogo_engine::Decision;

use crate::{Detail, commands};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For terminals.
    Text,
    /// `gonogo.decision/v1`.
    Json,
    /// For comments and job summaries.
    Markdown,
    /// For test reports.
    Junit,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// GitLab's code quality.
    CodeQuality,
    /// Test Anything Protocol 14.
    Tap,
    /// `GONOGO_DECISION=…`
    Dotenv,
    /// For Prometheus and its kin.
    OpenMetrics,
    /// One event in JSON, CloudEvents 1.0.
    CloudEvents,
    /// Workflow commands of GitHub Actions.
    Github,
    /// `decision=…`, for the outputs of a step of GitHub Actions.
    GithubOutput,
    /// Logging commands of Azure Pipelines.
    Azure,
    /// The one word, without an end of line.
    Verdict,
    /// A page that needs nothing else; [`crate::html`] draws what series looked like as well.
    Html,
}

/// Text carries colours; the output drops them where they cannot be shown.
pub fn render(format: Format, decision: &Decision, detail: Detail) -> String {
    match format {
        Format::Text => commands::defused(&text::render(decision, detail)),
        Format::Json => commands::json(&json::render(decision)),
        Format::Markdown => markdown::render(decision),
        Format::Junit => junit::render(decision),
        Format::Sarif => commands::json(&sarif::render(decision)),
        Format::CodeQuality => commands::json(&code_quality::render(decision)),
        Format::Tap => tap::render(decision),
        Format::Dotenv => pipeline::dotenv(decision),
        Format::OpenMetrics => open_metrics::render(decision),
        Format::CloudEvents => commands::json(&cloud_events::render(decision)),
        Format::Github => pipeline::github(decision),
        Format::GithubOutput => pipeline::github_output(decision),
        Format::Azure => pipeline::azure(decision),
        Format::Verdict => decision.decision.name().to_owned(),
        Format::Html => crate::page::html(decision, None),
    }
}
