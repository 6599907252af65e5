//! Answers that are too large, too slow, or none.

use std::io::Write;
use std::time::{Duration, Instant};

use super::Gate;
use super::server::{Server, answer};

const FACT: &str = "b: {type: bool, from: s, matches: x}";

fn gate(server: &Server) -> Gate {
    Gate::new(&format!("{{http: '{}'}}", server.url()), &[FACT])
}

async fn cause(server: &Server) -> String {
    gate(server).value().await.unwrap_err()
}

#[tokio::test]
async fn bodies_end_at_the_limit() {
    let announced = "HTTP/1.1 200 OK\r\nContent-Length: 17000000\r\n\r\n";
    let expected = "the answer is larger than 16 MiB: ask for less";
    assert_eq!(cause(&Server::answering(announced)).await, expected);
    let endless = Server::start(|_, stream| {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let chunk = format!("10000\r\n{}\r\n", "x".repeat(65_536));
        let mut written = stream.write_all(head.as_bytes());
        while written.is_ok() {
            written = stream.write_all(chunk.as_bytes());
        }
    });
    assert_eq!(cause(&endless).await, expected);
}

#[tokio::test]
async fn large_bodies_take_turns() {
    let body = "x".repeat(15_000_000);
    let server = Server::answering(answer("200 OK", "", &body));
    let facts: Vec<String> =
        (0..12).map(|at| format!("f{at}: {{type: bool, from: s, matches: x}}")).collect();
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    let gate = Gate::new(&format!("{{http: '{}'}}", server.url()), &facts);
    let readings = gate.within(Duration::from_secs(60)).readings().await;
    let causes: Vec<_> =
        readings.iter().filter_map(|reading| reading.value.as_ref().err()).collect();
    assert!(causes.is_empty(), "{causes:?}");
}

#[tokio::test]
async fn slow_answers_are_cut_off() {
    let drip = |head: &'static str| {
        Server::start(move |_, stream| {
            let mut written = stream.write_all(head.as_bytes());
            while written.is_ok() {
                std::thread::park_timeout(Duration::from_millis(20));
                written = stream.write_all(b"x");
            }
        })
    };
    for head in ["HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "HTTP/1.1 200 OK\r\nX-A: "] {
        let began = Instant::now();
        let gate = gate(&drip(head)).within(Duration::from_millis(400));
        assert_eq!(gate.value().await.unwrap_err(), "no answer within 0.4 s");
        assert!(began.elapsed() < Duration::from_secs(2));
    }
}

#[tokio::test]
async fn nothing_compressed_is_taken() {
    let given = answer("200 OK", "Content-Encoding: gzip\r\n", "x");
    let cause = cause(&Server::answering(given)).await;
    assert!(cause.starts_with("the answer is compressed, though nothing"), "{cause}");
    let identity = answer("200 OK", "Content-Encoding: identity\r\n", "x");
    assert_eq!(gate(&Server::answering(identity)).value().await.unwrap(), true);
}

#[tokio::test]
async fn what_is_no_answer_is_a_cause() {
    let check = async |given: &[u8], expected: &str| {
        let cause = cause(&Server::answering(given)).await;
        assert!(cause.contains(expected), "{cause}");
    };
    check(b"SSH-2.0-OpenSSH_9.2\r\n", "does not answer in HTTP").await;
    check(b"HTTP/1.1 2", "closed the connection before the answer was complete").await;
    check(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nx", "the answer broke off").await;
    check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "the answer broke off")
        .await;
    check(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", "HTTP").await;
    check(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\xff\xfe", "no UTF-8 text: byte 1").await;
    check(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx", "HTTP").await;
    let long = format!("HTTP/1.1 200 OK\r\nX-A: {}\r\n\r\n", "a".repeat(1_000_000));
    check(long.as_bytes(), "too large").await;
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-A: b\r\n".repeat(200));
    check(many.as_bytes(), "head of the answer").await;
}
