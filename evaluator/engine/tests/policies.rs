//! Rules that ask a policy, with policies that say what a test wants.
#![cfg(test)]

use std::sync::Arc;

use gonogo_engine::decision::{Decision, Outcome, Verdict};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{Effect, Gate, Given, Plugins, load, load_waivers};
use gonogo_engine::plugin::{Call, Failure, Finding, Identity, Judgement, Plugin};
use gonogo_engine::{Timestamp, decide};

#[derive(Debug)]
struct Says {
    identity: Identity,
    answer: Result<Vec<Finding>, Failure>,
    /// The facts that it does without.
    optional: &'static [&'static str],
}

impl Plugin for Says {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn does_without(&self, fact: &str) -> bool {
        self.optional.contains(&fact)
    }

    fn evaluate(&self, call: &Call<'_>) -> Result<Vec<Finding>, Failure> {
        for (name, value) in &call.facts {
            assert!(value.is_ok() || self.does_without(name), "{name}: {value:?}");
        }
        self.answer.clone()
    }
}

fn finding(id: &str, outcome: Judgement) -> Finding {
    let evidence = vec![("seen".to_owned(), id.to_owned())];
    Finding { id: id.to_owned(), outcome, message: format!("{id} was said"), evidence }
}

const PASS: Judgement = Judgement::Pass;
const WARN: Judgement = Judgement::Fail(Effect::Warn);
const STOP: Judgement = Judgement::Fail(Effect::NoGo);
const BACK: Judgement = Judgement::Fail(Effect::Rollback);
const OPEN: Judgement = Judgement::Undetermined;

/// `keys` are of the rule; the policy says these.
fn decided(
    keys: &str,
    said: Result<&[Judgement], &str>,
    optional: &'static [&'static str],
) -> Decision {
    let text = format!(
        "gate: g\nfacts: {{a: {{type: number, optional: true}}}}\nphases: {{early: {{live: false}}, late: }}\n\
         rules:\n  - {{id: r, plugin: {{wasm: p.wasm, facts: [a]}}, phases: [late]{keys}}}\n  \
         - {{id: e, plugin: {{wasm: p.wasm}}, phases: [early]}}\n"
    );
    let mut gate = load("gate.yaml", &text).gate.unwrap_or_else(|| panic!("{text}"));
    let answer = match said {
        Ok(outcomes) => {
            let each = outcomes.iter().enumerate();
            Ok(each.map(|(at, outcome)| finding(&format!("f{at}"), *outcome)).collect())
        }
        Err(cause) => Err(Failure { cause: cause.to_owned(), trace: vec!["judge".to_owned()] }),
    };
    attach(&mut gate, &answer, optional);
    decide_at(&gate, "late", r#"{"a": 1}"#)
}

fn attach(
    gate: &mut Gate,
    answer: &Result<Vec<Finding>, Failure>,
    optional: &'static [&'static str],
) {
    let identity = Identity { name: "p".into(), version: None, digest: "sha256:0".into() };
    let mut plugins = Plugins::default();
    for rule in ["r", "e"] {
        let (identity, answer) = (identity.clone(), answer.clone());
        plugins.insert(rule, Arc::new(Says { identity, answer, optional }));
    }
    gate.attach(&plugins);
}

fn decide_at(gate: &Gate, phase: &str, facts: &str) -> Decision {
    let mut parts = SnapshotParts::default();
    parts.add(("facts", facts)).unwrap();
    let now = Timestamp::parse("2026-01-04T03:40:00Z").unwrap();
    decide(&gate.stage(Some(phase), &[]).unwrap(), &parts.freeze(now))
}

/// The verdict, and the outcome and effect of the rule.
fn check(
    keys: &str,
    said: Result<&[Judgement], &str>,
    expected: (Verdict, Outcome, Option<Effect>),
) {
    let decision = decided(keys, said, &[]);
    let rule = decision.rules.iter().find(|rule| rule.id == "r").unwrap();
    assert_eq!((decision.decision, rule.outcome, rule.effect), expected, "{keys} {said:?}");
}

#[test]
fn the_greatest_effect_of_the_findings_decides() {
    use Effect::{NoGo, Rollback, Warn};
    use Outcome::{Fail, Pass, Undetermined};
    for (said, expected) in [
        (&[PASS][..], (Verdict::Go, Pass, None)),
        (&[PASS, WARN], (Verdict::Go, Fail, Some(Warn))),
        (&[PASS, STOP, WARN], (Verdict::NoGo, Fail, Some(NoGo))),
        (&[STOP, BACK, PASS], (Verdict::Rollback, Fail, Some(Rollback))),
        (&[PASS, OPEN], (Verdict::NoGo, Undetermined, Some(NoGo))),
        (&[WARN, OPEN], (Verdict::NoGo, Undetermined, Some(NoGo))),
        // The proven one, of two that ask for the same.
        (&[OPEN, STOP], (Verdict::NoGo, Fail, Some(NoGo))),
        (&[OPEN, BACK], (Verdict::Rollback, Fail, Some(Rollback))),
    ] {
        check("", Ok(said), expected);
    }
}

#[test]
fn what_is_not_known_is_never_go_and_never_rollback_by_itself() {
    use Effect::{NoGo, Rollback, Warn};
    use Outcome::Undetermined;
    check("", Err("it broke"), (Verdict::NoGo, Undetermined, Some(NoGo)));
    check("", Ok(&[]), (Verdict::NoGo, Undetermined, Some(NoGo)));
    let keys = ", on_undetermined: warn";
    check(keys, Err("it broke"), (Verdict::Go, Undetermined, Some(Warn)));
    check(keys, Ok(&[OPEN, PASS]), (Verdict::Go, Undetermined, Some(Warn)));
    let keys = ", on_undetermined: rollback";
    check(keys, Err("it broke"), (Verdict::Rollback, Undetermined, Some(Rollback)));
}

#[test]
fn a_policy_that_is_not_attached_is_undetermined() {
    let text = "gate: g\nrules: [{id: r, plugin: {wasm: p.wasm}}]";
    let gate = load("gate.yaml", text).gate.unwrap();
    let decision = decide_at(&gate, "default", "{}");
    assert_eq!(decision.decision, Verdict::NoGo);
    let causes: Vec<_> = decision.rules.iter().filter_map(|rule| rule.cause.as_deref()).collect();
    let cause = "the plugin `p.wasm` was not loaded";
    assert_eq!(causes, [format!("`r`: {cause}").as_str(), cause]);
}

#[test]
fn it_is_not_asked_without_the_facts_that_it_needs() {
    for (optional, outcome) in [(&[][..], Outcome::Undetermined), (&["a"][..], Outcome::Pass)] {
        let text = "gate: g\nfacts: {a: {type: number, optional: true}}\n\
                    rules: [{id: r, plugin: {wasm: p.wasm, facts: [a]}}]";
        let mut gate = load("gate.yaml", text).gate.unwrap();
        attach(&mut gate, &Ok(vec![finding("f", PASS)]), optional);
        let decision = decide_at(&gate, "default", "{}");
        let rule = &decision.rules[1];
        assert_eq!(rule.outcome, outcome);
        assert_eq!(rule.facts, ["a"]);
        if outcome == Outcome::Undetermined {
            assert_eq!(rule.unknown, ["a"]);
            let cause = rule.cause.as_deref().unwrap();
            assert!(cause.starts_with("`a` is absent"), "{cause}");
        }
    }
}

#[test]
fn what_decided_is_said() {
    let decision = decided("", Ok(&[PASS, STOP, STOP]), &[]);
    let rule = &decision.rules[1];
    assert_eq!(rule.message.as_deref(), Some("f1 was said; f2 was said"));
    let values: Vec<&str> = rule.values.iter().map(|value| value.value.as_str()).collect();
    assert_eq!(values, ["f1", "f2"]);
    let plugin = rule.plugin.as_ref().unwrap();
    assert_eq!(plugin.findings.len(), 3);
    let decision = decided("", Err("it broke"), &[]);
    let rule = &decision.rules[1];
    assert_eq!(rule.cause.as_deref(), Some("it broke"));
    assert_eq!(rule.notes, ["in the policy: judge"]);
    let because = decided(", because: \"in our words\"", Ok(&[STOP]), &[]);
    assert_eq!(because.rules[1].message.as_deref(), Some("in our words"));
}

#[test]
fn nothing_is_rolled_back_where_nothing_is_live() {
    let text = "gate: g\nphases: {early: {live: false}}\nrules: [{id: r, plugin: {wasm: p.wasm}}]";
    let mut gate = load("gate.yaml", text).gate.unwrap();
    attach(&mut gate, &Ok(vec![finding("f", BACK)]), &[]);
    assert_eq!(decide_at(&gate, "early", "{}").decision, Verdict::NoGo);
}

/// A waiver lifts what failed, and nothing that could not be told beside it.
#[test]
fn a_waiver_lifts_failures_not_ignorance() {
    let waivers = "waivers: [{rule: r, owner: o, reason: s, until: 2026-02-01T00:00:00Z}]";
    let waivers = load_waivers(waivers).waivers;
    let text = "gate: g\nrules: [{id: r, plugin: {wasm: p.wasm}}]";
    for (said, verdict) in [
        (&[BACK][..], Verdict::Go),
        (&[BACK, WARN], Verdict::Go),
        (&[BACK, OPEN], Verdict::NoGo),
        (&[STOP, OPEN], Verdict::NoGo),
        (&[OPEN], Verdict::NoGo),
    ] {
        let mut gate = load("gate.yaml", text).gate.unwrap();
        let each = said.iter().enumerate();
        let findings = each.map(|(at, one)| finding(&format!("f{at}"), *one)).collect();
        attach(&mut gate, &Ok(findings), &[]);
        let mut stage = gate.stage(None, &[]).unwrap();
        stage.waivers = waivers.clone();
        let now = Timestamp::parse("2026-01-04T03:40:00Z").unwrap();
        let decision = decide(&stage, &SnapshotParts::default().freeze(now));
        assert_eq!(decision.decision, verdict, "{said:?}: {:?}", decision.rules[1]);
    }
}

#[test]
fn in_shadow_it_decides_nothing_and_in_a_score_it_counts() {
    let text = "gate: g\nrules:\n  - {id: r, shadow: true, plugin: {wasm: p.wasm}}\n  \
                - {id: s, require: 'true'}\n";
    let mut gate = load("gate.yaml", text).gate.unwrap();
    attach(&mut gate, &Ok(vec![finding("f", BACK)]), &[]);
    assert_eq!(decide_at(&gate, "default", "{}").decision, Verdict::Go);
    let text = "gate: g\nrules:\n  - {id: r, plugin: {wasm: p.wasm}}\n  - {id: s, require: 'true'}\n  \
                - {id: c, score: {of: {r: 1, s: 1}, go: 50%}}\n";
    let mut gate = load("gate.yaml", text).gate.unwrap();
    attach(&mut gate, &Ok(vec![finding("f", BACK)]), &[]);
    let decision = decide_at(&gate, "default", "{}");
    assert_eq!(decision.decision, Verdict::Go);
}

const HEAD: &str = "gate: g\nparams: {limit: 5%}\nfacts: {ratio: {type: number}}\n";

/// The findings, or what the rule hands over.
fn loaded(plugin: &str) -> String {
    let text = format!("{HEAD}rules: [{{id: r, plugin: {{wasm: a.wasm, {plugin}}}}}]");
    let loaded = load("gate.yaml", &text);
    let problems: Vec<String> =
        loaded.problems.iter().map(|p| format!("{} {}", p.code.id, p.message)).collect();
    let Some(gate) = loaded.gate else { return problems.join("; ") };
    let (_, check) = gate.plugin_checks().next().unwrap();
    let facts = check.facts.iter().map(|handed| format!("{}={}", handed.name, handed.fact));
    let settings = check.settings.iter().map(|setting| match &setting.given {
        Given::Value(value) => format!("{}={value}", setting.name),
        Given::Param(at) => format!("{}=param {at}", setting.name),
    });
    facts.chain(settings).collect::<Vec<_>>().join(" ")
}

#[test]
fn facts_and_settings_are_those_of_the_gate() {
    for (plugin, expected) in [
        ("facts: [ratio]", "ratio=0"),
        ("facts: {canary: ratio}", "canary=0"),
        ("facts: [ratios]", "W004 there is no fact `ratios`"),
        ("facts: [ratio, ratio]", "W004 the fact `ratio` is handed over twice"),
        ("config: {a: 1, b: 5%, c: x, d: params.limit}", "a=1.0 b=5 % c='x' d=param 0"),
        ("config: {a: \"params.limit\"}", "a='params.limit'"),
        ("config: {a: params.limits}", "P023 there is no parameter `limits`"),
        ("entrypoint: x", "W001 `entrypoint` goes with `opa` only"),
        ("opa: x", "W001 a plugin is one module, and this one has both `wasm` and `opa`"),
        ("digest: sha256:12", "W001 `sha256:12` is no digest"),
    ] {
        assert_eq!(loaded(plugin), expected, "{plugin}");
    }
}

/// A module that is missing or another one is not what `on_undetermined` is for.
#[test]
fn a_policy_that_cannot_be_asked_is_no_go_whatever_the_rule_says() {
    for keys in [", on_undetermined: warn", ", on_undetermined: rollback", ""] {
        let text = format!("gate: g\nrules: [{{id: r, plugin: {{wasm: p.wasm}}{keys}}}]");
        let gate = load("gate.yaml", &text).gate.unwrap();
        assert_eq!(decide_at(&gate, "default", "{}").decision, Verdict::NoGo, "{keys}");
    }
    let score = "gate: g\nrules:\n  - {id: r, plugin: {wasm: p.wasm}}\n  - {id: s, require: 'true'}\n  \
                 - {id: c, score: {of: {r: 1, s: 9}, go: 50%}}\n";
    let gate = load("gate.yaml", score).gate.unwrap();
    let decision = decide_at(&gate, "default", "{}");
    assert_eq!((decision.decision, decision.deciding), (Verdict::NoGo, vec!["plugins".to_owned()]));
    let shadow =
        "gate: g\nrules: [{id: r, shadow: true, plugin: {wasm: p.wasm}}, {id: s, require: 'true'}]";
    let gate = load("gate.yaml", shadow).gate.unwrap();
    assert_eq!(decide_at(&gate, "default", "{}").decision, Verdict::Go);
}

/// Whoever reads an undetermined rule is told why, also where the policy kept silent.
#[test]
fn what_a_policy_could_not_tell_has_a_cause() {
    let text = "gate: g\nrules: [{id: r, plugin: {wasm: p.wasm}}]";
    let mut gate = load("gate.yaml", text).gate.unwrap();
    let silent = Finding { message: String::new(), ..finding("f", OPEN) };
    attach(&mut gate, &Ok(vec![silent]), &[]);
    let decision = decide_at(&gate, "default", "{}");
    let cause = decision.rules[1].cause.as_deref();
    assert_eq!(cause, Some("the policy could not tell, and did not say why"));
}
