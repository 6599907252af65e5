//! `%.3f` and its like: how one value is to be written.

use gonogo_cel::{Call, ErrorKind, Fault, Value};

use super::{number, plain};
use crate::strings::Growth;

/// Digits of a fraction when nothing is said.
pub(super) const PRECISION: usize = 6;
/// Digits of a fraction at most.
pub(super) const MOST_PRECISE: usize = 1_000;

pub(super) struct Clause<'t> {
    /// As it stands behind the percent sign.
    pub(super) text: &'t str,
    way: Way,
    /// Digits behind the point.
    precision: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Plain,
    Decimal,
    Fixed,
    Scientific,
    Binary,
    Octal,
    LowerHex,
    UpperHex,
}

impl<'t> Clause<'t> {
    /// Reads what follows a percent sign; also gives the text behind it.
    pub(super) fn parse(text: &'t str) -> Result<(Self, &'t str), Fault> {
        let (precision, rest) = match text.strip_prefix('.') {
            Some(rest) => {
                let (precision, rest) = digits(rest)?;
                (Some(precision), rest)
            }
            None => (None, text),
        };
        let mut characters = rest.chars();
        let way = match characters.next() {
            Some('s') => Way::Plain,
            Some('d') => Way::Decimal,
            Some('f') => Way::Fixed,
            Some('e') => Way::Scientific,
            Some('b') => Way::Binary,
            Some('o') => Way::Octal,
            Some('x') => Way::LowerHex,
            Some('X') => Way::UpperHex,
            Some(other) => return Err(unknown(other)),
            None => {
                return Err(wrong(format!(
                    "the text ends after `%{text}`; a percent sign is `%%`"
                )));
            }
        };
        let after = characters.as_str();
        let own = text.strip_suffix(after).unwrap_or(text);
        if precision.is_some() && !matches!(way, Way::Fixed | Way::Scientific) {
            return Err(wrong(format!("`%{own}` cannot have a precision: only `%f` and `%e` can")));
        }
        let precision = precision.unwrap_or(PRECISION);
        Ok((Self { text: own, way, precision }, after))
    }

    /// Adds the value to the text.
    pub(super) fn write(
        &self,
        value: &Value,
        call: &Call<'_>,
        out: &mut Growth<'_>,
    ) -> Result<(), Fault> {
        let written = match self.way {
            Way::Plain => return plain::write(value, call, out),
            Way::LowerHex | Way::UpperHex => {
                let bytes = match value {
                    Value::String(text) => Some(text.as_bytes()),
                    Value::Bytes(bytes) => Some(&**bytes),
                    _ => None,
                };
                if let Some(bytes) = bytes {
                    return self.write_bytes(bytes, call, out);
                }
                number::hexadecimal(value)
            }
            Way::Decimal => number::decimal(value),
            Way::Fixed => {
                call.charge(self.precision)?;
                number::fixed(value, self.precision)
            }
            Way::Scientific => {
                call.charge(self.precision)?;
                number::scientific(value, self.precision)
            }
            Way::Binary => number::binary(value),
            Way::Octal => number::octal(value),
        };
        let mut text = written.ok_or_else(|| self.refused(value))?;
        if self.way == Way::UpperHex {
            text.make_ascii_uppercase();
        }
        out.push(&text)
    }

    fn write_bytes(
        &self,
        bytes: &[u8],
        call: &Call<'_>,
        out: &mut Growth<'_>,
    ) -> Result<(), Fault> {
        call.charge(bytes.len().div_ceil(10))?;
        let base = if self.way == Way::UpperHex { 'A' } else { 'a' };
        let digit = |half: u8| match half {
            0..=9 => char::from(b'0' + half),
            _ => char::from(base as u8 + (half - 10)),
        };
        for byte in bytes {
            out.push_char(digit(byte >> 4))?;
            out.push_char(digit(byte & 0xf))?;
        }
        Ok(())
    }

    fn refused(&self, value: &Value) -> Fault {
        let takes = match self.way {
            Way::Plain => "values",
            Way::Decimal | Way::Fixed | Way::Scientific => "numbers",
            Way::Octal => "whole numbers",
            Way::Binary => "whole numbers and bools",
            Way::LowerHex | Way::UpperHex => "whole numbers, texts and bytes",
        };
        let (brief, of) = (value.brief(), value.type_name());
        wrong(format!("`%{}` takes {takes}, not `{brief}`, which is a {of}", self.text))
    }
}

/// The number that the text begins with, and the rest.
fn digits(text: &str) -> Result<(usize, &str), Fault> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let own = text.strip_suffix(rest).unwrap_or(text);
    if own.is_empty() {
        return Err(wrong("a precision needs digits after `%.`, as in `%.3f`".to_owned()));
    }
    match own.parse() {
        Ok(precision) if precision <= MOST_PRECISE => Ok((precision, rest)),
        _ => {
            let own = own.get(..30).unwrap_or(own);
            Err(wrong(format!("a precision is at most {MOST_PRECISE}, not `{own}`")))
        }
    }
}

fn unknown(character: char) -> Fault {
    let ways = "`%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x` and `%X`";
    wrong(format!("`%{character}` is not known: there are {ways}, and `%%` for a percent sign"))
}

fn wrong(message: String) -> Fault {
    Fault::error(ErrorKind::InvalidArgument, message)
}
