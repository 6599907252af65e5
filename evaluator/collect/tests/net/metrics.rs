//! Pages of metrics.

use super::Gate;
use super::server::{Server, answer, ok};

const PAGE: &str = "# TYPE up gauge\nup{job=\"a\"} 1\nup{job=\"b\"} 0\nload 0.5\n";

async fn fetched(fact: &str, server: &Server) -> Result<String, String> {
    let gate = Gate::new(&format!("{{metrics: '{}/metrics'}}", server.url()), &[fact]);
    gate.value().await.map(|value| value.to_string())
}

#[tokio::test]
async fn a_sample_is_a_number_or_a_series_of_now() {
    let server = Server::answering(ok(PAGE));
    assert_eq!(fetched("n: {type: number, from: s, query: load}", &server).await.unwrap(), "0.5");
    let seen = server.seen().concat();
    assert!(seen.starts_with("GET /metrics HTTP/1.1\r\n"), "{seen}");
    assert!(seen.contains("accept: text/plain;version=0.0.4"), "{seen}");
    let series = "n: {type: series, from: s, query: load, step: 15s}";
    assert_eq!(fetched(series, &server).await.unwrap(), "[[1767498000.0,0.5]]");
    let by = "n: {type: series, from: s, query: up, step: 15s, by: [job]}";
    assert!(fetched(by, &server).await.unwrap().contains(r#"{"labels":{"job":"b"}"#));
    let cause = fetched("n: {type: number, from: s, query: up}", &server).await.unwrap_err();
    assert!(cause.contains("2 series where one is declared"), "{cause}");
}

#[tokio::test]
async fn torn_pages_are_refused() {
    let check = async |page: String, expected: &str| {
        let fact = "n: {type: number, from: s, query: load}";
        let cause = fetched(fact, &Server::answering(page)).await.unwrap_err();
        assert!(cause.contains(expected), "{cause}");
    };
    check(ok("load 0.5"), "ends too early").await;
    check(ok("<html>\n"), "does not start with a metric's name").await;
    check(ok(""), "the text is empty").await;
    let open = "Content-Type: application/openmetrics-text; version=1.0.0\r\n";
    check(answer("200 OK", open, "load 0.5\n"), "there is no `# EOF`").await;
    check(answer("404 Not Found", "", PAGE), "404 not found by 127.0.0.1:").await;
    let cut = format!("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{PAGE}");
    check(cut, "the answer broke off").await;
}
