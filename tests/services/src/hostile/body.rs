//! Bodies that are not what their type says, or that take their time.

use std::io;
use std::time::Duration;

use super::behaviour::{Act, Row};
use super::peer::Peer;

pub(super) const ROWS: &[Row] = &[
    ("body-empty", "no body", Act::Body(b"")),
    ("body-blank", "a body of spaces", Act::Body(b"  \r\n\t ")),
    ("body-slow", "a byte of the body each 100 ms", Act::Play(slow)),
    ("body-endless", "a body of spaces without end", Act::Play(endless)),
    ("body-endless-slow", "a byte each 100 ms without end", Act::Play(endless_slow)),
    ("body-bom", "a byte order mark before JSON", Act::Body(b"\xef\xbb\xbf{\"status\":\"ok\"}")),
    ("body-utf-16", "JSON in UTF-16", Act::Body(b"\xff\xfe{\0\"\0a\0\"\0:\x001\0}\0")),
    ("body-latin-1", "a text that is not UTF-8", Act::Body(b"{\"status\":\"caf\xe9\"}")),
    ("body-overlong", "a slash in an overlong form", Act::Body(b"{\"status\":\"\xc0\xaf\"}")),
    ("body-nul", "NUL bytes around JSON", Act::Body(b"\0\0{\"status\":\"ok\"}\0\0")),
    ("body-binary", "bytes that mean nothing", Act::Body(b"\x00\x01\xfe\xff\x80\x7f\x1b[31m")),
    ("body-html", "a page that says it is JSON", Act::Body(PAGE)),
    ("body-xml", "XML that says it is JSON", Act::Body(b"<?xml version=\"1.0\"?><ok>1</ok>")),
    (
        "body-escapes",
        "codes that a terminal obeys",
        Act::Body(b"{\"status\":\"\\u001b]0;x\\u0007\\u001b[2J\"}"),
    ),
    ("login-page", "200 with a page that asks for a login", Act::Play(login_page)),
    ("type-wrong", "JSON that says it is a picture", Act::Play(wrong_type)),
    ("type-missing", "JSON without a type", Act::Play(|peer| typed(peer, ""))),
    ("type-broken", "a type that is none", Act::Play(|peer| typed(peer, "Content-Type: ;;/\r\n"))),
    ("charset-wrong", "a charset that is not that of the body", Act::Play(wrong_charset)),
];

const PAGE: &[u8] = b"<!DOCTYPE html><html><body><form action=\"/login\" method=\"post\">\
    <input name=\"password\" type=\"password\"></form>{\"status\":\"ok\"}</body></html>";

fn slow(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.json_head()?;
    peer.drip(b"{\"status\":\"ok\",\"depth\":12,\"ratio\":0.25}", Duration::from_millis(100))
}

fn endless(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.json_head()?;
    peer.repeat(&[b' '; 8192], None)
}

fn endless_slow(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.json_head()?;
    loop {
        peer.drip(b" ", Duration::from_millis(100))?;
    }
}

fn login_page(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.answer("Content-Type: text/html; charset=utf-8\r\nConnection: close\r\n", PAGE)
}

fn typed(peer: &mut Peer, headers: &str) -> io::Result<()> {
    peer.request()?;
    peer.answer(&format!("{headers}Connection: close\r\n"), b"{\"status\":\"ok\"}")
}

fn wrong_type(peer: &mut Peer) -> io::Result<()> {
    typed(peer, "Content-Type: image/png\r\n")
}

fn wrong_charset(peer: &mut Peer) -> io::Result<()> {
    typed(peer, "Content-Type: application/json; charset=utf-16\r\n")
}
