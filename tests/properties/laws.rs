//! The laws.

use gonogo_engine::decision::Outcome;
use gonogo_engine::gate::Waiver;
use gonogo_engine::{Timestamp, Verdict, decide};
use proptest::prelude::*;

use crate::condition::Condition;
use crate::gate::{Body, Effect, Rule, bytes, decided, gate, rule, rules};
use crate::oracle;
use crate::snapshot::{BROKEN, FACTS, Fact, State, read, snapshot, states, text};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What the record asks for, as it is published.
fn asked(record: &gonogo_engine::decision::RuleRecord) -> Option<&'static str> {
    record.effect.map(gonogo_engine::gate::Effect::name)
}

fn failing(effect: Effect) -> Rule {
    let body = Body::Require(Condition::Always(false), Some(effect));
    Rule { when: None, body, on_undetermined: None, shadow: false }
}

proptest! {
    #![proptest_config(config(48))]

    /// Neither chance, nor the order of rules, nor that of the snapshot's keys leaves a trace.
    #[test]
    fn the_same_input_gives_the_same_bytes(
        rules in rules(),
        states in states(),
        order in Just(FACTS.to_vec()).prop_shuffle(),
        swaps in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 100),
    ) {
        let gate = gate(&rules);
        let snapshot = snapshot(&states);
        let expected = bytes(&decided(&gate, "on", &snapshot));
        let mut stage = gate.stage(Some("on"), &[]).unwrap();
        let count = stage.rules.len();
        for (one, other) in swaps {
            stage.rules.swap(one.index(count), other.index(count));
            prop_assert_eq!(&bytes(&decide(&stage, &snapshot)), &expected);
        }
        let shuffled = read(&text(&states, &order));
        prop_assert_eq!(bytes(&decide(&stage, &shuffled)), expected);
    }
}

proptest! {
    #![proptest_config(config(384))]

    #[test]
    fn the_decision_is_that_of_the_table(rules in rules(), states in states()) {
        let decision = decided(&gate(&rules), "on", &snapshot(&states));
        prop_assert_eq!(decision.decision.name(), oracle::verdict(&rules, &states));
        for (id, rule) in rules.iter().enumerate() {
            let id = format!("r{id}");
            let record = decision.rules.iter().find(|record| record.id == id).unwrap();
            let (outcome, effect) = oracle::finding(rule, &states);
            let found = serde_json::to_value(record.outcome).unwrap();
            prop_assert_eq!(found.as_str(), Some(outcome), "{}: {:?}", id, record);
            prop_assert_eq!(asked(record), effect.map(Effect::name), "{}: {:?}", id, record);
        }
    }

    /// The record says of itself why it decided.
    #[test]
    fn the_greatest_effect_decides(rules in rules(), states in states()) {
        let decision = decided(&gate(&rules), "on", &snapshot(&states));
        let rank = |effect: Option<&str>| match effect {
            None | Some("warn") => Verdict::Go,
            Some("rollback") => Verdict::Rollback,
            Some(_) => Verdict::NoGo,
        };
        let deciding = || decision.rules.iter().filter(|rule| !rule.shadow);
        let greatest = deciding().map(|rule| rank(asked(rule))).max().unwrap();
        prop_assert_eq!(decision.decision, greatest);
        let expected: Vec<&String> = deciding()
            .filter(|rule| greatest != Verdict::Go && rank(asked(rule)) == greatest)
            .map(|rule| &rule.id)
            .collect();
        prop_assert_eq!(decision.deciding.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_undetermined_rule_that_decides_is_never_go(rules in rules(), states in states()) {
        let decision = decided(&gate(&rules), "on", &snapshot(&states));
        let stops = |outcome: Outcome, effect: Option<&str>| {
            outcome == Outcome::Undetermined && effect != Some("warn")
        };
        let undetermined =
            decision.rules.iter().any(|rule| !rule.shadow && stops(rule.outcome, asked(rule)));
        prop_assert!(!undetermined || decision.decision != Verdict::Go);
        for rule in &decision.rules {
            prop_assert!(rule.outcome != Outcome::Undetermined || rule.cause.is_some());
        }
    }

    #[test]
    fn one_more_rule_never_improves_a_decision(
        rules in rules(),
        more in rule(),
        at in any::<prop::sample::Index>(),
        states in states(),
    ) {
        let snapshot = snapshot(&states);
        let before = decided(&gate(&rules), "on", &snapshot).decision;
        let mut longer = rules.clone();
        longer.insert(at.index(rules.len() + 1), more);
        prop_assert!(decided(&gate(&longer), "on", &snapshot).decision >= before);
    }

    #[test]
    fn a_failing_rule_has_its_effect(rules in rules(), states in states(), hard in any::<bool>()) {
        let (effect, least) = match hard {
            true => (Effect::Rollback, Verdict::Rollback),
            false => (Effect::NoGo, Verdict::NoGo),
        };
        let snapshot = snapshot(&states);
        let before = decided(&gate(&rules), "on", &snapshot).decision;
        let mut longer = rules.clone();
        longer.push(failing(effect));
        let after = decided(&gate(&longer), "on", &snapshot).decision;
        prop_assert_eq!(after, before.max(least));
    }

    /// Except where the author asked for it with `on_undetermined: rollback`.
    #[test]
    fn losing_a_fact_is_no_evidence(
        mut rules in rules(),
        before in states(),
        fact in prop::sample::select(FACTS.to_vec()),
        loss in prop::sample::select(BROKEN.to_vec()),
    ) {
        for rule in &mut rules {
            rule.on_undetermined = rule.on_undetermined.filter(|effect| *effect != Effect::Rollback);
        }
        prop_assume!(matches!(before[&fact], State::Good(_)));
        // An optional fact may be left out: that is an answer, not a loss.
        prop_assume!(fact != Fact::Optional || loss != State::Missing);
        let gate = gate(&rules);
        let mut after = before.clone();
        after.insert(fact, loss);
        let before = decided(&gate, "on", &snapshot(&before)).decision;
        let after = decided(&gate, "on", &snapshot(&after)).decision;
        // An optional fact is its rules' concern: one that only warns of it lets the release go.
        let eased = before != Verdict::Go && after == Verdict::Go;
        prop_assert!(!eased || fact == Fact::Optional, "{:?} {:?}", before, after);
        prop_assert!(before == Verdict::Rollback || after != Verdict::Rollback);
    }

    #[test]
    fn shadow_rules_change_nothing(rules in rules(), states in states()) {
        let snapshot = snapshot(&states);
        let with = decided(&gate(&rules), "on", &snapshot);
        let marked = |record: &&gonogo_engine::decision::RuleRecord| !record.shadow;
        let deciding: Vec<Rule> = rules.iter().filter(|rule| !rule.shadow).cloned().collect();
        let without = decided(&gate(&deciding), "on", &snapshot);
        prop_assert_eq!(with.decision, without.decision);
        let effects = |decision: &gonogo_engine::Decision| -> Vec<_> {
            let records = decision.rules.iter().filter(marked);
            records.map(|rule| (rule.outcome, asked(rule), rule.cause.clone())).collect()
        };
        prop_assert_eq!(effects(&with), effects(&without));
    }

    #[test]
    fn a_waiver_only_turns_failures_into_warnings(
        rules in rules(),
        states in states(),
        waived in prop::collection::vec((0..6_usize, 0..3_i64), 1..4),
    ) {
        let gate = gate(&rules);
        let snapshot = snapshot(&states);
        let mut stage = gate.stage(Some("on"), &[]).unwrap();
        let plain = decide(&stage, &snapshot);
        stage.waivers = waived.iter().map(|(id, days)| waiver(*id, *days)).collect();
        stage.waivers.push(Waiver { rule: "facts".to_owned(), ..waiver(0, 2) });
        let eased = decide(&stage, &snapshot);
        for (before, after) in plain.rules.iter().zip(&eased.rules) {
            let valid = waived.iter().any(|(id, days)| before.id == format!("r{id}") && *days == 2);
            let expected = match before.outcome {
                Outcome::Fail if valid => Some("warn"),
                _ => asked(before),
            };
            prop_assert_eq!(asked(after), expected, "{}", before.id);
            prop_assert_eq!(after.outcome, before.outcome);
            prop_assert_eq!(&after.message, &before.message);
        }
        prop_assert!(eased.decision <= plain.decision);
    }

    #[test]
    fn nothing_is_rolled_back_that_is_not_live(rules in rules(), states in states()) {
        let gate = gate(&rules);
        let snapshot = snapshot(&states);
        let (live, not) = (decided(&gate, "on", &snapshot), decided(&gate, "off", &snapshot));
        prop_assert_eq!(not.decision, live.decision.min(Verdict::NoGo));
    }
}

/// Ended yesterday, begins tomorrow, or holds today.
fn waiver(id: usize, days: i64) -> Waiver {
    let time = |text| Timestamp::parse(text);
    let (from, until) = match days {
        0 => (None, time("2026-01-03T00:00:00Z")),
        1 => (time("2026-01-05T00:00:00Z"), time("2026-02-01T00:00:00Z")),
        _ => (time("2026-01-04T00:00:00Z"), time("2026-01-05T00:00:00Z")),
    };
    Waiver {
        rule: format!("r{id}"),
        owner: "Ann".to_owned(),
        reason: "known".to_owned(),
        from,
        until: until.unwrap(),
    }
}
