//! Broken facts below a score: what is undetermined counts for nothing that decides.

use crate::kind::{Found, Kind};
use crate::matrix::kinds;
use crate::run::{decision, gate, rule};
use crate::shape::{Reads, SHAPES, Shape};

/// Of two rules of the same weight one passes, the other reads the fact. Undetermined, it is
/// half of the whole: less than that passes, more does not, whatever the kind of rule.
const LIMITS: [(&str, &str, &str); 3] = [
    ("go: 50%", "go", "pass"),
    ("go: 50.000000001%", "no-go", "undetermined"),
    ("go: 100%, else: rollback", "no-go", "undetermined"),
];

fn scored(kind: &Kind, shape: &Shape, reads: Reads, limits: &str) -> String {
    let gate = shape.gate(kind.declaration, kind.good, reads);
    format!("{gate}  - id: score\n    score: {{of: {{base: 1, rule: 1}}, {limits}}}\n")
}

#[test]
fn healthy_members_are_go() {
    for kind in kinds() {
        for shape in &SHAPES {
            let gate = gate(&scored(&kind, shape, Reads::Condition, "go: 100%"));
            let decision = decision(&gate, &kind.snapshot());
            assert_eq!(decision["decision"], "go", "{} / {}", kind.name, shape.name);
            assert_eq!(rule(&decision, "score")["outcome"], "pass");
        }
    }
}

#[test]
fn undetermined_members_are_never_counted_as_passed() {
    let (mut cells, mut offenders) = (0, Vec::new());
    for kind in kinds() {
        let shapes = SHAPES.iter().flat_map(|shape| LIMITS.map(|limits| (shape, limits)));
        for (shape, limits) in shapes {
            cells += kind.faults.len();
            offenders.extend(judge(&kind, shape, limits));
        }
    }
    println!("{cells} cells of scores");
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
    assert!(cells >= 10_000, "only {cells} cells: the matrix has lost something");
}

/// One gate about every fault, with what is wrong with its decisions.
fn judge(kind: &Kind, shape: &Shape, limits: (&str, &str, &str)) -> Vec<String> {
    // Where `when` reads the fact, it is not even known whether the rule counts.
    let reads = if limits.0.contains("rollback") { Reads::When } else { Reads::Condition };
    let gate = gate(&scored(kind, shape, reads, limits.0));
    let judged = kind.faults.iter().filter_map(|fault| {
        let why = objection(&decision(&gate, &kind.broken(fault)), limits)?;
        let place = [kind.name, fault.name, shape.name].join(" / ");
        Some(format!("{place} / {reads:?} / {}: {why}", limits.0))
    });
    judged.collect()
}

/// As with any rule, that helps where a fact is usable, and what a rule asks of it is not there.
#[test]
fn a_warning_is_not_enough_for_broken_facts() {
    for kind in kinds() {
        SHAPES.iter().for_each(|shape| warns_of_parts_only(&kind, shape));
    }
}

fn warns_of_parts_only(kind: &Kind, shape: &Shape) {
    let text = scored(kind, shape, Reads::Condition, "go: 100%");
    let gate = gate(&format!("{text}    on_undetermined: warn\n"));
    for fault in &kind.faults {
        let decision = decision(&gate, &kind.broken(fault));
        let verdict = if fault.found == Found::Asking { "go" } else { "no-go" };
        let place = [kind.name, fault.name, shape.name].join(" / ");
        assert_eq!(decision["decision"], verdict, "{place}");
        assert_eq!(rule(&decision, "score")["outcome"], "undetermined", "{place}");
    }
}

fn objection(
    decision: &serde_json::Value,
    (_, verdict, outcome): (&str, &str, &str),
) -> Option<String> {
    let (score, member) = (rule(decision, "score"), rule(decision, "rule"));
    if member["outcome"] != "undetermined" || !member["effect"].is_null() {
        return Some(format!("member {} {}", member["outcome"], member["effect"]));
    }
    if decision["decision"] != verdict || score["outcome"] != outcome {
        return Some(format!("decision {}, score {}", decision["decision"], score["outcome"]));
    }
    let text = score["score"]["text"].as_str().unwrap_or_default();
    let says = text.ends_with("; undetermined: rule") && score["score"]["undetermined"] == 1;
    (!says).then(|| format!("text {text:?}"))
}
