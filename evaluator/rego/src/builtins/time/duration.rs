//! Durations as Go writes them, with days, weeks and years as well.

/// In nanoseconds.
pub(super) fn parse(text: &str) -> Option<i64> {
    if !text.contains(['d', 'w', 'y']) {
        return plain(text);
    }
    let (sign, mut rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.get(..1)?, rest),
        None => ("", text),
    };
    // Days, weeks and years in hours.
    let mut hours = sign.to_owned();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|end| *end > 0)?;
        let (digits, behind) = rest.split_at_checked(end)?;
        let unit = ["ms", "us", "µs", "ns"].into_iter().find(|unit| behind.starts_with(unit));
        let one = behind.get(..1).filter(|unit| unit.bytes().all(|byte| byte.is_ascii_lowercase()));
        let unit = unit.or(one)?;
        let factor = match unit {
            "d" => Some(24.0),
            "w" => Some(7.0 * 24.0),
            "y" => Some(365.0 * 24.0),
            _ => None,
        };
        match factor {
            Some(factor) => hours.push_str(&format!("{}h", digits.parse::<f64>().ok()? * factor)),
            None => hours.push_str(&format!("{digits}{unit}")),
        }
        rest = behind.strip_prefix(unit)?;
    }
    plain(&hours)
}

const LARGEST: u64 = 1 << 63;

fn plain(text: &str) -> Option<i64> {
    let negative = text.starts_with('-');
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut sum = 0_u64;
    while !rest.is_empty() {
        let (part, behind) = part(rest)?;
        sum = sum.checked_add(part).filter(|sum| *sum <= LARGEST)?;
        rest = behind;
    }
    if negative { 0_i64.checked_sub_unsigned(sum) } else { i64::try_from(sum).ok() }
}

/// A number with its unit, in nanoseconds, and what is behind it.
fn part(text: &str) -> Option<(u64, &str)> {
    let (whole, rest) = digits(text);
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => digits(rest),
        None => ("", rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let end = rest.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(rest.len());
    let (unit, behind) = rest.split_at_checked(end)?;
    let unit = match unit {
        "ns" => 1,
        "us" | "µs" | "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000_u64,
        _ => return None,
    };
    let whole = if whole.is_empty() { 0 } else { whole.parse::<u64>().ok()? };
    let whole = Some(whole).filter(|whole| *whole <= LARGEST / unit)?.checked_mul(unit)?;
    Some((whole.checked_add(share(fraction, unit)).filter(|sum| *sum <= LARGEST)?, behind))
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// As Go calculates it: in doubles, without the digits that do not fit.
fn share(fraction: &str, unit: u64) -> u64 {
    let (mut number, mut scale) = (0_u64, 1.0_f64);
    for digit in fraction.chars().filter_map(|c| c.to_digit(10)) {
        let next = number.checked_mul(10).and_then(|tens| tens.checked_add(u64::from(digit)));
        match next.filter(|next| *next <= LARGEST && number <= (LARGEST - 1) / 10) {
            Some(next) => (number, scale) = (next, scale * 10.0),
            None => break,
        }
    }
    (number as f64 * (unit as f64 / scale)) as u64
}
