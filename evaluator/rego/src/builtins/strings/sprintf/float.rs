//! Fractions: as many digits as asked for, or as few as tell them apart.

use super::layout::Layout;
use crate::call::Fault;

/// False if the verb is none for fractions.
pub(super) fn print(
    out: &mut String,
    number: f64,
    verb: char,
    layout: Layout,
) -> Result<bool, Fault> {
    let precision = layout.precision;
    let mut text = match verb {
        'v' | 'g' | 'G' => general(number.abs(), precision),
        'f' | 'F' => format!("{:.*}", precision.unwrap_or(6), number.abs()),
        'e' | 'E' => scientific(&format!("{:.*e}", precision.unwrap_or(6), number.abs())),
        'b' | 'x' | 'X' => {
            let why = format!("`%{verb}` of a fraction is not supported by `sprintf`");
            return Err(Fault::Halt(why));
        }
        _ => return Ok(false),
    };
    if layout.sharp {
        let kept =
            if matches!(verb, 'v' | 'g' | 'G') { Some(precision.unwrap_or(6)) } else { None };
        text = with_point(&text, kept);
    }
    if matches!(verb, 'E' | 'G') {
        text = text.to_uppercase();
    }
    let sign = layout.sign(if number.is_sign_negative() { "-" } else { "" });
    let missing = layout.width.unwrap_or(0).saturating_sub(sign.len().saturating_add(text.len()));
    if layout.zero && !layout.minus && !sign.is_empty() {
        out.push_str(sign);
        layout.fill(out, missing);
        out.push_str(&text);
    } else {
        layout.pad(out, &format!("{sign}{text}"));
    }
    Ok(true)
}

/// The power of ten has a sign and two digits.
fn scientific(text: &str) -> String {
    let (mantissa, power) = text.split_once('e').unwrap_or((text, "0"));
    let (sign, digits) = power.strip_prefix('-').map_or(('+', power), |digits| ('-', digits));
    format!("{mantissa}e{sign}{digits:0>2}")
}

/// With a power of ten where the number is very small, or larger than the precision shows.
fn general(number: f64, precision: Option<usize>) -> String {
    let text = match precision {
        Some(precision) => format!("{:.*e}", precision.max(1) - 1, number),
        None => format!("{number:e}"),
    };
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: i64 = power.parse().unwrap_or(0);
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    let count = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let point = if digits.is_empty() { 0 } else { power.saturating_add(1) };
    let limit = match precision.map(|precision| i64::try_from(precision.max(1)).unwrap_or(0)) {
        None => 6,
        Some(precision) if precision > count && count >= point => count,
        Some(precision) => precision,
    };
    if (-3..=limit).contains(&point) {
        let behind = usize::try_from(count.saturating_sub(point)).unwrap_or(0);
        return format!("{number:.behind$}");
    }
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let dot = if rest.is_empty() { "" } else { "." };
    scientific(&format!("{first}{dot}{rest}e{power}"))
}

/// `#`: always a point, and for `g` all digits that the precision has.
fn with_point(text: &str, kept: Option<usize>) -> String {
    let (mantissa, tail) = match text.find('e') {
        Some(at) => text.split_at_checked(at).unwrap_or((text, "")),
        None => (text, ""),
    };
    let dot = if mantissa.contains('.') { "" } else { "." };
    let shown: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let shown = shown.trim_start_matches('0').len().max(usize::from(mantissa == "0"));
    let zeros = "0".repeat(kept.unwrap_or(0).saturating_sub(shown));
    format!("{mantissa}{dot}{zeros}{tail}")
}
