//! Bodies that are JSON, nearly, or far too much of it.

use std::io;

use super::behaviour::{Act, Row};
use super::peer::Peer;

pub(super) const ROWS: &[Row] = &[
    ("json-truncated", "JSON that ends in a text", Act::Body(b"{\"status\":\"o")),
    ("json-trailing-comma", "a comma before the end", Act::Body(b"{\"status\":\"ok\",}")),
    ("json-trailing-garbage", "more after the end", Act::Body(b"{\"status\":\"ok\"} trailing")),
    (
        "json-two-values",
        "two values, the second says otherwise",
        Act::Body(b"{\"status\":\"ok\"}\n{\"status\":\"down\"}"),
    ),
    ("json-comment", "a comment", Act::Body(b"{\"status\":\"ok\" /* really */}")),
    ("json-single-quotes", "single quotes", Act::Body(b"{'status':'ok'}")),
    (
        "json-duplicate-keys",
        "a key twice, with two values",
        Act::Body(b"{\"status\":\"down\",\"status\":\"ok\",\"depth\":1,\"depth\":2}"),
    ),
    (
        "json-escaped-duplicate",
        "the same, one of them escaped",
        Act::Body(b"{\"status\":\"down\",\"st\\u0061tus\":\"ok\"}"),
    ),
    ("json-nan", "NaN", Act::Body(b"{\"depth\":NaN}")),
    ("json-infinity", "infinities", Act::Body(b"{\"depth\":Infinity,\"ratio\":-Infinity}")),
    (
        "json-number-large",
        "a number beyond all floats",
        Act::Body(b"{\"depth\":1e400,\"ratio\":-1e400}"),
    ),
    (
        "json-number-exponent",
        "an exponent beyond all integers",
        Act::Body(b"{\"depth\":1e99999999999999999999}"),
    ),
    ("json-number-long", "a number of 100,000 digits", Act::Play(long_number)),
    (
        "json-number-precise",
        "an integer that floats cannot tell from its neighbour",
        Act::Body(b"{\"depth\":9007199254740993}"),
    ),
    ("json-number-text", "a number as a text", Act::Body(b"{\"depth\":\"12\"}")),
    (
        "json-number-odd",
        "numbers with a plus, a leading zero, a bare point",
        Act::Body(b"{\"depth\":+1,\"ratio\":01,\"rate\":.5}"),
    ),
    ("json-minus-zero", "minus zero", Act::Body(b"{\"depth\":-0,\"ratio\":-0.0}")),
    ("json-surrogate", "half of a surrogate pair", Act::Body(b"{\"status\":\"\\ud800\"}")),
    ("json-control", "a control character in a text", Act::Body(b"{\"status\":\"o\x01k\n\"}")),
    ("json-null", "null alone", Act::Body(b"null")),
    ("json-true", "true alone", Act::Body(b"true")),
    ("json-text", "a text alone", Act::Body(b"\"ok\"")),
    ("json-list", "an empty list", Act::Body(b"[]")),
    ("json-object", "an empty object", Act::Body(b"{}")),
    (
        "json-status-types",
        "a status that is a list, and null values",
        Act::Body(b"{\"status\":[\"ok\"],\"depth\":null,\"ratio\":{}}"),
    ),
    ("json-deep-lists", "100,000 lists in each other", Act::Play(deep_lists)),
    ("json-deep-objects", "100,000 objects in each other", Act::Play(deep_objects)),
    ("json-many-keys", "1,000,000 keys", Act::Play(many_keys)),
    ("json-long-text", "a text of 200 MB", Act::Play(long_text)),
    ("json-long-list", "a list of 200 MB", Act::Play(long_list)),
    ("json-endless-list", "a list without end", Act::Play(endless_list)),
];

const MEGABYTE: usize = 1_000_000;

fn long_number(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.json(format!("{{\"depth\":{}}}", "7".repeat(100_000)).as_bytes())
}

fn deep_lists(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.json(format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes())
}

fn deep_objects(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    let body = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    peer.json(body.as_bytes())
}

fn many_keys(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.json_head()?;
    peer.send(b"{\"status\":\"ok\"")?;
    for thousand in 0..1_000 {
        let keys: String =
            (0..1_000).map(|unit| format!(",\"k{thousand}-{unit}\":{unit}")).collect();
        peer.send(keys.as_bytes())?;
    }
    peer.send(b"}")
}

fn long_text(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.json_head()?;
    peer.send(b"{\"status\":\"")?;
    peer.repeat(&vec![b'o'; MEGABYTE], Some(200))?;
    peer.send(b"\"}")
}

fn long_list(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.json_head()?;
    peer.send(b"{\"status\":\"ok\",\"list\":[0")?;
    peer.repeat(",1".repeat(MEGABYTE / 2).as_bytes(), Some(200))?;
    peer.send(b"]}")
}

fn endless_list(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.json_head()?;
    peer.send(b"[0")?;
    peer.repeat(",1.5".repeat(1_000).as_bytes(), None)
}
