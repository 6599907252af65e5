//! Any text as a plan: read, its criteria looked over, asked for all of it and for each of its first
//! sections.
#![no_main]

use std::collections::HashSet;

use gonogo_plan::{Plan, PlanError, read, repair};
use libfuzzer_sys::{Corpus, fuzz_target};

/// Sections that are asked for; a plan may have many.
const SECTIONS: usize = 20;

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    let lines = text.split('\n').count();
    assert_eq!(repair(text).text.split('\n').count(), lines, "lines came or went");
    let plan = read(text);
    assert_eq!(plan, read(text), "two readings");
    for item in &plan.items {
        assert!((1..=lines).contains(&item.line) && !item.text.is_empty(), "{item:?}");
    }
    for signoff in &plan.signoffs {
        assert!((1..=lines).contains(&signoff.line) && !signoff.role.is_empty(), "{signoff:?}");
        let named = signoff.name.as_deref().is_some_and(|name| !name.trim().is_empty());
        assert!(named || !signoff.is_approved(), "{signoff:?}");
    }
    judge(&plan, lines);
    ask(&plan);
    Corpus::Keep
});

/// Criteria and phases have a place and a name, and nothing has two.
fn judge(plan: &Plan, lines: usize) {
    for criterion in &plan.criteria {
        assert!((1..=lines).contains(&criterion.line), "{criterion:?}");
        assert!(!criterion.metric.trim().is_empty(), "{criterion:?}");
        assert!(criterion.section.is_none_or(|id| plan.section(id).is_some()), "{criterion:?}");
    }
    for line in &plan.not_taken {
        assert!((1..=lines).contains(&line.line) && !line.why.is_empty(), "{line:?}");
    }
    let mut names = HashSet::new();
    for phase in &plan.phases {
        assert!((1..=lines).contains(&phase.line), "{phase:?}");
        assert!(!phase.name.is_empty() && names.insert(&phase.name), "{phase:?}");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(phase.name.chars().all(plain), "{phase:?}");
    }
    for escalation in &plan.escalations {
        assert!((1..=lines).contains(&escalation.line) && !escalation.to.is_empty(), "{escalation:?}");
    }
}

fn ask(plan: &Plan) {
    let all = match plan.checklist(None) {
        Ok(all) => all,
        Err(PlanError::TooDeep { .. } | PlanError::TooMany { .. }) => return,
        Err(problem) => panic!("no section was asked for: {problem}"),
    };
    assert_eq!(all.items().len(), plan.items.len());
    assert_eq!(all.progress().items(), plan.items.len());
    let own: usize = all.parts().iter().map(|part| part.own.items()).sum();
    assert_eq!(own, plan.items.len(), "items in no part");
    all.to_json();
    let signoffs = plan.signoffs(None).expect("as the checklist");
    assert_eq!(signoffs.to_json().as_object().map_or(0, |roles| roles.len()) == 0, signoffs.is_empty());
    for at in plan.sections.iter().take(SECTIONS) {
        let name = at.title.as_str();
        match plan.checklist(Some(name)) {
            Ok(part) => assert!(part.items().len() <= plan.items.len()),
            Err(PlanError::Ambiguous { count, .. }) => assert!(count > 1),
            Err(PlanError::Unknown { .. }) => {
                assert!(name.is_empty(), "the section {name:?} is not found");
            }
            Err(problem) => panic!("{problem}"),
        }
    }
}
