//! The published schemas fit what is really read and printed, and refuse what is wrong.
#![cfg(test)]

#[path = "support/cases.rs"]
mod cases;
#[path = "schemas/decision.rs"]
mod decision;
#[path = "schemas/functions.rs"]
mod functions;
#[path = "schemas/gate.rs"]
mod gate;
#[path = "schemas/replay.rs"]
mod replay;
#[path = "schemas/snapshot.rs"]
mod snapshot;
#[path = "schemas/tests.rs"]
mod tests;

use std::path::Path;
use std::process::Command;

use cases::cases;
use jsonschema::Validator;
use serde_json::Value;

/// As `gonogo schema` prints it.
fn schema(of: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo")).args(["schema", of]).output().unwrap();
    assert!(output.status.success(), "{of}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::meta::validate(schema).unwrap_or_else(|error| panic!("not a schema: {error}"));
    jsonschema::draft202012::new(schema).unwrap()
}

/// One definition of a schema as a schema of its own.
fn definition(schema: &Value, name: &str) -> Validator {
    let reference = format!("#/$defs/{name}");
    let part = serde_json::json!({ "$ref": reference, "$defs": schema["$defs"] });
    jsonschema::draft202012::new(&part).unwrap()
}

fn problems(validator: &Validator, document: &Value) -> Vec<String> {
    let problem = |error: jsonschema::ValidationError<'_>| {
        format!("{} at `{}`", error, error.instance_path())
    };
    validator.iter_errors(document).map(problem).collect()
}

fn assert_valid(validator: &Validator, document: &Value, place: &str) {
    let problems = problems(validator, document);
    assert!(problems.is_empty(), "{place}:\n  {}", problems.join("\n  "));
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
