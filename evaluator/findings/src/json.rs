//! `gonogo.findings/v1`: for scripts; keys are stable within `v1`.

use serde_json::{Value, json};

use crate::report::{Finding, Reported, counts, severity};

pub fn json(files: &[Reported<'_>]) -> String {
    let counts = counts(files);
    let value = json!({
        "schema": "gonogo.findings/v1",
        "errors": counts.errors,
        "warnings": counts.warnings,
        "files": files.iter().map(of_file).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn of_file(file: &Reported<'_>) -> Value {
    json!({
        "file": file.file,
        "usable": file.holds.is_some(),
        "findings": file.places().iter().map(of_finding).collect::<Vec<_>>(),
    })
}

fn of_finding(finding: &Finding<'_>) -> Value {
    let Finding { diagnostic, from, to, related } = finding;
    let related = related.iter().map(|(from, to, note)| {
        json!({
            "note": note,
            "line": from.line, "column": from.column,
            "end_line": to.line, "end_column": to.column,
        })
    });
    json!({
        "code": diagnostic.code.id,
        "title": diagnostic.code.title,
        "severity": severity(diagnostic),
        "message": diagnostic.message,
        "label": diagnostic.label,
        "help": diagnostic.help,
        "line": from.line, "column": from.column,
        "end_line": to.line, "end_column": to.column,
        "related": related.collect::<Vec<_>>(),
    })
}
