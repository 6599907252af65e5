//! Rules, from what was written to what is meant.

mod score;

use gonogo_cel::Diagnostic;
use gonogo_document::{
    ActionNode, CaseEffect, CaseNode, CaseWhen, Effect as Written, Entry, EscalationNode, Kind,
    Node, RuleBody, RuleNode, Style, Text,
};
use serde_json::Value as Json;

use super::expression::Compiler;
use super::names::IMPLICIT_RULES;
use super::template::{self, Template};
use super::{Case, Check, Effect, Escalation, Param, Phase, Rule, codes, plugin};

pub(super) use score::enlist;
pub use score::{Member, Score};

/// Compiles every part, so that one run shows all problems; `None` when a part is missing.
pub(super) fn rule(
    compiler: &mut Compiler<'_>,
    (phases, params): (&[Phase], &[Option<Param>]),
    node: &RuleNode,
) -> Option<Rule> {
    let when = optional(node.when.as_ref(), |text| compiler.condition(text));
    let check = check(compiler, params, &node.body);
    let because = message(compiler, node.because.as_ref());
    let id = node.id.as_ref()?;
    if IMPLICIT_RULES.contains(&id.value.as_str()) {
        let message = format!("`{}` is a rule that gonogo has in every gate", id.value);
        compiler.problems.push(
            Diagnostic::error(&codes::RESERVED_NAME, id.span, message)
                .with_help("choose another id"),
        );
    }
    Some(Rule {
        id: id.value.clone(),
        title: node.title.as_ref().map(|title| title.value.clone()),
        phases: phase_indexes(phases, node),
        when: when?,
        check: check?,
        on_undetermined: node.on_undetermined.as_ref().map(|effect| of(effect.value)),
        shadow: node.shadow,
        veto: node.veto.as_ref().is_some_and(|veto| veto.value),
        counts_in: Vec::new(),
        because: because?,
        action: node.action.as_ref().map(action),
        escalations: escalations(&node.escalate),
        position: compiler.lines.position(node.span.start),
    })
}

/// Nothing written is fine; something that does not compile is not.
fn optional<T>(text: Option<&Text>, compile: impl FnOnce(&Text) -> Option<T>) -> Option<Option<T>> {
    match text {
        None => Some(None),
        Some(text) => compile(text).map(Some),
    }
}

fn message(compiler: &mut Compiler<'_>, text: Option<&Text>) -> Option<Option<Template>> {
    optional(text, |text| template::compile(compiler, text))
}

fn phase_indexes(phases: &[Phase], node: &RuleNode) -> Vec<usize> {
    let named = |phase: &Phase| match &node.phases {
        None => true,
        Some(names) => names.iter().any(|name| name.value == phase.name),
    };
    phases.iter().enumerate().filter(|(_, phase)| named(phase)).map(|(at, _)| at).collect()
}

fn check(compiler: &mut Compiler<'_>, params: &[Option<Param>], body: &RuleBody) -> Option<Check> {
    let mut forbid = |text: &Text, effect: Effect| {
        compiler.condition(text).map(|condition| Check::Forbid { condition, effect })
    };
    match body {
        RuleBody::Require { expression, otherwise } => {
            let condition = compiler.condition(expression)?;
            let otherwise = otherwise.as_ref().map_or(Effect::NoGo, |effect| of(effect.value));
            Some(Check::Require { condition, otherwise })
        }
        RuleBody::NoGoIf(text) => forbid(text, Effect::NoGo),
        RuleBody::RollbackIf(text) => forbid(text, Effect::Rollback),
        RuleBody::WarnIf(text) => forbid(text, Effect::Warn),
        RuleBody::Cases { cases, .. } => {
            let compiled: Vec<Option<Case>> =
                cases.iter().map(|node| case(compiler, node)).collect();
            compiled.into_iter().collect::<Option<Vec<Case>>>().map(Check::Cases)
        }
        RuleBody::Score(node) => score::score(node).map(Check::Score),
        RuleBody::Plugin(node) => plugin::check(compiler, params, node).map(Check::Plugin),
        RuleBody::Broken => None,
    }
}

fn case(compiler: &mut Compiler<'_>, node: &CaseNode) -> Option<Case> {
    let when = match &node.when {
        CaseWhen::If(text) => compiler.condition(text).map(Some),
        CaseWhen::Always => Some(None),
        CaseWhen::Broken => None,
    };
    let because = message(compiler, node.because.as_ref());
    let then = match node.then.as_ref()?.value {
        CaseEffect::Go => None,
        CaseEffect::Warn => Some(Effect::Warn),
        CaseEffect::NoGo => Some(Effect::NoGo),
        CaseEffect::Rollback => Some(Effect::Rollback),
    };
    Some(Case {
        when: when?,
        then,
        because: because?,
        action: node.action.as_ref().map(action),
        escalations: node.escalate.as_deref().map(escalations),
        position: compiler.lines.position(node.span.start),
    })
}

fn of(written: Written) -> Effect {
    match written {
        Written::Warn => Effect::Warn,
        Written::NoGo => Effect::NoGo,
        Written::Rollback => Effect::Rollback,
    }
}

fn action(node: &ActionNode) -> Json {
    match node {
        ActionNode::Sentence(text) => Json::String(text.value.clone()),
        ActionNode::Map { entries, .. } => object(entries),
    }
}

fn object(entries: &[Entry]) -> Json {
    let pairs = entries.iter().map(|entry| (entry.key.value.clone(), json(&entry.value)));
    Json::Object(pairs.collect())
}

/// Handed on as it was written: plain numbers and truth values as such, all else as text.
fn json(node: &Node) -> Json {
    match &node.kind {
        Kind::Null | Kind::Broken => Json::Null,
        Kind::List(nodes) => Json::Array(nodes.iter().map(json).collect()),
        Kind::Map(entries) => object(entries),
        Kind::Scalar(text) if text.style == Style::Plain => match text.value.as_str() {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            other => {
                other.parse::<i64>().map_or_else(|_| Json::String(other.to_owned()), Json::from)
            }
        },
        Kind::Scalar(text) => Json::String(text.value.clone()),
    }
}

fn escalations(steps: &[EscalationNode]) -> Vec<Escalation> {
    let mut escalations: Vec<Escalation> = steps
        .iter()
        .map(|step| Escalation { after: step.after.value.0, to: step.to.value.clone() })
        .collect();
    escalations.sort_by_key(|step| step.after);
    escalations
}
