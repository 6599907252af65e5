//! A decimal number as a fraction of whole ones.

use num_bigint::BigUint;

use crate::call::Fault;

/// Powers of ten that are calculated with.
const POWER: i64 = 1_000;
/// Digits that are read.
const DIGITS: usize = 1_000;
/// Binary digits of the numbers that bytes are calculated in.
const PRECISION: u64 = 64;

pub(super) struct Amount {
    negative: bool,
    above: BigUint,
    below: BigUint,
}

impl Amount {
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        let wrong = || Fault::new(format!("`{text}` is no number"));
        let negative = text.starts_with('-');
        let size = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, power) = match size.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power_of(power, text)?),
            None => (size, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        if digits.is_empty() || !plain || digits.len() > DIGITS {
            return Err(wrong());
        }
        let above = BigUint::parse_bytes(digits.as_bytes(), 10).ok_or_else(wrong)?;
        let power = power.saturating_sub(i64::try_from(fraction.len()).unwrap_or(0));
        let scale = BigUint::from(10_u8).pow(u32::try_from(power.unsigned_abs()).unwrap_or(0));
        let one = BigUint::from(1_u8);
        let (above, below) = if power < 0 { (above, scale) } else { (above * scale, one) };
        Ok(Self { negative, above, below })
    }

    pub(super) fn times(mut self, factor: &BigUint) -> Self {
        self.above *= factor;
        self
    }

    pub(super) fn over_two_to(mut self, power: u32) -> Self {
        self.below <<= power;
        self
    }

    /// Whole, or with ten digits behind the point.
    pub(super) fn shown(&self) -> String {
        let zero = BigUint::ZERO;
        if &self.above % &self.below == zero {
            let whole = &self.above / &self.below;
            return format!("{}{whole}", if whole == zero { "" } else { self.sign() });
        }
        let shifted = &self.above * BigUint::from(10_u8).pow(10);
        let rounded = (shifted * 2_u8 + &self.below) / (&self.below * 2_u8);
        let digits = format!("{:0>11}", rounded.to_string());
        let (whole, fraction) = digits.split_at_checked(digits.len() - 10).unwrap_or((&digits, ""));
        format!("{}{whole}.{fraction}", self.sign())
    }

    /// The whole part of a product, both rounded to 64 binary digits first.
    pub(super) fn rounded_times(&self, factor: &BigUint) -> String {
        let (mantissa, power) = rounded(&self.above, &self.below);
        let (mantissa, more) = rounded(&(mantissa * factor), &BigUint::from(1_u8));
        let power = power.saturating_add(more);
        let shift = power.unsigned_abs();
        let whole = if power < 0 { mantissa >> shift } else { mantissa << shift };
        format!("{}{whole}", if whole == BigUint::ZERO { "" } else { self.sign() })
    }

    fn sign(&self) -> &'static str {
        if self.negative { "-" } else { "" }
    }
}

fn power_of(power: &str, text: &str) -> Result<i64, Fault> {
    let digits = power.trim_start_matches(['+', '-']);
    if digits.len() > 6 {
        return Err(Fault::new("the power of ten is too large"));
    }
    let number: i64 = power.parse().map_err(|_| Fault::new(format!("`{text}` is no number")))?;
    if number.abs() > POWER {
        return Err(Fault::Halt(format!("powers of ten beyond {POWER} are not supported")));
    }
    Ok(number)
}

/// The nearest number of 64 binary digits, times a power of two; ties go to the even one.
fn rounded(above: &BigUint, below: &BigUint) -> (BigUint, i64) {
    if *above == BigUint::ZERO {
        return (BigUint::ZERO, 0);
    }
    // One binary digit more than wanted, or two: enough to see which way to round.
    let bits = |number: &BigUint| i64::try_from(number.bits()).unwrap_or(i64::MAX);
    let wanted = i64::try_from(PRECISION).unwrap_or(0) + 2;
    let shift = wanted.saturating_sub(bits(above)).saturating_add(bits(below));
    let (above, below) = if shift < 0 {
        (above.clone(), below << shift.unsigned_abs())
    } else {
        (above << shift.unsigned_abs(), below.clone())
    };
    let (quotient, rest) = (&above / &below, &above % &below);
    let extra = quotient.bits().saturating_sub(PRECISION);
    let one = BigUint::from(1_u8);
    let kept = &quotient >> extra;
    let cut = &quotient - (&kept << extra);
    let half = &one << extra.saturating_sub(1);
    let odd = kept.bit(0);
    let up = cut > half || (cut == half && (rest != BigUint::ZERO || odd));
    let kept = if up { kept + one } else { kept };
    (kept, i64::try_from(extra).unwrap_or(0).saturating_sub(shift))
}
