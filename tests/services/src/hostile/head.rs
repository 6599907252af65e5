//! Header lines that are too many, too long, too slow, or no header lines.

use std::io;
use std::time::Duration;

use super::behaviour::{Act, Row};
use super::peer::Peer;

/// A correct answer but for its first line, or for one more header line.
macro_rules! line {
    ($first:literal, $more:literal) => {
        Act::Bytes(
            concat!(
                $first,
                "\r\nContent-Type: application/json\r\nContent-Length: 15\r\n",
                "Connection: close\r\n",
                $more,
                "\r\n{\"status\":\"ok\"}"
            )
            .as_bytes(),
        )
    };
}

pub(super) const ROWS: &[Row] = &[
    ("http-0.9", "a body without any head", Act::Bytes(b"{\"status\":\"ok\"}")),
    ("http-1.0", "a correct answer of an old server", line!("HTTP/1.0 200 OK", "")),
    ("http-3.7", "a version that does not exist", line!("HTTP/3.7 200 OK", "")),
    ("version-lower-case", "`http` in small letters", line!("http/1.1 200 ok", "")),
    ("first-line-missing", "header lines at once", Act::Bytes(b"Content-Length: 2\r\n\r\n{}")),
    ("first-line-long", "a reason of 1 MiB", Act::Play(long_reason)),
    ("line-feeds-only", "lines without carriage returns", Act::Bytes(b"HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 15\n\n{\"status\":\"ok\"}")),
    ("head-without-end", "the connection ends in the head", Act::Bytes(b"HTTP/1.1 200 OK\r\nContent-Le")),
    ("header-injection", "a value that holds another line", line!("HTTP/1.1 200 OK", "X-User: a\rSet-Cookie: b=c\nLocation: /x\r\n")),
    ("header-without-colon", "a line that is no header", line!("HTTP/1.1 200 OK", "this is not a header\r\n")),
    ("header-without-name", "a line that begins with a colon", line!("HTTP/1.1 200 OK", ": value\r\n")),
    ("header-folded", "a value on two lines", line!("HTTP/1.1 200 OK", "X-Long: a\r\n b\r\n")),
    ("header-nul", "a value with a NUL byte", line!("HTTP/1.1 200 OK", "X-Odd: a\0b\r\n")),
    ("header-not-text", "a value that is not UTF-8", Act::Bytes(b"HTTP/1.1 200 OK\r\nX-Odd: \xff\xfe\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}")),
    ("header-spaces", "a space before the colon", line!("HTTP/1.1 200 OK", "X-Odd : a\r\n")),
    ("header-long", "a header line of 8 MiB", Act::Play(long_line)),
    ("headers-10000", "10,000 header lines", Act::Play(many_lines)),
    ("headers-endless", "header lines without end", Act::Play(endless_lines)),
    ("header-line-endless", "one header line without end", Act::Play(endless_line)),
    ("headers-slow", "a byte of the head each 100 ms", Act::Play(slow_lines)),
    ("cookies", "5,000 cookies", Act::Play(cookies)),
];

const FIRST: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const REST: &[u8] = b"Content-Length: 15\r\nConnection: close\r\n\r\n{\"status\":\"ok\"}";

fn long_reason(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(b"HTTP/1.1 200 ")?;
    peer.repeat(&[b'O'; 1024], Some(1024))?;
    peer.send(b"\r\n")?;
    peer.send(REST)
}

fn long_line(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(FIRST)?;
    peer.send(b"X-Long: ")?;
    peer.repeat(&[b'a'; 8192], Some(1024))?;
    peer.send(b"\r\n")?;
    peer.send(REST)
}

fn many_lines(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(FIRST)?;
    let lines: String = (0..10_000).map(|number| format!("X-{number}: a\r\n")).collect();
    peer.send(lines.as_bytes())?;
    peer.send(REST)
}

fn endless_lines(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(FIRST)?;
    peer.repeat("X-More: a\r\n".repeat(500).as_bytes(), None)
}

fn endless_line(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(FIRST)?;
    peer.send(b"X-Long: ")?;
    peer.repeat(&[b'a'; 8192], None)
}

fn slow_lines(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.drip(&[FIRST, REST].concat(), Duration::from_millis(100))
}

fn cookies(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(FIRST)?;
    peer.repeat(b"Set-Cookie: session=0123456789abcdef; Path=/\r\n", Some(5_000))?;
    peer.send(REST)
}
