//! Answers that send the reader elsewhere.

use std::io;

use super::behaviour::{Act, Row};
use super::peer::Peer;

macro_rules! to {
    ($status:literal, $location:literal) => {
        Act::Bytes(
            concat!(
                "HTTP/1.1 ",
                $status,
                " Moved\r\nLocation: ",
                $location,
                "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            .as_bytes(),
        )
    };
}

pub(super) const ROWS: &[Row] = &[
    ("redirect-301-itself", "301 to the same address", Act::Play(|peer| to_itself(peer, 301))),
    ("redirect-302-itself", "302 to the same address", Act::Play(|peer| to_itself(peer, 302))),
    ("redirect-307-itself", "307 to the same address", Act::Play(|peer| to_itself(peer, 307))),
    ("redirect-308-itself", "308 to the same address", Act::Play(|peer| to_itself(peer, 308))),
    ("redirect-ring", "302 from /a to /b and from /b to /a", Act::Play(ring)),
    ("redirect-endless", "302 to an address that is new each time", Act::Play(endless)),
    (
        "redirect-nowhere",
        "302 without a place to go",
        Act::Bytes(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
    ),
    ("redirect-empty", "302 to an empty address", to!("302", "")),
    (
        "redirect-metadata",
        "302 to the metadata of a cloud",
        to!("302", "http://169.254.169.254/latest/meta-data/"),
    ),
    (
        "redirect-metadata-number",
        "the same as one number",
        to!("302", "http://2852039166/latest/meta-data/"),
    ),
    (
        "redirect-metadata-mapped",
        "the same mapped into IPv6",
        to!("302", "http://[::ffff:169.254.169.254]/"),
    ),
    ("redirect-metadata-scheme", "the same without a scheme", to!("302", "//169.254.169.254/")),
    ("redirect-file", "302 to a local file", to!("302", "file:///etc/passwd")),
    (
        "redirect-gopher",
        "302 to a scheme that can say anything",
        to!("302", "gopher://127.0.0.1:6379/_FLUSHALL"),
    ),
    (
        "redirect-data",
        "302 to an address that is its own answer",
        to!("302", "data:application/json,{\"status\":\"ok\"}"),
    ),
    (
        "redirect-login",
        "302 to an address with a login",
        to!("302", "http://admin:admin@127.0.0.1:1/"),
    ),
    ("redirect-https", "302 to TLS on the plain port", Act::Play(to_tls)),
    ("redirect-broken", "302 to what is no address", to!("302", "http://[::1:99999 /%zz")),
    ("redirect-long", "302 to an address of 1 MiB", Act::Play(long)),
];

fn send(peer: &mut Peer, status: u16, location: &str) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\
         Connection: close\r\n\r\n"
    );
    peer.send(head.as_bytes())
}

fn to_itself(peer: &mut Peer, status: u16) -> io::Result<()> {
    let target = peer.request()?.target().to_owned();
    send(peer, status, &target)
}

fn ring(peer: &mut Peer) -> io::Result<()> {
    let is_a = peer.request()?.target() == "/a";
    send(peer, 302, if is_a { "/b" } else { "/a" })
}

fn endless(peer: &mut Peer) -> io::Result<()> {
    let target = peer.request()?.target().to_owned();
    let number: u64 = target.rsplit('/').next().and_then(|end| end.parse().ok()).unwrap_or(0);
    send(peer, 302, &format!("/{}", number + 1))
}

fn to_tls(peer: &mut Peer) -> io::Result<()> {
    let request = peer.request()?;
    let host = request.header("host").unwrap_or("127.0.0.1").to_owned();
    send(peer, 302, &format!("https://{host}/"))
}

fn long(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    send(peer, 302, &format!("/{}", "a".repeat(1 << 20)))
}
