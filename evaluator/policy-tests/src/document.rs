//! A test file as it was written, read strictly, with the place of everything.

mod case;
mod expect;

use gonogo_cel::{Diagnostic, Span};
use gonogo_document::reader::Reader;
use gonogo_document::{Completeness, FileKind, Kind, Node, Text, read_file};

use crate::codes;

pub use case::{CaseNode, FactNode, ParamNode};
pub use expect::{ExpectNode, FactExpectNode, RuleExpectNode, Wanted};

/// Large enough for thousands of cases.
const TESTS: FileKind = FileKind {
    name: "test",
    bytes: 4 * 1024 * 1024,
    nodes: 200_000,
    empty: &codes::NO_CASES,
    start: "start with `cases:` and a list of cases",
};

const KEYS: [&str; 5] = ["gate", "description", "defaults", "cases", "accepted"];

#[derive(Clone, Debug)]
pub struct TestsDocument {
    /// Where the gate is, from the folder of the test file; `gate.yaml` where nothing is said.
    pub gate: Option<Text>,
    /// What every case starts from.
    pub defaults: CaseNode,
    pub cases: Vec<CaseNode>,
    pub accepted: Vec<AcceptedNode>,
    /// Whether something was reported and left out.
    pub completeness: Completeness,
}

/// A mutant that no test needs to notice.
#[derive(Clone, Debug)]
pub struct AcceptedNode {
    /// As reports name it.
    pub mutant: Text,
    pub because: Text,
}

/// `None` when no tree could be built. What could not be read is reported, and left out.
pub fn read(text: &str) -> (Option<TestsDocument>, Vec<Diagnostic>) {
    let (document, problems) = read_file(text, &TESTS, document);
    let completeness = match problems.iter().any(Diagnostic::is_error) {
        true => Completeness::Partial,
        false => Completeness::Whole,
    };
    (document.map(|document| TestsDocument { completeness, ..document }), problems)
}

fn document(reader: &mut Reader, root: &Node) -> Option<TestsDocument> {
    let fields = reader.fields(root, "a test file", &KEYS)?;
    reader.optional(&fields, "description", Reader::text);
    let defaults = reader.optional(&fields, "defaults", |reader, _, node| {
        case::read(reader, node, case::Level::Defaults)
    });
    let cases = reader.required(&fields, "cases", |reader, key, node| {
        Some(case::list(reader, (key, node), case::Level::Case))
    })?;
    let is_empty = |node: &Node| matches!(&node.kind, Kind::List(items) if items.is_empty());
    if let Some(entry) = fields.entry("cases").filter(|entry| is_empty(&entry.value)) {
        let problem = Diagnostic::error(&codes::NO_CASES, entry.key.span, "there are no cases");
        reader.report(problem.with_help("add `- {name: …, facts: …, expect: …}`"));
    }
    Some(TestsDocument {
        gate: reader.optional(&fields, "gate", Reader::text),
        defaults: defaults.unwrap_or_default(),
        cases,
        accepted: reader.optional(&fields, "accepted", accepted).unwrap_or_default(),
        completeness: Completeness::Whole,
    })
}

fn accepted(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<AcceptedNode>> {
    let items = reader.items(key, node)?;
    let accepted = items.iter().filter_map(|item| {
        let fields = reader.fields(item, "an accepted mutant", &["mutant", "because"])?;
        let mutant = reader.required(&fields, "mutant", Reader::text);
        let because = reader.optional(&fields, "because", Reader::text);
        let Some(because) = because.filter(|text| !text.value.trim().is_empty()) else {
            no_reason(reader, fields.head);
            return None;
        };
        Some(AcceptedNode { mutant: mutant?, because })
    });
    Some(accepted.collect())
}

fn no_reason(reader: &mut Reader, at: Span) {
    let problem =
        Diagnostic::error(&codes::BAD_ACCEPTANCE, at, "the mutant is accepted without a reason");
    reader.report(problem.with_help("add `because: …`: why no test can tell the difference"));
}

impl TestsDocument {
    /// Every file that the cases may name, as it is written; `phases` are those of the gate.
    pub fn files(&self, phases: &[&str]) -> Vec<String> {
        let mut files: Vec<String> = Vec::new();
        let rows = self.cases.iter().flat_map(|case| std::iter::once(case).chain(&case.table));
        for case in rows.chain(std::iter::once(&self.defaults)) {
            let snapshot = case.snapshot.iter();
            files.extend(snapshot.flat_map(|text| in_phases(&text.value, phases)));
            files.extend(case.baselines.iter().flatten().map(|text| text.value.clone()));
            files.extend(case.waivers.iter().map(|text| text.value.clone()));
        }
        files.sort();
        files.dedup();
        files.retain(|file| file != NO_SNAPSHOT);
        files
    }
}

/// In place of a snapshot: no fact is given but those of the case.
pub const NO_SNAPSHOT: &str = "none";
/// In the name of a snapshot it stands for the phase.
const PHASE: &str = "{phase}";

fn in_phases(file: &str, phases: &[&str]) -> Vec<String> {
    if !file.contains(PHASE) {
        return vec![file.to_owned()];
    }
    phases.iter().map(|phase| in_phase(file, phase)).collect()
}

/// The name of a snapshot in that phase.
pub fn in_phase(file: &str, phase: &str) -> String {
    file.replace(PHASE, phase)
}
