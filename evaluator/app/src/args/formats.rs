//! Formats as they are typed, and as reports know them.

use gonogo_report as report;

use super::{ChecklistFormat, Format, ManualFormat};

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
