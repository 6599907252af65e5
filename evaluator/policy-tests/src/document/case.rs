//! One case, a row of its table, or what all cases start from: the same keys.

use gonogo_cel::{Diagnostic, Span};
use gonogo_document::reader::{Fields, Reader};
use gonogo_document::{Kind, Node, Spanned, Text};

use super::expect::{self, ExpectNode};
use crate::codes;

/// What is not said is empty, and taken from the level above.
#[derive(Clone, Debug, Default)]
pub struct CaseNode {
    pub span: Span,
    pub name: Option<Text>,
    pub now: Option<Text>,
    /// The case is run in each of them.
    pub phases: Vec<Spanned<String>>,
    pub phase_started: Option<Text>,
    /// A file, or `none`.
    pub snapshot: Option<Text>,
    pub baselines: Option<Vec<Text>>,
    pub waivers: Option<Text>,
    pub params: Vec<ParamNode>,
    pub facts: Vec<FactNode>,
    pub expect: ExpectNode,
    pub table: Vec<CaseNode>,
}

#[derive(Clone, Debug)]
pub struct ParamNode {
    pub name: Text,
    pub value: Text,
}

/// What is said of a fact; what it means depends on how the gate declares it.
#[derive(Clone, Debug)]
pub struct FactNode {
    pub name: Text,
    pub node: Node,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Defaults,
    Case,
    Row,
}

const SHARED: [&str; 9] = [
    "now",
    "phase",
    "phase_started",
    "snapshot",
    "baselines",
    "waivers",
    "params",
    "facts",
    "expect",
];
const CASE: [&str; 12] = [
    "name",
    "description",
    "now",
    "phase",
    "phase_started",
    "snapshot",
    "baselines",
    "waivers",
    "params",
    "facts",
    "expect",
    "table",
];

pub(super) fn list(reader: &mut Reader, (key, node): (&str, &Node), level: Level) -> Vec<CaseNode> {
    let items = reader.items(key, node).unwrap_or_default();
    items.iter().filter_map(|item| read(reader, item, level)).collect()
}

pub(super) fn read(reader: &mut Reader, node: &Node, level: Level) -> Option<CaseNode> {
    let (what, keys): (&'static str, &[&'static str]) = match level {
        Level::Defaults => ("`defaults`", &SHARED),
        Level::Case => ("a case", &CASE),
        Level::Row => ("a row", CASE.split_last().map_or(&CASE, |(_, keys)| keys)),
    };
    let fields = reader.fields(node, what, keys)?;
    reader.optional(&fields, "description", Reader::text);
    let name = match level {
        Level::Case => reader.required(&fields, "name", Reader::text),
        Level::Row | Level::Defaults => reader.optional(&fields, "name", Reader::text),
    };
    Some(CaseNode {
        span: fields.head,
        name,
        now: reader.optional(&fields, "now", Reader::text),
        phases: reader.optional(&fields, "phase", phases).unwrap_or_default(),
        phase_started: reader.optional(&fields, "phase_started", Reader::text),
        snapshot: reader.optional(&fields, "snapshot", Reader::text),
        baselines: reader.optional(&fields, "baselines", texts),
        waivers: reader.optional(&fields, "waivers", Reader::text),
        params: params(reader, &fields),
        facts: facts(reader, &fields),
        expect: reader.optional(&fields, "expect", expect::read).unwrap_or_default(),
        table: table(reader, &fields),
    })
}

fn table(reader: &mut Reader, fields: &Fields<'_>) -> Vec<CaseNode> {
    let Some(entry) = fields.entry("table") else { return Vec::new() };
    if matches!(&entry.value.kind, Kind::List(items) if items.is_empty()) {
        let problem = Diagnostic::error(&codes::NO_CASES, entry.key.span, "the table has no rows");
        reader.report(problem.with_help("add `- {facts: …, expect: …}`, or remove `table`"));
    }
    list(reader, ("table", &entry.value), Level::Row)
}

/// One phase, or a list of them.
fn phases(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<Spanned<String>>> {
    let spanned = |text: Text| Spanned { value: text.value, span: text.span };
    if let Kind::List(_) = &node.kind {
        return Some(texts(reader, key, node)?.into_iter().map(spanned).collect());
    }
    Some(vec![spanned(reader.text(key, node)?)])
}

/// One text, or a list of them.
pub(super) fn texts(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<Text>> {
    match &node.kind {
        Kind::List(items) => Some(items.iter().filter_map(|item| reader.text(key, item)).collect()),
        Kind::Scalar(_) | Kind::Null | Kind::Map(_) | Kind::Broken => {
            Some(vec![reader.text(key, node)?])
        }
    }
}

fn params(reader: &mut Reader, fields: &Fields<'_>) -> Vec<ParamNode> {
    let Some(node) = fields.get("params") else { return Vec::new() };
    let entries = reader.entries(node, "`params`").unwrap_or_default();
    let param = |entry: &gonogo_document::Entry| {
        let value = reader.text(&entry.key.value, &entry.value)?;
        Some(ParamNode { name: entry.key.clone(), value })
    };
    entries.iter().filter_map(param).collect()
}

fn facts(reader: &mut Reader, fields: &Fields<'_>) -> Vec<FactNode> {
    let Some(node) = fields.get("facts") else { return Vec::new() };
    let entries = reader.entries(node, "`facts`").unwrap_or_default();
    let fact = |entry: &gonogo_document::Entry| FactNode {
        name: entry.key.clone(),
        node: entry.value.clone(),
    };
    entries.iter().map(fact).collect()
}
