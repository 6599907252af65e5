//! SARIF 2.1.0, for code scanning.

use std::collections::BTreeMap;

use gonogo_document::Position;
use serde_json::{Value, json};

use crate::report::{Finding, Reported, advised, severity};

/// With the version of gonogo that looked.
pub fn sarif(files: &[Reported<'_>], version: &str) -> String {
    let mut rules: BTreeMap<&str, &str> = BTreeMap::new();
    for finding in files.iter().flat_map(|file| file.findings) {
        rules.insert(finding.code.id, finding.code.title);
    }
    let ids: Vec<&str> = rules.keys().copied().collect();
    let rules =
        rules.iter().map(|(id, title)| json!({"id": id, "shortDescription": {"text": title}}));
    let results = files.iter().flat_map(|file| {
        let result = |finding| of_finding(file.file, &finding, &ids);
        file.places().into_iter().map(result).collect::<Vec<_>>()
    });
    let value = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "gonogo",
                "version": version,
                "rules": rules.collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    format!("{value:#}\n")
}

fn of_finding(file: &str, finding: &Finding<'_>, ids: &[&str]) -> Value {
    let Finding { diagnostic, from, to, related } = finding;
    let index = ids.iter().position(|id| *id == diagnostic.code.id);
    let mut result = json!({
        "ruleId": diagnostic.code.id,
        "ruleIndex": index,
        "level": severity(diagnostic),
        "message": {"text": advised(diagnostic)},
        "locations": [{"physicalLocation": place(file, *from, *to)}],
    });
    if !related.is_empty() {
        let related = related.iter().map(|(from, to, note)| {
            json!({"physicalLocation": place(file, *from, *to), "message": {"text": note}})
        });
        if let Value::Object(fields) = &mut result {
            fields.insert("relatedLocations".to_owned(), Value::Array(related.collect()));
        }
    }
    result
}

fn place(file: &str, from: Position, to: Position) -> Value {
    json!({
        "artifactLocation": {"uri": uri(file)},
        "region": {
            "startLine": from.line, "startColumn": from.column,
            "endLine": to.line, "endColumn": to.column,
        },
    })
}

/// A relative path as a URI reference (RFC 3986): what is no plain character is escaped.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path).replace('\\', "/");
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./a b/gate:ü.yaml"), "a%20b/gate%3A%C3%BC.yaml");
        assert_eq!(uri("policies\\x\\gate.yaml"), "policies/x/gate.yaml");
    }
}
