//! Wrong before it is HTTP.

use std::io;
use std::time::Duration;

use super::behaviour::{Act, Row};
use super::peer::Peer;

const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\
    Content-Length: 15\r\n\r\n{\"status\":\"ok\"}";
/// Longer than any deadline of a reader that a release waits for.
const LATE: Duration = Duration::from_secs(45);

pub(super) const ROWS: &[Row] = &[
    ("refused", "nobody listens on the port", Act::Refuse),
    ("closed-at-once", "the connection is accepted and closed", Act::Play(|_| Ok(()))),
    ("reset-at-once", "the request is not read, the connection reset", Act::Play(reset_at_once)),
    ("closed-after-request", "the request is read, the connection closed", Act::Bytes(b"")),
    ("half-closed", "no answer, and only one half is closed", Act::Play(half_closed)),
    ("silent", "no answer ever", Act::Play(silent)),
    ("late", "a correct answer after 45 seconds", Act::Play(late)),
    ("early", "a correct answer before the request", Act::Play(early)),
    ("byte-by-byte", "a correct answer in packets of a byte", Act::Play(byte_by_byte)),
    ("reset-mid-body", "half of the body, then a reset", Act::Play(reset_mid_body)),
    ("half-closed-mid-body", "half of the body, then one half is closed", Act::Play(half_body)),
    ("stops-mid-body", "half of the body, then nothing", Act::Play(stops_mid_body)),
    ("keep-alive-then-closed", "promises to stay, answers once, closes", Act::Play(then_closed)),
    ("keep-alive-then-silent", "answers once, never the second request", Act::Play(then_silent)),
    ("two-answers", "two correct answers to one request", Act::Play(two_answers)),
    ("answer-then-garbage", "more bytes after a correct answer", Act::Play(then_garbage)),
    ("echo", "the request itself comes back", Act::Play(echo)),
    ("tls-alert", "a TLS alert on a plain port", Act::Play(tls_alert)),
    ("tls-hello", "the start of a TLS handshake on a plain port", Act::Bytes(TLS_HELLO)),
    ("binary-garbage", "bytes that mean nothing", Act::Bytes(GARBAGE)),
    ("ssh", "the greeting of SSH", Act::Bytes(b"SSH-2.0-OpenSSH_9.2p1\r\n")),
    ("smtp", "the greeting of SMTP", Act::Bytes(b"220 mail.example ESMTP\r\n")),
    ("redis", "an error of Redis", Act::Bytes(b"-ERR unknown command 'GET'\r\n")),
    ("http-2", "settings of HTTP/2, as if it was agreed on", Act::Bytes(HTTP_2)),
];

const TLS_HELLO: &[u8] = b"\x16\x03\x03\x00\x31\x02\x00\x00\x2d\x03\x03\x00\x01\x02\x03\x04\x05";
const GARBAGE: &[u8] = b"\x00\xff\xfe\x80\x01HTTP\x00\x0a\x0d\xc3\x28\x0d\x0a\x0d\x0a\x7f\x1b[2J";
const HTTP_2: &[u8] = b"\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64";

fn reset_at_once(peer: &mut Peer) -> io::Result<()> {
    peer.ignore_request()
}

fn half_closed(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.close_own_half()?;
    peer.hang()
}

fn silent(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.hang()
}

fn late(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.pause(LATE)?;
    peer.send(OK)
}

fn early(peer: &mut Peer) -> io::Result<()> {
    peer.send(OK)?;
    peer.request().map(drop)
}

fn byte_by_byte(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.drip(OK, Duration::ZERO)
}

fn half_an_answer(peer: &mut Peer) -> io::Result<()> {
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")?;
    peer.send(b"Content-Length: 30\r\n\r\n{\"status\":\"ok\"}")
}

fn reset_mid_body(peer: &mut Peer) -> io::Result<()> {
    peer.ignore_request()?;
    half_an_answer(peer)?;
    // A reset overtakes what was not delivered yet.
    peer.pause(Duration::from_millis(50))
}

fn half_body(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    half_an_answer(peer)?;
    peer.close_own_half()?;
    peer.hang()
}

fn stops_mid_body(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    half_an_answer(peer)?;
    peer.hang()
}

fn then_closed(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.answer("Connection: keep-alive\r\nKeep-Alive: timeout=60\r\n", b"{\"status\":\"ok\"}")
}

fn then_silent(peer: &mut Peer) -> io::Result<()> {
    then_closed(peer)?;
    peer.hang()
}

fn two_answers(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(OK)?;
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"status\":\"down\"}")
}

fn then_garbage(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(OK)?;
    peer.send(GARBAGE)
}

fn echo(peer: &mut Peer) -> io::Result<()> {
    let request = peer.request()?;
    peer.send(request.as_bytes())
}

fn tls_alert(peer: &mut Peer) -> io::Result<()> {
    peer.send(b"\x15\x03\x03\x00\x02\x02\x28")?;
    peer.request().map(drop)
}
