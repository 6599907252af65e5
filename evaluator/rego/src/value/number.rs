//! Numbers as they were written, of any size; compared by what they stand for.

use std::cmp::Ordering;
use std::fmt;

/// JSON's notation, so that nothing is rounded on the way.
#[derive(Clone, Debug)]
pub struct Number {
    text: String,
}

impl Number {
    /// A number in JSON's notation.
    pub fn parse(text: &str) -> Option<Self> {
        is_number(text.as_bytes()).then(|| Self { text: text.to_owned() })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whole numbers, also written as `1.0`; not in powers of ten, as OPA has it.
    pub fn as_i64(&self) -> Option<i64> {
        let whole = match self.text.split_once('.') {
            Some((whole, fraction)) => fraction.bytes().all(|b| b == b'0').then_some(whole)?,
            None => &self.text,
        };
        whole.parse().ok()
    }

    /// Whole numbers in any notation.
    pub fn as_exact_i64(&self) -> Option<i64> {
        let parts = Parts::of(&self.text);
        if parts.digits.is_empty() {
            return Some(0);
        }
        let zeros = parts.point.checked_sub(i64::try_from(parts.digits.len()).ok()?)?;
        if !(0..=19).contains(&zeros) {
            return None;
        }
        let sign = if parts.negative { "-" } else { "" };
        let zeros = "0".repeat(usize::try_from(zeros).unwrap_or(0));
        format!("{sign}{}{zeros}", parts.digits).parse().ok()
    }

    /// Nothing where it is too large.
    pub fn as_f64(&self) -> Option<f64> {
        self.text.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// Written with a fraction or a power of ten.
    pub fn is_float(&self) -> bool {
        self.text.contains(['.', 'e', 'E'])
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self { text: number.to_string() }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Some(a), Some(b)) = (self.as_i64(), other.as_i64()) {
            return a.cmp(&b);
        }
        let (a, b) = (Parts::of(&self.text), Parts::of(&other.text));
        match (a.sign(), b.sign()) {
            (left, right) if left != right => left.cmp(&right),
            (0, _) => Ordering::Equal,
            (-1, _) => b.size(&a),
            _ => a.size(&b),
        }
    }
}

/// 0.`digits` times ten to the power of `point`, without zeros at either end.
struct Parts {
    negative: bool,
    digits: String,
    point: i64,
}

impl Parts {
    fn of(text: &str) -> Self {
        let negative = text.starts_with('-');
        let text = text.trim_start_matches('-');
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, large(power)),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let zeros = i64::try_from(all.len() - digits.len()).unwrap_or(0);
        let before = i64::try_from(whole.len()).unwrap_or(i64::MAX);
        let point = before.saturating_sub(zeros).saturating_add(power);
        Self { negative, digits: digits.trim_end_matches('0').to_owned(), point }
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn size(&self, other: &Self) -> Ordering {
        self.point.cmp(&other.point).then_with(|| self.digits.cmp(&other.digits))
    }
}

/// What does not fit is as far off as possible.
fn large(power: &str) -> i64 {
    let far = if power.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
    power.trim_start_matches('+').parse().unwrap_or(far)
}

fn is_number(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let Some(rest) = digits(text) else { return false };
    let whole = text.len() - rest.len();
    if whole > 1 && text.starts_with(b"0") {
        return false;
    }
    let rest = match rest.strip_prefix(b".") {
        Some(fraction) => match digits(fraction) {
            Some(rest) => rest,
            None => return false,
        },
        None => rest,
    };
    match rest.split_first() {
        None => true,
        Some((b'e' | b'E', power)) => {
            let power = power.strip_prefix(b"+").or(power.strip_prefix(b"-")).unwrap_or(power);
            digits(power).is_some_and(<[u8]>::is_empty)
        }
        Some(_) => false,
    }
}

/// What is behind at least one digit.
fn digits(text: &[u8]) -> Option<&[u8]> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at_checked(count).filter(|_| count > 0).map(|(_, rest)| rest)
}
