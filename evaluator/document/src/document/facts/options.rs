//! Which keys a fact may have, and which of them fit which type.

use gonogo_cel::Diagnostic;

use super::FactType;
use crate::codes;
use crate::document::reader::{Fields, Reader};
use crate::document::tree::{Spanned, quoted};

/// For every type.
const GENERAL: [&str; 6] = ["type", "description", "optional", "allow_empty", "from", "unit"];

const SERIES: [&str; 7] =
    ["window", "step", "stale_after", "min_coverage", "min_samples", "max_gap", "by"];

/// What a baseline is of, from how many runs, and what holds without any.
const BASELINE: [&str; 3] = ["of", "runs", "first_run"];

/// Handed to the collector as they are.
const COLLECT: [&str; 15] = [
    "query", "command", "markdown", "junit", "path", "jsonpath", "format", "measure", "method",
    "headers", "body", "matches", "section", "host", "port",
];
const TIMEOUT: &str = "timeout";

pub(super) fn all() -> Vec<&'static str> {
    [&GENERAL[..], &SERIES, &BASELINE, &COLLECT, &[TIMEOUT]].concat()
}

pub(super) fn is_collect(key: &str) -> bool {
    COLLECT.contains(&key) || key == TIMEOUT
}

pub(super) fn fits(key: &str, kind: FactType) -> bool {
    if kind == FactType::Baseline {
        return BASELINE.contains(&key) || ["type", "description", "optional"].contains(&key);
    }
    takers(key).is_none_or(|takers| takers.contains(&kind))
}

/// The types that take a key; `None` for all.
fn takers(key: &str) -> Option<&'static [FactType]> {
    match key {
        "unit" => Some(&[FactType::Number, FactType::Series]),
        "markdown" => Some(&[FactType::Checklist, FactType::Signoffs]),
        "section" => Some(&[FactType::Checklist, FactType::Signoffs]),
        "junit" => Some(&[FactType::Tests]),
        "allow_empty" => Some(&[FactType::String, FactType::List, FactType::Map, FactType::Json]),
        "stale_after" => None,
        _ if BASELINE.contains(&key) => Some(&[FactType::Baseline]),
        _ if SERIES.contains(&key) => Some(&[FactType::Series]),
        _ => None,
    }
}

pub(super) fn check_fit(reader: &mut Reader, fields: &Fields<'_>, kind: &Spanned<FactType>) {
    for field in fields.iter().filter(|field| !fits(field.name, kind.value)) {
        let key = field.name;
        let name = quoted(kind.value.name());
        let message = format!("{} does not fit a fact of type {name}", quoted(key));
        reader.report(
            Diagnostic::error(&codes::FACT_OPTION, field.entry.key.span, message)
                .with_related(kind.span, "because of this type")
                .with_help(help(key, kind.value)),
        );
    }
}

fn help(key: &str, kind: FactType) -> String {
    if kind == FactType::Baseline {
        return "everything else is as the fact declares it that `of` names".to_owned();
    }
    let takers = takers(key).unwrap_or_default().iter().map(|kind| quoted(kind.name()));
    format!("only facts of type {} take it", takers.collect::<Vec<_>>().join(" or "))
}
