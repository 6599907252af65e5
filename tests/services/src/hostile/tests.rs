//! Each behaviour can be started and dropped, and the simple ones give what their name says.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Write};

use super::*;
use crate::wait_until;

const ASK: &str = "GET /api/v1/query_range?start=1773143940&end=1773144000&step=30 HTTP/1.1\r\n\
    Host: test\r\n\r\n";
/// Read from each answer at most.
const ENOUGH: usize = 1 << 16;

/// What a client meets.
#[derive(Debug)]
struct Met {
    text: Vec<u8>,
    end: End,
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    Refused,
    Reset,
    Closed,
    /// Still open after a while.
    Open,
    /// There is more than is read here.
    Much,
}

fn meet(behaviour: &Behaviour) -> Met {
    let server = Hostile::start(behaviour);
    let mut met = Met { text: Vec::new(), end: End::Refused };
    if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", server.port())) {
        stream.set_read_timeout(Some(Duration::from_millis(400))).unwrap();
        // May already be closed.
        let _ = stream.write_all(ASK.as_bytes());
        met.end = read(&mut stream, &mut met.text);
        assert_dropped_soon(behaviour, server);
    } else {
        assert_dropped_soon(behaviour, server);
    }
    met
}

fn read(stream: &mut TcpStream, text: &mut Vec<u8>) -> End {
    let mut piece = [0; 4096];
    let began = Instant::now();
    while text.len() < ENOUGH && began.elapsed() < Duration::from_secs(1) {
        match stream.read(&mut piece) {
            Ok(0) => return End::Closed,
            Ok(read) => text.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return End::Open,
            Err(_) => return End::Reset,
        }
    }
    End::Much
}

fn assert_dropped_soon(behaviour: &Behaviour, server: Hostile) {
    let port = server.port();
    let began = Instant::now();
    drop(server);
    let took = began.elapsed();
    assert!(took < Duration::from_secs(1), "{}: {took:?}", behaviour.name);
    // A server of another test may be given the port in the meantime, for as long as it lasts.
    let is_gone = || TcpStream::connect(("127.0.0.1", port)).is_err().then_some(());
    let gone = wait_until(Duration::from_secs(5), Duration::from_millis(20), is_gone);
    assert!(gone.is_some(), "{}: still there", behaviour.name);
}

#[test]
fn names_are_unique_and_plain() {
    let behaviours = all();
    let names: BTreeSet<&str> = behaviours.iter().map(|behaviour| behaviour.name).collect();
    assert_eq!(names.len(), behaviours.len());
    assert!(behaviours.len() >= 200, "{} behaviours", behaviours.len());
    for Behaviour { name, does, .. } in behaviours {
        let plain = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-' | '.');
        assert!(name.chars().all(plain), "{name}");
        assert!(!does.is_empty() && !does.ends_with('.'), "{name}: {does}");
    }
    assert_eq!(named("silent").group, Group::Connection);
}

#[test]
fn every_behaviour_is_started_and_dropped() {
    // Several at a time, since those that hang are waited for.
    let behaviours = all();
    thread::scope(|scope| {
        for part in behaviours.chunks(behaviours.len() / 8 + 1) {
            scope.spawn(move || part.iter().for_each(|behaviour| drop(meet(behaviour))));
        }
    });
}

#[test]
fn connections_end_as_named() {
    let check = |name: &str, end: End, length: std::ops::Range<usize>| {
        let met = meet(&named(name));
        assert_eq!(met.end, end, "{name}");
        assert!(length.contains(&met.text.len()), "{name}: {} bytes", met.text.len());
    };
    check("refused", End::Refused, 0..1);
    check("reset-at-once", End::Reset, 0..1);
    check("closed-after-request", End::Closed, 0..1);
    check("half-closed", End::Closed, 0..1);
    check("silent", End::Open, 0..1);
    check("late", End::Open, 0..1);
    check("reset-mid-body", End::Reset, 80..90);
    check("half-closed-mid-body", End::Closed, 80..90);
    check("stops-mid-body", End::Open, 80..90);
    check("keep-alive-then-closed", End::Closed, 90..130);
    check("keep-alive-then-silent", End::Open, 90..130);
    check("continue-only", End::Open, 25..26);
    check("headers-endless", End::Much, ENOUGH..usize::MAX);
    check("body-endless", End::Much, ENOUGH..usize::MAX);
    check("chunks-endless", End::Much, ENOUGH..usize::MAX);
    check("gzip-bomb", End::Much, ENOUGH..usize::MAX);
    check("json-long-text", End::Much, ENOUGH..usize::MAX);
    check("prom-100000-series", End::Much, ENOUGH..usize::MAX);
    check("headers-slow", End::Much, 5..15);
    check("body-slow", End::Much, 80..100);
}

#[test]
fn answers_say_what_is_named() {
    let check = |name: &str, start: &str, part: &str| {
        let met = meet(&named(name));
        let text = String::from_utf8_lossy(&met.text).into_owned();
        assert!(text.starts_with(start) && text.contains(part), "{name}: {text}");
    };
    check("echo", ASK, "");
    check("two-answers", "HTTP/1.1 200 OK\r\n", "\"ok\"}HTTP/1.1 200 OK");
    check("http-0.9", "{\"status\":\"ok\"}", "");
    check("no-content", "HTTP/1.1 204 ", "");
    check("too-many-requests", "HTTP/1.1 429 ", "Retry-After: 3600\r\n");
    check("unavailable", "HTTP/1.1 503 ", "{\"status\":\"ok\"}");
    check("redirect-302-itself", "HTTP/1.1 302 ", "Location: /api/v1/query_range?start=");
    check("redirect-ring", "HTTP/1.1 302 ", "Location: /a\r\n");
    check("redirect-endless", "HTTP/1.1 302 ", "Location: /1\r\n");
    check("redirect-metadata", "HTTP/1.1 302 ", "Location: http://169.254.169.254/");
    check("redirect-file", "HTTP/1.1 302 ", "Location: file:///etc/passwd\r\n");
    check("redirect-https", "HTTP/1.1 302 ", "Location: https://test/\r\n");
    check("length-negative", "HTTP/1.1 200 ", "Content-Length: -15\r\n");
    check("gzip-plain", "HTTP/1.1 200 ", "Content-Encoding: gzip\r\n\r\n{\"status\"");
    check("login-page", "HTTP/1.1 200 ", "Content-Type: text/html");
    check("json-nan", "HTTP/1.1 200 ", "{\"depth\":NaN}");
    check("json-deep-lists", "HTTP/1.1 200 ", "Content-Length: 200000\r\n");
}

#[test]
fn answers_of_prometheus_are_wrong_in_one_respect() {
    let check = |name: &str, part: &str| {
        let met = meet(&named(name));
        let text = String::from_utf8_lossy(&met.text).into_owned();
        assert!(text.contains(part), "{name}: {text}");
    };
    let values = |values: &str| {
        format!(
            "{{\"status\":\"success\",\"data\":{{\"resultType\":\"matrix\",\"result\":[{{\"metric\":\
             {{\"env\":\"green\"}},\"values\":[{values}]}}]}}}}"
        )
    };
    let correct = "[1773143940,\"0.25\"],[1773143970,\"0.25\"],[1773144000,\"0.25\"]";
    check("prom-correct", &values(correct));
    check("prom-nan", &values(&correct.replace("0.25", "NaN")));
    check("prom-no-values", &values(""));
    check("prom-stale", "\"values\":[[1773057540,");
    check("prom-reversed", "\"values\":[[1773144000,\"0.25\"],[1773143970,");
    check("prom-duplicate-times", "[[1773143940,\"0\"],[1773143940,\"1\"],");
    check("prom-other-type", "\"resultType\":\"vector\"");
    check("prom-empty", "\"resultType\":\"matrix\",\"result\":[]}}");
    check("prom-warnings", "]}]},\"warnings\":[\"a store did not answer\"]}");
    check("prom-histogram", "\"histograms\":[[1773143940,{\"count\"");
    check("prom-three-series", "\"pod\":\"green-2\"},\"values\":[[1773144000,\"0.25\"]]}]}}");
}
