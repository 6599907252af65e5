//! What the columns of a table of criteria hold.

use crate::criterion::{Band, Effect};
use crate::words::title::folded;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Metric,
    /// What must hold.
    Target,
    /// A limit whose effect stands elsewhere.
    Limit,
    /// A limit with an effect of its own.
    Trip(Effect, Option<Band>),
    Action,
    Sustained,
    Window,
    Statistic,
    Escalation,
    After,
    /// What was measured, and everything else.
    Other,
}

/// How the columns are called; nothing if none of them is about limits.
pub(super) fn of(header: &[String]) -> Option<Vec<Column>> {
    let columns: Vec<Column> = header.iter().map(|title| column(&folded(title))).collect();
    let has_limits = columns
        .iter()
        .any(|column| matches!(column, Column::Target | Column::Limit | Column::Trip(..)));
    has_limits.then_some(columns)
}

fn column(title: &str) -> Column {
    const METRICS: &[&str] = &[
        "metric",
        "metrics",
        "indicator",
        "measure",
        "signal",
        "kpi",
        "sli",
        "check",
        "kennzahl",
        "metrik",
        "messgröße",
        "what",
        "was",
        "component",
        "name",
        "alert",
        "monitor",
        "service",
    ];
    const ACTIONS: [&str; 9] = [
        "action",
        "response",
        "reaction",
        "consequence",
        "maßnahme",
        "aktion",
        "decision",
        "what to do",
        "then",
    ];
    const RESULTS: [&str; 12] = [
        "actual", "current", "measured", "result", "status", "today", "ist", "gemessen",
        "observed", "baseline", "before", "ergebnis",
    ];
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    if has(&RESULTS) {
        return Column::Other;
    }
    if ACTIONS.iter().any(|action| title.starts_with(action)) {
        return Column::Action;
    }
    if has(&["rollback", "revert"]) || title.contains("roll back") {
        return Column::Trip(Effect::RollbackIf, None);
    }
    if has(&["no-go", "hold", "pause", "stop", "halt", "block"]) || title == "no go" {
        return Column::Trip(Effect::NoGoIf, None);
    }
    if has(&["warning", "warn", "yellow", "amber", "gelb", "warnung"]) {
        return Column::Trip(Effect::WarnIf, Some(Band::Yellow));
    }
    if has(&["critical", "red", "rot", "kritisch", "crit"]) {
        return Column::Trip(Effect::WarnIf, Some(Band::Red));
    }
    if has(&["green", "normal", "grün"]) {
        return Column::Trip(Effect::Require, Some(Band::Green));
    }
    if has(&[
        "target",
        "goal",
        "objective",
        "expected",
        "requirement",
        "acceptance",
        "slo",
        "sla",
        "go",
        "success",
        "ziel",
        "zielwert",
        "soll",
        "sollwert",
        "must",
        "pass",
    ]) {
        return Column::Target;
    }
    if has(&[
        "threshold",
        "limit",
        "condition",
        "trigger",
        "criterion",
        "criteria",
        "grenzwert",
        "schwelle",
        "schwellwert",
        "bedingung",
        "kriterium",
        "grenze",
    ]) {
        return Column::Limit;
    }
    place(title, METRICS)
}

/// Columns that add to a limit.
fn place(title: &str, metrics: &[&str]) -> Column {
    match title {
        "duration" | "for" | "sustained" | "dauer" | "sustained for" => Column::Sustained,
        "window" | "period" | "interval" | "over" | "fenster" | "zeitraum" => Column::Window,
        "percentile" | "statistic" | "aggregation" | "statistik" => Column::Statistic,
        "escalate to" | "escalation" | "notify" | "page" | "contact" | "an" => Column::Escalation,
        "after" | "nach" => Column::After,
        _ if metrics.contains(&title) => Column::Metric,
        _ => Column::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_columns_say_what_they_hold() {
        let check = |titles: &str, expected: Option<&[Column]>| {
            let header: Vec<String> = titles.split('|').map(str::to_owned).collect();
            assert_eq!(of(&header).as_deref(), expected, "{titles}");
        };
        let yellow = Column::Trip(Effect::WarnIf, Some(Band::Yellow));
        let red = Column::Trip(Effect::WarnIf, Some(Band::Red));
        check("Metric|Target|Actual", Some(&[Column::Metric, Column::Target, Column::Other]));
        check("Metric|Warning|Critical", Some(&[Column::Metric, yellow, red]));
        check(
            "Metric|Threshold|Action if exceeded",
            Some(&[Column::Metric, Column::Limit, Column::Action]),
        );
        check("Kennzahl|Zielwert", Some(&[Column::Metric, Column::Target]));
        check("Role|Name|Date", None);
        check("Metric|Measured", None);
    }
}
