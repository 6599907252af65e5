//! A decision, for people and for what pipelines read.

mod azure;
mod cloud_events;
mod code_quality;
mod dotenv;
mod github;
mod github_output;
mod json;
mod junit;
mod markdown;
mod open_metrics;
mod sarif;
pub(crate) mod standing;
mod tap;
mod text;

use gonogo_engine::Decision;

use crate::Detail;

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
        Format::Text => text::render(decision, detail),
        Format::Json => json::render(decision),
        Format::Markdown => markdown::render(decision),
        Format::Junit => junit::render(decision),
        Format::Sarif => sarif::render(decision),
        Format::CodeQuality => code_quality::render(decision),
        Format::Tap => tap::render(decision),
        Format::Dotenv => dotenv::render(decision),
        Format::OpenMetrics => open_metrics::render(decision),
        Format::CloudEvents => cloud_events::render(decision),
        Format::Github => github::render(decision),
        Format::GithubOutput => github_output::render(decision),
        Format::Azure => azure::render(decision),
        Format::Verdict => decision.decision.name().to_owned(),
        Format::Html => crate::page::html(decision, None),
    }
}
