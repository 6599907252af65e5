//! Whether more or less of a metric is better, by its name.

use crate::Comparator;
use crate::words::amount;
use crate::words::list::{Words, small};

/// Which end of its scale is the good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    Less,
    More,
    Unknown,
}

pub fn better(name: &str) -> Better {
    const LESS: Words = Words::of(
        "error errors latency time times lag fail failure failures failed crash crashes cpu \
         memory mem usage queue backlog load downtime loss impact bounce bounced bounces \
         delay age timeouts rejected issues incidents outages alerts 5xx 4xx duration \
         recovery latencies pool connections growth growing saturation utilization lcp fcp \
         cls inp ttfb fehler fehlerquote fehlerrate antwortzeit rückstand dauer response \
         restarts leak complaints tickets verlust",
    );
    const MORE: Words = Words::of(
        "availability uptime coverage success hit hits satisfaction throughput integrity pass \
         passed passing delivery delivered available accessible free completions users \
         accuracy performance healthy conversion ready verfügbarkeit erfolgsquote durchsatz \
         apdex readiness replicas retention checks tests",
    );
    let lower = small(name);
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // `failed deliveries`, `error rate of available nodes`: what is bad is named first.
    if words().any(|word| LESS.has(word)) {
        let is_success =
            words().any(|word| matches!(word, "success" | "hit" | "free" | "pass" | "budget"));
        return if is_success { Better::More } else { Better::Less };
    }
    if words().any(|word| MORE.has(word)) { Better::More } else { Better::Unknown }
}

/// As [`better`]; of what is given in short times, less is better unless the name says more.
pub fn better_in(name: &str, unit: Option<&str>) -> Better {
    match better(name) {
        Better::Unknown if matches!(unit, Some("ms" | "s" | "us" | "min")) => Better::Less,
        known @ (Better::Less | Better::More | Better::Unknown) => known,
    }
}

/// Of a figure that stands alone: the end of a scale is meant as such.
pub fn implied(name: &str, number: &str, unit: Option<&str>) -> Option<Comparator> {
    if number == "0" || (number == "100" && unit == Some("%")) {
        return Some(Comparator::Equal);
    }
    if amount::is_time(unit) {
        return Some(Comparator::AtMost);
    }
    match better(name) {
        Better::Less => Some(Comparator::AtMost),
        Better::More => Some(Comparator::AtLeast),
        Better::Unknown => None,
    }
}
