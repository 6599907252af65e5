//! Rules that ask a policy: from its findings to that of the rule.

use crate::decision::bind::Asked;
use crate::decision::record::{FindingRecord, Outcome, PluginRecord, ValueRecord};
use crate::decision::table::Finding;
use crate::facts::FactProblem;
use crate::gate::{Effect, PluginCheck};
use crate::plugin::{self, Failure, Judgement, Plugin};

/// What asking a policy gave.
pub(super) struct Answered {
    pub(super) finding: Finding,
    pub(super) record: Option<PluginRecord>,
    /// Of what decided, for people.
    pub(super) message: Option<String>,
    pub(super) values: Vec<ValueRecord>,
    /// The facts that it cannot judge without.
    pub(super) unknown: Vec<String>,
    pub(super) notes: Vec<String>,
}

/// A fact as it is handed over, by the name that the policy has for it.
pub(super) type Given<'c> = (&'c str, Result<gonogo_cel::Value, FactProblem>);

pub(super) fn facts<'c>(check: &'c PluginCheck, asked: &[Asked<'_>]) -> Vec<Given<'c>> {
    let given = check.facts.iter().filter_map(|handed| {
        let asked = asked.iter().find(|asked| asked.fact.slot == handed.slot)?;
        Some((handed.name.as_str(), asked.decoded.value.clone()))
    });
    given.collect()
}

/// The facts of the gate that the policy cannot judge without and that have no value.
pub(super) fn lacking<'a, 'g>(
    check: &PluginCheck,
    plugin: &dyn Plugin,
    asked: &'a [Asked<'g>],
) -> Vec<&'a Asked<'g>> {
    let needed = check.facts.iter().filter(|handed| !plugin.does_without(&handed.name));
    let found = needed
        .filter_map(|handed| asked.iter().find(|asked| asked.fact.slot == handed.slot))
        .filter(|asked| asked.decoded.value.is_err());
    found.collect()
}

/// There is no answer: never go, and never rollback by itself.
pub(super) fn unanswered(failure: Failure, on_undetermined: Option<Effect>) -> Answered {
    let at = failure.trace.iter().map(|frame| format!("in the policy: {frame}"));
    Answered {
        finding: Finding::Undetermined(on_undetermined.unwrap_or(Effect::NoGo)),
        record: None,
        message: Some(failure.cause),
        values: Vec::new(),
        unknown: Vec::new(),
        notes: at.collect(),
    }
}

pub(super) fn answered(
    plugin: &dyn Plugin,
    findings: &[plugin::Finding],
    on_undetermined: Option<Effect>,
) -> Answered {
    if findings.is_empty() {
        // Who says nothing has found out nothing.
        let failure =
            Failure::new("the policy said nothing: what it looked at and found good, it must say");
        return unanswered(failure, on_undetermined);
    }
    let found = |finding: &plugin::Finding| judge(finding.outcome, on_undetermined);
    let finding = findings.iter().map(found).max_by_key(|finding| weight(*finding));
    let finding = finding.unwrap_or(Finding::Pass);
    let deciding: Vec<&plugin::Finding> =
        findings.iter().filter(|one| found(one) == finding).collect();
    let identity = plugin.identity();
    let values = deciding.iter().flat_map(|one| values(one)).collect();
    let said = deciding.iter().map(|one| one.message.as_str()).filter(|text| !text.is_empty());
    let said: Vec<&str> = said.collect();
    let unsaid = match finding {
        Finding::Undetermined(_) => {
            Some("the policy could not tell, and did not say why".to_owned())
        }
        Finding::Pass | Finding::Fail(_) => None,
    };
    Answered {
        finding,
        record: Some(PluginRecord {
            name: identity.name.clone(),
            version: identity.version.clone(),
            digest: identity.digest.clone(),
            findings: findings.iter().map(|one| record(one, found(one))).collect(),
        }),
        message: Some(said.join("; ")).filter(|text| !text.is_empty()).or(unsaid),
        values,
        unknown: Vec::new(),
        notes: Vec::new(),
    }
}

fn judge(outcome: Judgement, on_undetermined: Option<Effect>) -> Finding {
    match outcome {
        Judgement::Pass => Finding::Pass,
        Judgement::Fail(effect) => Finding::Fail(effect),
        Judgement::Undetermined => Finding::Undetermined(on_undetermined.unwrap_or(Effect::NoGo)),
    }
}

/// The greatest effect decides; of two that ask for the same, the proven one.
fn weight(finding: Finding) -> (Option<Effect>, bool) {
    match finding {
        Finding::Pass => (None, false),
        Finding::Undetermined(effect) => (Some(effect), false),
        Finding::Fail(effect) => (Some(effect), true),
    }
}

fn record(one: &plugin::Finding, found: Finding) -> FindingRecord {
    let (outcome, effect) = match found {
        Finding::Pass => (Outcome::Pass, None),
        Finding::Fail(effect) => (Outcome::Fail, Some(effect)),
        Finding::Undetermined(effect) => (Outcome::Undetermined, Some(effect)),
    };
    let message = one.message.clone();
    FindingRecord { id: one.id.clone(), outcome, effect, message, values: values(one) }
}

fn values(one: &plugin::Finding) -> Vec<ValueRecord> {
    let value =
        |(name, value): &(String, String)| ValueRecord { expr: name.clone(), value: value.clone() };
    one.evidence.iter().map(value).collect()
}
