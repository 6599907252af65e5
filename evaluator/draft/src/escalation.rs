//! Who is told when a rule fails.

use gonogo_plan::{Escalation, NotTaken, Plan};

use crate::criteria;
use crate::parts::Rule;
use crate::text::cel::harmless;
use crate::text::words::line;
use crate::text::yaml::quoted;

/// Of one rule; a plan that names more means something else.
const MOST: usize = 8;

/// The rules tell whom the plan names; escalations that no rule is found for are given back.
pub(crate) fn attach(plan: &Plan, rules: &mut [Rule]) -> Vec<NotTaken> {
    let mut left = Vec::new();
    let mut of_rules: Vec<Vec<(u64, &Escalation)>> = vec![Vec::new(); rules.len()];
    for escalation in &plan.escalations {
        let after = escalation.after.map_or(0, |after| after.seconds);
        let mut is_taken = false;
        for (rule, told) in rules.iter().zip(&mut of_rules) {
            if told.len() < MOST && is_about(plan, escalation, rule) {
                told.push((after, escalation));
                is_taken = true;
            }
        }
        if !is_taken {
            left.push(NotTaken {
                line: escalation.line,
                text: format!("tell {}", escalation.to),
                why: "no rule is found that it is about: add it to one as `escalate`".to_owned(),
            });
        }
    }
    for (rule, mut told) in rules.iter_mut().zip(of_rules) {
        told.sort_by_key(|(after, escalation)| (*after, escalation.line));
        told.dedup_by_key(|(after, escalation)| (*after, escalation.to.as_str()));
        if told.is_empty() {
            continue;
        }
        let one = |(after, escalation): &(u64, &Escalation)| {
            let time = gonogo_plan::Time { seconds: *after };
            let after = criteria::time(time).unwrap_or_else(|_| "0s".to_owned());
            let to = quoted(&harmless(&line(&escalation.to, 80)));
            format!("{{after: {after}, to: {to}}}")
        };
        let all: Vec<String> = told.iter().map(one).collect();
        rule.fields.push(("escalate", format!("[{}]", all.join(", "))));
    }
    left
}

/// By the line of the criterion, or else by the section.
fn is_about(plan: &Plan, escalation: &Escalation, rule: &Rule) -> bool {
    let lines = || rule.from.iter().map(|(line, _)| *line);
    let mut criteria = plan.criteria.iter().filter(|one| lines().any(|line| line == one.line));
    match escalation.of {
        Some(of) => criteria.any(|one| one.line == of),
        None => criteria.any(|one| one.section == escalation.section),
    }
}
