//! The gate file as a whole.

mod budget;

use gonogo_cel::{Diagnostic, Span};

use super::facts::{self, FactNode};
use super::params::{self, ParamNode};
use super::phases::{self, PhaseNode};
use super::reader::{Fields, Reader};
use super::rules::{self, RuleNode};
use super::sources::{self, SourceNode};
use super::text::Text;
use super::tree::{Kind, Node, Spanned, quoted};
use crate::codes;

pub use budget::BudgetNode;

const KEYS: [&str; 10] = [
    "gate",
    "version",
    "description",
    "budget",
    "params",
    "phases",
    "sources",
    "facts",
    "rules",
    "import",
];

#[derive(Clone, Debug, PartialEq)]
pub struct GateDocument {
    /// `None` when it was reported.
    pub name: Option<Spanned<String>>,
    pub version: Option<Text>,
    pub description: Option<Text>,
    /// The greatest there is where the file says nothing.
    pub budget: BudgetNode,
    pub params: Vec<ParamNode>,
    /// In the order of the file; empty means a single one, `default`.
    pub phases: Vec<PhaseNode>,
    pub sources: Vec<SourceNode>,
    pub facts: Vec<FactNode>,
    pub rules: Vec<RuleNode>,
    pub completeness: Completeness,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    Whole,
    /// Something was reported and left out: names may be declared or used in it, so a name
    /// that is unknown or unused says nothing. Such a document never becomes a gate.
    Partial,
}

impl GateDocument {
    pub(super) fn judged(self, problems: &[Diagnostic]) -> Self {
        let completeness = match problems.iter().any(Diagnostic::is_error) {
            true => Completeness::Partial,
            false => Completeness::Whole,
        };
        Self { completeness, ..self }
    }
}

pub(super) fn read(reader: &mut Reader, root: &Node) -> Option<GateDocument> {
    let fields = reader.fields(root, "a gate file", &KEYS)?;
    check_import(reader, &fields);
    check_environment(reader, &fields);
    let params =
        section(reader, &fields, "params", |reader, node| params::read(reader, "params", node));
    let phases = section(reader, &fields, "phases", |reader, node| {
        phases::read(reader, node, params.as_deref())
    });
    let sources = section(reader, &fields, "sources", sources::read);
    let facts = section(reader, &fields, "facts", |reader, node| {
        facts::read(reader, node, sources.as_deref())
    });
    let budget = fields.get("budget").filter(|node| node.kind != Kind::Null);
    let budget = budget.and_then(|node| budget::read(reader, node));
    Some(GateDocument {
        budget: budget.unwrap_or_default(),
        name: reader.required(&fields, "gate", Reader::name),
        version: reader.optional(&fields, "version", Reader::text),
        description: reader.optional(&fields, "description", Reader::text),
        rules: rules(reader, &fields, phases.as_deref()),
        params: params.unwrap_or_default(),
        phases: phases.unwrap_or_default(),
        sources: sources.unwrap_or_default(),
        facts: facts.unwrap_or_default(),
        completeness: Completeness::Whole,
    })
}

/// A section that is absent or empty holds nothing; one that could not be read is `None`.
fn section<T>(
    reader: &mut Reader,
    fields: &Fields<'_>,
    key: &str,
    read: impl FnOnce(&mut Reader, &Node) -> Option<Vec<T>>,
) -> Option<Vec<T>> {
    match fields.get(key) {
        None => Some(Vec::new()),
        Some(node) if node.kind == Kind::Null => Some(Vec::new()),
        Some(node) => read(reader, node),
    }
}

fn rules(reader: &mut Reader, fields: &Fields<'_>, phases: Option<&[PhaseNode]>) -> Vec<RuleNode> {
    match fields.entry("rules") {
        Some(entry) if entry.value.kind != Kind::Null => rules::read(reader, &entry.value, phases),
        entry => {
            let at = entry.map_or(fields.head, |entry| entry.key.span);
            no_rules(reader, at);
            Vec::new()
        }
    }
}

fn no_rules(reader: &mut Reader, at: Span) {
    let problem = Diagnostic::error(&codes::NO_RULES, at, "the gate has no rules");
    reader.report_absence(problem.with_help(rules::NO_RULES_HELP));
}

fn check_import(reader: &mut Reader, fields: &Fields<'_>) {
    if let Some(import) = fields.entry("import") {
        let message = format!("{} is not supported yet", quoted(&import.key.value));
        let problem = Diagnostic::error(&codes::UNSUPPORTED, import.key.span, message);
        reader.report(problem.with_help("copy what you need into this file for now"));
    }
}

fn check_environment(reader: &mut Reader, fields: &Fields<'_>) {
    for field in fields.iter() {
        match field.name {
            "sources" => sources::check_inside(reader, &field.entry.value),
            _ => sources::check_outside(reader, &field.entry.value),
        }
    }
}
