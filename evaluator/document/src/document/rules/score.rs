//! Scores: the weighted share of rules that passed.

use gonogo_cel::{Diagnostic, Span};

use super::effect::{self, Effect};
use crate::codes;
use crate::document::reader::{Decimal, Fields, Reader};
use crate::document::tree::{Node, Spanned};

#[derive(Clone, Debug, PartialEq)]
pub struct ScoreNode {
    pub span: Span,
    /// Each names a rule that it could count, or was reported.
    pub members: Vec<MemberNode>,
    /// In percent, above 0. `None` when it was reported.
    pub go: Option<Spanned<Decimal>>,
    /// In percent, not below `go`.
    pub warn: Option<Spanned<Decimal>>,
    pub otherwise: Option<Spanned<Effect>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MemberNode {
    /// The id of a rule.
    pub rule: Spanned<String>,
    /// Above 0. `None` when it was reported.
    pub weight: Option<Decimal>,
}

pub(super) fn read(reader: &mut Reader, node: &Node) -> Option<ScoreNode> {
    let fields = reader.fields(node, "a score", &["of", "go", "warn", "else"])?;
    let go = reader.required(&fields, "go", Reader::exact_share);
    let warn = reader.optional(&fields, "warn", Reader::exact_share);
    if let (Some(go), Some(warn)) = (&go, &warn) {
        check_band(reader, go, warn);
    }
    let otherwise = reader.optional(&fields, "else", effect::read);
    let members = members(reader, &fields)?;
    Some(ScoreNode { span: node.span, members, go, warn, otherwise })
}

fn check_band(reader: &mut Reader, go: &Spanned<Decimal>, warn: &Spanned<Decimal>) {
    if warn.value < go.value {
        let message = "`warn` lies below `go`, so it would never warn";
        reader.report(
            Diagnostic::error(&codes::BAD_SCORE, warn.span, message)
                .with_related(go.span, "enough to pass")
                .with_help("from `go` on the score passes, below `warn` with a warning: swap them"),
        );
    }
}

fn members(reader: &mut Reader, fields: &Fields<'_>) -> Option<Vec<MemberNode>> {
    let node = reader.required(fields, "of", |_, _, node| Some(node.clone()))?;
    let entries = reader.entries(&node, "`of`")?;
    if entries.is_empty() {
        let problem = Diagnostic::error(&codes::BAD_SCORE, node.span, "the score counts no rule");
        reader.report(problem.with_help("name rules with their weights: `of: {smoke-1: 1}`"));
    }
    let member = |entry: &crate::document::tree::Entry| {
        let (name, span) = (entry.key.value.clone(), entry.key.span);
        let weight = reader.weight(&name, &entry.value);
        MemberNode { rule: Spanned { value: name, span }, weight }
    };
    Some(entries.iter().map(member).collect())
}
