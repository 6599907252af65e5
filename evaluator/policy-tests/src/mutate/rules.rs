//! Mistakes in rules: in their conditions, their effects, or that they are not there.

use gonogo_cel::Span;
use gonogo_document::{CaseWhen, RuleBody, RuleNode, Text};
use gonogo_engine::gate::{Check, Expression, Rule};

use super::{Edit, Mistake, Reach, Sites, effects, expressions, params, scores};

pub(super) fn visit(sites: &mut Sites<'_>) {
    let (document, gate) = (sites.document, sites.gate);
    for (node, rule) in document.rules.iter().zip(&gate.rules) {
        let reach = Reach::of_rule(gate, rule);
        let at = format!("rules.{}", rule.id);
        let site = Site { at: &at, reach: &reach, node, rule };
        site.visit(sites);
    }
}

/// A rule as it was written, and as it is meant.
pub(super) struct Site<'s> {
    pub(super) at: &'s str,
    pub(super) reach: &'s Reach,
    pub(super) node: &'s RuleNode,
    pub(super) rule: &'s Rule,
}

impl Site<'_> {
    fn visit(&self, sites: &mut Sites<'_>) {
        if let (Some(text), Some(when)) = (&self.node.when, &self.rule.when) {
            self.condition(sites, text, when, "true");
        }
        match (&self.node.body, &self.rule.check) {
            (RuleBody::Require { expression, .. }, Check::Require { condition, .. }) => {
                self.condition(sites, expression, condition, "true");
            }
            (
                RuleBody::NoGoIf(text) | RuleBody::RollbackIf(text) | RuleBody::WarnIf(text),
                Check::Forbid { condition, .. },
            ) => self.condition(sites, text, condition, "false"),
            (RuleBody::Cases { cases: nodes, .. }, Check::Cases(cases)) => {
                for (node, case) in nodes.iter().zip(cases) {
                    if let (CaseWhen::If(text), Some(when)) = (&node.when, &case.when) {
                        self.condition(sites, text, when, "false");
                    }
                }
            }
            (RuleBody::Score(node), Check::Score(score)) => {
                scores::visit(sites, self, (node, score));
            }
            (RuleBody::Plugin(plugin), Check::Plugin(_)) => {
                params::settings(sites, (self.at, self.reach), &plugin.config);
            }
            // A gate is made of what was written.
            _ => {}
        }
        effects::visit(sites, self);
    }

    /// `settled` is what it would be if nobody had written it.
    fn condition(
        &self,
        sites: &mut Sites<'_>,
        text: &Text,
        expression: &Expression,
        settled: &str,
    ) {
        let end = u32::try_from(text.value.trim_end().len()).unwrap_or(u32::MAX);
        let whole = text.file_span(Span::new(0, end));
        let from = short(&expression.text);
        sites.add(self.at, self.reach, Edit::new(Mistake::Dropped, whole, (&from, settled)));
        expressions::visit(sites, self, (text, expression));
    }
}

/// Characters of an expression in the name of a mutant.
const SHOWN: usize = 40;

fn short(text: &str) -> String {
    let shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}
