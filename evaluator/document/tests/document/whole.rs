//! Good gate files, and what is read from them.

use super::*;
use gonogo_document::*;

/// The example of the design, in all its parts.
const EXAMPLE: &str = r#"gate: blue-green-gradual            # name
version: 1.10
description: Shift traffic from blue to green in three steps.

params:
  max_error_rate: 0.1%
  critical: [login, pay]

phases:
  pre-deploy: {live: false}
  shift-10:   {traffic: 10%, bake: 5m,  every: 15s}
  manual:
  full-100:
    traffic: 100%
    bake: 24h
    every: [{for: 1h, every: 1m}, {for: 8h, every: 5m}, {every: 15m}]
    params: {max_error_rate: 0.05%}

sources:
  prod: {prometheus: "${PROMETHEUS_URL}", bearer_token: "${PROM_TOKEN}"}
  queue: {redis: "redis://${HOST}/0"}

facts:
  error_rate:
    type: series
    unit: "%"
    from: prod
    query: 100 * sum(rate(http_requests_total{env="green",code=~"5.."}[1m]))
    window: 15m
    step: 15s
    stale_after: 1m                 # default 3 × step
    min_coverage: 80%
    by: [pod, zone]
  backlog:   {type: series, unit: "1", from: queue, command: LLEN email_queue, by: pod}
  checklist: {type: checklist, markdown: release-checklist.md}
  smoke:     {type: tests, junit: "reports/smoke/*.xml", optional: true}

rules:
  - id: error-rate
    title: Error rate within target
    phases: [shift-10, full-100]
    require: error_rate.latest() < params.max_error_rate
    else: warn
    because: "error rate is {error_rate.latest()}"
    action: pause the switch and investigate

  - id: error-rate-sustained
    rollback_if: |
      error_rate.above('1%')
        .lasting('2m')
    escalate: [{after: 0s, to: on-call}, {after: 2m, to: ops-lead}]
    action: {kind: reduce-traffic, to: 5%}
    on_undetermined: rollback

  - id: smoke-tests
    when: has(smoke)
    shadow: true
    cases:
      - {when: smoke.failed == 0, then: go}
      - {when: "smoke.failed == 1 && true", then: warn, because: one}
      - {then: rollback}
"#;

#[test]
fn the_example_is_read_whole() {
    let gate = document(EXAMPLE);
    assert_eq!(gate.completeness, Completeness::Whole);
    assert_eq!(gate.name.unwrap().value, "blue-green-gradual");
    assert_eq!(gate.version.unwrap().value, "1.10");
    let names: Vec<_> = gate.params.iter().map(|param| param.name.value.as_str()).collect();
    assert_eq!(names, ["max_error_rate", "critical"]);
    assert_eq!(gate.params[0].value.as_text().unwrap().value, "0.1%");
}

#[test]
fn phases_are_read() {
    let phases = document(EXAMPLE).phases;
    let names: Vec<_> = phases.iter().map(|phase| phase.name.value.as_str()).collect();
    assert_eq!(names, ["pre-deploy", "shift-10", "manual", "full-100"]);
    assert_eq!(phases.iter().map(|p| p.live).collect::<Vec<_>>(), [false, true, true, true]);
    assert!((phases[1].traffic.as_ref().unwrap().ratio - 0.1).abs() < 1e-12);
    assert_eq!(phases[1].bake.as_ref().unwrap().value, Nanos(300_000_000_000));
    assert_eq!(phases[1].every[0].every.value, Nanos(15_000_000_000));
    let every = &phases[3].every;
    assert_eq!(every.len(), 3);
    assert_eq!(every[0].lasting.as_ref().unwrap().value, Nanos(3_600_000_000_000));
    assert_eq!(every[2].lasting, None);
    assert_eq!(phases[3].params[0].name.value, "max_error_rate");
}

#[test]
fn sources_and_facts_are_read() {
    let gate = document(EXAMPLE);
    assert_eq!(gate.sources[0].settings.len(), 2);
    let error_rate = &gate.facts[0];
    assert_eq!(error_rate.kind.as_ref().unwrap().value, FactType::Series);
    assert_eq!(error_rate.unit.as_ref().unwrap().value, "%");
    assert_eq!(error_rate.from.as_ref().unwrap().value, "prod");
    assert_eq!(error_rate.stale_after.as_ref().unwrap().value, Nanos(60_000_000_000));
    assert_eq!(error_rate.by.len(), 2);
    assert_eq!(error_rate.collect[0].key.value, "query");
    assert_eq!(gate.facts[1].by[0].value, "pod");
    assert!(gate.facts[3].optional);
}

#[test]
fn rules_are_read() {
    let rules = document(EXAMPLE).rules;
    let RuleBody::Require { expression, otherwise } = &rules[0].body else { panic!() };
    assert_eq!(expression.value, "error_rate.latest() < params.max_error_rate");
    assert_eq!(otherwise.as_ref().unwrap().value, Effect::Warn);
    assert_eq!(rules[0].phases.as_ref().unwrap().len(), 2);
    assert!(matches!(rules[0].action, Some(ActionNode::Sentence(_))));
    assert!(matches!(rules[1].action, Some(ActionNode::Map { .. })));
    assert_eq!(rules[1].escalate[1].to.value, "ops-lead");
    assert_eq!(rules[1].on_undetermined.as_ref().unwrap().value, Effect::Rollback);
    let RuleBody::Cases { cases, .. } = &rules[2].body else { panic!() };
    let then: Vec<_> = cases.iter().map(|case| case.then.as_ref().unwrap().value).collect();
    assert_eq!(then, [CaseEffect::Go, CaseEffect::Warn, CaseEffect::Rollback]);
    assert_eq!(cases[2].when, CaseWhen::Always);
    assert!(rules[2].shadow && rules[2].when.is_some());
}

#[test]
fn an_expression_in_a_block_leads_back_to_its_line() {
    let rules = document(EXAMPLE).rules;
    let RuleBody::RollbackIf(expression) = &rules[1].body else { panic!() };
    let start = expression.value.find("lasting").unwrap() as u32;
    let there = expression.file_span(gonogo_cel::Span::new(start, start + 7));
    assert_eq!(there.text(EXAMPLE), "lasting");
    let line = EXAMPLE[..there.start as usize].matches('\n').count() + 1;
    assert!(EXAMPLE.lines().nth(line - 1).unwrap().contains(".lasting('2m')"));
}

#[test]
fn numbers_and_booleans_are_expressions_too() {
    let gate = document(&rule_with("require: true"));
    let RuleBody::Require { expression, .. } = &gate.rules[0].body else { panic!() };
    assert_eq!(expression.value, "true");
}

#[test]
fn a_gate_without_phases_has_one_that_rules_can_name() {
    document(&rule_with("require: a\n    phases: [default]"));
}

#[test]
fn windows_files_and_byte_order_marks_are_read() {
    let text = format!("\u{feff}{}", EXAMPLE.replace('\n', "\r\n"));
    assert_eq!(document(&text).rules.len(), 3);
}
