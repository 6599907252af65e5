//! Answers to probes.

use crate::check;

#[test]
fn probes() {
    check(
        "type: probe",
        &[
            (r#"{"status": 200, "latency": "35ms"}"#, "{status: 200, ok: true, latency: 35ms}"),
            (r#"{"status": 302}"#, "{status: 302, ok: false}"),
            (
                r#"{"status": 200, "headers": {"a": "b"}, "body": "[1]", "json": [1]}"#,
                "{status: 200, ok: true, headers: {'a': 'b'}, body: [1], json: [1]}",
            ),
            (r#"{"status": 200, "body": {}}"#, "invalid: `body` is an object, not a text"),
            (
                r#"{"status": 200, "headers": {"Age": "1"}}"#,
                "invalid: `headers`: write `Age` in small letters",
            ),
            (
                r#"{"status": 200, "headers": {"age": 1}}"#,
                "invalid: headers: `age` is a number, not a text",
            ),
            (r#"{"status": 0}"#, "invalid: `status` is 0, no HTTP status"),
        ],
    );
}
