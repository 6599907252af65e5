//! Baselines: what a fact was in snapshots that were recorded before.

use gonogo_cel::Value;
use gonogo_cel::time::Timestamp;
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
    /// The newest so many usable runs count; for what is no single series, the newest one.
    pub runs: usize,
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
    if recorded.is_empty() && declaration.optional {
        return Decoded::problem(FactProblem::new(FactState::Absent, "there is no baseline yet"));
    }
    let base = FactDeclaration { name: baseline.of.clone(), baseline: None, ..declaration.clone() };
    // The newest first, until there are enough.
    let read = |run: &Snapshot| (run.now(), read(&base, run, snapshot));
    let wanted = if is_pooled(declaration) { baseline.runs } else { 1 };
    let usable = |(_, decoded): &(Timestamp, Decoded)| decoded.value.is_ok();
    let mut runs: Vec<Decoded> =
        recorded.iter().rev().map(read).filter(usable).take(wanted).map(|(_, run)| run).collect();
    if runs.len() > 1 {
        runs.reverse();
        return pool(&runs);
    }
    // A run without the fact is no history of it; but it is a run, so that this is not the first.
    runs.pop().or_else(|| recorded.last().map(read).map(unusable)).unwrap_or_else(no_run)
}

fn no_run() -> Decoded {
    let cause = "there is no baseline yet: give `--baseline FILE`";
    Decoded::problem(FactProblem::new(FactState::Missing, cause))
}

fn is_pooled(declaration: &FactDeclaration) -> bool {
    matches!(&declaration.kind, FactKind::Series { by, .. } if by.is_empty())
}

/// With the time of the run.
fn unusable((time, decoded): (Timestamp, Decoded)) -> Decoded {
    let place = format!("baseline of {time}");
    let value = decoded.value.map_err(|problem| problem.within(&place));
    Decoded { value, ..decoded }
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
fn pool(runs: &[Decoded]) -> Decoded {
    let mut figures = Statistics::default();
    let mut points: Vec<(i64, f64)> = Vec::new();
    let mut newest = None;
    for run in runs {
        let value = run.value.as_ref().ok();
        let Some(series) = value.and_then(Value::downcast::<SeriesValue>) else { continue };
        let of_one = run.statistics.unwrap_or_default();
        figures.dropped = figures.dropped.saturating_add(of_one.dropped);
        figures.age = of_one.age;
        let end = points.last().map_or(i64::MIN, |(time, _)| *time);
        points.extend(series.series.points().filter(|(time, _)| *time > end));
        newest = Some(series);
    }
    figures.samples = points.len();
    let value = newest.map_or_else(
        || Err(FactProblem::new(FactState::Empty, "no samples")),
        |newest| together(points, newest),
    );
    Decoded { value, statistics: Some(figures) }
}

/// Each run had its window and coverage; together they have none.
fn together(points: Vec<(i64, f64)>, newest: &SeriesValue) -> Result<Value, FactProblem> {
    let rules = SeriesRules { window: None, ..newest.series.rules().clone() };
    let now = newest.series.present();
    let (samples, _) =
        Samples::new(points, now).map_err(|error| FactProblem::invalid(error.to_string()))?;
    let series = Series::admit(samples, rules, now)
        .map_err(|fault| FactProblem::invalid(fault.to_string()))?;
    Ok(Value::opaque(SeriesValue { series, ..newest.clone() }))
}
