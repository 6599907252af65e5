//! What somebody has to answer, since the plan does not say it.

use crate::names::{Named, Namer};
use crate::parts::Rule;
use crate::scope::Scopes;

/// What the names of the boxes' question stand for.
pub(crate) const TICKS: &str = "ticks";

/// A fact that is missing until somebody gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) fact: String,
    pub(crate) description: String,
    /// Of the plan.
    pub(crate) lines: Vec<usize>,
}

/// A phase in which nothing has to be there would say go: there somebody has to look.
pub(crate) fn confirmation(
    rules: &mut Vec<Rule>,
    scopes: &Scopes<'_>,
    namer: &mut Namer<'_>,
) -> Option<Question> {
    let is_asked = |at: &usize| {
        rules.iter().any(|rule| rule.is_demand && rule.phases.contains(at) && rule.stops())
    };
    let phases: Vec<usize> = (0..scopes.phases.len()).filter(|at| !is_asked(at)).collect();
    if phases.is_empty() {
        return None;
    }
    let fact = namer.give(Named::Fact, "confirmed", "confirmed");
    rules.push(Rule {
        id: namer.give(Named::Rule, "confirmed", "confirmed"),
        title: "Confirmed by somebody".to_owned(),
        phases,
        fields: vec![
            ("require", fact.clone()),
            ("because", "the plan asks for nothing here: somebody has to look".to_owned()),
        ],
        cases: Vec::new(),
        from: Vec::new(),
        note: Some(
            "the plan asks for nothing in these phases: replace this rule by what has to hold"
                .to_owned(),
        ),
        section: None,
        is_demand: true,
    });
    let description = "somebody has looked, and says that the rollout may go on".to_owned();
    Some(Question { fact, description, lines: Vec::new() })
}

/// Lists and forms that pass on the plan as it is imported prove nothing: the template carries the
/// ticks and signatures.
pub(crate) fn ticks(
    passing: &[Rule],
    rules: &mut Vec<Rule>,
    namer: &mut Namer<'_>,
) -> Option<Question> {
    if passing.is_empty() {
        return None;
    }
    let mut phases: Vec<usize> = passing.iter().flat_map(|rule| rule.phases.clone()).collect();
    phases.sort_unstable();
    phases.dedup();
    let from: Vec<(usize, String)> = passing.iter().flat_map(|rule| rule.from.clone()).collect();
    let lines = from.iter().map(|(line, _)| *line).collect();
    let fact = namer.give(Named::Fact, TICKS, "ticks_confirmed");
    let because = "the plan came with boxes that were ticked or forms that were signed already: \
                   somebody has to look whether that was done for this release";
    rules.push(Rule {
        id: namer.give(Named::Rule, TICKS, "ticks-confirmed"),
        title: "Ticked or signed from the start".to_owned(),
        phases,
        fields: vec![("require", fact.clone()), ("because", because.to_owned())],
        cases: Vec::new(),
        from,
        note: Some(
            "these pass on the plan as it is: untick or clear them, then remove this rule"
                .to_owned(),
        ),
        section: passing.first().and_then(|rule| rule.section),
        is_demand: false,
    });
    let description =
        "what was ticked or signed from the start was done for this release".to_owned();
    Some(Question { fact, description, lines })
}
