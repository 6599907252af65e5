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

use pack::{Exception, Pack, Shown, packs};
use run::{check, eval};

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
    let warned = decision["counts"]["warned"].as_u64() != Some(0);
    if exit == 0 {
        expect("warnings are not as the name says", warned == (shown.decision == "warn"));
        expect("the text is silent about warnings", warned == head.contains("with warnings"));
    }
    found
}

#[test]
fn every_phase_shows_what_it_can_decide() {
    let mut missing = Vec::new();
    for pack in packs() {
        let exceptions = pack.exceptions();
        let there: BTreeSet<_> =
            pack.shown().into_iter().map(|shown| (shown.phase, shown.decision)).collect();
        for (phase, is_live) in pack.phases() {
            let wanted = ["go", "no-go", "rollback"];
            for decision in wanted.iter().filter(|word| is_live || **word != "rollback") {
                let is_there = there.contains(&(phase.clone(), (*decision).to_owned()));
                let key = format!("{phase}.{decision}");
                match (is_there, Exception::has(&exceptions, &key)) {
                    (false, false) => missing.push(format!("{}: no {key}", pack.name)),
                    (true, true) => missing.push(format!("{}: {key} is there", pack.name)),
                    (true, false) | (false, true) => {}
                }
            }
        }
        let phases: BTreeSet<String> = pack.phases().into_iter().map(|(name, _)| name).collect();
        let unknown = there.iter().filter(|(phase, _)| !phases.contains(phase));
        missing.extend(unknown.map(|(phase, _)| format!("{}: no phase {phase}", pack.name)));
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

#[test]
fn every_rule_fails_somewhere_and_passes_somewhere() {
    let mut silent = Vec::new();
    for pack in packs() {
        let exceptions = pack.exceptions();
        let (mut failed, mut passed) = (BTreeSet::new(), BTreeSet::new());
        for shown in pack.shown() {
            let decision = eval(&pack.gate(), &shown, "json").json();
            for rule in decision["rules"].as_array().into_iter().flatten() {
                let id = rule["id"].as_str().unwrap_or_default().to_owned();
                match rule["outcome"].as_str() {
                    Some("fail") => failed.insert(id),
                    Some("pass") => passed.insert(id),
                    _ => false,
                };
            }
        }
        for rule in pack.rules() {
            let excused = Exception::has(&exceptions, &format!("rule {rule}"));
            if !passed.contains(&rule) {
                silent.push(format!("{}: {rule} never passes", pack.name));
            }
            match (failed.contains(&rule), excused) {
                (false, false) => silent.push(format!("{}: {rule} never fails", pack.name)),
                (true, true) => silent.push(format!("{}: {rule} needs no excuse", pack.name)),
                (true, false) | (false, true) => {}
            }
        }
    }
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}
