//! Answers that say no, or that say nothing that can be used.

use std::io;
use std::time::Duration;

use super::behaviour::{Act, Row};
use super::peer::Peer;

macro_rules! answer {
    ($status:literal, $headers:literal, $body:literal) => {
        Act::Bytes(
            concat!(
                "HTTP/1.1 ",
                $status,
                "\r\nContent-Type: application/json\r\nConnection: close\r\n",
                $headers,
                "\r\n",
                $body
            )
            .as_bytes(),
        )
    };
}

pub(super) const ROWS: &[Row] = &[
    ("continue-only", "100 and nothing more", Act::Play(continue_only)),
    ("continue-endless", "100 again and again", Act::Play(continue_endless)),
    (
        "switching-protocols",
        "101 to another protocol",
        answer!("101 Switching Protocols", "Upgrade: websocket\r\n", ""),
    ),
    ("early-hints", "103, then a correct answer", Act::Play(early_hints)),
    (
        "accepted",
        "202 with a body that looks right",
        answer!("202 Accepted", "", "{\"status\":\"ok\"}"),
    ),
    ("no-content", "204", Act::Bytes(b"HTTP/1.1 204 No Content\r\n\r\n")),
    (
        "partial-content",
        "206 that nobody asked for",
        answer!("206 Partial Content", "Content-Range: bytes 0-14/9999\r\n", "{\"status\":\"ok\"}"),
    ),
    ("not-modified", "304 without a condition", Act::Bytes(b"HTTP/1.1 304 Not Modified\r\n\r\n")),
    (
        "bad-request",
        "400 with an error of Prometheus",
        answer!(
            "400 Bad Request",
            "",
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"
        ),
    ),
    (
        "unauthorized",
        "401 that asks for a login",
        answer!("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", ""),
    ),
    ("forbidden", "403", answer!("403 Forbidden", "", "{\"status\":\"ok\"}")),
    (
        "not-found",
        "404 with a body that looks right",
        answer!("404 Not Found", "", "{\"status\":\"ok\"}"),
    ),
    (
        "proxy-login",
        "407",
        answer!("407 Proxy Authentication Required", "Proxy-Authenticate: Basic\r\n", ""),
    ),
    (
        "too-many-requests",
        "429, try again in an hour",
        answer!("429 Too Many Requests", "Retry-After: 3600\r\n", ""),
    ),
    (
        "retry-after-garbage",
        "429 with a time that is none",
        answer!("429 Too Many Requests", "Retry-After: -1e99 soon\r\n", ""),
    ),
    ("server-error", "500 with a page", answer!("500 Internal Server Error", "", "<h1>Oops</h1>")),
    ("bad-gateway", "502", answer!("502 Bad Gateway", "", "<html>nginx</html>")),
    (
        "unavailable",
        "503 with a body that looks right",
        answer!("503 Service Unavailable", "Retry-After: 0\r\n", "{\"status\":\"ok\"}"),
    ),
    ("gateway-timeout", "504", answer!("504 Gateway Timeout", "", "")),
    (
        "status-999",
        "a status of no class",
        answer!("999 Request denied", "", "{\"status\":\"ok\"}"),
    ),
    ("status-000", "a status of zeros", answer!("000 Nothing", "", "{\"status\":\"ok\"}")),
    ("status-2000", "a status of four digits", answer!("2000 OK", "", "{\"status\":\"ok\"}")),
    ("status-negative", "a negative status", answer!("-200 OK", "", "{\"status\":\"ok\"}")),
    ("status-word", "a word in place of the status", answer!("OK", "", "{\"status\":\"ok\"}")),
];

const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";

fn continue_only(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(CONTINUE)?;
    peer.hang()
}

fn continue_endless(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    loop {
        peer.send(CONTINUE)?;
        peer.pause(Duration::from_millis(1))?;
    }
}

fn early_hints(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")?;
    peer.json(b"{\"status\":\"ok\"}")
}
