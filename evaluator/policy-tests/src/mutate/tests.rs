//! Which mutants a gate has, and that the short way to their fate gives what the long one does.

use gonogo_engine::Decision;
use gonogo_engine::gate::load;

use super::{Fate, Mutant, Trials, mutants};
use crate::{Case, Files, Mutation, cases, read};

/// All mutants as `line name`.
fn names(text: &str) -> Vec<String> {
    let loaded = load("gate.yaml", text);
    let gate = loaded.gate.unwrap_or_else(|| panic!("{text}: {:?}", loaded.problems));
    let all = mutants(text, &loaded.document.unwrap(), &gate);
    all.iter().map(|mutant| format!("{} {}", mutant.line, mutant.name())).collect()
}

#[track_caller]
fn check(rules: &str, expected: &[&str]) {
    let text = format!(
        "gate: g\nfacts: {{rate: {{type: series, step: 1m}}, n: {{type: number}}, on: {{type: bool}}}}\nrules: [{rules}]"
    );
    let found = names(&text);
    let found: Vec<&str> = found.iter().map(|name| name.trim_start_matches("3 rules.")).collect();
    assert_eq!(found, expected, "{rules}");
}

#[test]
fn comparisons_logic_and_numbers_are_changed() {
    check(
        "{id: r, else: warn, require: n < 5.0 || !on}",
        &[
            "r: warn -> no-go",
            "r: n < 5.0 || !on -> true",
            "r: < -> <=",
            "r: < -> >",
            "r: 5.0 -> 4.0",
            "r: 5.0 -> 6.0",
            "r: || -> &&",
            "r: ! -> nothing",
        ],
    );
    check(
        "{id: r, warn_if: \"rate.above(1.5).lasting('2m') && on\"}",
        &[
            "r: warn_if -> no_go_if",
            "r: rate.above(1.5).lasting('2m') && on -> false",
            "r: above -> at_least",
            "r: above -> below",
            "r: 1.5 -> 1.35",
            "r: 1.5 -> 1.65",
            "r: lasting -> lasted",
            "r: 2m -> 1m",
            "r: 2m -> 4m",
            "r: && -> ||",
        ],
    );
    check(
        "{id: r, warn_if: 'quorum(2, [on, n > 3.0, on])'}",
        &[
            "r: warn_if -> no_go_if",
            "r: quorum(2, [on, n > 3.0, on]) -> false",
            "r: 2 -> 1",
            "r: 2 -> 3",
            "r: > -> <",
            "r: > -> >=",
            "r: 3.0 -> 2.0",
            "r: 3.0 -> 4.0",
        ],
    );
}

#[test]
fn settings_of_policies_are_changed() {
    check(
        "{id: r, on_undetermined: warn, plugin: {wasm: p.wasm, facts: [n], config: {limit: 5.0, strict: true, word: high}}}",
        &[
            "r: warn -> no-go",
            "r.config.limit: 5.0 -> 4",
            "r.config.limit: 5.0 -> 6",
            "r.config.strict: true -> false",
        ],
    );
}

/// A change that changes nothing would survive everything.
#[test]
fn what_is_settled_already_is_not_dropped() {
    check("{id: r, else: warn, require: 'true'}", &["r: warn -> no-go"]);
    check("{id: r, warn_if: false}", &["r: warn_if -> no_go_if"]);
}

#[test]
fn effects_are_changed_to_the_next() {
    let effects = |rules: &str| -> Vec<String> {
        let text = format!(
            "gate: g\nphases: {{a: {{live: false}}, b: }}\nfacts: {{on: {{type: bool}}}}\nrules:\n{rules}\n  - {{id: z, require: 'true'}}"
        );
        let found = names(&text).into_iter().map(|name| name.split_once(' ').unwrap().1.to_owned());
        found
            .filter(|name| {
                name.starts_with("rules.r")
                    && !name.contains("-> true")
                    && !name.contains("-> false")
            })
            .collect()
    };
    for (rules, expected) in [
        (
            "  - {id: r, require: on}",
            &["rules.r: else: no-go -> else: rollback", "rules.r: else: no-go -> else: warn"][..],
        ),
        ("  - {id: r, phases: [a], require: on}", &["rules.r: else: no-go -> else: warn"]),
        (
            "  - id: r\n    no_go_if: on",
            &["rules.r: no_go_if -> rollback_if", "rules.r: no_go_if -> warn_if"],
        ),
        (
            "  - {id: r, rollback_if: on, on_undetermined: warn}",
            &["rules.r: rollback_if -> no_go_if", "rules.r: warn -> no-go"],
        ),
        ("  - {id: r, phases: [a], rollback_if: on}", &[]),
        ("  - {id: r, shadow: true, no_go_if: on}", &[]),
        (
            "  - {id: r, cases: [{when: on, then: go}, {then: rollback}]}",
            &["rules.r: go -> warn", "rules.r: rollback -> no-go"],
        ),
    ] {
        assert_eq!(effects(rules), expected, "{rules}");
    }
}

/// A requirement without `else` gets one, in either way of writing rules.
#[test]
fn every_mutant_is_a_gate() {
    for text in [
        GATE,
        "gate: g\nfacts: {n: {type: number}}\nrules:\n  -   id: r\n      require: |\n        n < 5.0\n        && n > 1.0\n",
    ] {
        let loaded = load("gate.yaml", text);
        let all = mutants(text, &loaded.document.unwrap(), &loaded.gate.unwrap());
        assert!(all.len() > 5, "{}", all.len());
        for mutant in all {
            let mutated = mutant.text(text).unwrap();
            let loaded = load("gate.yaml", &mutated);
            assert!(loaded.gate.is_some(), "{}\n{mutated}\n{:?}", mutant.name(), loaded.problems);
            assert_ne!(mutated, text, "{}", mutant.name());
        }
    }
}

#[test]
fn params_are_changed_where_they_are_read() {
    let text = "gate: g
params: {hold: 2m, limit: 5, share: 99.9%, off: false, unread: 3, name: a, map: {a: 1s}}
phases: {a: {params: {limit: 7}}, b: }
facts: {rate: {type: series, step: 1m, unit: \"%\"}, n: {type: number}}
rules:
  - {id: r, phases: [a], require: n < params.limit}
  - {id: s, require: rate.above(params.share).lasting(params.hold) || params.off || params.map.a > duration('9s')}
";
    let found = names(text);
    let of_params = found.iter().filter(|name| !name.contains("rules."));
    let expected = [
        "2 params.hold: 2m -> 1m",
        "2 params.hold: 2m -> 4m",
        "2 params.share: 99.9% -> 99.89%",
        "2 params.share: 99.9% -> 99.91%",
        "2 params.off: false -> true",
        "2 params.map.a: 1s -> 1.1s",
        "2 params.map.a: 1s -> 900ms",
        "3 phases.a.params.limit: 7 -> 6",
        "3 phases.a.params.limit: 7 -> 8",
    ];
    assert_eq!(of_params.collect::<Vec<_>>(), expected);
}

const GATE: &str = "
gate: g
params: {limit: 5, floor: 50%}
phases: {a: , b: {live: false}}
facts: {n: {type: number}, m: {type: number, optional: true}, on: {type: bool}}
rules:
  - {id: low, require: n < params.limit}
  - {id: optional, when: has(m), no_go_if: m > 3.0}
  - {id: table, phases: [a], cases: [{when: n > 8.0, then: rollback}, {when: \"n > 6.0 && on\", then: warn}, {then: go}]}
  - {id: one, require: n != 1.0}
  - {id: two, require: n != 2.0}
  - {id: three, require: on}
  - {id: score, score: {of: {one: 2, two: 1, three: 1}, go: 60%, warn: 90%}}
";

const TESTS: &str = "
defaults: {now: 2026-01-04T00:00:00Z, phase: a, facts: {n: 4, on: true}}
cases:
  - {name: well, phase: [a, b], expect: {decision: go, others: pass}}
  - {name: limit, facts: {n: 5}, expect: {rules: {low: no-go}}}
  - {name: table, facts: {n: 9}, expect: {decision: rollback}}
  - {name: warns, facts: {n: 7}, expect: {rules: {table: warn}}}
  - {name: one, facts: {n: 1}, expect: {rules: {score: no-go}, decision: no-go}}
  - {name: two, facts: {n: 2}, expect: {rules: {score: warn}}}
  - {name: many, facts: {m: 4}, expect: {rules: {optional: no-go}}}
  - {name: unknown, facts: {n: {missing: true}}, expect: {decision: no-go, rules: {low: undetermined, facts: undetermined}}}
  - {name: not on, facts: {on: false}, expect: {rules: {score: warn}}}
";

/// Each mutant on each case, from the beginning.
fn at_length(mutant: &Mutant, cases: &[Case]) -> bool {
    let Some(gate) = load("gate.yaml", &mutant.text(GATE).unwrap()).gate else { return true };
    cases.iter().any(|case| case.run(&gate).is_none_or(|run| !run.differences.is_empty()))
}

/// Every mutant of the gate with its fate, and the cases.
fn tried() -> (Vec<(Mutant, Fate)>, Vec<Case>) {
    let loaded = load("gate.yaml", GATE);
    let (gate, document) = (loaded.gate.unwrap(), loaded.document.unwrap());
    let (tests, problems) = read(TESTS);
    assert!(problems.is_empty(), "{problems:?}");
    let (cases, problems) = cases(TESTS, &tests.unwrap(), &gate, &Files::new());
    assert!(problems.is_empty(), "{problems:?}");
    let decisions: Vec<Decision> =
        cases.iter().map(|case| case.run(&gate).unwrap().decision).collect();
    let trials = Trials::new(("gate.yaml", GATE), &gate, cases.iter().zip(&decisions));
    let with_fate = |mutant: Mutant| {
        let fate = trials.fate(&mutant);
        (mutant, fate)
    };
    let tried = mutants(GATE, &document, &gate).into_iter().map(with_fate).collect();
    (tried, cases)
}

#[test]
fn the_short_way_gives_what_the_long_one_does() {
    let (tried, cases) = tried();
    for (mutant, fate) in &tried {
        let noticed = !matches!(fate, Fate::Survived(_));
        assert_eq!(noticed, at_length(mutant, &cases), "{}: {fate:?}", mutant.name());
    }
}

#[test]
fn accepted_mutants_leave_the_score_and_needless_ones_are_named() {
    let (tried, cases) = tried();
    let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    let before = Mutation::new(tried.clone(), &names, &[]);
    assert!(before.noticed() > 20 && before.survived() > 5, "{:?}", before.score());
    let survivor = before.survivors().next().unwrap().0.name();
    let is_noticed = |(_, fate): &&(Mutant, Fate)| matches!(fate, Fate::Noticed(_));
    let noticed = tried.iter().find(is_noticed).unwrap().0.name();
    let text = format!(
        "cases: [{{name: a, expect: {{decision: go}}}}]\naccepted: [{{mutant: '{survivor}', because: a}}, \
         {{mutant: '{noticed}', because: b}}, {{mutant: nowhere, because: c}}]"
    );
    let accepted = read(&text).0.unwrap().accepted;
    let after = Mutation::new(tried, &names, &accepted);
    assert_eq!(after.accepted(), 1);
    assert_eq!(after.survived(), before.survived() - 1);
    assert_eq!(after.score().all, before.score().all - 1);
    let mut needless = vec![noticed, "nowhere".to_owned()];
    needless.sort();
    assert_eq!(after.needless, needless);
}
