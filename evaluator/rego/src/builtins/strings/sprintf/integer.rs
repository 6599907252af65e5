//! Whole numbers: of 64 bits, and larger ones, which Go prints in a slightly different way.

use num_bigint::{BigInt, Sign};

use super::layout::Layout;
use super::quote;
use crate::value::is_shown;

/// False if the verb is none for whole numbers.
pub(super) fn print(out: &mut String, number: i64, verb: char, layout: Layout) -> bool {
    let character = || u32::try_from(number).ok().and_then(char::from_u32).unwrap_or('\u{fffd}');
    match verb {
        'c' => layout.pad(out, &character().to_string()),
        'q' => quote::print_char(out, character(), layout),
        'U' => unicode(out, number, layout),
        _ => {
            let size = number.unsigned_abs();
            let (digits, prefix) = match verb {
                'v' | 'd' => (size.to_string(), ""),
                'b' => (format!("{size:b}"), "0b"),
                'o' | 'O' => (format!("{size:o}"), if size == 0 { "" } else { "0" }),
                'x' => (format!("{size:x}"), "0x"),
                'X' => (format!("{size:X}"), "0X"),
                _ => return false,
            };
            let minus = if number < 0 { "-" } else { "" };
            digits_of(out, (minus, prefix, digits), verb, layout);
        }
    }
    true
}

fn digits_of(
    out: &mut String,
    (minus, prefix, digits): (&'static str, &str, String),
    verb: char,
    layout: Layout,
) {
    if layout.precision == Some(0) && digits == "0" {
        return layout.without_zero().fill(out, layout.width.unwrap_or(0));
    }
    let sign = layout.sign(minus);
    let least = match layout.precision {
        Some(precision) => precision,
        None if layout.zero && !layout.minus => {
            layout.width.unwrap_or(0).saturating_sub(sign.len())
        }
        None => 0,
    };
    let digits = zeros(least, &digits);
    // In octal a zero that is there anyway is enough.
    let prefix = match verb {
        'o' | 'O' if layout.sharp && digits.starts_with('0') => "",
        _ if layout.sharp => prefix,
        _ => "",
    };
    let octal = if verb == 'O' { "0o" } else { "" };
    layout.without_zero().pad(out, &format!("{sign}{octal}{prefix}{digits}"));
}

fn zeros(least: usize, digits: &str) -> String {
    let missing = least.saturating_sub(digits.len());
    format!("{}{digits}", "0".repeat(missing))
}

fn unicode(out: &mut String, number: i64, layout: Layout) {
    let least = layout.precision.unwrap_or(4).max(4);
    let digits = zeros(least, &format!("{number:X}"));
    let shown = u32::try_from(number).ok().and_then(char::from_u32);
    let shown = shown.filter(|c| layout.sharp && is_shown(*c));
    let behind = shown.map(|c| format!(" '{c}'")).unwrap_or_default();
    layout.without_zero().pad(out, &format!("U+{digits}{behind}"));
}

pub(super) fn print_big(out: &mut String, number: &BigInt, verb: char, layout: Layout) {
    let size = number.magnitude();
    let (digits, prefix) = match verb {
        'd' | 's' | 'v' | 'w' => (size.to_str_radix(10), ""),
        'b' => (size.to_str_radix(2), "0b"),
        'o' => (size.to_str_radix(8), "0"),
        'O' => (size.to_str_radix(8), ""),
        'x' => (size.to_str_radix(16), "0x"),
        'X' => (size.to_str_radix(16).to_uppercase(), "0X"),
        _ => return out.push_str(&format!("%!{verb}(big.Int={number})")),
    };
    let sign = layout.sign(if number.sign() == Sign::Minus { "-" } else { "" });
    let sharp = if layout.sharp { prefix } else { "" };
    let prefix = if verb == 'O' { "0o" } else { sharp };
    let before = sign.len().saturating_add(prefix.len());
    let least = match layout.precision {
        Some(precision) => precision,
        None if layout.zero && !layout.minus => layout.width.unwrap_or(0).saturating_sub(before),
        None => 0,
    };
    let digits = zeros(least, &digits);
    layout.without_zero().pad(out, &format!("{sign}{prefix}{digits}"));
}
