//! The two usual ways to write a series, read without a tree in between: a year of samples is
//! too much to make one of first. Whatever is unusual is left to the reader that can say why.

use gonogo_cel::time::Timestamp;
use gonogo_series::quantity::parse_duration;

use crate::facts::recording::Points;

/// `[[seconds, number], …]`, or `None` when the text is something else.
pub(super) fn pairs(text: &str) -> Option<Vec<(f64, f64)>> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    let mut pairs = Vec::new();
    scan.list(|scan| {
        scan.expect(b'[')?;
        let time = scan.number()?;
        scan.expect(b',')?;
        let value = scan.number()?;
        scan.expect(b']')?;
        pairs.push((time, value));
        Some(())
    })?;
    scan.end()?;
    Some(pairs)
}

/// `{"start": …, "step": …, "values": […]}` of numbers and nulls, or `None` when the text is
/// something else.
pub(super) fn spaced(text: &str) -> Option<Points> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    let (mut start, mut step, mut values) = (None, None, None);
    scan.expect(b'{')?;
    loop {
        let key = scan.text()?;
        scan.expect(b':')?;
        match key {
            "start" if start.is_none() => start = Some(scan.text()?),
            "step" if step.is_none() => step = Some(scan.text()?),
            "values" if values.is_none() => values = Some(scan.places()?),
            _ => return None,
        }
        if !scan.takes(b',') {
            break;
        }
    }
    scan.expect(b'}')?;
    scan.end()?;
    let step = parse_duration(step?).ok().filter(|step| *step > 0)?;
    let mut time = Timestamp::parse(start?)?.epoch_nanos()?;
    let values = values?;
    let mut points = Vec::with_capacity(values.len());
    for value in values {
        points.extend(value.map(|value| (time, value)));
        time = time.checked_add(step)?;
    }
    Some(points)
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
}

/// Powers of ten that an `f64` holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];
/// Whole numbers up to here are exact.
const EXACT_WHOLE: u64 = 1 << 53;

impl<'t> Scan<'t> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Whether the next sign is that one, which is then taken.
    #[inline]
    fn takes(&mut self, sign: u8) -> bool {
        self.space();
        let is_next = self.peek() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    #[inline]
    fn expect(&mut self, sign: u8) -> Option<()> {
        self.takes(sign).then_some(())
    }

    fn end(&mut self) -> Option<()> {
        self.space();
        self.peek().is_none().then_some(())
    }

    #[inline]
    fn list(&mut self, mut element: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.expect(b'[')?;
        if self.takes(b']') {
            return Some(());
        }
        loop {
            element(self)?;
            if !self.takes(b',') {
                return self.expect(b']');
            }
        }
    }

    fn places(&mut self) -> Option<Vec<Option<f64>>> {
        let mut places = Vec::new();
        self.list(|scan| {
            scan.space();
            if scan.peek() == Some(b'n') {
                scan.word(b"null")?;
                places.push(None);
            } else {
                places.push(Some(scan.number()?));
            }
            Some(())
        })?;
        Some(places)
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        rest.starts_with(word).then(|| self.at += word.len())
    }

    /// A text without escapes.
    fn text(&mut self) -> Option<&'t str> {
        self.expect(b'"')?;
        let rest = self.bytes.get(self.at..)?;
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
        let text = rest.get(..length)?;
        self.at += length;
        self.expect(b'"')?;
        std::str::from_utf8(text).ok()
    }

    /// As JSON has numbers; the nearest `f64`. A whole number and a power of ten that are both
    /// exact give it by one division, which rounds once (Clinger 1990).
    #[inline]
    fn number(&mut self) -> Option<f64> {
        self.space();
        let start = self.at;
        let is_negative = self.peek() == Some(b'-');
        self.at += usize::from(is_negative);
        let mut whole = 0;
        let digits = self.digits(&mut whole);
        let has_idle_zero = digits > 1 && self.bytes.get(self.at - digits) == Some(&b'0');
        if digits == 0 || has_idle_zero {
            return None;
        }
        let mut decimals = 0;
        if self.peek() == Some(b'.') {
            self.at += 1;
            decimals = self.digits(&mut whole);
            if decimals == 0 {
                return None;
            }
        }
        let is_exact = digits + decimals < 20 && whole <= EXACT_WHOLE;
        let divisor = EXACT_POWERS.get(decimals).copied().filter(|_| is_exact);
        match divisor {
            Some(divisor) if !matches!(self.peek(), Some(b'e' | b'E')) => {
                let number = whole as f64 / divisor;
                Some(if is_negative { -number } else { number })
            }
            _ => self.long_number(start),
        }
    }

    /// How many there are; the number is only meant where they are few.
    #[inline]
    fn digits(&mut self, number: &mut u64) -> usize {
        let start = self.at;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            *number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        self.at - start
    }

    /// With an exponent, or more digits than are exact. What is not finite is no JSON number.
    #[cold]
    fn long_number(&mut self, start: usize) -> Option<f64> {
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            if self.digits(&mut 0) == 0 {
                return None;
            }
        }
        let text = std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?;
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serde_pairs(text: &str) -> Option<Vec<(f64, f64)>> {
        serde_json::from_str(text).ok()
    }

    fn same(number: &str) {
        let text = format!("[[{number}, 1]]");
        let bits = |pairs: Vec<(f64, f64)>| pairs.first().map(|(time, _)| time.to_bits());
        assert_eq!(pairs(&text).map(bits), serde_pairs(&text).map(bits), "{number}");
    }

    #[test]
    fn numbers_are_those_of_serde_json() {
        for number in [
            "0",
            "-0",
            "-0.0",
            "0.1",
            "0.3",
            "1.005",
            "123456789.125",
            "9007199254740992",
            "9007199254740993",
            "18446744073709551616",
            "0.000000000000000000000123",
            "1e5",
            "1E-7",
            "1.5e+3",
            "2.2250738585072011e-308",
            "1e400",
            "-1e400",
            "4.35",
            "0.1000000000000000055511151231257827",
            "1767498000.123",
            "00",
            "01",
            "-",
            "1.",
            ".5",
            "+1",
            "1e",
            "1e+",
            "0x1",
            "NaN",
            "Infinity",
            "1 2",
            "",
            "null",
            "\"1\"",
            "--1",
            "1.5.5",
        ] {
            same(number);
        }
        let mut state = 1_u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let digits = (state >> 11) % 10_u64.pow(1 + (state % 17) as u32);
            let places = (state >> 7) % 24;
            same(&format!("{digits}.{:0places$}", state >> 40, places = places as usize));
            same(&format!("-{digits}e{}", (state >> 50) as i64 % 320 - 160));
        }
    }

    #[test]
    fn lists_of_pairs_are_those_of_serde_json() {
        for text in [
            "[]",
            " [ ] ",
            "[[1,2]]",
            "[ [ 1 , 2 ] , [3,4] ] ",
            "[[1,2],]",
            "[[1]]",
            "[[1,2,3]]",
            "[1,2]",
            "[[1,2]",
            "[[1,2]]]",
            "",
            "{}",
            "[[1,null]]",
            "[[1,\"2\"]]",
            "[,]",
            "[[1 2]]",
            "\u{feff}[]",
            "[[1,2]]\n",
            "[[1,2] [3,4]]",
        ] {
            assert_eq!(pairs(text), serde_pairs(text), "{text}");
        }
    }

    #[test]
    fn spaced_values_have_their_times() {
        let check = |text: &str, expected: Option<&[(i64, f64)]>| {
            assert_eq!(spaced(text).as_deref(), expected, "{text}");
        };
        const S: i64 = 1_000_000_000;
        check(
            r#"{"start": "1970-01-01T00:00:10Z", "step": "5s", "values": [1, null, 2.5]}"#,
            Some(&[(10 * S, 1.0), (20 * S, 2.5)]),
        );
        check(r#"{"values":[],"step":"5s","start":"1970-01-01T00:00:10Z"}"#, Some(&[]));
        for unusual in [
            r#"{"start": "1970-01-01T00:00:10Z", "step": "5s"}"#,
            r#"{"start": "1970-01-01T00:00:10Z", "step": "5s", "step": "5s", "values": []}"#,
            r#"{"start": "1970-01-01T00:00:10Z", "step": "0s", "values": []}"#,
            r#"{"start": "1970-01-01T00:00:10Z", "step": "5s", "values": ["1"]}"#,
            r#"{"start": "1970-01-01T00:00:10Z", "step": "5s", "values": [nul]}"#,
            r#"{"start": "1970-01-01T00:00:10Z", "step": "5s", "values": [], "labels": {}}"#,
            r#"{"start": "1970-01-01T00:00:10Z", "step": "5s", "values": []} "#
                .trim_end_matches("} "),
            r#"{"start": 10, "step": "5s", "values": []}"#,
            r#"{"start": "19\u00370", "step": "5s", "values": []}"#,
            "{}",
        ] {
            check(unusual, None);
        }
    }
}
