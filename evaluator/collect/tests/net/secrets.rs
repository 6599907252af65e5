//! What a server echoes of what it was sent appears nowhere.

use std::collections::BTreeMap;
use std::io::Write;

use super::Gate;
use super::server::{Server, answer};
use gonogo_collect::Reading;

/// Of the environment, each with a name and a value that is found nowhere else.
fn canaries() -> BTreeMap<String, String> {
    let names = (0..32).map(|at| format!("CANARY_{at}"));
    names
        .map(|name| {
            let value = format!("canary&/={}-zq7/x", name.to_lowercase());
            (name, value)
        })
        .collect()
}

fn gate(source: &str, fact: &str) -> Gate {
    let gate = Gate::new(source, &[fact]);
    canaries().iter().fold(gate, |gate, (name, value)| gate.with(name, value))
}

fn silent(reading: &Reading) {
    let shown = format!("{reading:?} {reading:#?}");
    let text = match &reading.value {
        Ok(value) => value.to_string(),
        Err(failure) => format!("{failure} {failure:?}"),
    };
    for place in [&shown, &text] {
        // Every form of every canary has this in it.
        let found = place.find("canary_");
        assert!(found.is_none(), "{}", &place[found.unwrap_or(0).saturating_sub(80)..]);
    }
}

/// The request with everything in it, percent codes and base64 taken off as a server would.
fn echoes(request: &str) -> Vec<String> {
    use base64::Engine;
    let decoded = request.replace("%26", "&").replace("%2F", "/").replace("%3D", "=");
    let words = request.split_whitespace();
    let basic =
        words.filter_map(|word| base64::engine::general_purpose::STANDARD.decode(word).ok());
    let basic: String = basic.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
    let line = |text: &str| text.replace(['\r', '\n'], " ");
    vec![line(request), line(&decoded), basic]
}

const SOURCES: [&str; 5] = [
    "{KIND: 'http://127.0.0.1:PORT/${CANARY_0}', bearer_token: '${CANARY_1}'}",
    "{KIND: 'http://127.0.0.1:PORT/x?a=${CANARY_2}&b=1${CANARY_3}', headers: {X-Api-Key: 'k ${CANARY_4}', X-B: '${CANARY_5}'}}",
    "{KIND: 'http://127.0.0.1:PORT', username: '${CANARY_6}', password: '${CANARY_7}'}",
    "{KIND: 'http://u:canary_9pw@127.0.0.1:PORT'}",
    "{KIND: 'http://127.0.0.1:PORT', headers: {Authorization: 'Bearer canary_10plain'}}",
];

type Echo = fn(&str) -> String;

const BODIES: [Echo; 6] = [
    |echo| serde_json::json!({"status": "error", "errorType": echo, "error": echo}).to_string(),
    |echo| serde_json::json!({"echo": [echo], echo: 1}).to_string(),
    |echo| echo.to_owned(),
    |echo| format!("{echo} 1\n"),
    |echo| format!("{}{echo}", "x".repeat(70)),
    |echo| {
        let data = serde_json::json!({"resultType": echo, "result": []});
        serde_json::json!({"status": "success", "data": data}).to_string()
    },
];
const STATUSES: [&str; 5] = ["200 OK", "400 Bad", "302 Found", "503 Busy", "200 ECHO"];
const FACTS: [(&str, &str); 4] = [
    ("prometheus", "f: {type: number, from: s, query: up, timeout: 90ms}"),
    ("metrics", "f: {type: number, from: s, query: up, timeout: 90ms}"),
    ("http", "f: {type: probe, from: s, timeout: 90ms}"),
    ("http", "f: {type: string, from: s, matches: '(?s).*', timeout: 90ms}"),
];

/// Of what was sent as text, or of what it stands for.
fn echoing(status: &'static str, body: Echo, which: usize) -> Server {
    Server::start(move |request, stream| {
        let echo = &echoes(request)[which];
        let location = echo.replace(' ', "");
        let headers = format!(
            "X-Echo: {echo}\r\nLocation: http://{location}.example/{location}\r\n\
             Content-Type: {echo}\r\nRetry-After: {echo}\r\n"
        );
        let status = status.replace("ECHO", echo);
        drop(stream.write_all(answer(&status, &headers, &body(echo)).as_bytes()));
    })
}

async fn is_silent(server: &Server) {
    for (source, (kind, fact)) in SOURCES.iter().flat_map(|one| FACTS.map(|fact| (one, fact))) {
        let source = source.replace("KIND", kind).replace("PORT", &server.port.to_string());
        silent(&gate(&source, fact).reading().await);
    }
}

#[tokio::test]
async fn echoed_in_bodies_heads_and_errors_they_are_taken_out() {
    for (body, which) in BODIES.into_iter().flat_map(|body| (0..3).map(move |at| (body, at))) {
        is_silent(&echoing("200 OK", body, which)).await;
    }
    for status in STATUSES {
        is_silent(&echoing(status, BODIES[0], 1)).await;
    }
}

#[tokio::test]
async fn addresses_and_values_that_cannot_be_used_are_not_shown() {
    let probe = "f: {type: probe, from: s}";
    for source in [
        "{http: '${CANARY_0}'}",
        "{http: 'http://${CANARY_0}'}",
        "{http: 'http://127.0.0.1:${CANARY_0}'}",
        "{http: 'http://user:${CANARY_0}@127.0.0.1:1/${CANARY_1}'}",
        "{http: 'http://127.0.0.1:1', ca_file: '${CANARY_2}'}",
        "{http: 'https://127.0.0.1:1', ca_file: '${CANARY_2}'}",
    ] {
        let reading = gate(source, probe).reading().await;
        assert!(reading.value.is_err());
        silent(&reading);
    }
    let gate = Gate::new("{http: 'http://127.0.0.1:1', bearer_token: '${T}'}", &[probe]);
    let cause = gate.with("T", "canary_\nx").value().await.unwrap_err();
    let expected =
        "the value of `bearer_token` has characters that no header may have, such as a line break";
    assert_eq!(cause, expected);
}

#[tokio::test]
async fn what_the_gate_writes_out_is_no_secret() {
    let server = Server::answering(answer("200 OK", "", r#"{"env": "production"}"#));
    let url = format!("{}/x?env=production", server.url());
    let source = format!("{{http: '{url}', headers: {{X-Env: production}}}}");
    let value = Gate::new(&source, &["f: {type: probe, from: s}"]).value().await.unwrap();
    assert_eq!(value["json"]["env"], "production");
}

#[tokio::test]
async fn they_are_sent_all_the_same() {
    let server = Server::answering(answer("200 OK", "", "fine"));
    let check = async |source: &str, expected: &str| {
        let source = source.replace("PORT", &server.port.to_string());
        let gate = Gate::new(&source, &["f: {type: probe, from: s}"]);
        assert!(gate.with("T", "s3cret token").value().await.is_ok());
        let seen = server.seen().pop().unwrap();
        assert!(seen.contains(expected), "{expected} is not in {seen}");
    };
    let basic = "authorization: Basic dXNlcjpzM2NyZXQgdG9rZW4=\r\n";
    check(
        "{http: 'http://127.0.0.1:PORT', bearer_token: '${T}'}",
        "authorization: Bearer s3cret token\r\n",
    )
    .await;
    check("{http: 'http://127.0.0.1:PORT', username: user, password: '${T}'}", basic).await;
    check("{http: 'http://user:${T}@127.0.0.1:PORT'}", basic).await;
    check("{http: 'http://127.0.0.1:PORT/a?key=${T}'}", "GET /a?key=s3cret%20token HTTP/1.1\r\n")
        .await;
    check("{http: 'http://127.0.0.1:PORT', headers: {X-Key: '${T}'}}", "x-key: s3cret token\r\n")
        .await;
}
