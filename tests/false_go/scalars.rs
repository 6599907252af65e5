//! Single values, lists, maps and JSON.

use crate::kind::{Kind, of_dated, part, value};

pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        number(),
        number_with_unit(),
        string(),
        bool(),
        timestamp(),
        duration(),
        list(),
        map(),
        json(),
    ]
}

fn number() -> Kind {
    Kind {
        name: "number",
        declaration: "type: number, stale_after: 10m",
        healthy: "16".to_owned(),
        good: "fact < 20.0",
        faults: of_dated(vec![
            value("wrong type: text", r#""16""#, "this is a text, not a number"),
            value("wrong type: bool", "true", "this is a bool, not a number"),
            value("wrong type: list", "[16]", "this is a list, not a number"),
            value("wrong type: object", r#"{"value": 16}"#, "this is an object, not a number"),
            value("NaN", r#""NaN""#, "is not a finite number"),
            value("+Inf", r#""+Inf""#, "is not a finite number"),
            value("too large", "-1e999", "number out of range"),
            value("empty", r#""""#, "a text that is empty"),
        ]),
    }
}

fn number_with_unit() -> Kind {
    Kind {
        name: "number with unit",
        declaration: "type: number, unit: ms, stale_after: 10m",
        healthy: r#""35ms""#.to_owned(),
        good: "fact < '40ms'",
        faults: of_dated(vec![
            value("wrong type: bool", "false", "this is a bool, not a number"),
            value("wrong type: list", "[35]", "this is a list, not a number"),
            value("wrong unit", r#""5%""#, "`5%` is a share, not a time"),
            value("text for a number", r#""fast""#, "`fast`"),
            value("unit unknown", r#""35 parsecs""#, "unknown unit `parsecs`"),
            value("NaN", r#""NaN""#, "`NaN`"),
            value("+Inf", r#""+Inf""#, "`+Inf`"),
            value("too large", "-1e300", "is out of range"),
            value("empty", r#"" ""#, "a text that is empty"),
        ]),
    }
}

fn string() -> Kind {
    Kind {
        name: "string",
        declaration: "type: string, stale_after: 10m",
        healthy: r#""ready""#.to_owned(),
        good: "fact != 'failed'",
        faults: of_dated(vec![
            value("wrong type: number", "5", "this is a number, not a text"),
            value("wrong type: bool", "true", "this is a bool, not a text"),
            value("wrong type: list", r#"["ready"]"#, "this is a list, not a text"),
            value("empty", r#""""#, "a text that is empty"),
            value("blank", r#""  \n""#, "a text that is empty"),
            value("half a letter", r#""\ud800""#, "invalid"),
        ]),
    }
}

fn bool() -> Kind {
    Kind {
        name: "bool",
        declaration: "type: bool, stale_after: 10m",
        healthy: "true".to_owned(),
        good: "fact",
        faults: of_dated(vec![
            value("wrong type: text", r#""true""#, "this is a text, not a bool"),
            value("wrong type: number", "1", "this is a number, not a bool"),
            value("wrong type: list", "[true]", "this is a list, not a bool"),
            value("empty", "{}", "an object that is empty"),
        ]),
    }
}

fn timestamp() -> Kind {
    Kind {
        name: "timestamp",
        declaration: "type: timestamp, stale_after: 10m",
        healthy: r#""2026-01-04T01:00:00Z""#.to_owned(),
        good: "fact < now",
        faults: of_dated(vec![
            value("wrong type: bool", "true", "this is a bool, not a time"),
            value("wrong type: list", "[1767488400]", "this is a list, not a time"),
            value("text for a time", r#""yesterday""#, "not a time: write RFC 3339"),
            value("no such day", r#""2026-02-30T00:00:00Z""#, "not a time: write RFC 3339"),
            value("no zone", r#""2026-01-04T01:00:00""#, "not a time: write RFC 3339"),
            value("milliseconds for seconds", "-1767488400000", "not a time: write RFC 3339"),
            value("too large", "-1e300", "not a time: write RFC 3339"),
            value("empty", r#""""#, "a text that is empty"),
        ]),
    }
}

fn duration() -> Kind {
    Kind {
        name: "duration",
        declaration: "type: duration, stale_after: 10m",
        healthy: r#""3m""#.to_owned(),
        good: "fact < duration('5m')",
        faults: of_dated(vec![
            value("wrong type: number", "3", "this is a number, not a duration"),
            value("wrong type: object", r#"{"m": 3}"#, "this is an object, not a duration"),
            value("text for a duration", r#""soon""#, "`soon`"),
            value("no unit", r#""3""#, "`3`"),
            value("wrong unit", r#""3%""#, "`3%`"),
            value("too large", r#""-99999999999h""#, "-99999999999h"),
            value("empty", r#""""#, "a text that is empty"),
        ]),
    }
}

fn list() -> Kind {
    Kind {
        name: "list",
        declaration: "type: list, stale_after: 10m",
        healthy: r#"[{"host": "a", "up": true}, {"host": "b", "up": true}]"#.to_owned(),
        good: "fact.all(host, host.up)",
        faults: of_dated(vec![
            value("wrong type: object", r#"{"host": "a"}"#, "this is an object, not a list"),
            value("wrong type: text", r#""a, b""#, "this is a text, not a list"),
            value("wrong type: number", "2", "this is a number, not a list"),
            value("empty", "[]", "a list that is empty"),
            value("duplicate key", r#"[{"up": false, "up": true}]"#, "the key `up` comes twice"),
            value("number too large", r#"[{"up": true, "load": 1e999}]"#, "number out of range"),
            part("missing field", r#"[{"up": true}, {"host": "b"}]"#, "`up`"),
            part("text in the list", r#"[{"up": true}, "b"]"#, "`up`"),
            part("null in the list", r#"[{"up": true}, null]"#, "`up`"),
            part(
                "text for a bool",
                r#"[{"up": "true"}]"#,
                "the condition of a macro cannot be `string`",
            ),
        ]),
    }
}

fn map() -> Kind {
    Kind {
        name: "map",
        declaration: "type: map, stale_after: 10m",
        healthy: r#"{"replicas": 3, "ready": 3}"#.to_owned(),
        good: "fact.ready >= fact.replicas",
        faults: of_dated(vec![
            value("wrong type: list", r#"[["ready", 3]]"#, "this is a list, not an object"),
            value("wrong type: text", r#""ready""#, "this is a text, not an object"),
            value("wrong type: bool", "true", "this is a bool, not an object"),
            value("empty", "{}", "an object that is empty"),
            value(
                "duplicate key",
                r#"{"replicas": 3, "ready": 0, "ready": 3}"#,
                "the key `ready` comes twice",
            ),
            part("missing field", r#"{"replicas": 0}"#, "`ready`"),
            part("text for a number", r#"{"replicas": 3, "ready": "9"}"#, "string"),
            part("null field", r#"{"replicas": null, "ready": 3}"#, "null"),
        ]),
    }
}

fn json() -> Kind {
    Kind {
        name: "json",
        declaration: "type: json, stale_after: 10m",
        healthy: r#"{"status": {"errors": 0, "lag": 1.5}}"#.to_owned(),
        good: "fact.status.errors == 0 && fact.status.lag < 2.0",
        faults: of_dated(vec![
            part("wrong type: list", r#"[{"status": 0}]"#, "`status`"),
            part("wrong type: text", r#""all is well""#, "`status`"),
            part("wrong type: number", "0", "`status`"),
            value("empty", "{}", "an object that is empty"),
            value("empty list", "[]", "a list that is empty"),
            value("empty text", r#""""#, "a text that is empty"),
            value("duplicate key", r#"{"status": 1, "status": 2}"#, "the key `status` comes twice"),
            value("number too large", r#"{"status": {"lag": 1e999}}"#, "number out of range"),
            part("missing field", r#"{"state": {}}"#, "`status`"),
            part("missing inner field", r#"{"status": {"lag": 0.0}}"#, "`errors`"),
            part("text for a number", r#"{"status": {"errors": 0, "lag": "1"}}"#, "string"),
            part("null for a number", r#"{"status": {"errors": 0, "lag": null}}"#, "null"),
            part("null inside", r#"{"status": null}"#, "`errors`"),
        ]),
    }
}
