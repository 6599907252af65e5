//! The matrix itself.

use std::sync::Mutex;

use serde_json::Value as Json;

use crate::kind::{Change, Fault, Found, Kind};
use crate::run::{command, decision, gate, rule};
use crate::shape::{Reads, SHAPES, Shape};
use crate::{scalars, series, structured};

const BOTH: [Reads; 2] = [Reads::Condition, Reads::When];

pub(crate) fn kinds() -> Vec<Kind> {
    let lists = [scalars::kinds(), series::kinds(), structured::kinds()];
    lists.into_iter().flatten().collect()
}

/// By design an undetermined `warn_if` only warns: where the fact itself is usable, no other
/// rule stops the release.
fn only_warns(shape: &Shape, fault: &Fault) -> bool {
    shape.warns && fault.found == Found::Asking
}

#[test]
fn healthy_facts_are_go() {
    for kind in kinds() {
        for shape in &SHAPES {
            for reads in BOTH {
                let text = shape.gate(kind.declaration, kind.good, reads);
                let decision = decision(&gate(&text), &kind.snapshot());
                let place = format!("{} / {} / {reads:?}", kind.name, shape.name);
                assert_eq!(decision["decision"], "go", "{place}: {decision:#}");
                assert_eq!(rule(&decision, "rule")["outcome"], "pass", "{place}");
            }
        }
    }
}

#[test]
fn broken_facts_are_no_go_with_their_cause() {
    let mut offenders = Vec::new();
    let mut table = Vec::new();
    for kind in kinds() {
        let rules = SHAPES.iter().flat_map(|shape| BOTH.map(|reads| (shape, reads)));
        let mut cells = 0;
        for (shape, reads) in rules {
            let judged = judge(&kind, shape, reads);
            cells += judged.len();
            offenders.extend(judged.into_iter().flatten());
        }
        table.push((kind.name, kind.faults.len(), cells));
    }
    print(&table);
    assert!(offenders.is_empty(), "{} cells:\n{}", offenders.len(), offenders.join("\n"));
    let cells: usize = table.iter().map(|(_, _, cells)| cells).sum();
    assert!(cells >= 1_000, "only {cells} cells: the matrix has lost something");
}

/// One gate about every fault: each with what is wrong with its decision, if anything.
fn judge(kind: &Kind, shape: &Shape, reads: Reads) -> Vec<Option<String>> {
    let gate = gate(&shape.gate(kind.declaration, kind.good, reads));
    let faults = kind.faults.iter().filter(|fault| !only_warns(shape, fault));
    let verdicts = faults.map(|fault| {
        let why = objection(&decision(&gate, &kind.broken(fault)), fault)?;
        let place = [kind.name, fault.name, shape.name].join(" / ");
        Some(format!("{place} / {reads:?}: {why}"))
    });
    verdicts.collect()
}

/// What is wrong with the decision about a broken fact.
fn objection(decision: &Json, fault: &Fault) -> Option<String> {
    if decision["decision"] != "no-go" {
        return Some(format!("decision {}", decision["decision"]));
    }
    let rule = rule(decision, "rule");
    if rule["outcome"] != "undetermined" {
        return Some(format!("outcome {}", rule["outcome"]));
    }
    let says = |rule: &Json| {
        let cause = rule["cause"].as_str().unwrap_or_default();
        let named = cause.contains("`fact`") || fault.found == Found::Asking;
        (!named || !cause.contains(fault.says)).then(|| format!("cause {cause:?}"))
    };
    let facts = crate::run::rule(decision, "facts");
    match fault.found {
        Found::Decoding if facts["outcome"] != "undetermined" => {
            Some(format!("facts {}", facts["outcome"]))
        }
        Found::Decoding => says(rule).or_else(|| says(facts)),
        Found::Asking if rule["facts"] != serde_json::json!(["fact"]) => {
            Some("the fact is not named".to_owned())
        }
        Found::Asking => says(rule),
    }
}

/// The same through the command. Rules with `when` are left to the test above.
#[test]
fn broken_facts_exit_with_ten() {
    let mut cells = Vec::new();
    for kind in kinds() {
        for shape in &SHAPES {
            let text = shape.gate(kind.declaration, kind.good, Reads::Condition);
            for fault in kind.faults.iter().filter(|fault| !only_warns(shape, fault)) {
                let place = [kind.name, fault.name, shape.name].join(" / ");
                cells.push((place, text.clone(), kind.broken(fault), fault.says));
            }
        }
    }
    let queue = Mutex::new(cells.iter().enumerate());
    let offenders = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| while judge_next(&queue, &offenders) {});
        }
    });
    let offenders = offenders.into_inner().expect("no thread panicked");
    println!("{} cells through the command", cells.len());
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

type Cell = (String, String, String, &'static str);

/// `false` when nothing is left.
fn judge_next(
    queue: &Mutex<std::iter::Enumerate<std::slice::Iter<'_, Cell>>>,
    offenders: &Mutex<Vec<String>>,
) -> bool {
    let next = queue.lock().expect("no thread panicked").next();
    let Some((number, (place, gate, snapshot, says))) = next else {
        return false;
    };
    let (code, printed) = command(&format!("cell-{number}"), gate, snapshot);
    let unwrapped = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    if code != 10 || !unwrapped.contains(says) {
        let offender = format!("{place}: exit {code}, `{says}` expected in\n{printed}");
        offenders.lock().expect("no thread panicked").push(offender);
    }
    true
}

/// A fact that stands twice in a snapshot makes all of it unusable: which one is meant?
#[test]
fn facts_given_twice_are_refused() {
    for kind in kinds().iter().filter(|kind| kind.name == "number") {
        for shape in &SHAPES {
            let text = shape.gate(kind.declaration, kind.good, Reads::Condition);
            let snapshot = kind.snapshot().replace("\"fact\": 16", "\"fact\": 16, \"fact\": 16");
            let (code, printed) = command(&format!("twice-{}", shape.name), &text, &snapshot);
            assert_eq!(code, 2, "{printed}");
            assert!(printed.contains("the key `fact` comes twice"), "{printed}");
        }
    }
}

#[test]
fn a_warning_rule_warns_about_a_part_that_is_not_there() {
    for kind in kinds() {
        for shape in SHAPES.iter().filter(|shape| shape.warns) {
            for fault in kind.faults.iter().filter(|fault| only_warns(shape, fault)) {
                let gate = gate(&shape.gate(kind.declaration, kind.good, Reads::Condition));
                let decision = decision(&gate, &kind.broken(fault));
                let rule = rule(&decision, "rule");
                let place = format!("{} / {}: {rule:#}", kind.name, fault.name);
                assert_eq!(rule["outcome"], "undetermined", "{place}");
                assert_eq!(rule["effect"], "warn", "{place}");
            }
        }
    }
}

#[test]
fn every_kind_has_the_faults_that_befall_all() {
    for kind in kinds() {
        let has = |wanted: fn(&Change) -> bool| kind.faults.iter().any(|f| wanted(&f.change));
        assert!(has(|change| matches!(change, Change::Missing)), "{}", kind.name);
        assert!(has(|change| matches!(change, Change::Failed)), "{}", kind.name);
        assert!(kind.faults.iter().any(|fault| fault.name == "stale"), "{}", kind.name);
        let wrong = kind.faults.iter().filter(|fault| fault.name.starts_with("wrong type"));
        assert!(wrong.count() >= 2, "{}", kind.name);
        let mut names: Vec<&str> = kind.faults.iter().map(|fault| fault.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{}: {names:?}", kind.name);
    }
}

fn print(table: &[(&str, usize, usize)]) {
    println!("\n{:<20}{:>8}{:>8}{:>8}", "kind of fact", "faults", "rules", "cells");
    for (name, faults, cells) in table {
        println!("{name:<20}{faults:>8}{:>8}{cells:>8}", SHAPES.len() * BOTH.len());
    }
    let sum = |column: fn(&(&str, usize, usize)) -> usize| table.iter().map(column).sum::<usize>();
    println!("{:<20}{:>8}{:>8}{:>8}\n", "all", sum(|row| row.1), "", sum(|row| row.2));
}
