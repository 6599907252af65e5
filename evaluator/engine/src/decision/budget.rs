//! The gate's budget, shared so that no rule can take another's part and order cannot matter.

use gonogo_cel::Budget;

use crate::gate::Rule;

/// Parts of the budget at most: in gates of more rules they stay as large.
const PARTS: usize = 1_000;

/// Every rule is judged with an equal part; those that used theirs up are judged again, with
/// equal parts of what the others left. `units` are those of the gate.
pub(super) fn judge_all<'r, T>(
    units: u64,
    rules: &[&'r Rule],
    judge: impl Fn(&'r Rule, &Budget) -> T,
) -> Vec<T> {
    let part = part(units, rules.len());
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
        if let (Some(rule), Some(before)) = (rules.get(at), judged.get_mut(at)) {
            *before = judge(rule, &Budget::new(part));
        }
    }
    judged
}

/// What each rule may use in any case.
pub(super) fn part(units: u64, rules: usize) -> u64 {
    units / count(rules.min(PARTS))
}

fn count(rules: usize) -> u64 {
    u64::try_from(rules).unwrap_or(u64::MAX).max(1)
}
