//! What a rule checks: exactly one of its kinds.

use gonogo_cel::{Diagnostic, Span};

use super::cases::{self, CaseNode};
use super::effect::{self, Effect};
use super::plugin::{self, PluginNode};
use super::score::{self, ScoreNode};
use crate::codes;
use crate::document::reader::{Field, Fields, Reader};
use crate::document::text::Text;
use crate::document::tree::{Entry, Spanned, quoted};

#[derive(Clone, Debug, PartialEq)]
pub enum RuleBody {
    Require {
        expression: Text,
        otherwise: Option<Spanned<Effect>>,
    },
    NoGoIf(Text),
    RollbackIf(Text),
    WarnIf(Text),
    /// In order; at least one.
    Cases {
        span: Span,
        cases: Vec<CaseNode>,
    },
    Score(ScoreNode),
    Plugin(PluginNode),
    /// Reported. It may have read any fact.
    Broken,
}

const KINDS: [&str; 7] =
    ["require", "no_go_if", "rollback_if", "warn_if", "cases", "score", "plugin"];

pub(super) fn read(reader: &mut Reader, fields: &Fields<'_>) -> RuleBody {
    check_else(reader, fields);
    let kinds: Vec<Field<'_>> = fields.iter().filter(|field| KINDS.contains(&field.name)).collect();
    match kinds.as_slice() {
        [] => {
            let message = "the rule checks nothing";
            let problem = Diagnostic::error(&codes::NO_KIND, fields.head, message);
            reader.report_absence(problem.with_help(
                "add one of `require`, `no_go_if`, `rollback_if`, `warn_if`, `cases`, `score` and \
                 `plugin`",
            ));
            RuleBody::Broken
        }
        [kind] => one(reader, fields, *kind),
        [first, others @ ..] => {
            for other in others {
                conflict(reader, first.entry, other.entry);
            }
            RuleBody::Broken
        }
    }
}

fn one(reader: &mut Reader, fields: &Fields<'_>, kind: Field<'_>) -> RuleBody {
    let (key, kind) = (kind.name, kind.entry);
    let body = match key {
        "cases" => cases::read(reader, &kind.value)
            .map(|cases| RuleBody::Cases { span: kind.span(), cases }),
        "score" => score::read(reader, &kind.value).map(RuleBody::Score),
        "plugin" => plugin::read(reader, &kind.value).map(RuleBody::Plugin),
        _ => reader.expression(key, &kind.value).map(|expression| match key {
            "no_go_if" => RuleBody::NoGoIf(expression),
            "rollback_if" => RuleBody::RollbackIf(expression),
            "warn_if" => RuleBody::WarnIf(expression),
            _ => {
                let otherwise = reader.optional(fields, "else", effect::read);
                RuleBody::Require { expression, otherwise }
            }
        }),
    };
    body.unwrap_or(RuleBody::Broken)
}

/// `no_go_if` and its like say by their name what follows.
fn check_else(reader: &mut Reader, fields: &Fields<'_>) {
    let (Some(otherwise), None) = (fields.entry("else"), fields.entry("require")) else { return };
    let message = "`else` goes with `require` only";
    let help = match (fields.entry("cases"), fields.entry("score")) {
        (Some(_), _) => "end the table with a case without `when`",
        (None, Some(_)) => "move it into the score: `score: {of: …, go: …, else: …}`",
        (None, None) => "remove it, or say what must hold with `require`",
    };
    let problem = Diagnostic::error(&codes::CONFLICTING_KINDS, otherwise.key.span, message);
    reader.report(problem.with_help(help));
}

fn conflict(reader: &mut Reader, first: &Entry, other: &Entry) {
    let message = format!(
        "a rule is of one kind, and this one has both {} and {}",
        quoted(&first.key.value),
        quoted(&other.key.value)
    );
    reader.report(
        Diagnostic::error(&codes::CONFLICTING_KINDS, other.key.span, message)
            .with_related(first.key.span, "the first kind")
            .with_help("make two rules of it, or join the conditions with `&&` or `||`"),
    );
}
