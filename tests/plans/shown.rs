//! Criteria, phases and escalations of a plan as JSON, as short as they can be read.

use gonogo_plan::{Amount, Comparison, Criterion, Escalation, Phase, Plan, Time};
use serde_json::{Map, Value, json};

pub(crate) fn plan(plan: &Plan) -> Value {
    let criteria: Vec<Value> = plan.criteria.iter().map(|one| criterion(plan, one)).collect();
    let phases: Vec<Value> = plan.phases.iter().map(phase).collect();
    let escalations: Vec<Value> = plan.escalations.iter().map(escalation).collect();
    let not_taken: Vec<Value> = plan
        .not_taken
        .iter()
        .map(|line| json!({"line": line.line, "text": line.text, "why": line.why}))
        .collect();
    json!({
        "criteria": criteria,
        "phases": phases,
        "escalations": escalations,
        "not_taken": not_taken,
    })
}

fn criterion(plan: &Plan, one: &Criterion) -> Value {
    short(json!({
        "line": one.line,
        "metric": one.metric,
        "statistic": one.statistic.map(|found| format!("{found:?}")),
        "comparison": comparison(&one.comparison),
        "sustained": one.sustained.map(time),
        "window": one.window.map(time),
        "effect": format!("{:?}", one.effect),
        "sense": format!("{:?}", one.sense),
        "band": one.band.map(|band| format!("{band:?}")),
        "action": one.action,
        "section": plan.path(one.section).last(),
        "text": one.text,
    }))
}

fn comparison(comparison: &Comparison) -> String {
    match comparison {
        Comparison::Limit { comparator, amount } => format!("{comparator:?} {}", shown(amount)),
        Comparison::Reference { comparator, amount, relation, to } => {
            format!("{comparator:?} {} {relation:?} {to:?}", shown(amount))
        }
        Comparison::Between { low, high } => format!("{} to {}", shown(low), shown(high)),
        Comparison::Quorum { comparator, passed, of } => format!("{comparator:?} {passed}/{of}"),
        Comparison::Trend(trend) => format!("{trend:?}"),
    }
}

fn shown(amount: &Amount) -> String {
    match &amount.unit {
        Some(unit) => format!("{} {unit}", amount.number),
        None => amount.number.clone(),
    }
}

fn time(time: Time) -> String {
    format!("{}s", time.seconds)
}

fn phase(one: &Phase) -> Value {
    let window = one.window.as_ref().map(|window| {
        let zone = window.zone.as_deref().unwrap_or("no zone");
        format!("{}-{} {zone}", window.from, window.to)
    });
    short(json!({
        "line": one.line,
        "name": one.name,
        "title": one.title,
        "live": one.is_live,
        "traffic": one.traffic,
        "bake": one.bake.map(time),
        "every": one.every.map(time),
        "window": window,
        "has_section": one.section.is_some(),
    }))
}

fn escalation(one: &Escalation) -> Value {
    short(json!({
        "line": one.line,
        "to": one.to,
        "after": one.after.map(time),
        "of": one.of,
    }))
}

/// Without what is not said.
fn short(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    Value::Object(fields.into_iter().filter(|(_, field)| !field.is_null()).collect::<Map<_, _>>())
}
