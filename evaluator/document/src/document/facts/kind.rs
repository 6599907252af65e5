//! The types that a fact can have.

use crate::codes;
use crate::document::reader::{Reader, did_you_mean};
use crate::document::tree::{Node, Spanned, quoted};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactType {
    Number,
    String,
    Bool,
    Timestamp,
    Duration,
    List,
    Map,
    Json,
    Series,
    Checklist,
    Signoffs,
    Tests,
    Coverage,
    Scan,
    Probe,
    Certificate,
    /// What another fact was in recorded snapshots.
    Baseline,
}

impl FactType {
    pub const ALL: [Self; 17] = [
        Self::Number,
        Self::String,
        Self::Bool,
        Self::Timestamp,
        Self::Duration,
        Self::List,
        Self::Map,
        Self::Json,
        Self::Series,
        Self::Checklist,
        Self::Signoffs,
        Self::Tests,
        Self::Coverage,
        Self::Scan,
        Self::Probe,
        Self::Certificate,
        Self::Baseline,
    ];

    /// As gate files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::String => "string",
            Self::Bool => "bool",
            Self::Timestamp => "timestamp",
            Self::Duration => "duration",
            Self::List => "list",
            Self::Map => "map",
            Self::Json => "json",
            Self::Series => "series",
            Self::Checklist => "checklist",
            Self::Signoffs => "signoffs",
            Self::Tests => "tests",
            Self::Coverage => "coverage",
            Self::Scan => "scan",
            Self::Probe => "probe",
            Self::Certificate => "certificate",
            Self::Baseline => "baseline",
        }
    }
}

pub(super) fn read(reader: &mut Reader, key: &str, node: &Node) -> Option<Spanned<FactType>> {
    let text = reader.text(key, node)?;
    if let Some(value) = FactType::ALL.into_iter().find(|kind| kind.name() == text.value) {
        return Some(Spanned { value, span: text.span });
    }
    let message = format!("unknown type {}", quoted(&text.value));
    let help = did_you_mean(&text.value, &FactType::ALL.map(FactType::name));
    reader.refuse(&codes::UNKNOWN_FACT_TYPE, text.span, (message, help));
    None
}
