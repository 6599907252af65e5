//! Green, yellow and red of one metric, as one rule.

use gonogo_plan::{Band, Comparison, Criterion, Effect};

use super::reading::{Body, Reading};
use crate::scope::Scope;

/// A criterion with what it says and where it holds.
#[derive(Clone, Debug)]
pub(crate) struct Taken<'p> {
    /// The first is the one that the rule is named for.
    pub(crate) criteria: Vec<&'p Criterion>,
    pub(crate) reading: Reading,
    pub(crate) scope: Scope,
}

/// Where green and yellow of a metric are both given, they and the red of it are one table:
/// what lies in none of them is no-go.
pub(crate) fn joined(all: Vec<Taken<'_>>) -> Vec<Taken<'_>> {
    let mut found: Vec<Taken<'_>> = Vec::new();
    let mut rest = all;
    while !rest.is_empty() {
        let first = rest.remove(0);
        let siblings = |band: Band, effects: &[Effect]| {
            rest.iter().position(|other| is_sibling(&first, other, band, effects))
        };
        let is_band =
            |band| first.criteria.first().is_some_and(|one| self::band(one) == Some(band));
        if is_band(Band::Green) {
            let yellow = siblings(Band::Yellow, &[Effect::WarnIf]);
            let red = siblings(Band::Red, &[Effect::NoGoIf, Effect::RollbackIf]);
            if let Some(yellow) = yellow.and_then(|at| rest.get(at)).cloned() {
                let red = red.and_then(|at| rest.get(at)).cloned();
                let parts = [Some(&yellow), red.as_ref()];
                let lines: Vec<(usize, String)> =
                    parts.into_iter().flatten().flat_map(identity).collect();
                rest.retain(|other| identity(other).iter().all(|one| !lines.contains(one)));
                found.push(table(first, yellow, red));
                continue;
            }
        }
        // A green that comes later is where the table begins.
        let is_green =
            |other: &Taken<'_>| is_sibling(&first, other, Band::Green, &[Effect::Require]);
        match rest.iter().position(is_green).filter(|_| !is_band(Band::Green)) {
            Some(green) => {
                let green = rest.remove(green);
                rest.splice(0..0, [green, first]);
            }
            None => found.push(first),
        }
    }
    found
}

/// Of shares of tests that pass, by what follows. Trends lie across all bands.
fn band(criterion: &Criterion) -> Option<Band> {
    match &criterion.comparison {
        Comparison::Limit { .. } | Comparison::Between { .. } => criterion.band,
        Comparison::Quorum { .. } => Some(match criterion.effect {
            Effect::Require => Band::Green,
            Effect::WarnIf => Band::Yellow,
            Effect::NoGoIf | Effect::RollbackIf => Band::Red,
        }),
        Comparison::Reference { .. } | Comparison::Trend(_) => None,
    }
}

fn identity(taken: &Taken<'_>) -> Vec<(usize, String)> {
    taken.criteria.iter().map(|one| (one.line, format!("{:?} {}", one.band, one.text))).collect()
}

fn is_sibling(one: &Taken<'_>, other: &Taken<'_>, band: Band, effects: &[Effect]) -> bool {
    let is_band = other
        .criteria
        .first()
        .is_some_and(|other| self::band(other) == Some(band) && effects.contains(&other.effect));
    let describes = |taken: &Taken<'_>| taken.reading.otherwise.is_none();
    let is_bounded = other.reading.base.is_none() && one.reading.base.is_none();
    is_band
        && is_bounded
        && describes(one)
        && describes(other)
        && one.scope == other.scope
        && one.reading.fact.key() == other.reading.fact.key()
}

fn table<'p>(green: Taken<'p>, yellow: Taken<'p>, red: Option<Taken<'p>>) -> Taken<'p> {
    let mut table = green.clone();
    let mut cases = Vec::new();
    // A rollback is looked for first: it must not wait for the others.
    let red = red.map(|red| {
        let effect = match red.criteria.first().map(|red| red.effect) {
            Some(Effect::RollbackIf) => "rollback",
            Some(Effect::NoGoIf | Effect::Require | Effect::WarnIf) | None => "no-go",
        };
        (red, effect)
    });
    let parts = red.into_iter().chain([(green, "go"), (yellow, "warn")]);
    table.criteria.clear();
    table.reading.figures.clear();
    for (part, effect) in parts {
        let by = table.reading.figures.len();
        if let Body::One { condition, .. } = &part.reading.body {
            cases.push((Reading::shifted(condition, by), effect));
        }
        if effect == "go" {
            table.reading.because = Reading::shifted(&part.reading.because, by);
        }
        table.reading.figures.extend(part.reading.figures);
        let fact = (&mut table.reading.fact.kind, &part.reading.fact.kind);
        super::fact::widen(fact.0, fact.1);
        table.reading.key.push_str(&format!(" + {}", part.reading.key));
        table.criteria.extend(part.criteria);
    }
    table.criteria.sort_by_key(|one| one.line);
    table.reading.body = Body::Cases(cases);
    table
}
