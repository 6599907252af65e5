//! Trends and comparisons against SciPy: 300 data sets, with what it said of them when
//! `statistics/generate.py` wrote them.
#![cfg(test)]

#[path = "statistics/golden.rs"]
mod golden;

use golden::{Case, cases};
use gonogo_statistics::compare::{Interval, Method, Sorted, interval, mann_whitney, shift};
use gonogo_statistics::middle::{mean, median};
use gonogo_statistics::trend::{mann_kendall, theil_sen};

/// Relative differences: of what is exact, and of probabilities of the normal approximation.
const EXACT: f64 = 1e-9;
const APPROXIMATE: f64 = 1e-6;

#[test]
fn trends_agree_with_scipy() {
    let cases = cases("trends");
    assert_eq!(cases.len(), 150);
    for case in cases {
        check_trend(&case);
    }
}

fn check_trend(case: &Case) {
    let values = case.numbers("values");
    let times = case.times(values.len());
    let line = theil_sen(&times, &values).unwrap();
    let size = values.iter().copied().map(f64::abs).fold(0.0, f64::max);
    case.check("slope", line.slope, EXACT);
    // A difference of two numbers is as exact as they are.
    case.check_near("intercept", line.intercept, EXACT * size);
    let trend = mann_kendall(&values).unwrap();
    case.check("score", trend.score as f64, 0.0);
    case.check("variance", trend.variance, EXACT);
    case.check("p_rising", trend.p_rising(), APPROXIMATE);
    case.check("p_falling", trend.p_falling(), APPROXIMATE);
    case.check("p_any", trend.p_any(), APPROXIMATE);
}

#[test]
fn comparisons_agree_with_scipy() {
    let cases = cases("comparisons");
    assert_eq!(cases.len(), 150);
    let mut exact = 0;
    for case in cases {
        exact += usize::from(check_comparison(&case) == Method::Exact);
    }
    assert!(exact >= 20, "{exact} of the comparisons were exact");
}

fn check_comparison(case: &Case) -> Method {
    let (values, others) = (case.numbers("sample"), case.numbers("base"));
    let (sample, base) = (Sorted::new(&values).unwrap(), Sorted::new(&others).unwrap());
    let test = mann_whitney(&sample, &base);
    let is_exact = test.method == Method::Exact;
    assert_eq!(case.is("exact"), is_exact, "{case}");
    let near = if is_exact { EXACT } else { APPROXIMATE };
    case.check("u", test.u, 0.0);
    case.check("effect", test.effect, EXACT);
    case.check("p_greater", test.p_greater, near);
    case.check("p_less", test.p_less, near);
    case.check("p_any", test.p_any, near);
    case.check("shift", shift(&sample, &base).unwrap(), EXACT);
    let ends = interval(&sample, &base, 0.98).map(|Interval { low, high }| [low, high]);
    case.check_all("interval", ends.as_ref().map(<[f64; 2]>::as_slice));
    let means = [mean(&values).unwrap(), mean(&others).unwrap()];
    case.check_all("means", Some(&means));
    case.check_all("medians", Some(&[median(&values).unwrap(), median(&others).unwrap()]));
    test.method
}
