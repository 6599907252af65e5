//! The body of a remote write: a protobuf message in a snappy block, both by hand.

/// The value that ends a series: from here on it is not there, instead of lasting 5 minutes.
pub const STALE: f64 = f64::from_bits(0x7ff0_0000_0000_0002);

/// The longest literal whose length fits into two bytes.
const LITERAL: usize = 1 << 16;

/// One sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point<'a> {
    pub name: &'a str,
    /// In any order, without `__name__`.
    pub labels: &'a [(&'a str, &'a str)],
    /// In milliseconds since 1970.
    pub at: i64,
    pub value: f64,
}

pub(super) fn encode(points: &[Point<'_>]) -> Vec<u8> {
    let mut request = Vec::new();
    for point in points {
        put_bytes(&mut request, 1, &series(point));
    }
    snappy(&request)
}

/// A `TimeSeries` with one sample: labels are field 1, samples field 2.
fn series(point: &Point<'_>) -> Vec<u8> {
    let mut labels = point.labels.to_vec();
    labels.push(("__name__", point.name));
    labels.sort_unstable();
    let mut series = Vec::new();
    for (name, value) in labels {
        let mut label = Vec::new();
        put_bytes(&mut label, 1, name.as_bytes());
        put_bytes(&mut label, 2, value.as_bytes());
        put_bytes(&mut series, 1, &label);
    }
    let mut sample = vec![1 << 3 | 1];
    sample.extend(point.value.to_le_bytes());
    sample.push(2 << 3);
    put_varint(&mut sample, point.at.cast_unsigned());
    put_bytes(&mut series, 2, &sample);
    series
}

fn put_bytes(into: &mut Vec<u8>, field: u8, bytes: &[u8]) {
    into.push(field << 3 | 2);
    put_varint(into, bytes.len() as u64);
    into.extend_from_slice(bytes);
}

fn put_varint(into: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        into.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    into.push(value.to_le_bytes()[0]);
}

/// A block that compresses nothing: the length, then literals of at most 64 KiB.
fn snappy(bytes: &[u8]) -> Vec<u8> {
    let mut block = Vec::new();
    put_varint(&mut block, bytes.len() as u64);
    for chunk in bytes.chunks(LITERAL) {
        let [low, high, ..] = (chunk.len() - 1).to_le_bytes();
        block.extend([61 << 2, low, high]);
        block.extend_from_slice(chunk);
    }
    block
}

#[test]
fn messages_are_written_as_specified() {
    let point = Point { name: "up", labels: &[("a", "b")], at: 300, value: 1.0 };
    let series = [
        b"\x0a\x0e\x0a\x08__name__\x12\x02up\x0a\x06\x0a\x01a\x12\x01b".as_slice(),
        b"\x12\x0c\x09\x00\x00\x00\x00\x00\x00\xf0\x3f\x10\xac\x02",
    ]
    .concat();
    let mut expected = vec![40, 61 << 2, 39, 0, 0x0a, 38];
    expected.extend(series);
    assert_eq!(encode(&[point]), expected);
    assert!(STALE.is_nan());
    let long = snappy(&vec![7; LITERAL + 1]);
    assert_eq!(long.len(), 3 + 3 + LITERAL + 3 + 1);
}
