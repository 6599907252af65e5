//! SARIF by its schema, by Microsoft's validator with the rules of code scanning, and by what that
//! reads of it. The schema does not know what code scanning needs: that is asserted here.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::tools::tool;
use crate::{Folder, is_content, objects};

const MULTITOOL: &str = "npm/node_modules/@microsoft/sarif-multitool-linux";
/// Findings that are answered: there is no page of the project that could be named, and gates are
/// no code that could be shown around a result.
const KNOWN: &[&str] = &["SARIF2005", "GH2005"];

pub(crate) fn is_well_formed(path: &Path) {
    is_content(&mut schema(path));
    let found = findings(path);
    assert!(found.is_empty(), "{}: {found:?}", path.display());
    let log: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().expect("there, even if it is empty") {
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string(), "{result}");
        for corner in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][corner].as_u64().unwrap() >= 1, "{result}");
        }
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_ne!(rule["help"]["text"], "");
        assert_ne!(result["level"], "none");
    }
}

fn schema(path: &Path) -> Command {
    let mut command = Command::new(tool("python/bin/check-jsonschema"));
    command.arg("--schemafile").arg(tool(&format!("{MULTITOOL}/sarif-2.1.0.json"))).arg(path);
    command
}

/// The ids of the validator's rules that found something.
fn findings(path: &Path) -> Vec<String> {
    let folder = Folder::new();
    let report = folder.0.join("report.sarif");
    is_content(
        Command::new(tool(&format!("{MULTITOOL}/Sarif.Multitool")))
            .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
            .arg("validate")
            .arg(path)
            .args(["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"])
            .args(["--log", "ForceOverwrite", "-o"])
            .arg(&report),
    );
    let log: Value = serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
    let results = log["runs"][0]["results"].as_array().expect("results of the validator").clone();
    let ids = results.iter().map(|result| result["ruleId"].as_str().unwrap().to_owned());
    ids.filter(|id| !KNOWN.contains(&id.as_str())).collect()
}

/// The validators object to what is broken.
#[test]
fn broken_sarif_is_noticed() {
    let folder = Folder::new();
    let log = |uri: &str, line: u32| {
        format!(
            r#"{{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{{"tool":
            {{"driver": {{"name": "x"}}}}, "results": [{{"message": {{"text": "x"}}, "locations": [{{"physicalLocation":
            {{"artifactLocation": {{"uri": "{uri}"}}, "region": {{"startLine": {line}}}}}}}]}}]}}]}}"#
        )
    };
    objects(&mut schema(&folder.write("line.sarif", &log("a", 0))));
    let found = findings(&folder.write("uri.sarif", &log("/absolute/path", 1)));
    assert!(found.contains(&"SARIF1004".to_owned()), "{found:?}");
}

/// A path from the root is a URI with a scheme.
#[test]
fn a_gate_by_its_whole_path_is_well_formed() {
    let folder = Folder::new();
    let case = crate::root().join("fixtures/gates/require_that_fails_is_no_go");
    let report = folder.0.join("gonogo.sarif");
    let ran = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .args(["eval", "--quiet", "--facts"])
        .arg(case.join("snapshot.json"))
        .arg("--report")
        .arg(format!("sarif={}", report.display()))
        .arg(case.join("gate.yaml"))
        .status()
        .unwrap();
    assert_eq!(ran.code(), Some(10));
    is_well_formed(&report);
}
