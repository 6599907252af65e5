//! What a plan calls a metric, and what a fact is called for it.

use gonogo_plan::Statistic;
use gonogo_quantity::Unit;

use super::figure::Measure;
use crate::text::words::words;

/// Words without which a metric is the same.
const FILLERS: [&str; 14] = [
    "the", "a", "an", "of", "overall", "current", "all", "our", "in", "on", "der", "die", "das",
    "and",
];
/// What comes after what is used says nothing more.
const USES: [&str; 5] = ["usage", "utilization", "utilisation", "consumption", "use"];
const USED: [&str; 6] = ["cpu", "memory", "ram", "disk", "mem", "connections"];
/// At the end of names in code.
const UNITS: [&str; 7] = ["ms", "seconds", "mb", "gb", "bytes", "percent", "pct"];
/// Written in several ways, at the end of a name.
const SPELLINGS: [(&[&str], &[&str]); 14] = [
    (&["response", "time"], &["latency"]),
    (&["response", "times"], &["latency"]),
    (&["response", "latency"], &["latency"]),
    (&["latencies"], &["latency"]),
    (&["antwortzeit"], &["latency"]),
    (&["request", "latency"], &["latency"]),
    (&["errors", "rate"], &["error", "rate"]),
    (&["error", "rates"], &["error", "rate"]),
    (&["fehlerquote"], &["error", "rate"]),
    (&["fehlerrate"], &["error", "rate"]),
    (&["mem"], &["memory"]),
    (&["ram"], &["memory"]),
    (&["uptime"], &["availability"]),
    (&["times"], &["time"]),
];

/// The words of its name: metrics with the same ones are the same.
pub(crate) fn stem(metric: &str, statistic: Option<Statistic>) -> Vec<String> {
    let mut stem = words(metric);
    stem.retain(|word| !FILLERS.contains(&word.as_str()));
    for word in &mut stem {
        if word == "db" {
            "database".clone_into(word);
        }
    }
    if let [.., used, uses] = stem.as_slice()
        && USES.contains(&uses.as_str())
        && USED.contains(&used.as_str())
    {
        stem.pop();
    }
    let is_unit = |word: &String| UNITS.contains(&word.as_str());
    if stem.len() > 1 && stem.last().is_some_and(is_unit) {
        stem.pop();
    }
    for (written, meant) in SPELLINGS {
        if stem.ends_with(&written.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()) {
            stem.truncate(stem.len().saturating_sub(written.len()));
            stem.extend(meant.iter().map(|word| (*word).to_owned()));
        }
    }
    if let Some(percentile) = statistic.and_then(percentile) {
        let without = |word: &String| *word != percentile;
        stem.retain(without);
        stem.insert(0, percentile);
    }
    stem
}

/// Of what passes or does not: `tests` without a word for what kind.
pub(crate) fn tests(metric: &str) -> Vec<String> {
    let mut stem = stem(metric, None);
    let says_passed =
        |word: &String| ["pass", "passed", "passes", "passing"].contains(&word.as_str());
    stem.retain(|word| !says_passed(word));
    if stem.is_empty() { vec!["tests".to_owned()] } else { stem }
}

/// `p95`, `p99_9`: a series of its own, since it cannot be told from averages.
pub(crate) fn percentile(statistic: Statistic) -> Option<String> {
    match statistic {
        Statistic::Percentile(tenths) if tenths % 10 == 0 => Some(format!("p{}", tenths / 10)),
        Statistic::Percentile(tenths) => Some(format!("p{}_{}", tenths / 10, tenths % 10)),
        Statistic::Median => Some("p50".to_owned()),
        Statistic::Average | Statistic::Maximum | Statistic::Minimum | Statistic::Total => None,
    }
}

/// For sentences: `p95 latency`.
pub(crate) fn said(metric: &str, statistic: Option<Statistic>) -> String {
    let metric = lowered(metric);
    match statistic {
        Some(Statistic::Percentile(tenths)) => {
            let percentile = format!("p{}", f64::from(tenths) / 10.0);
            match words(&metric).contains(&percentile) {
                true => metric,
                false => format!("{percentile} {metric}"),
            }
        }
        Some(Statistic::Median) => format!("median {metric}"),
        Some(Statistic::Average) => format!("average {metric}"),
        Some(Statistic::Maximum) => format!("highest {metric}"),
        Some(Statistic::Minimum) => format!("lowest {metric}"),
        Some(Statistic::Total) => format!("total {metric}"),
        None => metric,
    }
}

/// As in the middle of a sentence: `Error Rate` is lowered, `CPU` is not.
fn lowered(metric: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let is_title = letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(char::is_lowercase);
        let is_percentile = word
            .strip_prefix(['P', 'p'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if is_title || is_percentile { word.to_lowercase() } else { word.to_owned() }
    };
    metric.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// What it is most likely measured in, where no limit of the plan says.
pub(crate) fn guess(stem: &[String]) -> Measure {
    Measure(match stem.last().map(String::as_str) {
        Some("latency" | "time" | "duration" | "delay" | "lag") => Some(Unit::Millisecond),
        Some(
            "rate" | "cpu" | "memory" | "disk" | "availability" | "coverage" | "share" | "ratio",
        ) => Some(Unit::Percent),
        _ => None,
    })
}

/// A query that many could use nearly as it is.
pub(crate) fn query(stem: &[String], measure: Measure) -> Option<String> {
    let words: Vec<&str> = stem.iter().map(String::as_str).collect();
    let is_share = measure.0 == Some(Unit::Percent);
    Some(match words.as_slice() {
        ["error", "rate"] if is_share => {
            "100 * sum(rate(http_requests_total{code=~\"5..\"}[1m])) / sum(rate(http_requests_total[1m]))"
                .to_owned()
        }
        [percentile, "latency"] => {
            let quantile = percentile.strip_prefix('p')?.replace('_', "");
            let scale = match measure.0 {
                Some(Unit::Second) => "",
                Some(Unit::Millisecond) => "1000 * ",
                _ => return None,
            };
            let is_number = quantile.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| format!("{scale}histogram_quantile(0.{quantile}, sum by (le) (rate(http_request_duration_seconds_bucket[1m])))"))?
        }
        ["cpu"] if is_share => {
            "100 * max(1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[1m])))"
                .to_owned()
        }
        ["memory"] if is_share => {
            "100 * max(1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)".to_owned()
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        let check = |metrics: &[&str], statistic, expected: &str| {
            for metric in metrics {
                assert_eq!(stem(metric, statistic).join("_"), expected, "{metric}");
            }
        };
        check(&["Error Rate", "error rates", "the overall error rate"], None, "error_rate");
        let p95 = Some(Statistic::Percentile(950));
        check(&["Response Time", "latency", "p95 latency", "response times"], p95, "p95_latency");
        check(&["API response time"], Some(Statistic::Percentile(999)), "p99_9_api_latency");
        check(&["CPU", "CPU usage", "cpu utilization"], None, "cpu");
        for metric in ["tests pass", "pass", "Tests passing", ""] {
            assert_eq!(tests(metric), ["tests"], "{metric}");
        }
        check(&["worker_cpu_percent", "Worker CPU usage"], None, "worker_cpu");
        check(&["p95_response_time_ms", "p95 latency"], None, "p95_latency");
        check(&["DB connections", "Database Connections"], None, "database_connections");
        assert_eq!(said("Latency", p95), "p95 latency");
        assert_eq!(said("P95 API Latency", p95), "p95 API latency");
        assert_eq!(said("p95 latency", p95), "p95 latency");
    }
}
