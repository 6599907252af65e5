//! Which keys of a fact which source takes, and which types it gives.

use gonogo_document::FactType;

use crate::source::SourceKind;

/// Those of all sources.
pub(super) const ALL: [&str; 16] = [
    "query", "command", "markdown", "junit", "path", "jsonpath", "format", "measure", "method",
    "headers", "body", "matches", "section", "host", "port", "timeout",
];

/// What can be said to a source of that kind; files beside the gate without one.
pub(super) struct Keys {
    /// One of these must be there, if any are listed.
    pub(super) needed: &'static [&'static str],
    pub(super) others: &'static [&'static str],
}

pub(super) fn of(source: Option<&SourceKind>, kind: FactType) -> Keys {
    let (needed, others): (&'static [&'static str], &'static [&'static str]) = match source {
        None | Some(SourceKind::Files { .. }) => {
            (&["path", "junit", "markdown"], &["section", "jsonpath", "format", "measure"])
        }
        Some(SourceKind::Prometheus(_) | SourceKind::Metrics(_) | SourceKind::Postgres(_)) => {
            (&["query"], &[])
        }
        Some(SourceKind::Http(_)) if kind == FactType::Certificate => (&[], &["host", "port"]),
        // A probe is about the answer as a whole: expressions ask what its body matches.
        Some(SourceKind::Http(_)) if kind == FactType::Probe => {
            (&[], &["path", "method", "headers", "body", "jsonpath"])
        }
        Some(SourceKind::Http(_)) => {
            (&[], &["path", "method", "headers", "body", "jsonpath", "format", "matches"])
        }
        Some(SourceKind::Redis(_)) => (&["command"], &[]),
        Some(SourceKind::Tls(_)) => (&[], &["host", "port"]),
        Some(SourceKind::Disk { .. }) => (&["measure"], &[]),
        Some(SourceKind::Commands { .. }) => (&["command"], &["jsonpath", "format"]),
        Some(SourceKind::Ci | SourceKind::Git { .. }) => (&[], &["jsonpath"]),
    };
    Keys { needed, others }
}

/// Whether a fact of that type can come from there.
pub(super) fn gives(source: Option<&SourceKind>, kind: FactType) -> bool {
    use FactType as F;
    let plain = matches!(kind, F::Number | F::String | F::Bool | F::Timestamp | F::Duration);
    let json = matches!(kind, F::List | F::Map | F::Json);
    let report = matches!(kind, F::Tests | F::Coverage | F::Scan);
    let paper = matches!(kind, F::Checklist | F::Signoffs);
    match source {
        None | Some(SourceKind::Files { .. }) => {
            plain || json || report || paper || matches!(kind, F::Series | F::Certificate)
        }
        Some(SourceKind::Prometheus(_) | SourceKind::Metrics(_)) => {
            matches!(kind, F::Number | F::Series | F::Timestamp)
        }
        Some(SourceKind::Http(_)) => {
            plain
                || json
                || report
                || paper
                || matches!(kind, F::Series | F::Probe | F::Certificate)
        }
        Some(SourceKind::Postgres(_)) => plain || json || kind == F::Series,
        Some(SourceKind::Redis(_)) => plain || json || kind == F::Series,
        Some(SourceKind::Tls(_)) => kind == F::Certificate,
        Some(SourceKind::Disk { .. }) => matches!(kind, F::Number | F::Series),
        Some(SourceKind::Commands { .. }) => plain || json || report || kind == F::Series,
        Some(SourceKind::Ci | SourceKind::Git { .. }) => plain || json,
    }
}
