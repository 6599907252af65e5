//! Laws of scores over generated rules.

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::gate::load;
use gonogo_engine::{Decision, Gate, Verdict, decide};
use proptest::prelude::*;

use crate::condition::Condition;
use crate::gate::{Body, Effect, Rule, decided, rules, text};
use crate::oracle;
use crate::snapshot::{BROKEN, FACTS, Fact, State, States, snapshot, states};

#[derive(Clone, Debug)]
struct Scored {
    rules: Vec<Rule>,
    /// Tenths of a point by index of the rule; `None` for those that are not counted.
    weights: Vec<Option<u32>>,
    vetoes: Vec<bool>,
    /// Percent.
    go: u32,
    warn: Option<u32>,
    otherwise: Effect,
    on_undetermined: Option<Effect>,
}

impl Scored {
    fn members(&self) -> impl Iterator<Item = (usize, u32)> {
        self.weights.iter().enumerate().filter_map(|(at, weight)| Some((at, (*weight)?)))
    }

    fn decides(&self, at: usize) -> bool {
        self.weights[at].is_none() || self.vetoes[at]
    }

    fn yaml(&self, backwards: bool) -> String {
        let member = |(at, weight): (usize, u32)| format!("r{at}: {}.{}", weight / 10, weight % 10);
        let mut of: Vec<String> = self.members().map(member).collect();
        if backwards {
            of.reverse();
        }
        let warn = self.warn.map(|warn| format!(", warn: {warn}%")).unwrap_or_default();
        let undetermined = self.on_undetermined.map(Effect::name);
        let undetermined = undetermined.map(|name| format!("    on_undetermined: {name}\n"));
        format!(
            "  - id: score\n    score: {{of: {{{}}}, go: {}%{warn}, else: {}}}\n{}",
            of.join(", "),
            self.go,
            self.otherwise.name(),
            undetermined.unwrap_or_default()
        )
    }

    fn text(&self) -> String {
        let mut text = text(&self.rules);
        for (at, _) in self.members().filter(|(at, _)| self.vetoes[*at]) {
            let id = format!("  - id: r{at}\n");
            text = text.replace(&id, &format!("{id}    veto: true\n"));
        }
        text
    }

    /// The score after the rules, or before them with its members the other way round.
    fn gates(&self) -> [Gate; 2] {
        let last = format!("{}{}", self.text(), self.yaml(false));
        let first = self.text().replace("rules:\n", &format!("rules:\n{}", self.yaml(true)));
        [last, first].map(|text| {
            let loaded = load("gate.yaml", &text);
            loaded.gate.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.problems))
        })
    }

    fn decided(&self, states: &States) -> Decision {
        let [gate, _] = self.gates();
        decided(&gate, "on", &snapshot(states))
    }

    /// Outcome and effect, by the definition.
    fn finding(&self, states: &States) -> (&'static str, Option<Effect>) {
        let (mut passed, mut open, mut total) = (0, 0, 0);
        for (at, weight) in self.members() {
            match oracle::finding(&self.rules[at], states).0 {
                "pass" => passed += weight,
                "undetermined" => open += weight,
                "fail" => {}
                _ => continue,
            }
            total += weight;
        }
        let reaches = |points: u32, limit: u32| points * 100 >= limit * total;
        if total > 0 && !reaches(passed + open, self.go) {
            return ("fail", Some(self.otherwise));
        }
        if total == 0 || !reaches(passed, self.go) {
            return ("undetermined", Some(self.on_undetermined.unwrap_or(Effect::NoGo)));
        }
        match self.warn {
            Some(warn) if !reaches(passed, warn) => ("fail", Some(Effect::Warn)),
            _ => ("pass", None),
        }
    }

    fn verdict(&self, states: &States) -> &'static str {
        let deciding: Vec<Rule> = (0..self.rules.len())
            .filter(|at| self.decides(*at))
            .map(|at| self.rules[at].clone())
            .collect();
        let rest = oracle::verdict(&deciding, states);
        match (self.finding(states).1, rest) {
            (Some(Effect::Rollback), _) | (_, "rollback") => "rollback",
            (Some(Effect::NoGo), _) | (_, "no-go") => "no-go",
            (None | Some(Effect::Warn), rest) => rest,
        }
    }
}

fn effect() -> impl Strategy<Value = Effect> {
    prop::sample::select(vec![Effect::Warn, Effect::NoGo, Effect::Rollback])
}

fn scored() -> impl Strategy<Value = Scored> {
    let weight = || prop::option::weighted(0.8, 1..40_u32);
    let parts = (
        rules(),
        prop::collection::vec(weight(), 6),
        prop::collection::vec(prop::bool::weighted(0.2), 6),
        (1..=100_u32, prop::option::of(0..=100_u32)),
        effect(),
        // A warning depends on why it is open; the matrix of false go has these cases.
        prop::option::weighted(0.2, effect().prop_map(|effect| effect.max(Effect::NoGo))),
    );
    parts.prop_map(|(mut rules, mut weights, vetoes, (go, above), otherwise, on_undetermined)| {
        weights.truncate(rules.len());
        if weights.iter().all(Option::is_none) {
            weights[0] = Some(1);
        }
        for (rule, weight) in rules.iter_mut().zip(&weights) {
            rule.shadow &= weight.is_none();
        }
        let warn = above.map(|above| (go + above).min(100));
        Scored { rules, weights, vetoes, go, warn, otherwise, on_undetermined }
    })
}

fn record<'d>(decision: &'d Decision, id: &str) -> &'d RuleRecord {
    decision.rules.iter().find(|rule| rule.id == id).expect("the rule is in the phase")
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 384,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_score_is_that_of_the_definition(scored in scored(), states in states()) {
        let decision = scored.decided(&states);
        let score = record(&decision, "score");
        let found = serde_json::to_value(score.outcome).unwrap();
        let effect = score.effect.map(gonogo_engine::gate::Effect::name);
        let (outcome, expected) = scored.finding(&states);
        prop_assert_eq!((found.as_str(), effect), (Some(outcome), expected.map(Effect::name)));
        prop_assert_eq!(decision.decision.name(), scored.verdict(&states));
    }

    #[test]
    fn neither_order_of_rules_nor_of_members_matters(
        scored in scored(),
        states in states(),
        swaps in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 8),
    ) {
        let [last, first] = scored.gates();
        let snapshot = snapshot(&states);
        let (one, other) = (decided(&last, "on", &snapshot), decided(&first, "on", &snapshot));
        prop_assert_eq!(one.decision, other.decision);
        prop_assert_eq!(one.counts, other.counts);
        for rule in &one.rules {
            let moved = record(&other, &rule.id);
            let place = (moved.line, moved.column);
            let expected = RuleRecord { line: place.0, column: place.1, ..rule.clone() };
            prop_assert_eq!(moved, &expected);
        }
        let mut stage = last.stage(Some("on"), &[]).unwrap();
        let count = stage.rules.len();
        for (one, other) in swaps {
            stage.rules.swap(one.index(count), other.index(count));
        }
        prop_assert_eq!(decide(&stage, &snapshot), one);
    }

    /// What only counts asks for nothing, and no member's record is lost.
    #[test]
    fn members_ask_for_nothing_without_a_veto(scored in scored(), states in states()) {
        let decision = scored.decided(&states);
        for (at, _) in scored.members() {
            let id = format!("r{at}");
            let member = record(&decision, &id);
            prop_assert_eq!(&member.counts_in, &["score"]);
            let (outcome, effect) = oracle::finding(&scored.rules[at], &states);
            let found = serde_json::to_value(member.outcome).unwrap();
            prop_assert_eq!(found.as_str(), Some(outcome));
            let expected = effect.filter(|_| scored.vetoes[at]).map(Effect::name);
            prop_assert_eq!(member.effect.map(gonogo_engine::gate::Effect::name), expected);
            prop_assert!(scored.vetoes[at] || !decision.deciding.contains(&id));
        }
    }

    /// A failing score that only warns is the author's choice, as with `require`.
    #[test]
    fn a_member_that_fails_never_improves_a_decision(
        mut scored in scored(),
        states in states(),
        at in any::<prop::sample::Index>(),
    ) {
        scored.otherwise = scored.otherwise.max(Effect::NoGo);
        scored.on_undetermined = None;
        let members: Vec<usize> =
            scored.members().map(|(at, _)| at).filter(|at| !scored.vetoes[*at]).collect();
        prop_assume!(!members.is_empty());
        let before = scored.decided(&states).decision;
        let body = Body::Require(Condition::Always(false), None);
        scored.rules[members[at.index(members.len())]] =
            Rule { when: None, body, on_undetermined: None, shadow: false };
        prop_assert!(scored.decided(&states).decision >= before);
    }

    /// Neither towards go, nor towards rollback.
    #[test]
    fn losing_a_fact_is_no_evidence_for_a_score(
        mut scored in scored(),
        before in states(),
        fact in prop::sample::select(FACTS.to_vec()),
        loss in prop::sample::select(BROKEN.to_vec()),
    ) {
        scored.on_undetermined = None;
        prop_assume!(matches!(before[&fact], State::Good(_)));
        prop_assume!(fact != Fact::Optional || loss != State::Missing);
        let mut after = before.clone();
        after.insert(fact, loss);
        let (before, after) = (scored.decided(&before), scored.decided(&after));
        let (before, after) = (record(&before, "score"), record(&after, "score"));
        let asks = |rule: &RuleRecord| match rule.effect.map(gonogo_engine::gate::Effect::name) {
            None | Some("warn") => Verdict::Go,
            Some("rollback") => Verdict::Rollback,
            Some(_) => Verdict::NoGo,
        };
        prop_assert!(asks(after) != Verdict::Rollback || asks(before) == Verdict::Rollback);
        let passes = |rule: &RuleRecord| match rule.outcome {
            Outcome::Pass => true,
            Outcome::Fail => rule.expression.as_deref() != Some(&format!("score >= {} %", scored.go)),
            Outcome::Undetermined | Outcome::Skipped => false,
        };
        prop_assert!(passes(before) || !passes(after), "{:?} {:?}", before, after);
    }
}
