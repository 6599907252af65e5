//! Decisions: those of all fixtures are valid, with their keys in the published order.

use serde_json::{Value, json};

use crate::{assert_valid, cases, problems, read, schema, validator};

fn decisions() -> Vec<(String, Value)> {
    let decision = |case: std::path::PathBuf| {
        let path = case.join("decision.json");
        (path.display().to_string(), serde_json::from_str(&read(&path)).unwrap())
    };
    cases().into_iter().map(decision).collect()
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Keys that are left out where they would say nothing.
const OPTIONAL: [(&str, &[&str]); 3] = [
    ("counts", &["in_scores"]),
    ("rule", &["score", "plugin", "counts_in", "veto"]),
    ("fact", &["baseline_of"]),
];

/// What the schema knows of an object, in its order, without the optional keys that it lacks.
fn published<'s>(schema: &'s Value, part: &str, object: &Value) -> Vec<&'s str> {
    let optional = OPTIONAL.iter().find(|(name, _)| *name == part).map(|(_, keys)| *keys);
    let is_left_out =
        |key: &&str| optional.is_some_and(|keys| keys.contains(key)) && object.get(key).is_none();
    let known = keys(&schema["$defs"][part]["properties"]).into_iter();
    known.filter(|key| !is_left_out(key)).collect()
}

/// What the schema requires of an object, in its order.
fn required(schema: &Value) -> Vec<&str> {
    schema["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect()
}

#[test]
fn fixtures_are_valid() {
    let validator = validator(&schema("decision"));
    for (place, decision) in decisions() {
        assert_valid(&validator, &decision, &place);
    }
}

#[test]
fn keys_come_in_the_published_order() {
    let schema = schema("decision");
    let lists = [("rules", "rule"), ("facts", "fact"), ("waivers", "waiver")];
    for (place, decision) in decisions() {
        assert_eq!(keys(&decision), required(&schema), "{place}");
        for object in ["gate", "counts"] {
            let expected = published(&schema, object, &decision[object]);
            assert_eq!(keys(&decision[object]), expected, "{place}: {object}");
        }
        for (list, part) in lists {
            for element in decision[list].as_array().unwrap() {
                assert_eq!(keys(element), published(&schema, part, element), "{place}: {list}");
            }
        }
    }
}

#[test]
fn every_key_is_published_as_required() {
    let schema = schema("decision");
    // Only a phase that was looked at while it bakes has one.
    let known = keys(&schema["properties"]).into_iter().filter(|key| *key != "bake");
    assert_eq!(known.collect::<Vec<_>>(), required(&schema));
    for part in ["gate", "counts", "rule", "score", "span", "escalation", "fact", "waiver"] {
        let nothing = Value::Object(serde_json::Map::new());
        let expected = published(&schema, part, &nothing);
        assert_eq!(expected, required(&schema["$defs"][part]), "{part}");
    }
}

/// Those that version 1 has promised from its first day, in any order.
#[test]
fn promised_keys_are_there() {
    let promised = [
        ("", "schema decision gate phase now snapshot counts deciding rules facts waivers"),
        ("gate", "name version digest"),
        ("counts", "passed failed warned undetermined skipped"),
        (
            "rule",
            "id title effect outcome cause message expression values facts margin spans action \
             escalations file line column",
        ),
        ("span", "from to peak"),
        ("escalation", "to since"),
        ("fact", "name state samples dropped age"),
    ];
    let schema = schema("decision");
    for (part, promised) in promised {
        let object = if part.is_empty() { &schema } else { &schema["$defs"][part] };
        let required = required(object);
        for key in promised.split_whitespace() {
            assert!(required.contains(&key), "{part}: {key}");
        }
    }
}

#[test]
fn a_bake_has_a_place_of_its_own() {
    let validator = validator(&schema("decision"));
    let (place, mut decision) = decisions().into_iter().next().unwrap();
    decision["bake"] = json!({"lasts": "10m", "left": "9m57s", "over": false});
    assert_valid(&validator, &decision, &place);
    decision["bake"]["over"] = json!("no");
    assert!(!validator.is_valid(&decision));
}

#[test]
fn wrong_decisions_are_refused() {
    let validator = validator(&schema("decision"));
    let (_, good) =
        decisions().into_iter().find(|(place, _)| place.contains("rollback_if")).unwrap();
    assert_valid(&validator, &good, "before the change");
    let refused = [
        ("/schema", json!("gonogo.decision/v2")),
        ("/decision", json!("no_go")),
        ("/decision", json!("go")),
        ("/deciding", json!([])),
        ("/now", json!("yesterday")),
        ("/now", json!(1767498000)),
        ("/gate/digest", json!("sha256:00")),
        ("/counts/passed", json!(-1)),
        ("/rules/1/effect", json!(null)),
        ("/rules/1/effect", json!("go")),
        ("/rules/1/outcome", json!("error")),
        ("/rules/1/outcome", json!("pass")),
        ("/rules/1/outcome", json!("undetermined")),
        ("/rules/1/line", json!(0)),
        ("/rules/1/spans/0/from", json!(null)),
        ("/rules/1/more", json!(1)),
        ("/facts/0/state", json!("fresh")),
        ("/facts/0/state", json!("stale")),
        ("/more", json!(1)),
    ];
    for (pointer, value) in refused {
        let mut decision = good.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        decision.pointer_mut(parent).unwrap()[key] = value.clone();
        assert!(!problems(&validator, &decision).is_empty(), "{pointer}: {value}");
    }
    let (_, scored) =
        decisions().into_iter().find(|(place, _)| place.contains("score_else")).unwrap();
    assert_valid(&validator, &scored, "before the change");
    for (pointer, value) in [
        ("/rules/1/score/passed", json!("2")),
        ("/rules/1/score/members", json!([])),
        ("/rules/1/score/members/0/outcome", json!("go")),
        ("/rules/2/counts_in", json!([])),
        ("/rules/3/effect", json!("no-go")),
        ("/rules/3/veto", json!(true)),
        ("/counts/in_scores", json!(0)),
    ] {
        let mut decision = scored.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        decision.pointer_mut(parent).unwrap()[key] = value.clone();
        assert!(!problems(&validator, &decision).is_empty(), "{pointer}: {value}");
    }
    for key in keys(&good) {
        let mut decision = good.clone();
        decision.as_object_mut().unwrap().remove(key);
        assert!(!problems(&validator, &decision).is_empty(), "without {key}");
    }
}
