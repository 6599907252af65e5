//! Rules: what must hold, and what happens when it does not.

mod body;
mod cases;
mod details;
mod effect;
mod members;
mod plugin;
mod score;

use std::collections::BTreeMap;

use gonogo_cel::{Diagnostic, Span};

use super::phases::PhaseNode;
use super::reader::{Fields, Reader, did_you_mean};
use super::text::Text;
use super::tree::{Node, Spanned, quoted};
use crate::codes;

pub use body::RuleBody;
pub use cases::{CaseNode, CaseWhen};
pub use details::{ActionNode, EscalationNode};
pub use effect::{CaseEffect, Effect};
pub use plugin::{HandedFact, Language, PluginNode};
pub use score::{MemberNode, ScoreNode};

const KEYS: [&str; 19] = [
    "id",
    "title",
    "description",
    "phases",
    "when",
    "require",
    "no_go_if",
    "rollback_if",
    "warn_if",
    "cases",
    "score",
    "plugin",
    "else",
    "because",
    "action",
    "escalate",
    "on_undetermined",
    "shadow",
    "veto",
];

/// A part that was reported is `None`, as if it had not been written.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleNode {
    pub span: Span,
    pub id: Option<Spanned<String>>,
    pub title: Option<Text>,
    pub description: Option<Text>,
    /// Names of declared phases; `None` for all.
    pub phases: Option<Vec<Spanned<String>>>,
    pub when: Option<Text>,
    pub body: RuleBody,
    pub because: Option<Text>,
    pub action: Option<ActionNode>,
    pub escalate: Vec<EscalationNode>,
    pub on_undetermined: Option<Spanned<Effect>>,
    pub shadow: bool,
    /// Of a rule in a score: it decides on its own as well. The place is that of the key.
    pub veto: Option<Spanned<bool>>,
}

/// `phases` is `None` when they could not be read.
pub(super) fn read(
    reader: &mut Reader,
    node: &Node,
    phases: Option<&[PhaseNode]>,
) -> Vec<RuleNode> {
    let Some(items) = reader.items("rules", node) else { return Vec::new() };
    if items.is_empty() {
        let problem = Diagnostic::error(&codes::NO_RULES, node.span, "the gate has no rules");
        reader.report(problem.with_help(NO_RULES_HELP));
    }
    let mut ids = BTreeMap::new();
    let rules = items.iter().filter_map(|item| {
        let fields = reader.fields(item, "a rule", &KEYS)?;
        let rule = rule(reader, item.span, &fields, phases);
        check_unique(reader, &mut ids, &rule);
        Some(rule)
    });
    let rules: Vec<RuleNode> = rules.collect();
    members::check(reader, &rules, phases.map(names));
    rules
}

pub(super) const NO_RULES_HELP: &str =
    "add `rules` with at least one rule; a gate that checks nothing never says go";

fn rule(
    reader: &mut Reader,
    span: Span,
    fields: &Fields<'_>,
    declared: Option<&[PhaseNode]>,
) -> RuleNode {
    RuleNode {
        span,
        id: reader.required(fields, "id", Reader::name),
        title: reader.optional(fields, "title", Reader::text),
        description: reader.optional(fields, "description", Reader::text),
        phases: reader
            .optional(fields, "phases", |reader, key, node| phases(reader, key, node, declared)),
        when: reader.optional(fields, "when", Reader::expression),
        body: body::read(reader, fields),
        because: reader.optional(fields, "because", Reader::expression),
        action: reader.optional(fields, "action", details::action),
        escalate: reader.optional(fields, "escalate", details::escalations).unwrap_or_default(),
        on_undetermined: reader.optional(fields, "on_undetermined", effect::read),
        shadow: reader.optional(fields, "shadow", Reader::boolean).unwrap_or(false),
        veto: veto(reader, fields),
    }
}

fn veto(reader: &mut Reader, fields: &Fields<'_>) -> Option<Spanned<bool>> {
    let value = reader.optional(fields, "veto", Reader::boolean)?;
    fields.entry("veto").map(|entry| Spanned { value, span: entry.key.span })
}

fn phases(
    reader: &mut Reader,
    key: &str,
    node: &Node,
    declared: Option<&[PhaseNode]>,
) -> Option<Vec<Spanned<String>>> {
    let items = reader.items(key, node)?;
    if items.is_empty() {
        let problem = Diagnostic::error(&codes::WRONG_TYPE, node.span, "`phases` holds no phase");
        reader.report(problem.with_help("remove `phases` to apply the rule in every phase"));
        return None;
    }
    let names = declared.map(names);
    let found = items.iter().filter_map(|item| {
        let text = reader.text(key, item)?;
        let names = names.as_deref().unwrap_or_default();
        if declared.is_some() && !names.contains(&text.value.as_str()) {
            let message = format!("unknown phase {}", quoted(&text.value));
            let help = did_you_mean(&text.value, names);
            reader.refuse(&codes::UNKNOWN_PHASE, text.span, (message, help));
            return None;
        }
        Some(Spanned { value: text.value.clone(), span: text.span })
    });
    Some(found.collect())
}

/// A gate without phases has a single one.
fn names(phases: &[PhaseNode]) -> Vec<&str> {
    match phases {
        [] => vec!["default"],
        _ => phases.iter().map(|phase| phase.name.value.as_str()).collect(),
    }
}

fn check_unique(reader: &mut Reader, ids: &mut BTreeMap<String, Span>, rule: &RuleNode) {
    let Some(id) = &rule.id else { return };
    match ids.get(&id.value) {
        Some(first) => reader.report(
            Diagnostic::error(
                &codes::DUPLICATE_RULE,
                id.span,
                format!("a second rule is called {}", quoted(&id.value)),
            )
            .with_label("used again here")
            .with_related(*first, "first used here")
            .with_help("give every rule its own id"),
        ),
        None => {
            ids.insert(id.value.clone(), id.span);
        }
    }
}
