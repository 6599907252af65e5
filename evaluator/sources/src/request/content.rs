//! What is read in a text: its format, and the part of it that is the fact.

use gonogo_document::FactType;

/// How a file, body or output is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// Else it shows in the first characters, for the types that know several.
    pub format: Option<Format>,
    pub pick: Pick,
}

/// A JSONPath (RFC 9535) that was checked; the whole without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    pub path: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Yaml,
    Csv,
    Text,
    Junit,
    Playwright,
    K6,
    Lcov,
    Cobertura,
    LlvmCov,
    Sarif,
    Trivy,
    Grype,
    CycloneDx,
    Pem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileMeasure {
    /// `bool`
    Exists,
    /// `number` of bytes
    Size,
    /// `duration` since it was changed
    Age,
    /// `timestamp` of the last change
    Changed,
    /// `string` in hexadecimal digits
    Sha256,
    /// `number` of files
    Count,
}

impl Format {
    pub const ALL: [Self; 15] = [
        Self::Json,
        Self::Yaml,
        Self::Csv,
        Self::Text,
        Self::Junit,
        Self::Playwright,
        Self::K6,
        Self::Lcov,
        Self::Cobertura,
        Self::LlvmCov,
        Self::Sarif,
        Self::Trivy,
        Self::Grype,
        Self::CycloneDx,
        Self::Pem,
    ];

    /// As gate files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Csv => "csv",
            Self::Text => "text",
            Self::Junit => "junit",
            Self::Playwright => "playwright",
            Self::K6 => "k6",
            Self::Lcov => "lcov",
            Self::Cobertura => "cobertura",
            Self::LlvmCov => "llvm-cov",
            Self::Sarif => "sarif",
            Self::Trivy => "trivy",
            Self::Grype => "grype",
            Self::CycloneDx => "cyclonedx",
            Self::Pem => "pem",
        }
    }

    /// Whether a part of it can be chosen by JSONPath.
    pub(super) fn is_open(self) -> bool {
        match self {
            Self::Json | Self::Yaml | Self::Csv | Self::K6 => true,
            Self::Text
            | Self::Junit
            | Self::Playwright
            | Self::Lcov
            | Self::Cobertura
            | Self::LlvmCov
            | Self::Sarif
            | Self::Trivy
            | Self::Grype
            | Self::CycloneDx
            | Self::Pem => false,
        }
    }

    /// Whether a fact of that type can be read from it.
    pub(super) fn gives(self, kind: FactType) -> bool {
        match self {
            // In gonogo's own shape for the types that have one.
            Self::Json | Self::Yaml => kind != FactType::Baseline,
            Self::Csv => matches!(
                kind,
                FactType::Series
                    | FactType::Number
                    | FactType::String
                    | FactType::Bool
                    | FactType::Timestamp
                    | FactType::Duration
                    | FactType::List
            ),
            Self::Text => matches!(
                kind,
                FactType::Number
                    | FactType::String
                    | FactType::Bool
                    | FactType::Timestamp
                    | FactType::Duration
                    | FactType::Series
            ),
            Self::Junit | Self::Playwright => kind == FactType::Tests,
            Self::K6 => matches!(kind, FactType::Map | FactType::Json | FactType::Number),
            Self::Lcov | Self::Cobertura | Self::LlvmCov => kind == FactType::Coverage,
            Self::Sarif | Self::Trivy | Self::Grype | Self::CycloneDx => kind == FactType::Scan,
            Self::Pem => kind == FactType::Certificate,
        }
    }
}

impl FileMeasure {
    pub const ALL: [Self; 6] =
        [Self::Exists, Self::Size, Self::Age, Self::Changed, Self::Sha256, Self::Count];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::Size => "size",
            Self::Age => "age",
            Self::Changed => "changed",
            Self::Sha256 => "sha256",
            Self::Count => "count",
        }
    }

    pub(super) fn gives(self) -> FactType {
        match self {
            Self::Exists => FactType::Bool,
            Self::Size | Self::Count => FactType::Number,
            Self::Age => FactType::Duration,
            Self::Changed => FactType::Timestamp,
            Self::Sha256 => FactType::String,
        }
    }
}
