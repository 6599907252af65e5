//! Runs the examples. They read these facts, as they stand at 03:40:00 on 2026-01-04.

use gonogo_cel::{Binding, Bindings, Budget, Env, Type};

use gonogo_engine::facts::{FactDeclaration, SnapshotParts, decode};
use gonogo_engine::functions::{Kind, environment, manual};
use gonogo_engine::gate;

/// Cost units for one example: a pattern that is no literal needs thousands.
const BUDGET: u64 = 100_000;

/// Declared as in a gate; the rule is there because a gate has one.
const GATE: &str = r#"
gate: examples
facts:
  errors: {type: series, unit: "%", window: 2m, step: 15s}
  requests: {type: series, unit: "1", window: 1m, step: 15s}
  pods: {type: series, unit: "%", by: pod, window: 15s, step: 15s}
  memory: {type: series, unit: MB, window: 10m, step: 30s}
  canary: {type: series, unit: ms, window: 5m, step: 15s}
  stable: {type: series, unit: ms, window: 5m, step: 15s}
  checklist: {type: checklist}
  signoffs: {type: signoffs}
rules: [{id: any, require: "true"}]
"#;

const SNAPSHOT: &str = r#"{
  "now": "2026-01-04T03:40:00Z",
  "facts": {
    "errors": {
      "start": "2026-01-04T03:38:00Z", "step": "15s",
      "values": [0.2, 0.4, 0.3, 1.2, 1.4, 0.6, 1.1, 1.3, 1.5]
    },
    "requests": {
      "start": "2026-01-04T03:39:00Z", "step": "15s", "values": [100, 160, 220, 20, 80]
    },
    "pods": [
      {"labels": {"pod": "a"}, "samples": [["2026-01-04T03:39:45Z", 0.1], ["2026-01-04T03:40:00Z", 0.1]]},
      {"labels": {"pod": "b"}, "samples": [["2026-01-04T03:39:45Z", 0.1], ["2026-01-04T03:40:00Z", 2.5]]}
    ],
    "memory": {
      "start": "2026-01-04T03:30:00Z", "step": "30s",
      "values": [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010,
        1011, 1012, 1013, 1014, 1015, 1016, 1017, 1018, 1019, 1020]
    },
    "canary": {
      "start": "2026-01-04T03:35:00Z", "step": "15s",
      "values": [148, 152, 149, 151, 150, 148, 152, 149, 151, 150, 148,
        152, 149, 151, 150, 148, 152, 149, 151, 150, 150]
    },
    "stable": {
      "start": "2026-01-04T03:35:00Z", "step": "15s",
      "values": [98, 102, 99, 101, 100, 98, 102, 99, 101, 100, 98,
        102, 99, 101, 100, 98, 102, 99, 101, 100, 100]
    },
    "checklist": [
      {"text": "Backup completed", "done": true, "section": ["Pre-deploy", "Database"]},
      {"text": "Migration rehearsed", "done": true, "section": ["Pre-deploy", "Database"]},
      {"text": "Dashboards open", "done": false, "section": ["Pre-deploy"]},
      {"text": "Old dashboards", "state": "not-applicable", "section": ["Pre-deploy"]}
    ],
    "signoffs": {
      "QA Lead": {"approved": true, "by": "Grace", "at": "2026-01-03T16:00:00Z"},
      "Director": null
    }
  }
}"#;

/// The functions and variables that examples see.
fn sample() -> (Env, Bindings) {
    let loaded = gate::load("examples.yaml", GATE);
    let gate = loaded.gate.unwrap_or_else(|| panic!("{:?}", loaded.problems));
    let mut parts = SnapshotParts::default();
    parts.add(("examples", SNAPSHOT)).unwrap();
    let now = parts.now().unwrap();
    let snapshot = parts.freeze(now);
    let mut env = environment();
    let mut values = vec![(env.declare("now", Type::Timestamp), gonogo_cel::Value::Timestamp(now))];
    for fact in &gate.facts {
        let declaration: &FactDeclaration = &fact.declaration;
        let slot = env.declare(&declaration.name, declaration.kind.cel_type());
        values.push((slot, decode(declaration, &snapshot).value.unwrap()));
    }
    let mut bindings = Bindings::new(values.len());
    for (slot, value) in values {
        bindings.set(slot, Binding::Value(value));
    }
    (env, bindings)
}

#[test]
fn examples_give_what_they_say() {
    let (env, bindings) = sample();
    for entry in manual().entries() {
        assert!(entry.summary.ends_with('.'), "{} has no sentence", entry.name);
        assert!(!entry.examples.is_empty(), "{} has no example", entry.name);
        for (source, gives) in entry.examples {
            let program = env.compile(source).unwrap_or_else(|problems| {
                panic!("{source}: {problems:?}");
            });
            let result = program.evaluate(&bindings, &Budget::new(BUDGET));
            assert_eq!(result.map(|value| value.to_string()).as_deref(), Ok(*gives), "{source}");
        }
    }
}

/// Operators show themselves by their signs: what is left of `a.?b`, `{?a: b}` without operands.
#[test]
fn a_function_shows_itself_in_its_examples() {
    for entry in manual().entries() {
        let title = entry.title();
        let words: Vec<&str> = match entry.kind {
            Kind::Operator => title.split(['a', 'b', 'c']).collect(),
            Kind::Function | Kind::Macro => vec![entry.name],
        };
        let shown = |source: &str| words.iter().all(|word| source.contains(word.trim()));
        let shows = entry.examples.iter().any(|(source, _)| shown(source));
        assert!(shows, "no example shows `{}`", entry.name);
    }
}

#[test]
fn the_manual_has_everything_that_is_known() {
    let manual = manual();
    for name in environment().function_names() {
        assert!(manual.entries().any(|entry| entry.name == name), "`{name}` is in no chapter");
    }
}

#[test]
fn gonogo_functions_finds_every_entry_by_its_name_and_title() {
    let manual = manual();
    for entry in manual.entries() {
        for word in [entry.name, &entry.title()] {
            let found = manual.about(word).unwrap_or_else(|| panic!("`{word}` is not found"));
            assert!(found.entries().any(|other| other.name == entry.name), "{word}");
        }
    }
}
