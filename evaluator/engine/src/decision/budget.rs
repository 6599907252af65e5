//! The gate's budget, shared so that no rule can take another's part and order cannot matter.

use gonogo_cel::Budget;

use super::record::RuleRecord;
use crate::gate::Rule;

/// Cost units for all conditions of a gate together, as in Kubernetes.
const GATE: u64 = 10_000_000;
/// What a rule has at least, in gates of very many.
const LEAST: u64 = 10_000;

/// Every rule is judged with an equal part; those that used theirs up are judged again, with
/// equal parts of what the others left.
pub(super) fn judge_all(
    rules: &[&Rule],
    judge: impl Fn(&Rule, &Budget) -> RuleRecord,
) -> Vec<RuleRecord> {
    let part = (GATE / count(rules.len())).max(LEAST);
    let mut left = 0;
    let mut judged = Vec::with_capacity(rules.len());
    let mut exhausted = Vec::new();
    for rule in rules {
        let budget = Budget::new(part);
        judged.push(judge(rule, &budget));
        if budget.left() == 0 {
            exhausted.push(judged.len() - 1);
        }
        left += budget.left();
    }
    let part = part.saturating_add(left / count(exhausted.len()));
    for at in exhausted {
        if let (Some(rule), Some(record)) = (rules.get(at), judged.get_mut(at)) {
            *record = judge(rule, &Budget::new(part));
        }
    }
    judged
}

fn count(rules: usize) -> u64 {
    u64::try_from(rules).unwrap_or(u64::MAX).max(1)
}
