//! Gates: some rules over the four facts, in a phase that is live and one that is not.

use gonogo_engine::gate::load;
use gonogo_engine::{Decision, Gate, Snapshot, decide};
use proptest::prelude::*;

use crate::condition::{Condition, condition};
use crate::snapshot::FACTS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effect {
    Warn,
    NoGo,
    Rollback,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Require(Condition, Option<Effect>),
    Forbid(Condition, Effect),
    /// `None` is go. The second part is the last case.
    Cases(Vec<(Condition, Option<Effect>)>, Option<Effect>),
}

#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) when: Option<Condition>,
    pub(crate) body: Body,
    pub(crate) on_undetermined: Option<Effect>,
    pub(crate) shadow: bool,
}

impl Effect {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::NoGo => "no-go",
            Self::Rollback => "rollback",
        }
    }
}

impl Rule {
    pub(crate) fn conditions(&self) -> Vec<&Condition> {
        let mut all: Vec<&Condition> = self.when.iter().collect();
        match &self.body {
            Body::Require(condition, _) | Body::Forbid(condition, _) => all.push(condition),
            Body::Cases(cases, _) => all.extend(cases.iter().map(|(condition, _)| condition)),
        }
        all
    }

    fn yaml(&self, id: usize) -> String {
        let mut lines = vec![format!("id: r{id}")];
        let mut put = |key: &str, value: &str| lines.push(format!("{key}: {value}"));
        if let Some(when) = &self.when {
            put("when", &quoted(when));
        }
        match &self.body {
            Body::Require(condition, otherwise) => {
                put("require", &quoted(condition));
                if let Some(effect) = otherwise {
                    put("else", effect.name());
                }
            }
            Body::Forbid(condition, effect) => {
                let key = match effect {
                    Effect::Warn => "warn_if",
                    Effect::NoGo => "no_go_if",
                    Effect::Rollback => "rollback_if",
                };
                put(key, &quoted(condition));
            }
            Body::Cases(cases, last) => put("cases", &table(cases, *last)),
        }
        if let Some(effect) = self.on_undetermined {
            put("on_undetermined", effect.name());
        }
        if self.shadow {
            put("shadow", "true");
        }
        format!("  - {}\n", lines.join("\n    "))
    }
}

fn table(cases: &[(Condition, Option<Effect>)], last: Option<Effect>) -> String {
    let then = |effect: &Option<Effect>| effect.map_or("go", Effect::name);
    let mut rows: Vec<String> = cases
        .iter()
        .map(|(when, effect)| format!("{{when: {}, then: {}}}", quoted(when), then(effect)))
        .collect();
    rows.push(format!("{{then: {}}}", then(&last)));
    format!("[{}]", rows.join(", "))
}

fn quoted(condition: &Condition) -> String {
    format!("'{}'", condition.text())
}

/// One more rule, `base`, holds always, so that every phase has a rule that decides.
pub(crate) fn text(rules: &[Rule]) -> String {
    let facts = FACTS.map(|fact| format!("  {}: {}\n", fact.name(), fact.declaration()));
    let rules: Vec<String> = rules.iter().enumerate().map(|(id, rule)| rule.yaml(id)).collect();
    format!(
        "gate: generated\nphases: {{on: {{live: true}}, off: {{live: false}}}}\nfacts:\n{}rules:\n\
         {}  - id: base\n    require: phase.name != 'none'\n",
        facts.concat(),
        rules.concat()
    )
}

pub(crate) fn gate(rules: &[Rule]) -> Gate {
    let text = text(rules);
    let loaded = load("gate.yaml", &text);
    loaded.gate.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.problems))
}

pub(crate) fn decided(gate: &Gate, phase: &str, snapshot: &Snapshot) -> Decision {
    decide(&gate.stage(Some(phase), &[]).expect("the phase has a rule"), snapshot)
}

pub(crate) fn bytes(decision: &Decision) -> String {
    serde_json::to_string(decision).expect("a decision is JSON")
}

fn effect() -> impl Strategy<Value = Effect> {
    prop::sample::select(vec![Effect::Warn, Effect::NoGo, Effect::Rollback])
}

fn body() -> impl Strategy<Value = Body> {
    let case = (condition(), prop::option::of(effect()));
    prop_oneof![
        (condition(), prop::option::of(effect())).prop_map(|(c, e)| Body::Require(c, e)),
        (condition(), effect()).prop_map(|(c, e)| Body::Forbid(c, e)),
        (prop::collection::vec(case, 0..3), prop::option::of(effect()))
            .prop_map(|(cases, last)| Body::Cases(cases, last)),
    ]
}

pub(crate) fn rule() -> impl Strategy<Value = Rule> {
    let when = prop::option::weighted(0.3, condition());
    let on_undetermined = prop::option::weighted(0.2, effect());
    (when, body(), on_undetermined, prop::bool::weighted(0.2)).prop_map(
        |(when, body, on_undetermined, shadow)| Rule { when, body, on_undetermined, shadow },
    )
}

pub(crate) fn rules() -> impl Strategy<Value = Vec<Rule>> {
    prop::collection::vec(rule(), 1..6)
}
