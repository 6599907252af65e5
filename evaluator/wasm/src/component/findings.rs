//! What a component answered, taken as findings: nothing of it is trusted.

use std::collections::BTreeSet;

use gonogo_engine::gate::Effect;
use gonogo_engine::plugin::{Finding, Judgement};

use super::bindings::gonogo::plugin::types;
use crate::limits;

/// Or what is wrong with the answer.
pub(crate) fn findings(answer: Vec<types::Finding>) -> Result<Vec<Finding>, String> {
    if answer.len() > limits::FINDINGS {
        return Err(format!("it has {} findings, more than {}", answer.len(), limits::FINDINGS));
    }
    let mut ids = BTreeSet::new();
    let mut findings = Vec::with_capacity(answer.len());
    for found in answer {
        check(&found)?;
        if !ids.insert(found.id.clone()) {
            return Err(format!("the finding `{}` comes twice", found.id));
        }
        findings.push(taken(found));
    }
    Ok(findings)
}

fn check(found: &types::Finding) -> Result<(), String> {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if found.id.is_empty()
        || found.id.len() > limits::NAME_BYTES
        || !found.id.chars().all(is_letter)
    {
        let shown: String = found.id.chars().take(20).flat_map(char::escape_default).collect();
        return Err(format!(
            "`{shown}` is no id of a finding: up to {} of a-z, 0-9 and `-`",
            limits::NAME_BYTES
        ));
    }
    let id = &found.id;
    if found.message.len() > limits::MESSAGE_BYTES {
        let most = limits::MESSAGE_BYTES;
        return Err(format!("the message of `{id}` has more than {most} bytes"));
    }
    if found.evidence.len() > limits::EVIDENCE {
        let most = limits::EVIDENCE;
        return Err(format!("`{id}` has more than {most} pieces of evidence"));
    }
    let is_long = |evidence: &types::Evidence| {
        evidence.name.len() > limits::NAME_BYTES || evidence.value.len() > limits::MESSAGE_BYTES
    };
    if found.evidence.iter().any(is_long) {
        return Err(format!("`{id}` has evidence that is too long"));
    }
    Ok(())
}

fn taken(found: types::Finding) -> Finding {
    let outcome = match found.outcome {
        types::Outcome::Pass => Judgement::Pass,
        types::Outcome::Fail(types::Effect::Warn) => Judgement::Fail(Effect::Warn),
        types::Outcome::Fail(types::Effect::NoGo) => Judgement::Fail(Effect::NoGo),
        types::Outcome::Fail(types::Effect::Rollback) => Judgement::Fail(Effect::Rollback),
        types::Outcome::Undetermined => Judgement::Undetermined,
    };
    let evidence = found.evidence.into_iter();
    Finding {
        id: found.id,
        outcome,
        message: line(&found.message),
        evidence: evidence.map(|one| (line(&one.name), line(&one.value))).collect(),
    }
}

/// On one line, without what would move a cursor.
pub(crate) fn line(text: &str) -> String {
    let shown = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    shown.collect()
}
