//! A gate file as it was written: strict reading of the YAML, with the place of everything
//! and all problems at once. What the names and expressions mean is not known here.

mod facts;
mod gate;
mod params;
mod phases;
pub mod reader;
mod rules;
mod sources;
mod text;
mod tree;
mod waivers;
mod yaml;

use gonogo_cel::Diagnostic;
pub use gonogo_cel::Span;

pub use facts::{BaselineNode, FactNode, FactType};
pub use gate::{BudgetNode, Completeness, GateDocument};
pub use params::ParamNode;
pub use phases::{EveryNode, PhaseNode};
pub use reader::{Decimal, Nanos, ShareNode};
pub use rules::{
    ActionNode, CaseEffect, CaseNode, CaseWhen, Effect, EscalationNode, HandedFact, Language,
    MemberNode, PluginNode, RuleBody, RuleNode, ScoreNode,
};
pub use sources::SourceNode;
pub use text::{Style, Text};
pub use tree::{Entry, Kind, Node, Spanned, quoted};
pub use waivers::WaiverNode;
pub use yaml::FileKind;

/// The document is there whenever a tree could be built, even one with errors, so that later
/// layers find their own problems in the same run. What could not be read is left out of it
/// and reported; [`GateDocument::completeness`] tells.
pub fn read(text: &str) -> (Option<GateDocument>, Vec<Diagnostic>) {
    let (document, problems) = read_file(text, &yaml::GATE, gate::read);
    (document.map(|document| document.judged(&problems)), problems)
}

/// A file of any kind: what `read` makes of its tree, and every problem in it.
pub fn read_file<T>(
    text: &str,
    kind: &FileKind,
    read: impl FnOnce(&mut reader::Reader, &Node) -> T,
) -> (T, Vec<Diagnostic>) {
    let parsed = yaml::parse(text, kind);
    let mut reader = reader::Reader::new(parsed.problems, parsed.dropped);
    let root = parsed.root.unwrap_or_else(|| reader.no_root(kind));
    let made = read(&mut reader, &root);
    (made, snapped(text, reader.finish()))
}

/// At the edges of characters: reading goes on in a text whose broken parts were painted over,
/// byte by byte.
fn snapped(text: &str, mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let edge =
        |byte: u32| u32::try_from(text.floor_char_boundary(byte as usize)).unwrap_or(u32::MAX);
    for problem in &mut problems {
        let related = problem.related.iter_mut().map(|(span, _)| span);
        for span in related.chain(std::iter::once(&mut problem.span)) {
            *span = Span::new(edge(span.start), edge(span.end));
        }
    }
    problems
}

/// The waivers of a waiver file, and every problem in it.
pub fn read_waivers(text: &str) -> (Vec<WaiverNode>, Vec<Diagnostic>) {
    read_file(text, &yaml::GATE, waivers::read)
}
