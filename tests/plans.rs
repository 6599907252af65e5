//! Plans: `fixtures/plans/<manner>/plan.md` gives `checklist.json`, `signoffs.json` and
//! `criteria.json` beside it; the first two are facts that gates can use. With `PLANS_DIR`,
//! criteria of real plans are measured against `tests/plans/criteria`.
#![cfg(test)]

#[path = "support/goldens.rs"]
mod goldens;
#[path = "plans/measure.rs"]
mod measure;
#[path = "plans/shown.rs"]
mod shown;

use std::fs;
use std::path::{Path, PathBuf};

use goldens::settle;
use gonogo_engine::explain::value_text;
use gonogo_engine::facts::{SnapshotParts, decode};
use gonogo_engine::gate;
use gonogo_plan::{Plan, read};
use serde_json::Value;

fn folders(parent: &str) -> Vec<PathBuf> {
    let parent = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(parent);
    let entries = fs::read_dir(parent).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

fn plan(folder: &Path) -> Plan {
    read(&fs::read_to_string(folder.join("plan.md")).unwrap())
}

#[test]
fn plans_have_the_checklists_and_signoffs_that_are_stored() {
    let folders = folders("fixtures/plans");
    assert!(folders.len() >= 10, "only {} plans", folders.len());
    let mut offenders = Vec::new();
    for folder in folders {
        let plan = plan(&folder);
        let checklist = lines(&plan.checklist(None).unwrap().to_json());
        let signoffs = lines(&plan.signoffs(None).unwrap().to_json());
        offenders.extend(settle(&folder.join("checklist.json"), &checklist));
        offenders.extend(settle(&folder.join("signoffs.json"), &signoffs));
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

/// A line for each item, section and role.
fn lines(value: &Value) -> String {
    let fields = value.as_object().unwrap().iter().map(|(key, field)| match field {
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(|each| format!("    {each}")).collect();
            format!("  \"{key}\": [\n{}\n  ]", elements.join(",\n"))
        }
        other => format!("  \"{key}\": {other}"),
    });
    let fields: Vec<String> = fields.collect();
    if fields.is_empty() { "{}\n".to_owned() } else { format!("{{\n{}\n}}\n", fields.join(",\n")) }
}

#[test]
fn plans_have_the_criteria_that_are_stored() {
    let mut offenders = Vec::new();
    for folder in folders("fixtures/plans") {
        let plan = plan(&folder);
        assert!(!plan.criteria.is_empty(), "{} states none", folder.display());
        offenders.extend(settle(&folder.join("criteria.json"), &lines(&shown::plan(&plan))));
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn what_a_plan_gives_is_a_fact() {
    for folder in folders("fixtures/plans") {
        let plan = plan(&folder);
        let checklist = plan.checklist(None).unwrap();
        let progress = checklist.progress();
        let text = decoded("checklist", &checklist.to_json());
        let expected = format!("{} of {} done", progress.done, progress.applicable());
        assert!(text.starts_with(&expected), "{}: {text}", folder.display());
        let signoffs = plan.signoffs(None).unwrap();
        if !signoffs.is_empty() {
            let text = decoded("signoffs", &signoffs.to_json());
            assert!(text.contains(" approved"), "{}: {text}", folder.display());
        }
    }
}

/// The value as people see it, or what is wrong with it.
fn decoded(kind: &str, fact: &Value) -> String {
    let text = format!(
        "gate: a\nfacts: {{f: {{type: {kind}}}}}\nrules: [{{id: r, require: 'true', because: '{{f}}'}}]"
    );
    let gate = gate::load("gate.yaml", &text).gate.unwrap();
    let mut parts = SnapshotParts::default();
    let envelope = format!(r#"{{"now": "2027-01-01T00:00:00Z", "facts": {{"f": {fact}}}}}"#);
    parts.add(("snapshot", &envelope)).unwrap();
    let now = parts.now().unwrap();
    match decode(&gate.facts[0].declaration, &parts.freeze(now)).value {
        Ok(value) => value_text(&value),
        Err(problem) => format!("{}: {problem}", problem.state.name()),
    }
}

/// The checklists that packs ship: every box is an item and every empty row of a table a sign-off,
/// nothing is ticked, nobody signed.
#[test]
fn forms_of_packs_are_read_whole() {
    let mut read_forms = 0;
    for folder in folders("policies") {
        for name in ["release-checklist.md", "checklist.md", "sign-off.md"] {
            let Ok(text) = fs::read_to_string(folder.join(name)) else { continue };
            let plan = read(&text);
            let boxes = text.lines().filter(|line| line.trim_start().starts_with("- ["));
            assert_eq!(plan.items.len(), boxes.count(), "{} {name}", folder.display());
            let progress = plan.checklist(None).unwrap().progress();
            assert_eq!((progress.done, progress.not_applicable), (0, 0), "{name}");
            assert!(plan.signoffs.iter().all(|signoff| !signoff.is_approved()), "{name}");
            let to_sign = text.lines().filter(|line| line.trim_end().ends_with("| |")).count();
            assert_eq!(plan.signoffs.len(), to_sign, "{} {name}", folder.display());
            read_forms += 1;
        }
    }
    assert!(read_forms >= 2, "only {read_forms} forms");
}

/// Of recall and of precision, per plan, in percent.
const REQUIRED_SHARE: f64 = 95.0;
/// Of the plans that `PLANS_DIR` names, by the first digits of their names.
const ITEMS: [(&str, usize); 5] =
    [("000", 45), ("001", 52), ("002", 98), ("003", 98), ("004", 253)];

/// `PLANS_DIR` names a folder of real plans; what they ask for was written down by people in
/// `tests/plans/criteria`.
#[test]
fn criteria_of_real_plans_are_read() {
    let Some(plans) = std::env::var_os("PLANS_DIR") else {
        println!("PLANS_DIR is not set: criteria were not measured");
        return;
    };
    let goldens = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/plans/criteria");
    let mut offenders = Vec::new();
    println!("plan  items  wanted  found  matched  recall  precision  not taken");
    for (name, items) in ITEMS {
        let plan = read(&real_plan(Path::new(&plans), name));
        let golden = fs::read_to_string(goldens.join(format!("{name}.json"))).unwrap();
        let golden: Vec<Value> = serde_json::from_str(&golden).unwrap();
        let measured = measure::measure(&plan, &golden);
        let (recall, precision) = (measured.recall(), measured.precision());
        println!(
            "{name}   {:>5}  {:>6}  {:>5}  {:>7}  {recall:>5.1}%  {precision:>8.1}%  {:>9}",
            plan.items.len(),
            measured.wanted,
            measured.found,
            measured.matched,
            plan.not_taken.len(),
        );
        if recall < REQUIRED_SHARE || precision < REQUIRED_SHARE {
            offenders.push(format!("{name}: recall {recall:.1} %, precision {precision:.1} %"));
            offenders.extend(measured.differing.clone());
        }
        measured.differing.iter().for_each(|line| println!("      {line}"));
        if plan.items.len() != items {
            offenders.push(format!("{name}: {} items instead of {items}", plan.items.len()));
        }
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

fn real_plan(folder: &Path, name: &str) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_named = |path: &PathBuf| {
        path.file_name().and_then(|file| file.to_str()).is_some_and(|file| file.starts_with(name))
    };
    let path = entries.filter(is_named).min();
    fs::read_to_string(path.unwrap_or_else(|| panic!("no plan {name}"))).unwrap()
}
