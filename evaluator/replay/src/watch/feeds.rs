//! Facts as they are at the step: series by cursors, others decoded once or at each step.

use std::collections::BTreeSet;

use gonogo_cel::time::Duration;
use gonogo_cel::{Binding, Bindings, Slot, Value};
use gonogo_engine::Timestamp;
use gonogo_engine::facts::{Decoded, FactKind, FactState, Track};
use gonogo_engine::functions::quantity::value_in_unit;
use gonogo_engine::functions::series::SeriesValue;
use gonogo_engine::gate::{Expression, Fact, Rule, Stage};
use gonogo_series::quantity::Unit;
use gonogo_series::rolling::{Answer, Cursor, Probe};

use crate::{History, Moment};

pub(super) struct Feeds<'r> {
    pub(super) series: Vec<Feed<'r>>,
    pub(super) others: Vec<Other<'r>>,
    moment: Moment<'r>,
    phase: (Slot, Slot, Slot),
    started: Option<Timestamp>,
    now: i64,
}

/// One series that is not one of several.
pub(super) struct Feed<'r> {
    pub(super) fact: &'r Fact,
    pub(super) unit: Option<Unit>,
    pub(super) track: &'r Track,
    pub(super) cursor: Cursor,
    required: bool,
    /// Read as it is by some expression: bound at each step.
    pub(super) is_bound: bool,
    usable: bool,
}

pub(super) struct Other<'r> {
    pub(super) fact: &'r Fact,
    required: bool,
    pub(super) is_moving: bool,
    usable: bool,
    pub(super) seen: Seen,
}

/// What expressions see of a fact.
#[derive(Clone, Debug)]
pub(crate) enum Seen {
    Value(Value),
    Unknown,
    Absent,
}

impl Seen {
    pub(crate) fn of(decoded: &Decoded) -> Self {
        match &decoded.value {
            Ok(value) => Self::Value(value.clone()),
            Err(problem) if problem.state == FactState::Absent => Self::Absent,
            Err(_) => Self::Unknown,
        }
    }

    fn binding(&self) -> Binding {
        match self {
            Self::Value(value) => Binding::Value(value.clone()),
            Self::Unknown => Binding::Unknown,
            Self::Absent => Binding::Absent,
        }
    }
}

impl<'r> Feeds<'r> {
    pub(super) fn new(stage: &'r Stage<'r>, history: &'r History, moment: Moment<'r>) -> Self {
        let deciding = slots(stage.rules.iter().copied().filter(|rule| rule.decides()));
        let read = slots(stage.rules.iter().copied());
        let (mut series, mut others) = (Vec::new(), Vec::new());
        for fact in stage.gate.facts.iter().filter(|fact| read.contains(&fact.slot())) {
            let required = deciding.contains(&fact.slot()) && !fact.declaration.optional;
            if let Some((unit, track)) = single(history, fact) {
                let rules = history.recording(&fact.declaration.name).map(|one| one.rules());
                let rules = rules.map(|rules| (**rules).clone()).unwrap_or_default();
                let cursor = Cursor::new(track.samples.clone(), rules);
                let feed =
                    Feed { fact, unit, track, cursor, required, is_bound: false, usable: false };
                series.push(feed);
                continue;
            }
            let kind = &fact.declaration.kind;
            let recorded = history.recording(&fact.declaration.name).is_some();
            let is_moving = recorded || matches!(kind, FactKind::Signoffs | FactKind::Certificate);
            let seen = super::fact_value(&moment, fact);
            let usable = matches!(seen, Seen::Value(_));
            others.push(Other { fact, required, is_moving, usable, seen });
        }
        let slots = stage.gate.slots();
        let phase = (slots.now, slots.phase_started, slots.phase_elapsed);
        let started = history.phase_started();
        Self { series, others, moment, phase, started, now: i64::MIN }
    }

    /// Variables that are not the same at every step.
    pub(super) fn is_moving(&self, slot: Slot) -> bool {
        let (now, started, elapsed) = self.phase;
        [now, started, elapsed].contains(&slot)
            || self.series.iter().any(|feed| feed.fact.slot() == slot)
            || self.others.iter().any(|other| other.is_moving && other.fact.slot() == slot)
    }

    pub(super) fn bind_steady(&self, bindings: &mut Bindings) {
        for other in &self.others {
            bindings.set(other.fact.slot(), other.seen.binding());
        }
    }

    pub(super) fn advance(&mut self, now: i64, time: Timestamp, bindings: &mut Bindings) {
        self.now = now;
        for feed in &mut self.series {
            // Steps only go forward, so that there is no fault.
            let _ = feed.cursor.advance(now);
            let bad = !feed.track.unusable.is_empty() && feed.track.no_number_at(now).is_some();
            feed.usable = !bad && feed.cursor.admission().is_ok();
            if feed.is_bound {
                bindings.set(feed.fact.slot(), feed.binding());
            }
        }
        if self.others.iter().any(|other| other.is_moving) {
            self.moment.move_to(time);
        }
        for other in self.others.iter_mut().filter(|other| other.is_moving) {
            other.seen = super::fact_value(&self.moment, other.fact);
            other.usable = matches!(other.seen, Seen::Value(_));
            bindings.set(other.fact.slot(), other.seen.binding());
        }
        self.bind_times(time, bindings);
    }

    fn bind_times(&self, time: Timestamp, bindings: &mut Bindings) {
        let (now, phase_started, phase_elapsed) = self.phase;
        bindings.set(now, Binding::Value(Value::Timestamp(time)));
        let Some(started) = self.started.filter(|started| *started <= time) else { return };
        bindings.set(phase_started, Binding::Value(Value::Timestamp(started)));
        let elapsed = time.since(started).unwrap_or(Duration::from_nanos(i64::MAX));
        bindings.set(phase_elapsed, Binding::Value(Value::Duration(elapsed)));
    }

    /// Every fact that is required.
    pub(super) fn all_usable(&self) -> bool {
        self.series.iter().all(|feed| feed.usable || !feed.required)
            && self.others.iter().all(|other| other.usable || !other.required)
    }

    /// `None` where an expression would have no value.
    #[inline]
    pub(super) fn answer(&self, (feed, probe): (usize, Probe)) -> Option<Answer> {
        let feed = self.series.get(feed).filter(|feed| feed.usable)?;
        feed.cursor.answer(probe).ok()
    }

    pub(super) fn value(&self, feed: usize, answer: Answer) -> Option<Value> {
        let unit = self.series.get(feed)?.unit;
        answer_value(answer, unit)
    }
}

/// As expressions see it.
pub(super) fn answer_value(answer: Answer, unit: Option<Unit>) -> Option<Value> {
    match answer {
        Answer::Number(number) => value_in_unit(number, unit),
        Answer::Count(count) => Some(Value::Int(i64::try_from(count).unwrap_or(i64::MAX))),
        Answer::Duration(nanos) => Some(Value::Duration(Duration::from_nanos(nanos))),
        Answer::Bool(truth) => Some(Value::Bool(truth)),
    }
}

impl Feed<'_> {
    fn binding(&self) -> Binding {
        match self.cursor.series() {
            Ok(series) if self.usable => Binding::Value(Value::opaque(SeriesValue {
                series,
                unit: self.unit,
                labels: self.track.labels.clone(),
            })),
            _ => Binding::Unknown,
        }
    }
}

fn single<'r>(history: &'r History, fact: &Fact) -> Option<(Option<Unit>, &'r Track)> {
    let FactKind::Series { unit, by, .. } = &fact.declaration.kind else {
        return None;
    };
    match history.recording(&fact.declaration.name)?.tracks() {
        [only] if by.is_empty() => Some((*unit, only)),
        _ => None,
    }
}

fn slots<'r>(rules: impl Iterator<Item = &'r Rule>) -> BTreeSet<Slot> {
    let conditions = rules.flat_map(Rule::conditions);
    conditions.map(Expression::program).flat_map(|program| program.slots()).copied().collect()
}
