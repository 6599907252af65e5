//! A series as it was recorded, to be looked at as it was at any moment of the record.

use std::sync::Arc;

use gonogo_cel::Value;
use gonogo_series::{Dropped, Samples, Series, SeriesRules};

use super::decode::{Decoded, Statistics};
use super::kind::{FactDeclaration, FactKind};
use super::problem::{FactProblem, FactState};
use super::series;
use crate::functions::series::SeriesValue;

/// Names and values.
pub type Labels = Vec<(String, String)>;
/// Nanoseconds since 1970, and values, which may be no number.
pub type Points = Vec<(i64, f64)>;

/// The whole record of one fact: one series, or several that labels tell apart.
#[derive(Clone, Debug)]
pub struct Recording {
    tracks: Vec<Track>,
    by_labels: bool,
    rules: Arc<SeriesRules>,
}

/// One series.
#[derive(Clone, Debug)]
pub struct Track {
    pub labels: Arc<[(String, String)]>,
    pub samples: Arc<Samples>,
    /// Those that are no finite number, with their times.
    pub unusable: Points,
}

impl Recording {
    /// From the text of a fact in a snapshot; `None` when the fact is no series.
    pub fn read(declaration: &FactDeclaration, text: &str) -> Option<Result<Self, FactProblem>> {
        let FactKind::Series { by, .. } = &declaration.kind else {
            return None;
        };
        let read = series::whole(text, by).and_then(|series| Self::new(declaration, series));
        Some(read)
    }

    /// One series, or several where the declaration has `by`; each in the order of time.
    pub fn new(
        declaration: &FactDeclaration,
        series: Vec<(Labels, Points)>,
    ) -> Result<Self, FactProblem> {
        let FactKind::Series { rules, by, .. } = &declaration.kind else {
            return Err(FactProblem::invalid("this fact is no series"));
        };
        let by_labels = !by.is_empty();
        if !by_labels && series.len() > 1 {
            let message = format!("{} series where one is declared", series.len());
            return Err(FactProblem::invalid(message));
        }
        let mut tracks: Vec<Track> = Vec::with_capacity(series.len());
        for (at, (labels, points)) in series.into_iter().enumerate() {
            let place = |problem: FactProblem| match by_labels {
                true => problem.within(&format!("series {}", at + 1)),
                false => problem,
            };
            let track = Track::new(labels, points, by).map_err(place)?;
            if tracks.iter().any(|before| same_labels(&before.labels, &track.labels)) {
                return Err(place(FactProblem::invalid("another series has the same labels")));
            }
            tracks.push(track);
        }
        Ok(Self { tracks, by_labels, rules: Arc::new(rules.clone()) })
    }

    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    pub fn rules(&self) -> &Arc<SeriesRules> {
        &self.rules
    }

    /// The fact as [`super::decode`] gives it from a snapshot of that moment, which holds no
    /// later sample and, of several series, those that have any in the window.
    pub fn at(&self, declaration: &FactDeclaration, now: i64) -> Decoded {
        let FactKind::Series { unit, by, .. } = &declaration.kind else {
            return Decoded::problem(FactProblem::invalid("this fact is no series"));
        };
        let look = |track: &Track| {
            let (series, statistics) = track.at(&self.rules, now);
            let value = series.map(|series| {
                Value::opaque(SeriesValue { series, unit: *unit, labels: track.labels.clone() })
            });
            (value, statistics)
        };
        match self.tracks.as_slice() {
            [only] if !self.by_labels => {
                let (value, statistics) = look(only);
                Decoded { value, statistics: Some(statistics) }
            }
            tracks => {
                let from = self.rules.window.map_or(i64::MIN, |window| now.saturating_sub(window));
                let seen = tracks.iter().filter(|track| track.has_any(from, now));
                several(seen.map(|track| (&*track.labels, look(track))), by)
            }
        }
    }
}

/// All of them, or the problem of the first that has one.
fn several<'l>(
    looked: impl Iterator<Item = (&'l [(String, String)], (Result<Value, FactProblem>, Statistics))>,
    by: &[String],
) -> Decoded {
    let mut values = Vec::new();
    let mut statistics = Statistics::default();
    let mut problem = None;
    for (labels, (value, of_one)) in looked {
        statistics.merge(&of_one);
        match value {
            Ok(value) => values.push(value),
            Err(one) => problem = problem.or(Some(one.within(&series::name(labels, by)))),
        }
    }
    if values.is_empty() && problem.is_none() {
        return Decoded::problem(FactProblem::new(FactState::Empty, "no series"));
    }
    let value = problem.map_or_else(|| Ok(Value::list(values)), Err);
    Decoded { value, statistics: Some(statistics) }
}

fn same_labels(left: &[(String, String)], right: &[(String, String)]) -> bool {
    left.len() == right.len() && left.iter().all(|label| right.contains(label))
}

impl Track {
    fn new(labels: Labels, points: Points, by: &[String]) -> Result<Self, FactProblem> {
        if let Some(name) = by.iter().find(|name| !labels.iter().any(|(label, _)| label == *name)) {
            return Err(FactProblem::invalid(format!("a series has no label `{name}`")));
        }
        let unusable = points.iter().filter(|(_, value)| !value.is_finite()).copied().collect();
        let (samples, _) = Samples::new(points, i64::MAX)
            .map_err(|error| FactProblem::invalid(error.to_string()))?;
        Ok(Self { labels: Arc::from(labels), samples: Arc::new(samples), unusable })
    }

    fn has_any(&self, from: i64, to: i64) -> bool {
        let inside = |time: Option<&i64>| time.is_some_and(|time| *time >= from);
        let newest = |times: &[i64]| inside(before(times, to).last());
        let bad = self.unusable.partition_point(|(time, _)| *time <= to);
        newest(self.samples.times())
            || inside(self.unusable.get(..bad).and_then(<[_]>::last).map(|(time, _)| time))
    }

    /// The newest sample up to that moment, when it is no number.
    pub fn no_number_at(&self, now: i64) -> Option<f64> {
        let bad = self.unusable.partition_point(|(time, _)| *time <= now);
        let (time, value) = self.unusable.get(..bad)?.last()?;
        let newest = before(self.samples.times(), now).last();
        newest.is_none_or(|newest| newest < time).then_some(*value)
    }

    fn at(&self, rules: &Arc<SeriesRules>, now: i64) -> (Result<Series, FactProblem>, Statistics) {
        let mut statistics = Statistics::default();
        if let Some(value) = self.no_number_at(now) {
            return (Err(series::no_number(value)), statistics);
        }
        let bad = self.unusable.partition_point(|(time, _)| *time <= now);
        let dropped = Dropped { non_finite: bad, future: 0 };
        let past = before(self.samples.times(), now);
        statistics.dropped = bad;
        statistics.samples = past.len();
        statistics.age = past.last().map(|newest| now.saturating_sub(*newest));
        match Series::admit_past(self.samples.clone(), rules.clone(), now) {
            Ok(series) => {
                statistics.samples = series.count();
                (Ok(series), statistics)
            }
            Err(fault) => (Err(series::refused(&fault, dropped)), statistics),
        }
    }
}

/// The times up to that one.
fn before(times: &[i64], to: i64) -> &[i64] {
    times.get(..times.partition_point(|time| *time <= to)).unwrap_or_default()
}
