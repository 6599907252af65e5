//! What the conditions of a rule gave, and which of it tells why the rule came out as it did.

use super::settle::Decider;
use super::table::Finding;
use crate::explain::Evidence;
use crate::gate::{Case, Check, Expression, Rule, Template};

/// What one rule came to, before waivers and phases have their say.
pub(super) struct Judged<'r> {
    pub(super) finding: Finding,
    pub(super) evidence: Evidence,
    pub(super) expression: Option<&'r Expression>,
    pub(super) because: Option<&'r Template>,
    /// The one that decided.
    pub(super) case: Option<&'r Case>,
}

/// `heard` is what the conditions gave that were asked, in the order of the file.
pub(super) fn judged<'r>(
    rule: &'r Rule,
    (finding, decider): (Finding, Decider),
    heard: Vec<Evidence>,
) -> Judged<'r> {
    let behind_when = usize::from(rule.when.is_some());
    let because = rule.because.as_ref();
    let plain = |at: usize, expression, because| {
        let evidence = heard.get(at).cloned().unwrap_or_default();
        Judged { finding, evidence, expression, because, case: None }
    };
    let (at, case) = match (decider, &rule.check) {
        (Decider::When, _) => return plain(0, rule.when.as_ref(), None),
        (_, Check::Require { condition, .. } | Check::Forbid { condition, .. }) => {
            return plain(behind_when, Some(condition), because);
        }
        (Decider::Case(at), Check::Cases(cases)) => (at, cases.get(at)),
        (Decider::Nothing | Decider::Condition, Check::Cases(_))
        | (_, Check::Score(_) | Check::Plugin(_)) => (0, None),
    };
    let expression = case.and_then(|case| case.when.as_ref());
    let passes_if = passes_if(rule, heard.get(behind_when..).unwrap_or_default(), at);
    let mut evidence = match expression {
        Some(_) => heard.into_iter().nth(behind_when + at).unwrap_or_default(),
        None => seen(heard.into_iter().skip(behind_when)),
    };
    evidence.passes_if = passes_if;
    let because = case.and_then(|case| case.because.as_ref()).or(because);
    Judged { finding, evidence, expression, because, case }
}

/// A case before the one that decided that would have let it pass; else that this one ends.
fn passes_if(rule: &Rule, heard: &[Evidence], decider: usize) -> Option<String> {
    let Check::Cases(cases) = &rule.check else { return None };
    let asked = cases.iter().zip(heard);
    let passing = asked.filter(|(case, _)| case.then.is_none());
    let ways: Vec<&str> =
        passing.filter_map(|(_, evidence)| evidence.passes_if.as_deref()).collect();
    match ways.as_slice() {
        [] => heard.get(decider)?.passes_if.clone(),
        ways => Some(ways.join(", or ")),
    }
}

/// All values that cases asked for before the last one, which asks for nothing.
fn seen(heard: impl Iterator<Item = Evidence>) -> Evidence {
    let mut seen = Evidence::default();
    heard.for_each(|evidence| seen.add(evidence.values));
    seen
}
