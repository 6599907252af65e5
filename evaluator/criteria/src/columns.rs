//! What the columns of a table of criteria hold.

use crate::words::list::Words;
use crate::{Band, Effect};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
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

/// By their titles in small letters, without signs around; nothing if none of them is about limits.
pub fn of(header: &[String]) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = header.iter().map(|title| column(title)).collect();
    // `Alert` is the name of a row, or beside a name a limit.
    let mut has_name = false;
    for (column, title) in columns.iter_mut().zip(header) {
        if *column == Column::Metric && has_name && title == "alert" {
            *column = Column::Trip(Effect::WarnIf, None);
        }
        has_name |= *column == Column::Metric;
    }
    let has_limits = columns
        .iter()
        .any(|column| matches!(column, Column::Target | Column::Limit | Column::Trip(..)));
    has_limits.then_some(columns)
}

/// Columns of a table of escalations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub to: usize,
    pub after: Option<usize>,
}

/// Nothing if nobody is told. Titles as for [`of`].
pub fn told(header: &[String]) -> Option<Told> {
    const TO: [&str; 11] = [
        "escalate to",
        "contact",
        "who",
        "whom",
        "wen",
        "notify",
        "page",
        "to",
        "an",
        "role",
        "escalation",
    ];
    const AFTER: [&str; 6] = ["after", "time", "when", "within", "nach", "response time"];
    let column = |names: &[&str]| header.iter().position(|title| names.contains(&title.as_str()));
    Some(Told { to: column(&TO)?, after: column(&AFTER) })
}

const METRICS: Words = Words::of(
    "metric metrics indicator measure signal kpi sli check kennzahl metrik messgröße what was \
     component name alert monitor service",
);
const ACTIONS: Words = Words::of(
    "action response reaction consequence maßnahme aktion decision then otherwise else sonst",
);
const RESULTS: Words = Words::of(
    "actual current measured result status today ist gemessen observed baseline before ergebnis",
);
const TARGETS: Words = Words::of(
    "target goal objective expected requirement acceptance slo sla go success ziel zielwert soll \
     sollwert must pass",
);
const LIMITS: Words = Words::of(
    "threshold limit condition trigger criterion criteria grenzwert schwelle schwellwert bedingung \
     kriterium grenze",
);
/// Columns that give their limits an effect.
const TRIPS: [(Words, Effect, Option<Band>); 5] = [
    (const { Words::of("fail failed failing nicht") }, Effect::NoGoIf, None),
    (const { Words::of("no-go hold pause stop halt block") }, Effect::NoGoIf, None),
    (
        const { Words::of("warning warn yellow amber gelb warnung degraded caution") },
        Effect::WarnIf,
        Some(Band::Yellow),
    ),
    (
        const { Words::of("critical red rot kritisch crit unhealthy bad") },
        Effect::WarnIf,
        Some(Band::Red),
    ),
    (const { Words::of("green normal grün healthy good") }, Effect::Require, Some(Band::Green)),
];

/// A column of what was measured. Its title as for [`of`].
pub fn is_result(title: &str) -> bool {
    RESULTS.has_any(&words(title))
}

fn words(title: &str) -> Vec<&str> {
    title.split(|c: char| !c.is_alphanumeric() && c != '-').collect()
}

fn column(title: &str) -> Column {
    let words = words(title);
    if RESULTS.has_any(&words) {
        return Column::Other;
    }
    let first = words.first().copied().unwrap_or_default();
    if ACTIONS.has(first) || title == "what to do" {
        return Column::Action;
    }
    if let Some(column) = back(title, &words) {
        return column;
    }
    let trip = TRIPS.iter().find(|(names, _, _)| names.has_any(&words));
    if let Some((_, effect, band)) = trip {
        return Column::Trip(*effect, *band);
    }
    if TARGETS.has_any(&words) {
        return Column::Target;
    }
    if LIMITS.has_any(&words) {
        return Column::Limit;
    }
    place(title)
}

/// `Roll back if`, `Reverted at`; `No rollback` is none.
fn back(title: &str, words: &[&str]) -> Option<Column> {
    const BACK: Words = Words::of("rollback rollbacks revert reverted roll-back backout rücknahme");
    const NOT: Words = Words::of("no not never without kein keine nicht");
    let is_back =
        BACK.has_any(words) || title.contains("roll back") || title.contains("rolled back");
    let column = if NOT.has_any(words) { Column::Other } else { ROLLBACK };
    is_back.then_some(column)
}

const ROLLBACK: Column = Column::Trip(Effect::RollbackIf, None);

/// Columns that add to a limit.
fn place(title: &str) -> Column {
    if title.split(' ').next_back() == Some("window") {
        return Column::Window;
    }
    match title {
        "duration" | "for" | "sustained" | "dauer" | "sustained for" => Column::Sustained,
        "window" | "period" | "interval" | "over" | "fenster" | "zeitraum" => Column::Window,
        "percentile" | "statistic" | "aggregation" | "statistik" => Column::Statistic,
        "escalate to" | "escalation" | "notify" | "page" | "contact" | "an" => Column::Escalation,
        "after" | "nach" => Column::After,
        _ if METRICS.has(title) => Column::Metric,
        _ => Column::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_columns_say_what_they_hold() {
        let check = |titles: &str, expected: Option<&[Column]>| {
            let header: Vec<String> = titles.to_lowercase().split('|').map(str::to_owned).collect();
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
        for title in
            ["Rollback", "Roll back", "Roll back if", "Rollback if", "Revert", "Revert when"]
        {
            let titles = format!("Metric|{title}");
            check(&titles, Some(&[Column::Metric, ROLLBACK]));
        }
        check("Metric|No rollback", None);
        check("Role|Name|Date", None);
        check("Metric|Measured", None);
    }
}
