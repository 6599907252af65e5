//! Limits beyond which nothing can be.

use gonogo_plan::{Comparator, Criterion, Effect};

/// Nothing is below 0 errors or above 100 %: a limit can be moved. A difference can be below 0.
pub(super) fn eased(criterion: &Criterion, comparator: Comparator, limit: &str) -> Comparator {
    const SIGNED: [&str; 20] = [
        "difference",
        "differences",
        "differenz",
        "diff",
        "delta",
        "drift",
        "deviation",
        "abweichung",
        "discrepancy",
        "mismatch",
        "gap",
        "skew",
        "offset",
        "balance",
        "saldo",
        "change",
        "growth",
        "variance",
        "imbalance",
        "net",
    ];
    if criterion.effect != Effect::Require || comparator != Comparator::Equal {
        return comparator;
    }
    let metric = criterion.metric.to_lowercase();
    let mut words = metric.split(|c: char| !c.is_alphanumeric());
    if words.any(|word| SIGNED.contains(&word)) {
        return comparator;
    }
    match limit {
        "0" | "0%" | "0ms" | "0s" => Comparator::AtMost,
        "100%" => Comparator::AtLeast,
        _ => comparator,
    }
}
