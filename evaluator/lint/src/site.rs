//! A condition of a rule, as it was written and as it was compiled.

use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Expr, ExprKind, Literal};
use gonogo_cel::{Code, Diagnostic, Span, Type, Value};
use gonogo_document::{CaseWhen, GateDocument, RuleBody, RuleNode, Text};

use gonogo_engine::gate::{Check, Expression, Gate, Phase, Rule, Template};

pub(crate) struct Site<'g> {
    pub(crate) gate: &'g Gate,
    pub(crate) rule: &'g Rule,
    pub(crate) expression: &'g Expression,
    text: &'g Text,
}

/// Of every rule, its `when` first.
pub(crate) fn sites<'g>(document: &'g GateDocument, gate: &'g Gate) -> Vec<Vec<Site<'g>>> {
    let of_rule = |(node, rule): (&'g RuleNode, &'g Rule)| {
        let site = |(text, expression)| Site { gate, rule, expression, text };
        pairs(node, rule).into_iter().map(site).collect()
    };
    document.rules.iter().zip(&gate.rules).map(of_rule).collect()
}

/// Conditions and what stands in messages.
pub(crate) fn all<'g>(document: &'g GateDocument, gate: &'g Gate) -> Vec<Site<'g>> {
    let mut found: Vec<Site<'g>> = sites(document, gate).into_iter().flatten().collect();
    for (node, rule) in document.rules.iter().zip(&gate.rules) {
        for (text, template) in messages(node, rule) {
            let site = |expression| Site { gate, rule, expression, text };
            found.extend(template.expressions().map(site));
        }
    }
    found
}

fn messages<'g>(node: &'g RuleNode, rule: &'g Rule) -> Vec<(&'g Text, &'g Template)> {
    let mut messages: Vec<_> = node.because.iter().zip(&rule.because).collect();
    if let (RuleBody::Cases { cases: nodes, .. }, Check::Cases(cases)) = (&node.body, &rule.check) {
        let own = nodes.iter().zip(cases);
        messages.extend(
            own.filter_map(|(node, case)| node.because.as_ref().zip(case.because.as_ref())),
        );
    }
    messages
}

fn pairs<'g>(node: &'g RuleNode, rule: &'g Rule) -> Vec<(&'g Text, &'g Expression)> {
    let mut pairs: Vec<_> = node.when.iter().zip(&rule.when).collect();
    match (&node.body, &rule.check) {
        (
            RuleBody::Require { expression: text, .. }
            | RuleBody::NoGoIf(text)
            | RuleBody::RollbackIf(text)
            | RuleBody::WarnIf(text),
            Check::Require { condition, .. } | Check::Forbid { condition, .. },
        ) => pairs.push((text, condition)),
        (RuleBody::Cases { cases: nodes, .. }, Check::Cases(cases)) => {
            for (node, case) in nodes.iter().zip(cases) {
                if let (CaseWhen::If(text), Some(when)) = (&node.when, &case.when) {
                    pairs.push((text, when));
                }
            }
        }
        // What could not be read was reported, and scores and policies have no conditions.
        (
            RuleBody::Require { .. }
            | RuleBody::NoGoIf(_)
            | RuleBody::RollbackIf(_)
            | RuleBody::WarnIf(_)
            | RuleBody::Cases { .. }
            | RuleBody::Score(_)
            | RuleBody::Plugin(_)
            | RuleBody::Broken,
            Check::Require { .. }
            | Check::Forbid { .. }
            | Check::Cases(_)
            | Check::Score(_)
            | Check::Plugin(_),
        ) => {}
    }
    pairs
}

impl<'g> Site<'g> {
    pub(crate) fn root(&self) -> &'g Expr {
        &self.expression.program().checked().syntax.root
    }

    pub(crate) fn type_of(&self, expr: &Expr) -> &'g Type {
        self.expression.program().checked().type_of(expr)
    }

    /// In the order of the file.
    pub(crate) fn phases(&self) -> impl Iterator<Item = &'g Phase> {
        self.rule.phases.iter().filter_map(|at| self.gate.phases.get(*at))
    }

    /// The phases of the rule for which it holds, in words: nothing where it holds for all.
    pub(crate) fn in_phases(&self, holds: impl Fn(&Phase) -> bool) -> Option<String> {
        let all: Vec<&Phase> = self.phases().collect();
        let found: Vec<&&Phase> = all.iter().filter(|phase| holds(phase)).collect();
        if found.is_empty() {
            return None;
        }
        if found.len() == all.len() {
            return Some(String::new());
        }
        let names: Vec<String> = found.iter().map(|phase| format!("`{}`", phase.name)).collect();
        Some(format!("in {} ", names.join(", ")))
    }

    /// What a literal or a parameter is in the phase; nothing of all else.
    pub(crate) fn value(&self, expr: &Expr, phase: &Phase) -> Option<Value> {
        match self.expression.program().checked().reference(expr) {
            Some(Reference::Constant(value)) => return Some(value.clone()),
            Some(Reference::Slot(slot)) => return self.gate.param_in(phase, *slot).cloned(),
            _ => {}
        }
        match &expr.kind {
            ExprKind::Literal(Literal::Double(number)) => Some(Value::Double(*number)),
            ExprKind::Literal(Literal::Int(number)) => Some(Value::Int(*number)),
            _ => None,
        }
    }

    /// Nanoseconds.
    pub(crate) fn duration(&self, expr: &Expr, phase: &Phase) -> Option<i64> {
        match self.value(expr, phase)? {
            Value::Duration(duration) => Some(duration.nanos),
            _ => None,
        }
    }

    pub(crate) fn warning(
        &self,
        code: &'static Code,
        span: Span,
        (message, help): (String, &str),
    ) -> Diagnostic {
        self.place(Diagnostic::warning(code, span, message).with_help(help))
    }

    /// From the expression to the file.
    pub(crate) fn place(&self, mut finding: Diagnostic) -> Diagnostic {
        let offset = self.expression.offset();
        let moved = |at: u32| at.saturating_add(offset);
        let span = Span::new(moved(finding.span.start), moved(finding.span.end));
        finding.span = self.text.file_span(span);
        finding
    }

    /// Every part of the condition, the whole first.
    pub(crate) fn parts(&self) -> Vec<&'g Expr> {
        let mut parts = vec![self.root()];
        let mut next = 0;
        while let Some(part) = parts.get(next).copied() {
            part.for_each_child(|child| parts.push(child));
            next += 1;
        }
        parts
    }
}
