//! Baselines: what a fact was in snapshots that were recorded before.

use gonogo_cel::Value;
use gonogo_series::{Samples, Series, SeriesRules};

use super::decode::{Decoded, Statistics, of_snapshot};
use super::kind::{FactDeclaration, FactKind};
use super::problem::{FactProblem, FactState};
use super::snapshot::Snapshot;
use crate::functions::series::SeriesValue;

/// Where a baseline is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The name of the fact in recorded snapshots.
    pub of: String,
    /// Without any recorded snapshot, rules that wait for it are skipped.
    pub skipped_on_first_run: bool,
}

/// Each recorded snapshot is read at its own time, by the rules of the fact.
pub(super) fn decode(
    declaration: &FactDeclaration,
    baseline: &Baseline,
    snapshot: &Snapshot,
) -> Decoded {
    let recorded = snapshot.baselines();
    if recorded.is_empty() {
        let state = if declaration.optional { FactState::Absent } else { FactState::Missing };
        let cause = "there is no baseline yet: give `--baseline FILE`";
        return Decoded::problem(FactProblem::new(state, cause));
    }
    let base = FactDeclaration { name: baseline.of.clone(), baseline: None, ..declaration.clone() };
    let mut runs = Vec::new();
    for run in recorded {
        let Decoded { value, statistics } = read(&base, run, snapshot);
        match value {
            Ok(value) => runs.push((value, statistics.unwrap_or_default())),
            Err(problem) => {
                let value = Err(problem.within(&format!("baseline of {}", run.now())));
                return Decoded { value, statistics };
            }
        }
    }
    match <[(Value, Statistics); 1]>::try_from(runs) {
        Ok([(value, figures)]) => {
            let is_series = matches!(declaration.kind, FactKind::Series { .. });
            Decoded { value: Ok(value), statistics: is_series.then_some(figures) }
        }
        Err(runs) => pool(&runs),
    }
}

/// Compared with itself, or with what came after it, nothing would ever be worse.
fn read(base: &FactDeclaration, run: &Snapshot, snapshot: &Snapshot) -> Decoded {
    if run.now() >= snapshot.now() {
        let cause = format!("it is not from before {}, the snapshot's time", snapshot.now());
        return Decoded::problem(FactProblem::invalid(cause));
    }
    of_snapshot(base, run)
}

/// The samples of several runs, the oldest first, as one series. What two of them share counts
/// once.
fn pool(runs: &[(Value, Statistics)]) -> Decoded {
    let mut figures = Statistics::default();
    let mut points: Vec<(i64, f64)> = Vec::new();
    let mut newest = None;
    for (value, of_one) in runs {
        let Some(series) = value.downcast::<SeriesValue>() else {
            let cause = "several baselines: only those of one series each can be put together";
            return Decoded::problem(FactProblem::invalid(cause));
        };
        figures.dropped = figures.dropped.saturating_add(of_one.dropped);
        figures.age = of_one.age;
        let end = points.last().map_or(i64::MIN, |(time, _)| *time);
        points.extend(series.series.points().filter(|(time, _)| *time > end));
        newest = Some(series);
    }
    let series = newest.ok_or_else(|| FactProblem::new(FactState::Empty, "no samples"));
    let value = series.and_then(|newest| {
        // Each run had its window and coverage; together they have none.
        let rules = SeriesRules { window: None, ..newest.series.rules().clone() };
        let now = newest.series.present();
        let invalid = |fault: &dyn std::fmt::Display| FactProblem::invalid(fault.to_string());
        let (samples, _) = Samples::new(points, now).map_err(|error| invalid(&error))?;
        figures.samples = samples.times().len();
        let series = Series::admit(samples, rules, now).map_err(|fault| invalid(&fault))?;
        Ok(Value::opaque(SeriesValue { series, ..newest.clone() }))
    });
    Decoded { value, statistics: Some(figures) }
}
