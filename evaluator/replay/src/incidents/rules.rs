//! The rules that incidents name: one that does not exist would never raise an alarm.

use std::fmt;

use gonogo_cel::suggest;
use gonogo_engine::gate::Stage;

use super::Incident;
use crate::standing;

/// Where the rule is named, and how it is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    pub place: String,
    pub rule: String,
    pub phase: String,
    pub near: Option<String>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, rule, phase, near } = self;
        write!(f, "{place}: the phase `{phase}` has no rule `{rule}`")?;
        near.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
    }
}

impl std::error::Error for UnknownRule {}

/// All rules that are named by incidents, or are to be ignored, exist in the phase.
pub fn know_rules(
    stage: &Stage<'_>,
    incidents: &[Incident],
    ignored: &[String],
) -> Result<(), UnknownRule> {
    let rules = standing::rules(stage);
    let ids = || rules.iter().map(|rule| rule.id.as_str());
    let by_incidents = incidents.iter().filter_map(|incident| {
        Some((format!("incident `{}`", incident.name), incident.rule.as_deref()?))
    });
    let by_option = ignored.iter().map(|rule| ("`--ignore`".to_owned(), rule.as_str()));
    let mut named = by_incidents.chain(by_option);
    match named.find(|(_, rule)| !ids().any(|id| id == *rule)) {
        None => Ok(()),
        Some((place, rule)) => Err(UnknownRule {
            place,
            rule: rule.to_owned(),
            phase: stage.phase.name.clone(),
            near: suggest::nearest(rule, ids()).map(str::to_owned),
        }),
    }
}
