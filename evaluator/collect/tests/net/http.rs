//! Probes and values.

use serde_json::json;

use super::Gate;
use super::server::{Server, answer, ok};

fn gate(server: &Server, fact: &str) -> Gate {
    Gate::new(&format!("{{http: '{}/api'}}", server.url()), &[fact])
}

#[tokio::test]
async fn a_probe_is_the_answer_as_a_whole() {
    let check = async |given: String, fact: &str, expected: serde_json::Value| {
        let server = Server::answering(given);
        let mut value = gate(&server, fact).value().await.unwrap();
        let fields = value.as_object_mut().unwrap();
        let latency = fields.remove("latency").unwrap();
        fields
            .get_mut("headers")
            .and_then(|headers| headers.as_object_mut())
            .unwrap()
            .remove("content-length");
        assert!(latency.as_str().unwrap().ends_with("us"), "{latency}");
        assert_eq!(value, expected);
    };
    let probe = "p: {type: probe, from: s, path: /health}";
    let with = |status: u16, more: serde_json::Value| {
        let mut expected = json!({"status": status, "headers": {}});
        let fields = more.as_object().unwrap().clone();
        expected.as_object_mut().unwrap().extend(fields);
        expected
    };
    let up = r#"{"up": true}"#;
    check(ok(up), probe, with(200, json!({"body": up, "json": {"up": true}}))).await;
    check(ok("fine"), probe, with(200, json!({"body": "fine"}))).await;
    check(ok(""), probe, with(200, json!({}))).await;
    check(answer("503 Down", "", "no"), probe, with(503, json!({"body": "no"}))).await;
    let moved =
        "Location: http://169.254.169.254/latest\r\nSet-Cookie: a=b\r\nX-A: 1\r\nx-a: 2\r\n";
    let headers = json!({"location": "http://169.254.169.254/latest", "x-a": "1, 2"});
    check(answer("302 Found", moved, ""), probe, with(302, json!({"headers": headers}))).await;
    let large = "x".repeat(65_536);
    check(ok(&large), probe, with(200, json!({"body": large}))).await;
    check(ok(&"x".repeat(65_537)), probe, with(200, json!({}))).await;
    check(ok(&"x".repeat(2_000_000)), probe, with(200, json!({}))).await;
    let head = "p: {type: probe, from: s, method: HEAD}";
    check(answer("200 OK", "", "ignored"), head, with(200, json!({}))).await;
    let part = "p: {type: probe, from: s, jsonpath: $.up}";
    check(ok(up), part, with(200, json!({"body": up, "json": true}))).await;
    check(answer("503 Down", "", "no"), part, with(503, json!({"body": "no"}))).await;
}

#[tokio::test]
async fn a_path_of_a_probe_is_followed() {
    let check = async |body: String, expected: &str| {
        let server = Server::answering(ok(&body));
        let fact = "p: {type: probe, from: s, jsonpath: $.down}";
        let cause = gate(&server, fact).value().await.unwrap_err();
        assert!(cause.contains(expected), "{cause}");
    };
    check(r#"{"up": true}"#.to_owned(), "`$` has no key `down`").await;
    check("<html>".to_owned(), "no JSON").await;
    check("x".repeat(2_000_000), "too large for `jsonpath`").await;
}

#[tokio::test]
async fn answers_of_another_time_are_told_from_those_of_now() {
    let check = async |headers: &str, fact: &str, expected: Result<i64, &str>| {
        let server = Server::answering(answer("200 OK", headers, "1"));
        let reading = gate(&server, fact).reading().await;
        let age = reading.as_of.and_then(|as_of| reading.at.since(as_of)).map(|age| age.nanos);
        match (reading.value, expected) {
            (Ok(_), Ok(expected)) => assert_eq!(age, Some(expected * 1_000_000_000), "{headers}"),
            (Err(failure), Err(expected)) => assert!(failure.cause.contains(expected), "{failure}"),
            (value, _) => panic!("{headers}: {value:?}"),
        }
        assert!(server.seen().concat().contains("cache-control: no-cache\r\n"));
    };
    let (plain, probe) = ("n: {type: number, from: s}", "p: {type: probe, from: s}");
    let limited = "p: {type: probe, from: s, stale_after: 1h}";
    let series = "s: {type: series, from: s, step: 15s}";
    for fact in [plain, probe, limited, series] {
        check("Age: 30\r\n", fact, Ok(30)).await;
        check("Date: Sun, 04 Jan 2026 03:40:10 GMT\r\n", fact, Ok(0)).await;
        check("Date: Mon, 01 Jan 2029 03:40:00 GMT\r\n", fact, Err("lies ahead")).await;
        check("Age: none\r\n", fact, Err("no number of seconds")).await;
    }
    for fact in [limited, series] {
        check("Age: 86400\r\n", fact, Ok(86_400)).await;
        check("Date: Sat, 03 Jan 2026 03:40:00 GMT\r\n", fact, Ok(86_400)).await;
    }
    for fact in [plain, probe] {
        check("Age: 86400\r\n", fact, Err("the answer is 24h old")).await;
        check("Date: Sat, 03 Jan 2026 03:40:00 GMT\r\n", fact, Err("`stale_after`")).await;
    }
}

#[tokio::test]
async fn requests_are_as_the_gate_writes_them() {
    let check = async |fact: &str, parts: &[&str]| {
        let server = Server::answering(ok("1"));
        drop(gate(&server, fact).value().await);
        let seen = server.seen().concat();
        for part in parts {
            assert!(seen.contains(part), "{part} is not in {seen}");
        }
    };
    check("n: {type: number, from: s}", &["GET /api HTTP/1.1\r\n"]).await;
    check("n: {type: number, from: s, path: /v1}", &["GET /api/v1 HTTP/1.1\r\n"]).await;
    check("n: {type: number, from: s, path: '?a=b c'}", &["GET /api?a=b%20c HTTP/1.1\r\n"]).await;
    let post = "n: {type: number, from: s, method: POST, body: '{\"a\": 1}', headers: {X-A: b}}";
    let parts =
        ["POST /api", "content-type: application/json\r\n", "x-a: b\r\n", "\r\n\r\n{\"a\": 1}"];
    check(post, &parts).await;
}

#[tokio::test]
async fn patterns_find_a_part_or_tell_whether_there_is_one() {
    let check = async |fact: &str, expected: Result<serde_json::Value, &str>| {
        let server = Server::answering(ok("version: 1.2.3\nqueue: 17\n"));
        let value = gate(&server, fact).value().await;
        assert_eq!(value, expected.map_err(str::to_owned), "{fact}");
    };
    check("b: {type: bool, from: s, matches: 'queue: \\d+'}", Ok(json!(true))).await;
    check("b: {type: bool, from: s, matches: 'error'}", Ok(json!(false))).await;
    check(
        "b: {type: number, from: s, matches: 'lag: (\\d+)'}",
        Err("nothing in the answer matches `matches`"),
    )
    .await;
}

#[tokio::test]
async fn other_types_need_a_good_status() {
    let check = async |given: String, expected: &str| {
        let server = Server::answering(given);
        let fact = "b: {type: bool, from: s, matches: 'x'}";
        let cause = gate(&server, fact).value().await.unwrap_err();
        assert!(cause.contains(expected), "{cause}");
    };
    let moved = "Location: http://169.254.169.254/latest/meta-data\r\n";
    let expected = "redirects to 169.254.169.254:80, which is not followed";
    check(answer("302 Found", moved, "x"), expected).await;
    check(answer("301 Moved", "", "x"), "redirects to no address, which is not followed").await;
    check(answer("401 No", "", "x"), "401 unauthorized by 127.0.0.1:").await;
    check(answer("500 No", "", "x"), "500 internal server error by 127.0.0.1:").await;
    check(answer("304 Not Modified", "", ""), "304 not modified").await;
}

#[tokio::test]
async fn a_post_that_may_have_arrived_is_not_made_again() {
    let post = "p: {type: probe, from: s, method: POST}";
    for given in [String::new(), "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx".to_owned()] {
        let server = Server::answering(given);
        assert!(gate(&server, post).value().await.is_err());
        assert_eq!(server.seen().len(), 1);
    }
    let busy = Server::answering(answer("503 Busy", "", ""));
    let fact = "b: {type: bool, from: s, method: POST, matches: x}";
    assert!(gate(&busy, fact).value().await.is_err());
    assert_eq!(busy.seen().len(), 1);
    let nobody = Gate::new("{http: 'http://127.0.0.1:1'}", &[post]);
    assert_eq!(nobody.reading().await.attempts, 3);
}

#[tokio::test]
async fn connections_are_used_again() {
    let facts = [
        "a: {type: probe, from: s, path: '?keep=1'}",
        "b: {type: probe, from: s, path: '?keep=1'}",
    ];
    let server = Server::answering(ok("fine"));
    let gate = Gate::new(&format!("{{http: '{}'}}", server.url()), &facts);
    assert!(gate.readings().await.iter().all(|reading| reading.value.is_ok()));
}
