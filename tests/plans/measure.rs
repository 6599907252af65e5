//! How well criteria are read: against goldens that people made by reading the plans.

use std::collections::HashSet;

use gonogo_plan::{
    Amount, Band, Comparator, Comparison, Criterion, Effect, Plan, Relation, Statistic,
};
use serde_json::{Value, json};

/// Of one plan.
pub(crate) struct Measured {
    pub(crate) wanted: usize,
    pub(crate) found: usize,
    pub(crate) matched: usize,
    /// Wanted and not found, then found and not wanted.
    pub(crate) differing: Vec<String>,
}

impl Measured {
    pub(crate) fn recall(&self) -> f64 {
        share(self.matched, self.wanted)
    }

    pub(crate) fn precision(&self) -> f64 {
        share(self.matched, self.found)
    }
}

/// In percent.
#[expect(clippy::cast_precision_loss, reason = "a plan has few criteria")]
fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}

/// Every field of a wanted criterion has to be found, but for the name of what is measured:
/// people choose it, so that one telling word in common is enough.
pub(crate) fn measure(plan: &Plan, golden: &[Value]) -> Measured {
    let found: Vec<Value> = plan.criteria.iter().flat_map(rows).collect();
    let mut left: Vec<Option<&Value>> = found.iter().map(Some).collect();
    let mut missing = Vec::new();
    for wanted in golden {
        let place = left.iter().position(|found| found.is_some_and(|found| is_same(wanted, found)));
        match place {
            Some(at) => left[at] = None,
            None => missing.push(format!("missing  {wanted}")),
        }
    }
    let matched = golden.len() - missing.len();
    missing.extend(left.into_iter().flatten().map(|found| format!("surplus  {found}")));
    Measured { wanted: golden.len(), found: found.len(), matched, differing: missing }
}

const FIELDS: [&str; 11] = [
    "line",
    "statistic",
    "comparator",
    "value",
    "unit",
    "of",
    "for",
    "window",
    "effect",
    "band",
    "quorum",
];

fn is_same(wanted: &Value, found: &Value) -> bool {
    FIELDS.iter().all(|field| wanted[field] == found[field])
        && is_named_alike(wanted["metric"].as_str().unwrap(), found["metric"].as_str().unwrap())
}

fn is_named_alike(wanted: &str, found: &str) -> bool {
    let (wanted, found) = (stems(wanted), stems(found));
    let initials: String = wanted.iter().filter_map(|word| word.chars().next()).collect();
    let found_stems: HashSet<&String> = found.iter().collect();
    wanted.iter().any(|word| found_stems.contains(word)) || found.contains(&initials)
}

/// Words in small letters, cut so that `errors` is `error` and `expiration` is `expiry`.
fn stems(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().take(4).collect()).collect()
}

/// A criterion as goldens write it: a range is two of them.
fn rows(criterion: &Criterion) -> Vec<Value> {
    let row = |comparator: &str, amount: Option<&Amount>| {
        let (value, unit, window) = as_written(amount);
        let (metric, statistic) = named(criterion);
        json!({
            "line": criterion.line,
            "metric": metric,
            "statistic": statistic,
            "comparator": comparator,
            "value": value,
            "unit": unit,
            "of": null,
            "for": criterion.sustained.map(|time| duration(time.seconds)),
            "window": window.or(criterion.window.map(|time| duration(time.seconds))),
            "effect": effect(criterion.effect),
            "band": criterion.band.map(band),
            "quorum": null,
        })
    };
    match &criterion.comparison {
        Comparison::Limit { comparator, amount } => vec![row(sign(*comparator), Some(amount))],
        Comparison::Reference { comparator, amount, relation, to } => {
            let sign = if *relation == Relation::Around { "outside" } else { sign(*comparator) };
            let mut row = row(sign, Some(amount));
            row["of"] = json!(match to {
                gonogo_plan::Reference::Baseline => "baseline",
                gonogo_plan::Reference::Before | gonogo_plan::Reference::Other => "previous",
            });
            vec![row]
        }
        Comparison::Between { low, high } => vec![row(">=", Some(low)), row("<=", Some(high))],
        Comparison::Quorum { comparator, passed, of } => {
            let mut row = row(sign(*comparator), None);
            row["value"] = json!(passed.to_string());
            row["quorum"] = json!(format!("{passed}/{of}"));
            vec![row]
        }
        Comparison::Trend(_) => vec![row("trend", None)],
    }
}

/// Value, unit and window; the format has no days and of rates only those per second.
fn as_written(amount: Option<&Amount>) -> (Option<&str>, Option<&str>, Option<String>) {
    let Some(amount) = amount else { return (None, None, None) };
    let (unit, window) = match amount.unit.as_deref() {
        Some("d") => (None, None),
        Some("/min") => (None, Some("1m".to_owned())),
        Some("kB") => (Some("KB"), None),
        other => (other, None),
    };
    (Some(&amount.number), unit, window)
}

/// Of percentiles the format has two; others are part of the name.
fn named(criterion: &Criterion) -> (String, Option<&'static str>) {
    let metric = criterion.metric.clone();
    match criterion.statistic {
        Some(Statistic::Percentile(950)) => (metric, Some("p95")),
        Some(Statistic::Percentile(990)) => (metric, Some("p99")),
        Some(Statistic::Percentile(tenths)) => (format!("p{} {metric}", tenths / 10), None),
        Some(Statistic::Average) => (metric, Some("avg")),
        Some(Statistic::Maximum) => (metric, Some("max")),
        Some(Statistic::Median | Statistic::Minimum | Statistic::Total) | None => (metric, None),
    }
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Below => "<",
        Comparator::AtMost => "<=",
        Comparator::Above => ">",
        Comparator::AtLeast => ">=",
        Comparator::Equal => "==",
        Comparator::NotEqual => "!=",
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Require => "require",
        Effect::NoGoIf => "no-go",
        Effect::RollbackIf => "rollback",
        Effect::WarnIf => "warn",
    }
}

fn band(band: Band) -> &'static str {
    match band {
        Band::Green => "green",
        Band::Yellow => "yellow",
        Band::Red => "red",
    }
}

fn duration(seconds: u64) -> String {
    match seconds {
        seconds if seconds % 3_600 == 0 => format!("{}h", seconds / 3_600),
        seconds if seconds % 60 == 0 => format!("{}m", seconds / 60),
        seconds => format!("{seconds}s"),
    }
}
