//! Lengths that are wrong, and chunks that are none.

use std::io;

use super::behaviour::{Act, Row};
use super::peer::Peer;

macro_rules! body {
    ($headers:literal, $body:literal) => {
        Act::Bytes(
            concat!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n",
                $headers,
                "\r\n",
                $body
            )
            .as_bytes(),
        )
    };
}

macro_rules! chunked {
    ($body:literal) => {
        body!("Transfer-Encoding: chunked\r\n", $body)
    };
}

pub(super) const ROWS: &[Row] = &[
    (
        "length-too-large",
        "more is announced than sent",
        body!("Content-Length: 100\r\n", "{\"status\":\"ok\"}"),
    ),
    (
        "length-huge",
        "8 EiB are announced, 15 bytes sent",
        body!("Content-Length: 9223372036854775807\r\n", "{\"status\":\"ok\"}"),
    ),
    (
        "length-overflow",
        "a length that fits into no number",
        body!("Content-Length: 99999999999999999999999\r\n", "{\"status\":\"ok\"}"),
    ),
    (
        "length-too-small",
        "less is announced than sent",
        body!("Content-Length: 1\r\n", "{\"status\":\"ok\"}"),
    ),
    (
        "length-cuts-number",
        "the announced part of the body is another number",
        body!("Content-Length: 1\r\n", "1000000"),
    ),
    (
        "length-negative",
        "a negative length",
        body!("Content-Length: -15\r\n", "{\"status\":\"ok\"}"),
    ),
    (
        "length-word",
        "a length that is no number",
        body!("Content-Length: many\r\n", "{\"status\":\"ok\"}"),
    ),
    (
        "length-hexadecimal",
        "a length of base 16",
        body!("Content-Length: 0xf\r\n", "{\"status\":\"ok\"}"),
    ),
    (
        "length-twice",
        "two lengths that differ",
        body!("Content-Length: 15\r\nContent-Length: 2\r\n", "{\"status\":\"ok\"}"),
    ),
    (
        "length-and-chunks",
        "a length and chunks at once",
        body!(
            "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
            "f\r\n{\"status\":\"ok\"}\r\n0\r\n\r\n"
        ),
    ),
    ("length-missing", "the body ends with the connection", body!("", "{\"status\":\"ok\"}")),
    (
        "chunk-size-word",
        "a chunk whose size is no number",
        chunked!("zz\r\n{\"status\":\"ok\"}\r\n0\r\n\r\n"),
    ),
    (
        "chunk-size-negative",
        "a chunk of negative size",
        chunked!("-f\r\n{\"status\":\"ok\"}\r\n0\r\n\r\n"),
    ),
    ("chunk-size-huge", "a chunk of 16 EiB", chunked!("ffffffffffffffff\r\n{\"status\":\"ok\"}")),
    (
        "chunk-size-overflow",
        "a chunk whose size fits into no number",
        chunked!("fffffffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
    ),
    (
        "chunk-too-short",
        "a chunk that ends before its size",
        chunked!("20\r\n{\"status\":\"ok\"}\r\n0\r\n\r\n"),
    ),
    (
        "chunk-too-long",
        "a chunk that goes on after its size",
        chunked!("2\r\n{\"status\":\"ok\"}\r\n0\r\n\r\n"),
    ),
    (
        "chunk-last-missing",
        "the last chunk does not come",
        chunked!("f\r\n{\"status\":\"ok\"}\r\n"),
    ),
    ("chunk-extension-endless", "a chunk's extension without end", Act::Play(endless_extension)),
    ("chunks-endless", "chunks without end", Act::Play(endless_chunks)),
    ("chunks-of-one-byte", "a body of 100,000 chunks", Act::Play(tiny_chunks)),
    ("trailers-endless", "header lines after the body without end", Act::Play(endless_trailers)),
    (
        "transfer-unknown",
        "a transfer encoding that nobody knows",
        body!("Transfer-Encoding: rot13\r\n", "{\"status\":\"ok\"}"),
    ),
];

const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\
    Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n";

fn endless_extension(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(CHUNKED)?;
    peer.send(b"f;")?;
    peer.repeat(&[b'a'; 4096], None)
}

fn endless_chunks(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(CHUNKED)?;
    peer.send(b"1\r\n[\r\n")?;
    peer.repeat("4\r\n1.5,\r\n".repeat(400).as_bytes(), None)
}

fn tiny_chunks(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(CHUNKED)?;
    peer.send(b"f\r\n{\"status\":\"ok\"}\r\n")?;
    peer.repeat("1\r\n \r\n".repeat(1_000).as_bytes(), Some(100))?;
    peer.send(b"0\r\n\r\n")
}

fn endless_trailers(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(CHUNKED)?;
    peer.send(b"f\r\n{\"status\":\"ok\"}\r\n0\r\n")?;
    peer.repeat("X-More: a\r\n".repeat(400).as_bytes(), None)
}
