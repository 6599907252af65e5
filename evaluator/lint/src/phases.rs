//! Rules that ask for a rollback where nothing could be rolled back, and phases without rules.

use gonogo_cel::Diagnostic;
use gonogo_document::{CaseEffect, GateDocument, RuleBody, RuleNode};

use gonogo_document::codes;
use gonogo_engine::gate::{Gate, Phase, Rule};

pub(crate) fn of_rules(document: &GateDocument, gate: &Gate) -> Vec<Diagnostic> {
    let of_rule = |(node, rule): (&RuleNode, &Rule)| {
        let is_live = |at: &usize| gate.phases.get(*at).is_some_and(|phase| phase.live);
        if rule.phases.iter().any(is_live) || !asks_for_rollback(&node.body) {
            return None;
        }
        let id = node.id.as_ref()?;
        let message = format!("`{}` asks for a rollback only where nothing is live", rule.id);
        let help = "there it counts as no-go: write that, or let the rule apply in a live phase";
        Some(Diagnostic::warning(&codes::DEAD_ROLLBACK, id.span, message).with_help(help))
    };
    document.rules.iter().zip(&gate.rules).filter_map(of_rule).collect()
}

/// There nothing is decided at all, which is found out when the phase has come.
pub(crate) fn without_rules(document: &GateDocument, gate: &Gate) -> Vec<Diagnostic> {
    let unguarded = |(at, phase): (usize, &Phase)| {
        let is_stop = |rule: &Rule| rule.phases.contains(&at) && rule.can_stop();
        if gate.rules.iter().any(is_stop) {
            return None;
        }
        let node = document.phases.iter().find(|node| node.name.value == phase.name)?;
        let message =
            format!("no rule can stop the phase `{}`: nothing is decided in it", phase.name);
        let help = "give it a rule whose failure is no-go or rollback, or take the phase out";
        Some(Diagnostic::warning(&codes::UNGUARDED, node.name.span, message).with_help(help))
    };
    gate.phases.iter().enumerate().filter_map(unguarded).collect()
}

/// Only where it does nothing else: a table may serve live phases of another gate.
fn asks_for_rollback(body: &RuleBody) -> bool {
    match body {
        RuleBody::RollbackIf(_) => true,
        RuleBody::Cases { cases, .. } => cases
            .iter()
            .any(|case| case.then.as_ref().is_some_and(|then| then.value == CaseEffect::Rollback)),
        RuleBody::Require { otherwise, .. } => otherwise
            .as_ref()
            .is_some_and(|otherwise| otherwise.value == gonogo_document::Effect::Rollback),
        RuleBody::NoGoIf(_) | RuleBody::WarnIf(_) | RuleBody::Score(_) => false,
        RuleBody::Plugin(_) | RuleBody::Broken => false,
    }
}
