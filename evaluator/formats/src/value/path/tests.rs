use super::super::read_json;
use super::*;

const HEALTH: &str = r#"{
    "status": "ok",
    "checks": {"database": {"latency_ms": 3.5}, "queue": null},
    "shards": [{"id": "a", "lag": 0, "tags": ["x"]}, {"id": "b", "lag": 7, "tags": []}],
    "none": [],
    "odd.key": 1
}"#;

#[track_caller]
fn check(path: &str, kind: Kind, expected: &str) {
    let value = read_json(HEALTH, &JsonPath::parse(path).unwrap(), kind);
    assert_eq!(value.unwrap_or_else(|error| panic!("{path}: {error}")).to_string(), expected);
}

#[track_caller]
fn refused(path: &str, kind: Kind, message: &str) {
    let value = JsonPath::parse(path).and_then(|path| read_json(HEALTH, &path, kind));
    assert_eq!(value.unwrap_err().message, message, "{path}");
}

#[test]
fn paths_lead_to_values() {
    check("$.status", Kind::String, "\"ok\"");
    check("$.checks.database.latency_ms", Kind::Number(None), "3.5");
    check("$['odd.key']", Kind::Number(None), "1");
    check("$.shards[-1].lag", Kind::Number(None), "7");
    check("$.shards[?@.id == 'b'].lag", Kind::Number(None), "7");
    check("$..latency_ms", Kind::Number(None), "3.5");
    check("$.checks.database", Kind::Map, r#"{"latency_ms":3.5}"#);
}

#[test]
fn the_path_decides_what_a_list_is() {
    check("$.shards[*].id", Kind::List, r#"["a","b"]"#);
    check("$.shards[0].tags", Kind::List, r#"["x"]"#);
    check("$.shards[?@.id == 'a'].tags", Kind::List, r#"[["x"]]"#);
    check("$.none[*].id", Kind::List, "[]");
    check("$.shards[?@.lag > 9].id", Kind::List, "[]");
    refused("$.nome[*].id", Kind::List, "`$` has no key `nome`; it has `none`");
    refused("$.shards[*].name", Kind::List, "`$.shards[*]` has no key `name`");
}

#[test]
fn what_is_missing_is_named() {
    refused("$.staus", Kind::String, "`$` has no key `staus`; it has `status`");
    refused(
        "$.checks.database.latencyms",
        Kind::Number(None),
        "`$.checks.database` has no key `latencyms`; it has `latency_ms`",
    );
    refused("$.checks.redis", Kind::Json, "`$.checks` has no key `redis`");
    refused("$.status.code", Kind::Json, "`$.status` is a text, which has no key `code`");
    refused("$.checks.queue.size", Kind::Json, "`$.checks.queue` is null, which has no key `size`");
    refused("$.shards[5].lag", Kind::Json, "`$.shards` has nothing at `[5]`");
    refused(
        "$.shards[*].lag",
        Kind::Json,
        "`$.shards[*].lag` leads to 2 values, where one is wanted",
    );
    refused("$.checks.queue", Kind::Json, "this is null, not a value");
    refused("$.status", Kind::Number(None), "this is the text `ok`, not a number");
}

#[test]
fn paths_that_are_none_or_cost_too_much_are_refused() {
    let check = |path: &str, message: &str| {
        let error = JsonPath::parse(path).unwrap_err();
        assert_eq!(error.message, format!("`{}` is no JSONPath: {message}", shown(path)));
    };
    check("status", "it does not start with `$`");
    check("", "it does not start with `$`");
    check("$..a..b..c", "more than 2 times `..`");
    check("$[*,*][*,*]", "more than one list of selectors");
    check("$[?@.a == $.b]", "a filter that starts at `$`; start it at `@`");
    check(&format!("$[?{}1{}]", "(".repeat(99), ")".repeat(99)), "more than 8 brackets deep");
    check(&format!("${}", ".a".repeat(300)), "longer than 512 bytes");
    assert!(JsonPath::parse("$.a[").is_err() && JsonPath::parse("$.a b").is_err());
    assert!(JsonPath::parse("$['a','b','c']").is_ok());
    assert!(JsonPath::parse("$[?match(@.a, '..,..,[[[[$$$$')]").is_ok());
}
