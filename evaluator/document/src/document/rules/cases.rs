//! Case tables: the first case that holds decides.

use gonogo_cel::{Diagnostic, Span};

use super::details::{self, ActionNode, EscalationNode};
use super::effect::{self, CaseEffect};
use crate::codes;
use crate::document::reader::{Fields, Reader};
use crate::document::text::Text;
use crate::document::tree::{Node, Spanned};

#[derive(Clone, Debug, PartialEq)]
pub struct CaseNode {
    pub span: Span,
    pub when: CaseWhen,
    /// `None` when it was reported.
    pub then: Option<Spanned<CaseEffect>>,
    pub because: Option<Text>,
    /// Instead of the rule's, as `because` is.
    pub action: Option<ActionNode>,
    pub escalate: Option<Vec<EscalationNode>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum CaseWhen {
    If(Text),
    /// No condition was written.
    Always,
    /// Reported.
    Broken,
}

pub(super) fn read(reader: &mut Reader, node: &Node) -> Option<Vec<CaseNode>> {
    let items = reader.items("cases", node)?;
    let Some((last, ahead)) = items.split_last() else {
        let problem = Diagnostic::error(&codes::BAD_CASES, node.span, "the case table is empty");
        reader.report(problem.with_help("add cases, the last one without `when`"));
        return None;
    };
    let mut cases: Vec<CaseNode> = Vec::new();
    for item in ahead {
        let Some(fields) = fields(reader, item) else { continue };
        let case = case(reader, item, &fields);
        if case.when == CaseWhen::Always {
            let message = "the cases after this one are never reached";
            let problem = Diagnostic::error(&codes::BAD_CASES, fields.head, message);
            reader.report_absence(problem.with_help("add a `when`, or move the case to the end"));
        }
        cases.push(case);
    }
    if let Some(fields) = fields(reader, last) {
        let case = case(reader, last, &fields);
        if let CaseWhen::If(when) = &case.when {
            let message = "the last case has a condition, so the table may have no answer";
            let problem = Diagnostic::error(&codes::BAD_CASES, when.span, message);
            reader.report(problem.with_help("add a last case without `when`: `- {then: no-go}`"));
        }
        cases.push(case);
    }
    Some(cases)
}

fn fields<'n>(reader: &mut Reader, node: &'n Node) -> Option<Fields<'n>> {
    reader.fields(node, "a case", &["when", "then", "because", "action", "escalate"])
}

fn case(reader: &mut Reader, node: &Node, fields: &Fields<'_>) -> CaseNode {
    let when = match fields.get("when") {
        None => CaseWhen::Always,
        Some(node) => match reader.expression("when", node) {
            Some(text) => CaseWhen::If(text),
            None => CaseWhen::Broken,
        },
    };
    CaseNode {
        span: node.span,
        when,
        then: reader.required(fields, "then", effect::read_case),
        because: reader.optional(fields, "because", Reader::expression),
        action: reader.optional(fields, "action", details::action),
        escalate: reader.optional(fields, "escalate", details::escalations),
    }
}
