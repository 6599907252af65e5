//! For programs: schema `gonogo.replay/v1`.

use gonogo_replay::picture::words::{expectation, found_name, when};
use gonogo_replay::{Change, RuleTimeline, TookOver};
use serde_json::{Value as Json, json};

use super::Story;

pub(super) fn render(story: &Story<'_>) -> String {
    let replay = story.replay;
    let [go, no_go, rollback] = replay.shares;
    let gate = story.stage.gate;
    let mut document = json!({
        "schema": "gonogo.replay/v1",
        "gate": {"name": gate.name, "version": gate.version, "digest": gate.digest},
        "phase": story.stage.phase.name,
        "from": when(replay.from),
        "to": when(replay.to),
        "steps": replay.steps,
        "verdicts": {"go": go, "no-go": no_go, "rollback": rollback},
        "changes": replay.changes.iter().map(change).collect::<Vec<Json>>(),
        "rules": replay.rules.iter().map(rule).collect::<Vec<Json>>(),
    });
    if let (Some(assessment), Some(fields)) = (story.assessment, document.as_object_mut()) {
        let incidents = assessment.incidents.iter().map(|judged| {
            let incident = &judged.incident;
            let covered =
                judged.covered.map(|(from, to)| json!({"from": when(from), "to": when(to)}));
            json!({
                "name": incident.name,
                "from": when(incident.from),
                "to": when(incident.to),
                "expect": expectation(incident),
                "rule": incident.rule,
                "found": found_name(judged.found),
                "by": judged.by,
                "delay_seconds": judged.delay().map(seconds),
                "covered": covered,
            })
        });
        let alarms = assessment.false_alarms.iter().map(|alarm| {
            json!({
                "at": when(alarm.at),
                "level": alarm.level,
                "by": alarm.by,
                "within": alarm.within,
            })
        });
        fields.insert("ignored".to_owned(), json!(story.ignored));
        fields.insert("incidents".to_owned(), incidents.collect());
        fields.insert("false_alarms".to_owned(), alarms.collect());
    }
    format!("{document:#}\n")
}

fn change(change: &Change) -> Json {
    let deciding = change.deciding.iter().map(|rule| {
        json!({
            "id": rule.id,
            "title": rule.title,
            "outcome": rule.outcome,
            "said": rule.said,
            "margin": rule.margin,
            "since": rule.since.map(when),
            "line": rule.line,
            "follows": rule.follows,
        })
    });
    json!({
        "at": when(change.at),
        "from": change.from,
        "to": change.to,
        "delay_seconds": change.delay().map(seconds),
        "deciding": deciding.collect::<Vec<Json>>(),
        "cleared": change.cleared,
        "took_over": change.took_over.iter().map(took_over).collect::<Vec<Json>>(),
        "explained": change.explained,
    })
}

fn took_over(rule: &TookOver) -> Json {
    json!({"id": rule.id, "at": when(rule.at), "said": rule.said})
}

fn rule(rule: &RuleTimeline) -> Json {
    let stretches = rule.stretches.iter().map(|stretch| {
        json!({
            "from": when(stretch.from),
            "to": when(stretch.to),
            "outcome": stretch.outcome,
            "effect": stretch.effect,
        })
    });
    json!({
        "id": rule.id,
        "decides": rule.decides,
        "stretches": stretches.collect::<Vec<Json>>(),
    })
}

fn seconds(nanos: i64) -> f64 {
    nanos as f64 / 1e9
}
