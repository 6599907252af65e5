//! Sources: where facts come from. What a source can say is the collectors' business.

mod environment;

use gonogo_cel::{Diagnostic, Span};

use super::reader::Reader;
use super::tree::{Entry, Node, Spanned, quoted};
use crate::codes;

pub(super) use environment::{check_inside, check_outside};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNode {
    pub name: Spanned<String>,
    pub span: Span,
    /// At least one. Values may hold references to the environment, `${NAME}`.
    pub settings: Vec<Entry>,
}

pub(super) fn read(reader: &mut Reader, node: &Node) -> Option<Vec<SourceNode>> {
    let entries = reader.entries(node, "`sources`")?;
    let sources = entries.iter().map(|entry| {
        let name = reader.declared_name(&entry.key);
        let read = reader.entries(&entry.value, "a source");
        let settings = read.unwrap_or_default();
        if read.is_some() && settings.is_empty() {
            let message = format!("source {} says nothing", quoted(&name.value));
            let problem = Diagnostic::error(&codes::MISSING_KEY, name.span, message);
            reader.report(problem.with_help("say where it is, such as `prometheus: \"${URL}\"`"));
        }
        SourceNode { name, span: entry.span(), settings: settings.to_vec() }
    });
    Some(sources.collect())
}
