//! The shipped policies, on the snapshots beside them.
//!
//! `policies/<pack>/snapshots/<phase>.<decision>[.<why>].json` leads to what its name says:
//! `go`, `warn` (go with warnings), `no-go` or `rollback`. What a pack cannot show stands in
//! `snapshots/none.txt`, a line each: `<phase>.<decision>: reason` for a snapshot that there
//! is not, `rule <id>: reason` for a rule that no snapshot trips.
#![cfg(test)]

#[path = "policies/pack.rs"]
mod pack;
#[path = "policies/run.rs"]
mod run;

use std::collections::BTreeSet;

use pack::{Pack, Shown, packs};
use run::{Answer, check, eval};
use serde_json::Value;

#[test]
fn gates_are_clean() {
    for pack in packs() {
        let answer = check(&pack.gate());
        assert_eq!(answer.exit, 0, "{}: {}{}", pack.name, answer.stdout, answer.stderr);
        assert_eq!(answer.stderr, "", "{}", pack.name);
    }
}

#[test]
fn snapshots_lead_where_their_names_say() {
    let mut wrong = Vec::new();
    for pack in packs() {
        for shown in pack.shown() {
            wrong.extend(problems(&pack, &shown));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn problems(pack: &Pack, shown: &Shown) -> Vec<String> {
    let (exit, word) = match shown.decision.as_str() {
        "go" | "warn" => (0, "GO"),
        "no-go" => (10, "NO-GO"),
        "rollback" => (20, "ROLLBACK"),
        other => return vec![format!("{}: `{other}` is no decision", shown.path.display())],
    };
    let decision = eval(&pack.gate(), shown, "json");
    let text = eval(&pack.gate(), shown, "text");
    let mut found = Vec::new();
    let mut expect = |what: &str, holds: bool| {
        if !holds {
            found.push(format!("{}: {what}\n{}", shown.path.display(), text.stdout));
        }
    };
    expect(&format!("exit code {}, not {exit}", text.exit), text.exit == exit);
    expect("the exit code differs between formats", text.exit == decision.exit);
    expect("something on standard error", text.stderr.is_empty() && decision.stderr.is_empty());
    let head = text.stdout.lines().next().unwrap_or_default().trim().to_owned();
    expect("the text says something else", head.starts_with(&format!("{word} ")));
    let decision = decision.json();
    let said = decision["decision"].as_str().unwrap_or_default().to_uppercase();
    expect("the JSON says something else", said == word);
    // What is not known can be a warning as well.
    let warns = |rule: &Value| rule["effect"] == "warn" && rule["shadow"] == false;
    let warned = decision["rules"].as_array().is_some_and(|rules| rules.iter().any(warns));
    if exit == 0 {
        expect("warnings are not as the name says", warned == (shown.decision == "warn"));
        expect("the text is silent about warnings", warned == head.contains("with warnings"));
    }
    found
}

#[test]
fn every_phase_shows_what_it_can_decide() {
    let mut wrong = Vec::new();
    for pack in packs() {
        let exceptions = pack.exceptions();
        let there: BTreeSet<String> = pack
            .shown()
            .iter()
            .map(|shown| format!("{}.{}", shown.phase, shown.decision))
            .collect();
        for (phase, is_live) in pack.phases() {
            let wanted: &[&str] =
                if is_live { &["go", "no-go", "rollback"] } else { &["go", "no-go"] };
            wrong.extend(wanted.iter().filter_map(|decision| {
                let what = format!("{phase}.{decision}");
                exceptions.complain(&what, there.contains(&what))
            }));
        }
        let phases: Vec<String> = pack.phases().into_iter().map(|(name, _)| name).collect();
        let lost = pack.shown().into_iter().filter(|shown| !phases.contains(&shown.phase));
        wrong.extend(lost.map(|shown| format!("{}: no such phase", shown.path.display())));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_passes_somewhere_and_fails_somewhere() {
    let mut wrong = Vec::new();
    for pack in packs() {
        let exceptions = pack.exceptions();
        let seen: BTreeSet<(String, String)> =
            pack.shown().iter().flat_map(|shown| outcomes(&pack, shown)).collect();
        let saw = |rule: &String, outcome: &str| seen.contains(&(rule.clone(), outcome.to_owned()));
        for rule in pack.rules() {
            wrong.extend(exceptions.complain(&format!("rule {rule}"), saw(&rule, "fail")));
            if !saw(&rule, "pass") {
                wrong.push(format!("{}: {rule} never passes", pack.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What a pack's `tests.yaml` is worth: it sees everything, and notices mistakes in the gate.
#[test]
fn tests_pass_and_are_worth_something() {
    let mut wrong = Vec::new();
    for tests in packs().iter().filter_map(Pack::tests) {
        let answer = run::test(&tests);
        if answer.exit != 0 {
            let Answer { stdout, stderr, exit } = answer;
            wrong.push(format!("{}: exit code {exit}\n{stdout}{stderr}", tests.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_failures_hand_on_actions() {
    let mut wrong = Vec::new();
    for pack in packs() {
        for shown in pack.shown() {
            let decision = eval(&pack.gate(), &shown, "json").json();
            let rules = decision["rules"].as_array().into_iter().flatten();
            let idle = rules.filter(|rule| rule["outcome"] != "fail" && !rule["action"].is_null());
            wrong.extend(idle.map(|rule| format!("{}: {}", shown.path.display(), rule["id"])));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Of the packs that have one: a table that says which part of a plan became which rule.
#[test]
fn coverage_names_every_rule() {
    let mut read_tables = 0;
    for pack in packs() {
        let Some(table) = pack.coverage() else { continue };
        let is_named = |rule: &String| table.contains(&format!("`{rule}`"));
        let lost: Vec<String> = pack.rules().into_iter().filter(|rule| !is_named(rule)).collect();
        assert!(lost.is_empty(), "{}: {lost:?} stand in no row", pack.name);
        read_tables += 1;
    }
    assert!(read_tables > 0, "no pack has a table");
}

/// Each rule with what it found.
fn outcomes(pack: &Pack, shown: &Shown) -> Vec<(String, String)> {
    let decision = eval(&pack.gate(), shown, "json").json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let rules = decision["rules"].as_array().into_iter().flatten();
    rules.map(|rule| (text(&rule["id"]), text(&rule["outcome"]))).collect()
}
