//! Compressed bodies, by hand: zeros shrink to a thousandth part, texts not at all.

use std::io;

use super::behaviour::{Act, Row};
use super::peer::Peer;

pub(super) const ROWS: &[Row] = &[
    ("gzip", "a correct answer in gzip, asked for or not", Act::Play(correct)),
    ("gzip-bomb", "1 GiB of zeros in 7 MB", Act::Play(bomb)),
    ("gzip-of-gzip", "gzip in gzip, announced once", Act::Play(twice)),
    ("gzip-plain", "gzip is announced, the body is not", Act::Play(plain)),
    ("gzip-truncated", "gzip that ends too early", Act::Play(truncated)),
    ("gzip-checksum", "gzip with a wrong checksum", Act::Play(wrong_checksum)),
    ("gzip-trailing", "more bytes after the gzip", Act::Play(trailing)),
    ("gzip-header-only", "gzip that has only begun", Act::Play(header_only)),
    ("encoding-many", "gzip announced 50 times", Act::Play(many)),
    ("encoding-unknown", "an encoding that nobody knows", Act::Play(unknown)),
    ("encoding-brotli", "brotli is announced, the body is not", Act::Play(brotli)),
];

const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
const JSON: &[u8] = b"{\"status\":\"ok\"}";
/// The start of a block with the fixed codes, one zero, and 258 more of them.
const ZEROS_START: [u8; 3] = zeros_start();
/// 8 times 258 zeros: the code of length 258 is `11000101`, of distance 1 `00000`.
const ZEROS: [u8; 13] = zeros();
const GIBIBYTE: usize = 1 << 30;

/// Bits are written from the low end of a byte, codes from their high end.
#[expect(clippy::indexing_slicing, reason = "called by the compiler only")]
const fn put(bytes: &mut [u8], at: usize, bits: u32, count: usize) {
    let mut index = 0;
    while index < count {
        let bit = (bits >> (count - 1 - index) & 1) as u8;
        bytes[(at + index) / 8] |= bit << ((at + index) % 8);
        index += 1;
    }
}

const fn zeros_start() -> [u8; 3] {
    let mut bytes = [0; 3];
    // The last block, of the kind 1; the literal 0; the first match.
    put(&mut bytes, 0, 0b110, 3);
    put(&mut bytes, 3, 0b0011_0000, 8);
    put(&mut bytes, 11, 0b1_1000_1010_0000, 13);
    bytes
}

const fn zeros() -> [u8; 13] {
    let mut bytes = [0; 13];
    let mut index = 0;
    while index < 8 {
        put(&mut bytes, index * 13, 0b1_1000_1010_0000, 13);
        index += 1;
    }
    bytes
}

/// A whole gzip file with one block that is stored as it is; at most 65,535 bytes.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let [low, high, ..] = bytes.len().to_le_bytes();
    let mut file = HEADER.to_vec();
    file.extend([1, low, high, !low, !high]);
    file.extend_from_slice(bytes);
    file.extend(checksum(bytes).to_le_bytes());
    file.extend([low, high, 0, 0]);
    file
}

fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    let byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc));
    !bytes.iter().fold(u32::MAX, byte)
}

fn encoded(peer: &mut Peer, encoding: &str, body: &[u8]) -> io::Result<()> {
    peer.request()?;
    let headers = format!(
        "Content-Type: application/json\r\nConnection: close\r\nContent-Encoding: {encoding}\r\n"
    );
    peer.answer(&headers, body)
}

fn correct(peer: &mut Peer) -> io::Result<()> {
    encoded(peer, "gzip", &gzip(JSON))
}

fn bomb(peer: &mut Peer) -> io::Result<()> {
    peer.request()?;
    peer.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\
          Content-Encoding: gzip\r\n\r\n",
    )?;
    peer.send(&HEADER)?;
    peer.send(&ZEROS_START)?;
    let blocks = GIBIBYTE / (8 * 258);
    peer.repeat(&ZEROS.repeat(1_000), Some(blocks / 1_000 + 1))
}

fn twice(peer: &mut Peer) -> io::Result<()> {
    encoded(peer, "gzip", &gzip(&gzip(JSON)))
}

fn plain(peer: &mut Peer) -> io::Result<()> {
    encoded(peer, "gzip", JSON)
}

fn truncated(peer: &mut Peer) -> io::Result<()> {
    let mut file = gzip(JSON);
    file.truncate(HEADER.len() + 12);
    encoded(peer, "gzip", &file)
}

fn wrong_checksum(peer: &mut Peer) -> io::Result<()> {
    let mut file = gzip(JSON);
    file.iter_mut().rev().skip(4).take(4).for_each(|byte| *byte = !*byte);
    encoded(peer, "gzip", &file)
}

fn trailing(peer: &mut Peer) -> io::Result<()> {
    encoded(peer, "gzip", &[gzip(JSON).as_slice(), b"and more"].concat())
}

fn header_only(peer: &mut Peer) -> io::Result<()> {
    encoded(peer, "gzip", &HEADER)
}

fn many(peer: &mut Peer) -> io::Result<()> {
    encoded(peer, &["gzip"; 50].join(", "), &gzip(JSON))
}

fn unknown(peer: &mut Peer) -> io::Result<()> {
    encoded(peer, "rot13", JSON)
}

fn brotli(peer: &mut Peer) -> io::Result<()> {
    encoded(peer, "br", JSON)
}

#[test]
fn checksums_are_those_of_gzip() {
    assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    assert_eq!(checksum(b""), 0);
}
