//! What becomes of the facts of a case.

use gonogo_engine::gate::load;

use crate::{Files, cases, read};

const GATE: &str = r#"
gate: g
facts:
  rate: {type: series, unit: "%", window: 4m, step: 1m, min_coverage: 10%}
  plain: {type: series, step: 1m, window: 2m}
  pods: {type: series, step: 1m, window: 1m, by: pod}
  number: {type: number, unit: ms, stale_after: 5m}
  text: {type: string}
  smoke: {type: tests}
  plan: {type: checklist}
  signs: {type: signoffs}
  any: {type: json}
  since: {type: timestamp}
  cert: {type: certificate}
rules:
  - id: all
    require: >
      rate.latest() < 1.0 && plain.latest() < 1.0 && pods.all(p, p.latest() < 1.0)
      && number < duration('1s') && text == 'a' && smoke.failed == 0 && plan.done()
      && signs.approved() && any.a && since < now && cert.expires_in > duration('1h')
"#;

const SNAPSHOT: &str = r#"{"now": "2026-01-04T00:00:00Z", "facts": {
  "rate": {"start": "2026-01-03T23:58:00Z", "step": "1m", "values": [0.1, 0.2, 0.3]},
  "pods": [{"labels": {"pod": "a"}, "samples": [[1767484740, 1], [1767484800, 2]]},
           {"labels": {"pod": "b"}, "samples": [[1767484800, 3]]}],
  "smoke": {"total": 2, "passed": 2, "failed": 0, "skipped": 0},
  "plan": {"items": [{"text": "Backup", "state": "done", "line": 3}, {"text": "Tests", "done": true}]},
  "signs": {"QA Lead": null}, "any": {"a": true, "b": 1}, "text": "a"}}"#;

/// The snapshot that the facts come to, or what is wrong with them.
fn made(facts: &str) -> String {
    let gate =
        load("gate.yaml", &GATE.replace("rate.latest() < 1.0", "rate.latest() < quantity('1%')"));
    let gate = gate.gate.unwrap_or_else(|| panic!("{:?}", gate.problems));
    let text =
        format!("cases: [{{name: c, snapshot: s, facts: {facts}, expect: {{decision: go}}}}]");
    let (document, mut problems) = read(&text);
    let files = Files::from([("s".to_owned(), Ok(SNAPSHOT.to_owned()))]);
    let (cases, more) = cases(&text, &document.unwrap(), &gate, &files);
    problems.extend(more);
    match cases.as_slice() {
        [case] if problems.is_empty() => case.scene.snapshot().to_json(),
        _ => problems.into_iter().map(|problem| problem.message + "\n").collect(),
    }
}

#[track_caller]
fn check(facts: &str, expected: &str) {
    let made = made(facts);
    assert!(made.contains(expected), "{facts}\n{made}\n{expected}");
}

#[test]
fn series_are_built_from_what_is_said() {
    for (facts, expected) in [
        (
            "{rate: 0.5%}",
            r#""rate":[[1767484560,0.5],[1767484620,0.5],[1767484680,0.5],[1767484740,0.5],[1767484800,0.5]]"#,
        ),
        ("{rate: 0.005 ratio}", r#"[1767484800,0.5]]"#),
        ("{plain: 7}", r#""plain":[[1767484680,7.0],[1767484740,7.0],[1767484800,7.0]]"#),
        (
            "{rate: {base: 0, then: [{at: -3m, value: 2%}, {at: -1m, value: 0.1%}]}}",
            r#""rate":[[1767484560,0.0],[1767484620,2.0],[1767484680,2.0],[1767484740,0.1],[1767484800,0.1]]"#,
        ),
        (
            "{rate: {base: 1, then: [{at: -3m, value: null}, {at: -1m, value: 2}]}}",
            r#""rate":[[1767484560,1.0],[1767484740,2.0],[1767484800,2.0]]"#,
        ),
        (
            "{rate: {base: 1, then: {at: -4m, value: 1, to: 3}}}",
            r#""rate":[[1767484560,1.0],[1767484620,1.5],[1767484680,2.0],[1767484740,2.5],[1767484800,3.0]]"#,
        ),
        (
            "{rate: {base: 1, then: [{at: -4m, value: 1, to: 3}, {at: -2m, value: 0}]}}",
            r#""rate":[[1767484560,1.0],[1767484620,2.0],[1767484680,0.0],[1767484740,0.0],[1767484800,0.0]]"#,
        ),
        (
            "{rate: {base: 1, step: 30s, window: 1m}}",
            r#""rate":[[1767484740,1.0],[1767484770,1.0],[1767484800,1.0]]"#,
        ),
        ("{rate: [1%, null, 2%]}", r#""rate":[[1767484680,1.0],[1767484800,2.0]]"#),
        ("{rate: {values: [1, 2], step: 10s}}", r#""rate":[[1767484790,1.0],[1767484800,2.0]]"#),
        ("{rate: {base: 1, then: {at: -1m, value: NaN}}}", r#"[1767484740,"NaN"]"#),
        ("{rate: {base: 1, stale: true}}", r#""rate":[[1767484560,1.0]]"#),
        (
            "{rate: {then: {at: now, value: 9}}}",
            r#""rate":[[1767484680,0.1],[1767484740,0.2],[1767484800,9.0]]"#,
        ),
        ("{rate: {base: 1, step: 1500ms, window: 3s}}", r#"[1767484798.5,1.0]"#),
        (
            "{pods: [{labels: {pod: a}, then: {at: now, value: 9}}, {labels: {pod: c}, base: 1}]}",
            r#""pods":[{"labels":{"pod":"a"},"samples":[[1767484740,1.0],[1767484800,9.0]]},{"labels":{"pod":"c"},"samples":[[1767484740,1.0],[1767484800,1.0]]}]"#,
        ),
    ] {
        check(facts, expected);
    }
}

#[test]
fn other_facts_are_given_as_in_a_snapshot_or_changed() {
    for (facts, expected) in [
        ("{number: 35ms}", r#""number":"35ms""#),
        ("{number: 35}", r#""number":35"#),
        ("{text: 1.10}", r#""text":"1.10""#),
        ("{any: {a: true, b: [1, '1', x]}}", r#""any":{"a":true,"b":[1,"1","x"]}"#),
        ("{any: {change: {b: 2}}}", r#""any":{"a":true,"b":2}"#),
        ("{any: {change: {b: null}}}", r#""any":{"a":true}"#),
        ("{any: {value: {change: 1}}}", r#""any":{"change":1}"#),
        ("{since: -1h}", r#""since":"2026-01-03T23:00:00Z""#),
        ("{cert: {expires_at: +10d}}", r#""cert":{"expires_at":"2026-01-14T00:00:00Z"}"#),
        ("{smoke: {total: 3, passed: 2, failed: 0, skipped: 1}}", r#""passed":2,"failed":0"#),
        (
            "{smoke: {change: {passed: 1, skipped: 1}}}",
            r#""smoke":{"total":2,"passed":1,"failed":0,"skipped":1}"#,
        ),
        ("{plan: {open: Backup}}", r#"{"text":"Backup","line":3,"done":false}"#),
        ("{plan: {open: [Backup, Tests], done: Tests}}", r#"{"text":"Tests","done":true}"#),
        ("{signs: {signed: QA Lead}}", r#""signs":{"QA Lead":{"approved":true,"by":"a test"}}"#),
        ("{text: {failed: refused}}", r#""failed":{"text":{"cause":"refused"}}"#),
        (
            "{number: {value: 3, collected: -6m}}",
            r#""collected":{"number":"2026-01-03T23:54:00Z"}"#,
        ),
        ("{number: {value: 3, stale: true}}", r#""collected":{"number":"2026-01-03T23:54:59Z"}"#),
        ("{number: 3}", r#""collected":{"number":"2026-01-04T00:00:00Z"}"#),
        ("{text: {invalid: true}}", r#""text":null"#),
    ] {
        check(facts, expected);
    }
    assert!(!made("{text: {missing: true}}").contains("\"text\":\"a\""));
}

#[test]
fn later_levels_count() {
    let gate = load(
        "gate.yaml",
        "gate: g\nfacts: {n: {type: number}}\nparams: {limit: 1}\nrules: [{id: r, require: n < params.limit}]",
    );
    let gate = gate.gate.unwrap();
    let text = "defaults: {now: 2026-01-04T00:00:00Z, facts: {n: 5}, params: {limit: 3}, expect: {others: undetermined}}
cases:
  - name: c
    facts: {n: 2}
    expect: {rules: {r: pass}}
    table:
      - {expect: {others: pass}}
      - {name: more, facts: {n: 4}, expect: {decision: no-go, rules: {r: no-go}, others: pass}}
      - {name: set, params: {limit: 5}, facts: {n: 4}, expect: {others: pass}}";
    let (document, problems) = read(text);
    assert!(problems.is_empty(), "{problems:?}");
    let (cases, problems) = cases(text, &document.unwrap(), &gate, &Files::new());
    assert!(problems.is_empty(), "{problems:?}");
    let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, ["c [1]", "c: more", "c: set"]);
    for case in &cases {
        assert_eq!(case.run(&gate).unwrap().differences, Vec::new(), "{}", case.name);
    }
}
