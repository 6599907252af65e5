//! Facts and phases, from what was written to what is meant.

use gonogo_cel::Diagnostic;
use gonogo_document::{BaselineNode, FactNode, FactType, PhaseNode, Text};
use gonogo_series::SeriesRules;
use gonogo_series::quantity::{Quantity, Unit};

use super::{Phase, codes};
use crate::facts::{Baseline, FactDeclaration, FactKind};

/// How many steps old the newest sample may be, unless the gate says otherwise.
const STALE_STEPS: i64 = 3;

/// From how many runs a baseline's samples are put together, unless the gate says otherwise.
const BASELINE_RUNS: usize = 3;

pub(super) fn fact(node: &FactNode, problems: &mut Vec<Diagnostic>) -> Option<FactDeclaration> {
    let name = &node.name;
    let unit = match &node.unit {
        Some(text) => unit(text, problems)?,
        None => None,
    };
    let kind = kind(node, unit)?;
    if let FactKind::Series { rules, .. } = &kind {
        check_series(node, rules, problems);
    }
    // A series knows the age of its newest sample; other facts go by when they were collected.
    let is_series = matches!(kind, FactKind::Series { .. });
    let stale_after = node.stale_after.as_ref().filter(|_| !is_series);
    Some(FactDeclaration {
        name: name.value.clone(),
        kind,
        optional: node.optional,
        allow_empty: node.allow_empty,
        stale_after: stale_after.map(|after| after.value.0),
        baseline: None,
    })
}

/// As the fact that it is of, but for its name and whether it may be missing.
pub(super) fn baseline(
    node: &FactNode,
    written: &BaselineNode,
    facts: &[FactNode],
) -> Option<FactDeclaration> {
    let base = facts.iter().find(|fact| fact.name.value == written.of.value)?;
    // What is wrong with that fact is said there.
    let declaration = fact(base, &mut Vec::new())?;
    let baseline = Baseline {
        of: written.of.value.clone(),
        runs: written.runs.as_ref().map_or(BASELINE_RUNS, |runs| runs.value as usize),
        skipped_on_first_run: written.skipped_on_first_run,
    };
    Some(FactDeclaration {
        name: node.name.value.clone(),
        optional: node.optional,
        baseline: Some(baseline),
        ..declaration
    })
}

/// Old samples prove nothing: something must say how old is too old.
fn check_series(node: &FactNode, rules: &SeriesRules, problems: &mut Vec<Diagnostic>) {
    let name = &node.name;
    if rules.stale_after.is_none() {
        let message = format!("the series `{}` could never be stale", name.value);
        problems.push(Diagnostic::error(&codes::NEVER_STALE, name.span, message).with_help(
            "add `step`, the distance of its samples, or `stale_after`, the greatest age",
        ));
    }
    let covered = rules.window.is_some() && rules.step.is_some();
    if let Some(coverage) = node.min_coverage.as_ref().filter(|_| !covered) {
        let message = "`min_coverage` has no meaning without `window` and `step`";
        problems.push(
            Diagnostic::error(&codes::NO_COVERAGE, coverage.text.span, message)
                .with_help("add them, so that it is known how many samples to expect"),
        );
    }
}

/// `None` inside for `"1"`: a plain number.
#[expect(clippy::option_option, reason = "a unit that cannot be read is not the same as none")]
fn unit(text: &Text, problems: &mut Vec<Diagnostic>) -> Option<Option<Unit>> {
    if text.value == "1" {
        return Some(None);
    }
    match Unit::parse(&text.value) {
        Ok(unit) => Some(Some(unit)),
        Err(unknown) => {
            problems.push(
                Diagnostic::error(&codes::BAD_UNIT, text.span, unknown.to_string())
                    .with_help(unknown.help()),
            );
            None
        }
    }
}

fn kind(node: &FactNode, unit: Option<Unit>) -> Option<FactKind> {
    Some(match node.kind.as_ref()?.value {
        FactType::Number => FactKind::Number(unit),
        FactType::String => FactKind::String,
        FactType::Bool => FactKind::Bool,
        FactType::Timestamp => FactKind::Timestamp,
        FactType::Duration => FactKind::Duration,
        FactType::List => FactKind::List,
        FactType::Map => FactKind::Map,
        FactType::Json => FactKind::Json,
        FactType::Series => {
            let by = node.by.iter().map(|label| label.value.clone()).collect();
            FactKind::Series { unit, rules: rules(node), by }
        }
        FactType::Checklist => FactKind::Checklist,
        FactType::Signoffs => FactKind::Signoffs,
        FactType::Tests => FactKind::Tests,
        FactType::Coverage => FactKind::Coverage,
        FactType::Scan => FactKind::Scan,
        FactType::Probe => FactKind::Probe,
        FactType::Certificate => FactKind::Certificate,
        FactType::Baseline => return None,
    })
}

fn rules(node: &FactNode) -> SeriesRules {
    let nanos = |duration: &Option<gonogo_document::Spanned<gonogo_document::Nanos>>| {
        duration.as_ref().map(|duration| duration.value.0)
    };
    let default = SeriesRules::default();
    let step = nanos(&node.step);
    let stale_after =
        nanos(&node.stale_after).or(step.map(|step| step.saturating_mul(STALE_STEPS)));
    SeriesRules {
        window: nanos(&node.window),
        step,
        stale_after,
        max_gap: nanos(&node.max_gap).or(stale_after),
        min_coverage: node.min_coverage.as_ref().map_or(default.min_coverage, |share| share.ratio),
        min_samples: node
            .min_samples
            .as_ref()
            .map_or(default.min_samples, |samples| samples.value as usize),
    }
}

pub(super) fn phase(node: &PhaseNode) -> Phase {
    let percent = |text: &str| Quantity::parse(text).ok();
    Phase {
        name: node.name.value.clone(),
        live: node.live,
        traffic: node.traffic.as_ref().and_then(|share| percent(&share.text.value)),
        bake: node.bake.as_ref().map(|bake| bake.value.0),
        every: node
            .every
            .iter()
            .map(|pace| (pace.lasting.as_ref().map(|lasting| lasting.value.0), pace.every.value.0))
            .collect(),
        params: Vec::new(),
    }
}
