//! Formats as they are typed, and as reports know them.

use gonogo_report as report;

use super::{ChecklistFormat, Format, ManualFormat};

impl Format {
    /// Whether several steps or reports share the file.
    pub(crate) fn is_shared(self) -> bool {
        matches!(self, Self::GithubOutput | Self::GithubSummary)
    }

    /// Whether later steps of a pipeline go by it.
    pub(crate) fn tells_later_steps(self) -> bool {
        matches!(self, Self::GithubOutput | Self::Dotenv | Self::Verdict)
    }
}

impl From<Format> for report::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Json => Self::Json,
            Format::Markdown => Self::Markdown,
            Format::Junit => Self::Junit,
            Format::Sarif => Self::Sarif,
            Format::Codequality => Self::CodeQuality,
            Format::Tap => Self::Tap,
            Format::Dotenv => Self::Dotenv,
            Format::Openmetrics => Self::OpenMetrics,
            Format::Cloudevents => Self::CloudEvents,
            Format::Github => Self::Github,
            Format::GithubOutput => Self::GithubOutput,
            Format::GithubSummary => Self::Markdown,
            Format::Azure => Self::Azure,
            Format::Verdict => Self::Verdict,
            Format::Html => Self::Html,
        }
    }
}

impl From<ChecklistFormat> for report::ChecklistFormat {
    fn from(format: ChecklistFormat) -> Self {
        match format {
            ChecklistFormat::Text => Self::Text,
            ChecklistFormat::Markdown => Self::Markdown,
            ChecklistFormat::Json => Self::Json,
        }
    }
}

impl From<ManualFormat> for report::ManualFormat {
    fn from(format: ManualFormat) -> Self {
        match format {
            ManualFormat::Text => Self::Text,
            ManualFormat::Markdown => Self::Markdown,
            ManualFormat::Json => Self::Json,
        }
    }
}
