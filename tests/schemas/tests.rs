//! Test files, and what `gonogo test` prints about them.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{assert_valid, problems, read, schema, validator};

fn from_yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// Every key that there is.
const WHOLE: &str = r#"
gate: gate.yaml
description: Everything at once.
defaults:
  now: 2026-01-04T03:40:00Z
  phase: full
  phase_started: -1h
  snapshot: snapshots/{phase}.json
  baselines: [a.json]
  waivers: waivers.yaml
  params: {limit: 0.5%}
  facts: {backlog: 3}
  expect: {others: pass}
cases:
  - name: all
    description: Why.
    facts:
      rate: {base: 0.1%, step: 1m, window: 5m, then: [{at: -3m, value: 2%, to: 3}, {at: -1m, value: null}]}
      listed: {values: [1, 2%, null], stale: true}
      pods: [{labels: {pod: a}, base: 1}]
      smoke: {change: {failed: 1}, collected: -1m}
      plan: {open: Backup, done: [Tests]}
      signs: {signed: QA Lead, unsigned: [CTO]}
      version: {failed: refused}
      build: {missing: true}
      area: {invalid: true}
      health: {value: {a: 1}, stale: true}
    expect:
      decision: no-go
      deciding: [rate, smoke]
      rules: {rate: no-go, smoke: {outcome: undetermined, message: [1 failed]}}
      message: of all
      facts: {rate: stale}
    table:
      - {name: a row, phase: [canary, full], expect: {decision: rollback}}
accepted:
  - {mutant: "rules.rate: < -> <=", because: nobody can tell}
"#;

/// What is replaced in the whole file, and by what.
const WRONG: &[(&str, &str)] = &[
    ("gate: gate.yaml", "gates: gate.yaml"),
    ("cases:", "case:"),
    ("name: all", "names: all"),
    ("phase: full", "phases: full"),
    ("baselines: [a.json]", "baseline: [a.json]"),
    ("params: {limit: 0.5%}", "params: [limit]"),
    ("facts: {backlog: 3}", "facts: []"),
    ("backlog: 3", "backlog:"),
    ("decision: no-go", "decision: stop"),
    ("decision: rollback", "decision: roll-back"),
    ("rate: no-go", "rate: failed"),
    ("{outcome: undetermined, message: [1 failed]}", "{}"),
    ("message: of all", "message: ''"),
    ("facts: {rate: stale}", "facts: {rate: old}"),
    ("others: pass", "others: passed"),
    ("others: pass", "rest: pass"),
    ("- {name: a row,", "- {named: a row,"),
    (", because: nobody can tell", ""),
];

#[test]
fn packs_and_every_key_are_valid() {
    let validator = validator(&schema("tests"));
    assert_valid(&validator, &from_yaml(WHOLE), "the whole file");
    let pack = "policies/staged-5-25-100/tests.yaml";
    assert_valid(&validator, &from_yaml(&read(&file(pack))), pack);
}

#[test]
fn wrong_files_are_refused_by_the_schema_and_by_the_reader() {
    let validator = validator(&schema("tests"));
    assert_eq!(errors(WHOLE), Vec::<String>::new());
    for (right, wrong) in WRONG {
        assert_eq!(WHOLE.matches(right).count(), 1, "{right}");
        let text = WHOLE.replace(right, wrong);
        assert!(!problems(&validator, &from_yaml(&text)).is_empty(), "schema: {wrong}");
        // That a fact has no value is known once there is a gate.
        let needs_gate = *wrong == "backlog:";
        assert!(needs_gate || !errors(&text).is_empty(), "reader: {wrong}");
    }
}

fn errors(text: &str) -> Vec<String> {
    let (_, problems) = gonogo_policy_tests::read(text);
    problems.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn results_are_valid() {
    let validator = validator(&schema("results"));
    for more in [&[][..], &["--mutate"], &["failing.tests.yaml"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        command.current_dir(file("tests/cli/files")).args(["test", "--format", "json"]);
        let named = more.first().is_some_and(|word| !word.starts_with('-'));
        let command = if named { &mut command } else { command.arg("shop.tests.yaml") };
        let output = command.args(more).output().unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_valid(&validator, &json, &format!("{more:?}"));
    }
}
