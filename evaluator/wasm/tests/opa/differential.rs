//! Every answer of every case: ours, by either way through the contract, and that of `opa eval`.

use std::collections::BTreeSet;

use gonogo_engine::plugin::{Finding, Judgement};
use serde_json::Value as Json;
use wasmparser::{Global, Operator, Parser, Payload};

use crate::cases::{self, Case, load, now};
use crate::{goldens, tool};

/// Numbers compare as numbers: `5.0` is `5`.
fn same(ours: &Json, theirs: &Json) -> bool {
    match (ours, theirs) {
        (Json::Number(a), Json::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => ours == theirs,
    }
}

fn differences(case: &Case, module: &[u8]) -> Vec<String> {
    let policy = load(module).unwrap_or_else(|why| panic!("{}: {why}", case.name));
    let input = case.input();
    let now = now(&input);
    let mut differences = Vec::new();
    for entrypoint in policy.entrypoints() {
        let rule = format!("data.{}", entrypoint.replace('/', "."));
        let query = format!("{rule} with time.now_ns as {now}");
        let theirs = tool::eval(&case.file("policy.rego"), &case.file("input.json"), &query);
        let ours = policy.raw(entrypoint, &input, now);
        let equal = match (&ours, &theirs) {
            (Ok(Some(ours)), Some(theirs)) => same(ours, theirs),
            (Ok(ours), theirs) => ours.is_none() && theirs.is_none(),
            (Err(_), _) => false,
        };
        if !equal {
            differences.push(report(&case.name, entrypoint, (&ours.map_err(|f| f.cause), &theirs)));
        }
    }
    differences
}

/// Of large answers only the parts that differ.
fn report(
    case: &str,
    entrypoint: &str,
    (ours, theirs): (&Result<Option<Json>, String>, &Option<Json>),
) -> String {
    let mut parts = Vec::new();
    match (ours, theirs) {
        (Ok(Some(ours)), Some(theirs)) => parted(ours, theirs, "", &mut parts),
        _ => parts.push(format!("  ours   {ours:?}\n  theirs {theirs:?}")),
    }
    format!("{case} {entrypoint}:\n{}", parts.join("\n"))
}

fn parted(ours: &Json, theirs: &Json, path: &str, parts: &mut Vec<String>) {
    match (ours, theirs) {
        _ if same(ours, theirs) => {}
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            for (place, (a, b)) in a.iter().zip(b).enumerate() {
                parted(a, b, &format!("{path}/{place}"), parts);
            }
        }
        (Json::Object(a), Json::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let none = Json::Null;
                let (a, b) = (a.get(key).unwrap_or(&none), b.get(key).unwrap_or(&none));
                parted(a, b, &format!("{path}/{key}"), parts);
            }
        }
        _ => parts.push(format!("  {path}\n    ours   {ours}\n    theirs {theirs}")),
    }
}

#[test]
fn policies_answer_as_opa_does() {
    let cases = cases::all();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    let differ: Vec<String> =
        cases.iter().flat_map(|case| differences(case, &case.module())).collect();
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// Modules of OPA 0.27 and 0.28 are asked step by step. Later ones can still be asked so: they are
/// told that they are older.
#[test]
fn policies_answer_the_same_step_by_step() {
    for case in cases::all() {
        let older = with_minor(&case.module(), 1);
        assert_eq!(load(&older).unwrap().version(), "1.1");
        assert_eq!(differences(&case, &older), Vec::<String>::new());
    }
}

/// The same module with another minor version of the contract.
pub(crate) fn with_minor(module: &[u8], minor: u8) -> Vec<u8> {
    let mut older = module.to_vec();
    let at = minor_place(module);
    older[at] = minor;
    older
}

/// Where the constant of the exported global stands: one byte behind `i32.const`.
fn minor_place(module: &[u8]) -> usize {
    let (mut wanted, mut constants) = (None, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload.unwrap() {
            Payload::GlobalSection(globals) => {
                constants = globals.into_iter().map(|global| constant(global.unwrap())).collect();
            }
            Payload::ExportSection(exports) => {
                let mut exports = exports.into_iter().map(Result::unwrap);
                wanted = exports.find(|export| export.name == "opa_wasm_abi_minor_version");
            }
            _ => {}
        }
    }
    constants[wanted.unwrap().index as usize].unwrap()
}

fn constant(global: Global<'_>) -> Option<usize> {
    let mut operators = global.init_expr.get_operators_reader();
    let at = operators.original_position();
    matches!(operators.read().unwrap(), Operator::I32Const { .. }).then_some(at + 1)
}

/// Functions of the host that no policy asks for would not have been compared.
#[test]
fn policies_ask_for_every_function_of_the_host() {
    /// Compiled into modules since, or gone from the language.
    const OLDER: [&str; 16] = [
        "array.flatten",
        "array.reverse",
        "cast_array",
        "cast_boolean",
        "cast_null",
        "cast_object",
        "cast_set",
        "cast_string",
        "eq",
        "internal.member_2",
        "internal.member_3",
        "internal.print",
        "object.keys",
        "object.union_n",
        "strings.reverse",
        "trace",
    ];
    let asked: BTreeSet<&str> = cases::all()
        .iter()
        .flat_map(|case| case.policy().builtins().collect::<Vec<_>>())
        .chain(OLDER)
        .collect();
    let never: Vec<&str> =
        gonogo_rego::names().into_iter().filter(|name| !asked.contains(name)).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn answers_become_findings() {
    let settled = |case: &Case| goldens::settle(&case.file("findings.txt"), &found(case));
    let differ: Vec<String> = cases::all().iter().filter_map(settled).collect();
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn found(case: &Case) -> String {
    let (policy, input) = (case.policy(), case.input());
    let mut text = String::new();
    for entrypoint in policy.entrypoints() {
        text.push_str(&format!("{entrypoint}\n"));
        let called = policy.call(&[entrypoint], &input, now(&input));
        match called.findings {
            Ok(findings) => text.extend(findings.iter().map(shown)),
            Err(failure) => text.push_str(&format!("  failure: {}\n", failure.cause)),
        }
        text.extend(called.log.iter().map(|line| format!("  log: {}\n", line.text)));
    }
    text
}

fn shown(finding: &Finding) -> String {
    let evidence = finding.evidence.iter().map(|(name, value)| format!("    {name}: {value}\n"));
    let (id, message) = (&finding.id, &finding.message);
    format!("  {id} {}: {message}\n{}", outcome(finding.outcome), evidence.collect::<String>())
}

fn outcome(of: Judgement) -> &'static str {
    match of {
        Judgement::Pass => "pass",
        Judgement::Fail(effect) => effect.name(),
        Judgement::Undetermined => "undetermined",
    }
}

#[test]
fn the_same_question_uses_the_same_fuel() {
    let cases = cases::all();
    let case = cases.iter().find(|case| case.name == "whole_package").unwrap();
    let (policy, input) = (case.policy(), case.input());
    let ask = || policy.call(&["release/gate"], &input, now(&input));
    let (first, second) = (ask(), ask());
    assert_eq!(first.findings, second.findings);
    assert!(first.fuel > 0);
    assert_eq!(first.fuel, second.fuel);
}
