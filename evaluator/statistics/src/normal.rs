//! The standard normal distribution.

use std::f64::consts::PI;

/// The probability of a value of at most `z`.
pub fn cdf(z: f64) -> f64 {
    survival(-z)
}

/// The probability of a value above `z`: far out it keeps the digits that `1 - cdf(z)` loses.
/// To about 1e-14 of its value.
///
/// Abramowitz and Stegun (1964): near 0 the series 26.2.11, whose terms all have one sign,
/// further out the continued fraction 26.2.14.
pub fn survival(z: f64) -> f64 {
    const NEAR: f64 = 1.5;
    if z.is_nan() {
        return z;
    }
    if z.abs() <= NEAR {
        return 0.5 - series(z);
    }
    let tail = fraction(z.abs());
    if z > 0.0 { tail } else { 1.0 - tail }
}

/// From 0 to `z`: `φ(z) · Σ z²ⁿ⁺¹ / (1·3·5…(2n+1))`
fn series(z: f64) -> f64 {
    let (mut term, mut sum, mut odd) = (z, z, 1.0);
    while term.abs() > sum.abs() * f64::EPSILON * 0.25 {
        odd += 2.0;
        term *= z * z / odd;
        sum += term;
    }
    density(z) * sum
}

/// Above `z`: `φ(z) / (z + 1/(z + 2/(z + 3/(z + …))))`, from the inside out.
fn fraction(z: f64) -> f64 {
    /// Where the result is 0 even as the smallest number.
    const FAR: f64 = 38.7;
    if z > FAR {
        return 0.0;
    }
    // As many levels as 1e-16 takes.
    let mut level = (320.0 / (z * z)).ceil() + 16.0;
    let mut below = z;
    while level > 0.0 {
        below = z + level / below;
        level -= 1.0;
    }
    density(z) / below
}

/// `exp(−z²/2) / √2π`, with the square in two parts (Cody 1969): one rounding of `z²` would
/// cost as many digits as the square has.
fn density(z: f64) -> f64 {
    let coarse = (z * 16.0).trunc() / 16.0;
    let rest = (z - coarse) * (z + coarse);
    (-coarse * coarse / 2.0).exp() * (-rest / 2.0).exp() / (2.0 * PI).sqrt()
}

/// The value that a share `p` lies below; infinite at 0 and 1, NaN outside of them.
///
/// Wichura's algorithm AS 241, PPND16 (Applied Statistics 37, 1988): about 1e-16.
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let from_middle = p - 0.5;
    if from_middle.abs() <= 0.425 {
        let r = 0.180625 - from_middle * from_middle;
        return from_middle * CENTRE.at(r);
    }
    let tail = if from_middle < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return f64::INFINITY.copysign(from_middle);
    }
    let r = (-tail.ln()).sqrt();
    let distance = if r <= 5.0 { FLANK.at(r - 1.6) } else { TAIL.at(r - 5.0) };
    distance.copysign(from_middle)
}

/// A quotient of two polynomials, the highest power first.
struct Rational {
    above: [f64; 8],
    below: [f64; 8],
}

impl Rational {
    fn at(&self, x: f64) -> f64 {
        let value = |powers: &[f64; 8]| powers.iter().fold(0.0, |sum, power| sum * x + power);
        value(&self.above) / value(&self.below)
    }
}

const CENTRE: Rational = Rational {
    above: [
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ],
    below: [
        5226.495278852854,
        28729.085735721943,
        39307.89580009271,
        21213.794301586597,
        5394.196021424751,
        687.1870074920579,
        42.31333070160091,
        1.0,
    ],
};

const FLANK: Rational = Rational {
    above: [
        0.0007745450142783414,
        0.022723844989269184,
        0.2417807251774506,
        1.2704582524523684,
        3.6478483247632045,
        5.769497221460691,
        4.630337846156546,
        1.4234371107496835,
    ],
    below: [
        1.0507500716444169e-09,
        0.0005475938084995345,
        0.015198666563616457,
        0.14810397642748008,
        0.6897673349851,
        1.6763848301838038,
        2.053191626637759,
        1.0,
    ],
};

const TAIL: Rational = Rational {
    above: [
        2.0103343992922881e-07,
        2.7115555687434876e-05,
        0.0012426609473880784,
        0.026532189526576124,
        0.29656057182850487,
        1.7848265399172913,
        5.463784911164114,
        6.657904643501103,
    ],
    below: [
        2.0442631033899397e-15,
        1.421511758316446e-07,
        1.8463183175100548e-05,
        0.0007868691311456133,
        0.014875361290850615,
        0.1369298809227358,
        0.599832206555888,
        1.0,
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Of mpmath with 60 digits.
    const ABOVE: [(f64, f64); 16] = [
        (0.0, 0.5),
        (1e-08, 0.4999999960105772),
        (0.3, 0.3820885778110474),
        (0.99, 0.1610870595108309),
        (1.41, 0.0792698414533924),
        (1.42, 0.0778038405265464),
        (1.96, 0.024997895148220435),
        (2.5, 0.006209665325776135),
        (4.0, 3.1671241833119924e-05),
        (6.5, 4.016000583859118e-11),
        (10.0, 7.619853024160525e-24),
        (20.0, 2.7536241186062337e-89),
        (37.5, 4.605353009581955e-308),
        (-0.7, 0.758036347776927),
        (-1.5, 0.9331927987311419),
        (-8.0, 0.9999999999999993),
    ];
    const QUANTILES: [(f64, f64); 14] = [
        (0.5, 0.0),
        (0.3, -0.5244005127080408),
        (0.075, -1.439531470938456),
        (0.0749, -1.4402382675279637),
        (0.02, -2.053748910631823),
        (0.01, -2.326347874040841),
        (0.99, 2.3263478740408408),
        (1e-05, -4.264890793922825),
        (1e-11, -6.706023155495136),
        (1e-12, -7.034483825301132),
        (1e-100, -21.273453560965326),
        (1e-300, -37.0470962993612),
        (0.975, 1.9599639845400538),
        (0.9999, 3.7190164854557084),
    ];

    #[track_caller]
    fn close(found: f64, expected: f64, at: f64) {
        let error = (found - expected).abs();
        assert!(error <= 2e-14 * expected.abs(), "{at}: {found:e}, not {expected:e}");
    }

    #[test]
    fn probabilities_have_all_their_digits() {
        for (z, above) in ABOVE {
            close(survival(z), above, z);
            close(cdf(-z), above, z);
        }
        assert_eq!((survival(40.0), cdf(40.0)), (0.0, 1.0));
        assert_eq!((survival(f64::INFINITY), survival(f64::NEG_INFINITY)), (0.0, 1.0));
        assert!(cdf(f64::NAN).is_nan());
    }

    #[test]
    fn quantiles_have_all_their_digits() {
        for (p, z) in QUANTILES {
            close(quantile(p), z, p);
        }
        assert_eq!((quantile(0.0), quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
        assert!(quantile(-0.1).is_nan() && quantile(1.1).is_nan() && quantile(f64::NAN).is_nan());
    }

    #[test]
    fn both_meet() {
        for step in 1..4000 {
            let p = f64::from(step) / 4000.0;
            close(cdf(quantile(p)), p, p);
        }
    }
}
