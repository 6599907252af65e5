//! Gate files: those of all fixtures are valid. What the schema and `gonogo check` both can
//! tell, they tell alike.

use serde_json::Value;

use crate::{assert_valid, cases, problems, read, schema, validator};

fn from_yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn fixtures_are_valid() {
    let validator = validator(&schema("gate"));
    for case in cases() {
        let path = case.join("gate.yaml");
        assert_valid(&validator, &from_yaml(&read(&path)), &path.display().to_string());
    }
}

/// Every key that there is.
const WHOLE: &str = r#"
gate: whole
version: 1.2
description: Everything at once.
budget: {expression: 100000, gate: 10000000}
params: {share: 0.1%, text: 'a', number: 3, yes: true, list: [1, 2], map: {a: 1s}}
phases:
  pre: {live: false}
  empty:
  one: {traffic: 12.5%, bake: 1h30m, every: 15s, params: {share: 0.2%}}
  two: {every: [{for: 1h, every: 1m}, {every: 15m}]}
sources:
  prod: {prometheus: "${URL}", headers: {a: b}}
  page: {metrics: "http://localhost:9100/metrics", hosts: [localhost]}
  api: {http: "${API}", username: ana, password: "${PASSWORD}", ca_file: ca.pem, timeout: 7s}
  db: {postgres: "${DSN}"}
  queue: {redis: "rediss://queue.example:6379"}
  shop: {tls: "shop.example:443"}
  build: {files: build}
  root: {disk: /}
  tools: {commands: ., allow_command: true}
  job: {ci: here}
  repo: {git: .}
facts:
  rate:
    type: series
    description: Errors.
    unit: "%"
    from: prod
    query: up
    window: 15m
    step: 15s
    stale_after: 1m
    max_gap: 30s
    min_coverage: 80%
    min_samples: 10
    by: [pod, zone]
    optional: true
    timeout: 5s
  one_label: {type: series, unit: "1", step: 15s, by: pod}
  list: {type: list, allow_empty: true, path: list.json, stale_after: 1d}
  items: {type: checklist, markdown: plan.md, section: Database}
  smoke: {type: tests, junit: "reports/*.xml"}
  posted:
    type: number
    from: api
    path: /a
    method: POST
    headers: {x: y}
    body: "{}"
    jsonpath: $.a
    format: json
  shown: {type: bool, from: api, matches: ok}
  load: {type: number, from: page, query: load1}
  rows: {type: number, from: db, query: select 1}
  length: {type: number, from: queue, command: LLEN a}
  cert: {type: certificate, from: shop, host: b.example, port: 8443}
  size: {type: number, from: build, path: a.tar, measure: size}
  free: {type: number, unit: "%", from: root, measure: free}
  cores: {type: number, from: tools, command: nproc}
  branch: {type: string, from: job, jsonpath: $.branch}
  clean: {type: bool, from: repo, jsonpath: $.clean}
  sum: {type: series, step: 15s}
  before: {type: baseline, of: sum, runs: 5, first_run: skip, description: The last runs.}
  smoke_before: {type: baseline, of: smoke, optional: true}
rules:
  - id: required
    title: A title
    description: Why.
    phases: [pre, one]
    when: has(rate)
    require: smoke.failed == 0
    else: warn
    because: "{smoke.failed} failed"
    action: {kind: stop, to: 5%}
    escalate: [{after: 0s, to: on-call}]
    on_undetermined: warn
    shadow: true
  - {id: forbidden, no_go_if: "false", action: call}
  - {id: rolled-back, rollback_if: false}
  - {id: warned, warn_if: smoke.failed > 1}
  - {id: counted, require: smoke.total > 1}
  - {id: with-veto, veto: true, require: smoke.total > 2}
  - {id: scored, score: {of: {counted: 1, with-veto: 2.5}, go: 62.5%, warn: 100%, else: rollback}}
  - id: table
    cases:
      - {when: smoke.failed > 1, then: no-go, because: more than one}
      - {then: go}
"#;

#[test]
fn every_key_is_known() {
    assert_valid(&validator(&schema("gate")), &from_yaml(WHOLE), "the whole gate");
}

/// What is replaced in the whole gate, and by what.
const WRONG: &[(&str, &str)] = &[
    ("gate: whole", "gate: Whole Thing"),
    ("gate: whole", "name: whole"),
    ("gate: whole", "gate: whole\nrelease: 1"),
    ("live: false", "live: no-way"),
    ("traffic: 12.5%", "traffic: 101%"),
    ("traffic: 12.5%", "traffic: 0.125"),
    ("bake: 1h30m", "bake: 30m1h"),
    ("bake: 1h30m", "bake: 90"),
    ("every: [{for: 1h, every: 1m}, {every: 15m}]", "every: []"),
    ("prod: {prometheus: \"${URL}\", headers: {a: b}}", "prod: {}"),
    ("page: {metrics:", "page: {metrcs:"),
    ("hosts: [localhost]", "host: localhost"),
    ("hosts: [localhost]", "allow_command: true"),
    ("metrics: \"http://localhost", "metrics: \"localhost"),
    ("password: \"${PASSWORD}\", ", ""),
    ("timeout: 7s", "timeout: 7"),
    ("timeout: 7s", "bearer_token: \"${TOKEN}\""),
    ("{postgres: \"${DSN}\"}", "{postgres: \"${DSN}\", files: a}"),
    ("{postgres: \"${DSN}\"}", "{postgres: \"${DSN}\", headers: {a: b}}"),
    ("{postgres: \"${DSN}\"}", "{postgres: \"mysql://a\"}"),
    ("tls: \"shop.example:443\"", "tls: shop.example"),
    ("{files: build}", "{files: build, hosts: [a]}"),
    ("{files: build}", "{files: ''}"),
    (", allow_command: true", ""),
    ("allow_command: true", "allow_command: false"),
    ("method: POST", "method: PUT"),
    ("headers: {x: y}", "headers: {'x y': z}"),
    ("format: json", "format: jsn"),
    ("jsonpath: $.a\n", "jsonpath: ' '\n"),
    ("jsonpath: $.a\n", "sql: select 1\n"),
    ("port: 8443", "port: 70000"),
    ("measure: size", "measure: sizes"),
    ("measure: free", "measure: inodes"),
    ("type: tests", "type: test"),
    ("type: tests", "junit_files: a"),
    ("smoke: {type: tests", "now: {type: tests"),
    ("smoke: {type: tests", "smoke-tests: {type: tests"),
    ("junit: \"reports/*.xml\"", "unit: ms"),
    ("junit: \"reports/*.xml\"", "window: 5m"),
    ("junit: \"reports/*.xml\"", "allow_empty: true"),
    ("markdown: plan.md", "junit: a.xml"),
    ("min_samples: 10", "min_samples: 0"),
    ("min_coverage: 80%", "min_coverage: 0.8"),
    ("by: [pod, zone]", "by: []"),
    ("of: sum, ", ""),
    ("runs: 5", "runs: 0"),
    ("runs: 5", "runs: 101"),
    ("runs: 5", "window: 5m"),
    ("first_run: skip", "first_run: go"),
    ("first_run: skip", "first_run: skip, optional: true"),
    ("type: baseline, of: smoke", "type: json, of: smoke"),
    ("- id: required", "- id: facts"),
    ("- id: required", "- name: required"),
    ("phases: [pre, one]", "phases: []"),
    ("else: warn", "else: go"),
    ("else: warn", "otherwise: warn"),
    ("on_undetermined: warn", "on_undetermined: go"),
    ("action: {kind: stop, to: 5%}", "action: []"),
    ("escalate: [{after: 0s, to: on-call}]", "escalate: [{to: on-call}]"),
    ("escalate: [{after: 0s, to: on-call}]", "no_go_if: false"),
    ("no_go_if: \"false\"", "no_go_if: [false]"),
    ("no_go_if: \"false\"", "else: warn"),
    ("of: {counted: 1, with-veto: 2.5}", "of: {}"),
    ("of: {counted: 1, with-veto: 2.5}", "of: [counted, with-veto]"),
    ("counted: 1,", "counted: 0,"),
    ("counted: 1,", "counted: -1,"),
    ("counted: 1,", "counted: '0.0',"),
    ("counted: 1,", "counted: 10000000,"),
    ("counted: 1,", "counted: much,"),
    ("counted: 1,", "Counted: 1,"),
    ("go: 62.5%", "go: 0%"),
    ("go: 62.5%", "go: 62.5"),
    ("go: 62.5%, ", ""),
    ("warn: 100%", "warn: 101%"),
    ("else: rollback}", "else: go}"),
    ("else: rollback}", "otherwise: rollback}"),
    ("veto: true", "veto: always"),
    ("then: no-go", "then: stop"),
    ("then: no-go", "else: no-go"),
    ("      - {then: go}", "      - {when: smoke.failed > 2}"),
];

/// As `gonogo check` finds them, about sources as well.
fn errors(text: &str) -> Vec<String> {
    let loaded = gonogo_engine::gate::load("gate.yaml", text);
    let about_sources = loaded.document.as_ref().map(gonogo_sources::plan).unwrap_or_default();
    let all = loaded.problems.into_iter().chain(about_sources.problems);
    all.filter(|problem| problem.is_error()).map(|problem| problem.message).collect()
}

#[test]
fn wrong_gates_are_refused_by_the_schema_and_by_the_loader() {
    let validator = validator(&schema("gate"));
    for (right, wrong) in WRONG {
        assert_eq!(WHOLE.matches(right).count(), 1, "{right}");
        let text = WHOLE.replace(right, wrong);
        assert!(!problems(&validator, &from_yaml(&text)).is_empty(), "schema: {wrong}");
        assert!(!errors(&text).is_empty(), "loader: {wrong}");
    }
    assert_eq!(errors(WHOLE), Vec::<String>::new());
}
