//! Queries, and what may be wrong with their answers.

use std::time::Duration;

use gonogo_cel::time::Timestamp;
use serde_json::json;

use super::Gate;
use super::server::{Server, answer, ok};

const NUMBER: &str = "n: {type: number, from: s, query: up}";
const SERIES: &str = "n: {type: series, from: s, query: up, window: 1m, step: 15s}";
const BY: &str = "n: {type: series, from: s, query: up, window: 1m, step: 15s, by: [job]}";

fn vector(samples: &str) -> String {
    ok(&format!(r#"{{"status":"success","data":{{"resultType":"vector","result":[{samples}]}}}}"#))
}

fn matrix(series: &str) -> String {
    ok(&format!(r#"{{"status":"success","data":{{"resultType":"matrix","result":[{series}]}}}}"#))
}

async fn fetched(fact: &str, server: &Server) -> Result<String, String> {
    let gate = Gate::new(&format!("{{prometheus: '{}'}}", server.url()), &[fact]);
    gate.value().await.map(|value| value.to_string())
}

#[track_caller]
fn sees(server: &Server, part: &str) {
    let seen = server.seen().concat();
    assert!(seen.contains(part), "{part} is not in {seen}");
}

#[tokio::test]
async fn a_number_is_asked_for_at_the_time_of_the_collection() {
    let server = Server::answering(vector(r#"{"metric":{},"value":[1767498000,"0.25"]}"#));
    assert_eq!(fetched(NUMBER, &server).await.unwrap(), "0.25");
    sees(&server, "GET /api/v1/query?query=up&time=1767498000&timeout=5000ms HTTP/1.1\r\n");
    sees(&server, concat!("user-agent: gonogo/", env!("CARGO_PKG_VERSION"), "\r\n"));
    sees(&server, "accept-encoding: identity\r\n");
}

#[tokio::test]
async fn a_series_is_asked_for_over_its_window() {
    let values = r#"{"metric":{},"values":[[1767497985,"1"],[1767498000,"NaN"]]}"#;
    let server = Server::answering(matrix(values));
    let expected = json!([[1_767_497_985, 1.0], [1_767_498_000, "NaN"]]).to_string();
    assert_eq!(fetched(SERIES, &server).await.unwrap(), expected);
    sees(&server, "/api/v1/query_range?query=up&start=1767497940&end=1767498000&step=15&");
}

#[tokio::test]
async fn without_a_window_it_reaches_back_to_the_start_of_the_phase() {
    let server = Server::answering(matrix(r#"{"metric":{},"values":[[1767498000,"1"]]}"#));
    let fact = "n: {type: series, from: s, query: up, step: 15s}";
    let mut gate = Gate::new(&format!("{{prometheus: '{}'}}", server.url()), &[fact]);
    gate.phase_started = Timestamp::parse("2026-01-04T03:30:00Z");
    assert!(gate.value().await.is_ok());
    sees(&server, "start=1767497400&end=1767498000&step=15&");
}

#[tokio::test]
async fn the_path_of_the_source_stays() {
    for path in ["/prometheus", "/prometheus/"] {
        let server = Server::answering(vector(r#"{"metric":{},"value":[1767498000,"1"]}"#));
        let url = format!("{}{path}", server.url());
        let gate = Gate::new(&format!("{{prometheus: '{url}'}}"), &[NUMBER]);
        assert_eq!(gate.value().await.unwrap(), 1.0);
        sees(&server, "GET /prometheus/api/v1/query?query=up");
    }
}

#[tokio::test]
async fn the_source_says_how_long_it_is_waited_for() {
    let server = Server::answering(vector(r#"{"metric":{},"value":[1767498000,"1"]}"#));
    let gate = Gate::new(&format!("{{prometheus: '{}', timeout: 3s}}", server.url()), &[NUMBER]);
    assert!(gate.value().await.is_ok());
    sees(&server, "timeout=3000ms");
}

#[tokio::test]
async fn a_long_query_is_posted() {
    let server = Server::answering(vector(r#"{"metric":{},"value":[1767498000,"1"]}"#));
    let query = format!("up + {}", "1 + ".repeat(600)) + "1";
    let fact = format!("n: {{type: number, from: s, query: '{query}'}}");
    assert_eq!(fetched(&fact, &server).await.unwrap(), "1.0");
    sees(&server, "POST /api/v1/query HTTP/1.1\r\n");
    sees(&server, "content-type: application/x-www-form-urlencoded\r\n");
    sees(&server, "\r\n\r\nquery=up+%2B+1+%2B+1");
}

#[tokio::test]
async fn what_is_no_single_number_is_refused() {
    let check = async |fact: &str, answer: String, expected: &str| {
        let cause = fetched(fact, &Server::answering(answer)).await.unwrap_err();
        assert!(cause.contains(expected), "{cause}");
    };
    let two = r#"{"metric":{"job":"a"},"value":[1767498000,"1"]},{"metric":{"job":"b"},"value":[1767498000,"2"]}"#;
    check(NUMBER, vector(two), "2 series where one is declared").await;
    check(NUMBER, vector(r#"{"metric":{},"value":[1767498000,"NaN"]}"#), "not a finite").await;
    check(NUMBER, vector(""), "no series").await;
    let twice = r#"{"metric":{},"values":[[1767498000,"1"],[1767498000,"1"]]}"#;
    check(SERIES, matrix(twice), "not later than the one before").await;
    check(NUMBER, ok("{\"status\":\"success\",\"data\":{\"resu"), "ends too early").await;
    check(NUMBER, ok("<html>"), "no JSON").await;
    let partial = r#"{"status":"success","warnings":["store gone"],"data":{"resultType":"scalar","result":[1767498000,"1"]}}"#;
    check(NUMBER, ok(partial), "the answer has a warning: store gone").await;
    let error = r#"{"status":"error","errorType":"bad_data","error":"parse error at char 3"}"#;
    check(NUMBER, ok(error), "the query failed: bad_data: parse error at char 3").await;
    check(NUMBER, answer("400 Bad Request", "", error), "400 bad request by 127.0.0.1:").await;
    check(NUMBER, answer("422 Whatever", "", error), "bad_data: parse error at char 3").await;
    check(NUMBER, answer("204 No Content", "", ""), "204 no content").await;
    let nothing = "n: {type: series, from: s, query: up, window: 1000d, step: 1s}";
    check(nothing, vector(""), "86400000 steps, more than 11000").await;
}

#[tokio::test]
async fn labels_tell_several_series_apart() {
    let one = |job: &str| format!(r#"{{"metric":{{"job":"{job}"}},"values":[[1767498000,"1"]]}}"#);
    let server = Server::answering(matrix(&format!("{},{}", one("a"), one("b"))));
    let value = fetched(BY, &server).await.unwrap();
    assert!(
        value.starts_with(r#"[{"labels":{"job":"a"},"samples":[[1767498000,1.0]]}"#),
        "{value}"
    );
    let cause = fetched(SERIES, &server).await.unwrap_err();
    assert!(cause.contains("`by: [job]`"), "{cause}");
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    let good = vector(r#"{"metric":{},"value":[1767498000,"1"]}"#);
    let passing = ["503 Service Unavailable", "429 Too Many Requests", "502 Bad Gateway"];
    for status in passing {
        let server = Server::in_turn(&[answer(status, "", ""), good.clone()]);
        assert_eq!(fetched(NUMBER, &server).await.unwrap(), "1.0", "{status}");
        assert_eq!(server.seen().len(), 2, "{status}");
    }
    let torn = Server::in_turn(&[String::new(), good.clone()]);
    assert_eq!(fetched(NUMBER, &torn).await.unwrap(), "1.0");
    for status in ["400 Bad Request", "401 Unauthorized", "404 Not Found", "301 Moved"] {
        let server = Server::in_turn(&[answer(status, "", ""), good.clone()]);
        assert!(fetched(NUMBER, &server).await.is_err(), "{status}");
        assert_eq!(server.seen().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_server_says_when_to_come_again() {
    let busy = answer("503 Service Unavailable", "Retry-After: 60\r\n", "");
    let server = Server::answering(busy);
    let gate = Gate::new(&format!("{{prometheus: '{}'}}", server.url()), &[NUMBER]);
    let reading = gate.within(Duration::from_secs(2)).reading().await;
    assert_eq!(reading.attempts, 1);
    assert!(reading.value.unwrap_err().cause.starts_with("503 service unavailable by 127.0.0.1:"));
}

#[tokio::test]
async fn nobody_there_is_a_cause() {
    let gate = Gate::new("{prometheus: 'http://127.0.0.1:1'}", &[NUMBER]);
    assert_eq!(gate.value().await.unwrap_err(), "connection refused by 127.0.0.1:1");
}
