//! What a rule hands on to people and pipelines.

use gonogo_cel::{Diagnostic, Span};

use crate::codes;
use crate::document::reader::{Nanos, Reader};
use crate::document::text::Text;
use crate::document::tree::{Entry, Kind, Node, Spanned};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionNode {
    Sentence(Text),
    /// For machines; handed on as it is. At least one entry.
    Map {
        span: Span,
        entries: Vec<Entry>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscalationNode {
    pub span: Span,
    /// From the moment the rule failed; may be zero.
    pub after: Spanned<Nanos>,
    pub to: Text,
}

pub(super) fn action(reader: &mut Reader, key: &str, node: &Node) -> Option<ActionNode> {
    match &node.kind {
        Kind::Map(entries) if !entries.is_empty() => {
            Some(ActionNode::Map { span: node.span, entries: entries.clone() })
        }
        Kind::Map(_) | Kind::List(_) => {
            let message =
                format!("`action` must be a sentence or a mapping, found {}", node.found());
            let problem = Diagnostic::error(&codes::WRONG_TYPE, node.span, message);
            reader.report(problem.with_help("write what to do, or `{kind: …}` for a pipeline"));
            None
        }
        Kind::Scalar(_) | Kind::Null | Kind::Broken => {
            reader.text(key, node).map(ActionNode::Sentence)
        }
    }
}

pub(super) fn escalations(
    reader: &mut Reader,
    key: &str,
    node: &Node,
) -> Option<Vec<EscalationNode>> {
    let items = reader.items(key, node)?;
    let steps = items.iter().filter_map(|item| {
        let fields = reader.fields(item, "an escalation", &["after", "to"])?;
        let after = reader.required(&fields, "after", Reader::duration);
        let to = reader.required(&fields, "to", Reader::text);
        Some(EscalationNode { span: item.span, after: after?, to: to? })
    });
    Some(steps.collect())
}
