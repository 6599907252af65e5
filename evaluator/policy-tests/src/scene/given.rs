//! What a case says of one fact: its value, a change of it, or why there is none.

use gonogo_cel::Span;
use gonogo_cel::time::{Duration, Timestamp};
use gonogo_document::reader::{Field, Fields, Reader};
use gonogo_document::{Kind, Node, quoted};
use gonogo_engine::facts::{FactDeclaration, FactKind, SnapshotParts};

use super::{amend, literal, moment, series};
use crate::codes;
use crate::document::FactNode;

/// That a fact was given something, and by what.
pub(super) struct Given {
    pub(super) span: Span,
    pub(super) meant_invalid: bool,
}

/// How the gate declares the fact, and the time that it is looked at.
pub(super) struct Place<'p> {
    pub(super) declaration: &'p FactDeclaration,
    pub(super) now: Timestamp,
}

/// What can be said of any fact instead of a value.
const STATES: [&str; 6] = ["value", "missing", "failed", "invalid", "stale", "collected"];
const CHANGE: [&str; 7] = ["value", "missing", "failed", "invalid", "stale", "collected", "change"];
const ITEMS: [&str; 8] =
    ["value", "missing", "failed", "invalid", "stale", "collected", "open", "done"];
const ROLES: [&str; 8] =
    ["value", "missing", "failed", "invalid", "stale", "collected", "signed", "unsigned"];

/// Changes what is known of the fact; `None` when it was reported.
pub(super) fn apply(
    reader: &mut Reader,
    node: &FactNode,
    place: &Place<'_>,
    parts: &mut SnapshotParts,
) -> Option<Given> {
    let name = place.declaration.name.as_str();
    let FactKind::Series { .. } = &place.declaration.kind else {
        return plain(reader, node, place, parts);
    };
    let fields = match &node.node.kind {
        Kind::Map(_) => Some(reader.fields(&node.node, "a series", &series::KEYS)?),
        Kind::Scalar(_) | Kind::List(_) | Kind::Null | Kind::Broken => None,
    };
    if let Some(given) = fields.as_ref().and_then(|fields| instead(reader, fields, name, parts)) {
        return Some(Given { span: node.node.span, meant_invalid: given.meant_invalid });
    }
    let text = series::text(reader, &node.node, place, parts.text(name))?;
    // Whoever writes that means it.
    let meant_invalid = text.contains("NaN");
    parts.put(name, text);
    Some(Given { span: node.node.span, meant_invalid })
}

fn plain(
    reader: &mut Reader,
    node: &FactNode,
    place: &Place<'_>,
    parts: &mut SnapshotParts,
) -> Option<Given> {
    let name = place.declaration.name.as_str();
    let kind = &place.declaration.kind;
    let keys = keys(kind);
    let span = node.node.span;
    if !is_about(&node.node, kind, keys) {
        if node.node.kind == Kind::Null {
            no_value(reader, node);
            return None;
        }
        let value = literal::literal(place.declaration, &node.node, place.now);
        parts.put(name, value.to_string());
        parts.collected(name, place.now);
        return Some(Given { span, meant_invalid: false });
    }
    let fields = reader.fields(&node.node, "what is said of a fact", keys)?;
    if let Some(given) = instead(reader, &fields, name, parts) {
        return Some(Given { span, ..given });
    }
    if let Some(value) = fields.get("value") {
        parts.put(name, literal::literal(place.declaration, value, place.now).to_string());
        parts.collected(name, place.now);
    }
    amend::apply(reader, &fields, place, parts)?;
    if let Some(text) = reader.optional(&fields, "collected", Reader::text) {
        parts.collected(name, moment::read(reader, &text, place.now)?);
    }
    if is_true(reader, &fields, "stale") {
        parts.collected(name, long_ago(reader, node, place)?);
    }
    Some(Given { span, meant_invalid: false })
}

fn keys(kind: &FactKind) -> &'static [&'static str] {
    match kind {
        FactKind::Checklist => &ITEMS,
        FactKind::Signoffs => &ROLES,
        FactKind::Map
        | FactKind::Json
        | FactKind::Tests
        | FactKind::Coverage
        | FactKind::Scan
        | FactKind::Probe
        | FactKind::Certificate => &CHANGE,
        FactKind::Number(_)
        | FactKind::String
        | FactKind::Bool
        | FactKind::Timestamp
        | FactKind::Duration
        | FactKind::List
        | FactKind::Series { .. } => &STATES,
    }
}

/// Whether a mapping speaks of the fact, and is not its value: where values are mappings, they
/// may have a field `failed`.
fn is_about(node: &Node, kind: &FactKind, keys: &[&str]) -> bool {
    let Kind::Map(entries) = &node.kind else { return false };
    match kind {
        FactKind::Number(_)
        | FactKind::String
        | FactKind::Bool
        | FactKind::Timestamp
        | FactKind::Duration
        | FactKind::List => true,
        FactKind::Map
        | FactKind::Json
        | FactKind::Tests
        | FactKind::Coverage
        | FactKind::Scan
        | FactKind::Probe
        | FactKind::Certificate
        | FactKind::Checklist
        | FactKind::Signoffs
        | FactKind::Series { .. } => {
            !entries.is_empty()
                && entries.iter().all(|entry| keys.contains(&entry.key.value.as_str()))
        }
    }
}

/// `missing: true`, `failed: cause` and `invalid: true` stand in place of a value.
fn instead(
    reader: &mut Reader,
    fields: &Fields<'_>,
    name: &str,
    parts: &mut SnapshotParts,
) -> Option<Given> {
    let is_missing = is_true(reader, fields, "missing");
    let meant_invalid = is_true(reader, fields, "invalid");
    let cause = reader.optional(fields, "failed", Reader::text);
    match &cause {
        _ if is_missing => parts.forget(name),
        _ if meant_invalid => parts.put(name, "null".to_owned()),
        Some(cause) => parts.fail(name, cause.value.trim()),
        None => return None,
    }
    let other = |field: &Field<'_>| !["missing", "invalid", "failed"].contains(&field.name);
    if let Some(other) = fields.iter().find(other).or_else(|| fields.iter().nth(1)) {
        let message = format!("the fact {} has a value, and has none", quoted(name));
        let help = format!("remove {}, or what says that there is no value", quoted(other.name));
        reader.refuse(&codes::BAD_VALUE, other.entry.key.span, (message, help));
    }
    Some(Given { span: fields.head, meant_invalid })
}

pub(super) fn is_true(reader: &mut Reader, fields: &Fields<'_>, key: &str) -> bool {
    reader.optional(fields, key, Reader::boolean).unwrap_or(false)
}

fn no_value(reader: &mut Reader, node: &FactNode) {
    let message = format!("the fact {} has no value", quoted(&node.name.value));
    let help = "write one, or `{missing: true}`".to_owned();
    reader.refuse(&codes::BAD_VALUE, node.name.span, (message, help));
}

/// A moment that is too long ago for the gate.
fn long_ago(reader: &mut Reader, node: &FactNode, place: &Place<'_>) -> Option<Timestamp> {
    const SECOND: i64 = 1_000_000_000;
    let Some(limit) = place.declaration.stale_after else {
        let message = format!("the fact {} is never stale", quoted(&node.name.value));
        let help = "give it a `stale_after` in the gate, or remove `stale`".to_owned();
        reader.refuse(&codes::BAD_VALUE, node.name.span, (message, help));
        return None;
    };
    place.now.checked_sub(Duration::from_nanos(limit.saturating_add(SECOND)))
}
