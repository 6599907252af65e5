//! Baselines: what a fact was in snapshots that were recorded before.

use gonogo_cel::Value;
use gonogo_cel::time::Timestamp;
use gonogo_series::quantity::duration_rounded;
use gonogo_series::{Samples, Series, SeriesRules};

use super::decode::{Decoded, Statistics, of_snapshot};
use super::kind::{FactDeclaration, FactKind};
use super::problem::{FactProblem, FactState};
use super::snapshot::{NoBaseline, Snapshot};
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
    if recorded.is_empty() {
        return Decoded::problem(no_run(snapshot.no_baseline(), declaration.optional));
    }
    let base = FactDeclaration { name: baseline.of.clone(), baseline: None, ..declaration.clone() };
    let present = Present::of(&base, snapshot);
    // The newest first, until there are enough.
    let read = |run: &Snapshot| (run.now(), read(&base, run, &present));
    let wanted = if is_pooled(declaration) { baseline.runs } else { 1 };
    let usable = |(_, decoded): &(Timestamp, Decoded)| decoded.value.is_ok();
    let mut runs: Vec<Decoded> =
        recorded.iter().rev().map(read).filter(usable).take(wanted).map(|(_, run)| run).collect();
    if runs.len() > 1 {
        runs.reverse();
        return pool(&runs);
    }
    // A run without the fact is no history of it; but it is a run, so that this is not the first.
    let newest = || recorded.last().map(read).map(unusable);
    let none = || Decoded::problem(no_run(snapshot.no_baseline(), declaration.optional));
    runs.pop().or_else(newest).unwrap_or_else(none)
}

fn no_run(why: &NoBaseline, is_optional: bool) -> FactProblem {
    match why {
        NoBaseline::Unusable(cause) => FactProblem::invalid(cause.clone()),
        NoBaseline::FirstRun(_) if is_optional => {
            FactProblem::new(FactState::Absent, "there is no baseline yet")
        }
        NoBaseline::FirstRun(why) => {
            FactProblem::new(FactState::Missing, format!("there is no baseline yet: {why}"))
        }
    }
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

/// What is compared with the runs, and from when on: one from later would be compared with itself,
/// and nothing would ever be worse.
struct Present<'s> {
    snapshot: &'s Snapshot,
    window: Option<i64>,
    /// Of a series without a window, the first sample.
    first: Option<i64>,
}

impl<'s> Present<'s> {
    fn of(base: &FactDeclaration, snapshot: &'s Snapshot) -> Self {
        let FactKind::Series { rules, .. } = &base.kind else {
            return Self { snapshot, window: None, first: None };
        };
        let window = rules.window;
        let first = match window {
            Some(_) => None,
            None => of_snapshot(base, snapshot).value.ok().and_then(|value| first_sample(&value)),
        };
        Self { snapshot, window, first }
    }

    /// Why the run is no earlier one.
    fn overlaps(&self, run: &Snapshot) -> Option<String> {
        let (time, now) = (run.now_nanos(), self.snapshot.now_nanos());
        if run.now() >= self.snapshot.now() {
            return Some(format!(
                "it is not from before {}, the snapshot's time",
                self.snapshot.now()
            ));
        }
        let age = duration_rounded(now.saturating_sub(time));
        if let Some(window) = self.window.filter(|window| time > now.saturating_sub(*window)) {
            let window = duration_rounded(window);
            return Some(format!(
                "it was recorded {age} ago, inside the window of {window} that it would be \
                 compared with"
            ));
        }
        self.first.filter(|first| time >= *first).map(|first| {
            let first = duration_rounded(now.saturating_sub(first));
            format!(
                "it was recorded {age} ago, inside the {first} of samples that it would be \
                 compared with"
            )
        })
    }
}

fn first_sample(value: &Value) -> Option<i64> {
    let of_one = |value: &Value| {
        let series = value.downcast::<SeriesValue>()?;
        series.series.times().first().copied()
    };
    match value {
        Value::List(several) => several.iter().filter_map(of_one).min(),
        single => of_one(single),
    }
}

fn read(base: &FactDeclaration, run: &Snapshot, present: &Present<'_>) -> Decoded {
    match present.overlaps(run) {
        Some(cause) => Decoded::problem(FactProblem::invalid(cause)),
        None => of_snapshot(base, run),
    }
}

/// The samples of several runs, the oldest first, as one series. What two of them share counts
/// once.
fn pool(runs: &[Decoded]) -> Decoded {
    let mut figures = Statistics::default();
    let mut points: Vec<(i64, f64)> = Vec::new();
    let mut newest = None;
    for run in runs {
        let series = match &run.value {
            Ok(value) => value.downcast::<SeriesValue>(),
            Err(problem) => return Decoded::problem(problem.clone()),
        };
        let Some(series) = series else {
            return Decoded::problem(FactProblem::invalid("a run that is no single series"));
        };
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
