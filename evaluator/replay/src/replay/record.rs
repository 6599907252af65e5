//! Strips put together: what changed from step to step, and what there is to say of it.

use gonogo_engine::decide;
use gonogo_engine::gate::Stage;

use super::alarm::Alarm;
use super::change::{Change, TookOver, deciding, onset};
use super::strip::Course;
use super::timeline::RuleTimeline;
use super::{Replay, ReplayError, time};
use crate::Moment;
use crate::standing::{self, Standing};

/// Changes that are explained; a gate that flaps more often is not read to the end.
const EXPLAINED: usize = 1_000;

/// What has been seen so far.
pub(super) struct Record<'r> {
    stage: &'r Stage<'r>,
    /// For explanations.
    moment: Moment<'r>,
    rules: Vec<RuleTimeline>,
    last: Option<Standing>,
    /// When it became the last one.
    turned: i64,
    ends: Option<(i64, i64)>,
    steps: usize,
    changes: Vec<Change>,
    alarms: Vec<Alarm>,
    shares: [usize; 3],
}

impl<'r> Record<'r> {
    pub(super) fn new(
        stage: &'r Stage<'r>,
        moment: Moment<'r>,
        rules: &[standing::RuleName],
    ) -> Self {
        Self {
            stage,
            moment,
            rules: rules.iter().map(RuleTimeline::new).collect(),
            last: None,
            turned: 0,
            ends: None,
            steps: 0,
            changes: Vec::new(),
            alarms: Vec::new(),
            shares: [0; 3],
        }
    }

    /// Later than what was added before.
    pub(super) fn add(&mut self, course: Course) -> Result<(), ReplayError> {
        let Course { ends, steps, turns, shares } = course;
        let Some((from, to)) = ends else { return Ok(()) };
        self.ends = Some((self.ends.map_or(from, |(first, _)| first), to));
        self.steps += steps;
        for (sum, share) in self.shares.iter_mut().zip(shares) {
            *sum += share;
        }
        for (now, standing) in turns {
            if self.last.as_ref() != Some(&standing) {
                self.changed(now, &standing)?;
                self.last = Some(standing);
                self.turned = now;
            }
        }
        Ok(())
    }

    /// Some rule has another mark than at the step before.
    fn changed(&mut self, now: i64, standing: &Standing) -> Result<(), ReplayError> {
        let before = self.last.as_ref();
        let was = |at: usize| before.and_then(|before| before.marks.get(at).copied());
        for (at, (timeline, mark)) in self.rules.iter_mut().zip(&standing.marks).enumerate() {
            timeline.mark(now, was(at), *mark);
        }
        let alarm = Alarm::new(now, &self.rules, &standing.marks);
        if self.alarms.last().is_none_or(|last| last.raised != alarm.raised) {
            self.alarms.push(alarm);
        }
        if before.is_none_or(|before| before.verdict != standing.verdict) {
            let mut change = Change::new(now, before.map(|before| before.verdict), standing);
            change.cleared = self.cleared(standing);
            if self.changes.len() < EXPLAINED {
                self.moment.move_to(time(now)?);
                change.explain(self.stage, &self.moment);
                self.look_back(&mut change)?;
                self.find_successors(&mut change)?;
            }
            self.changes.push(change);
        }
        Ok(())
    }

    /// A rule that has failed for longer than its window shows began before that.
    fn look_back(&mut self, change: &mut Change) -> Result<(), ReplayError> {
        for rule in &mut change.deciding {
            let timeline = self.rules.iter().find(|timeline| timeline.id == rule.id);
            let began = timeline.and_then(RuleTimeline::failing_since);
            let Some(began) = began.filter(|began| *began < change.at) else { continue };
            self.moment.move_to(time(began)?);
            let then = decide(self.stage, &self.moment);
            let then = then.rules.iter().find(|then| then.id == rule.id);
            let onset = then.and_then(onset);
            rule.since = rule.since.into_iter().chain([began]).chain(onset).min();
        }
        Ok(())
    }

    /// Among the rules that held it back to the end, those that came after the first ones.
    fn find_successors(&mut self, change: &mut Change) -> Result<(), ReplayError> {
        let Some(last) = self.changes.last().filter(|_| !change.cleared.is_empty()) else {
            return Ok(());
        };
        // What only followed from unusable facts was never named.
        let named = last.deciding.iter().filter(|rule| !rule.follows);
        let mut named: Vec<String> = named.map(|rule| rule.id.clone()).collect();
        self.moment.move_to(time(self.turned)?);
        let held = deciding(self.stage, &self.moment);
        for rule in held.into_iter().filter(|rule| !rule.follows) {
            if named.contains(&rule.id) {
                continue;
            }
            let timeline = self.rules.iter().find(|timeline| timeline.id == rule.id);
            // The stretch that ends now.
            let last = timeline.and_then(|timeline| {
                timeline.stretches.iter().rev().find(|stretch| stretch.to == change.at)
            });
            let Some(at) = last.map(|stretch| stretch.from) else { continue };
            named.push(rule.id.clone());
            change.took_over.push(TookOver { id: rule.id, at, said: rule.said });
        }
        change.cleared.retain(|id| named.contains(id));
        Ok(())
    }

    /// Rules that held the verdict up to now, and no longer do.
    fn cleared(&self, standing: &Standing) -> Vec<String> {
        let Some(before) = self.last.as_ref().filter(|before| before.verdict > standing.verdict)
        else {
            return Vec::new();
        };
        let held = self.rules.iter().zip(&before.marks);
        let held = held.filter(|(rule, mark)| rule.decides && mark.asks_for() == before.verdict);
        held.map(|(rule, _)| rule.id.clone()).collect()
    }

    pub(super) fn finish(mut self) -> Result<Replay, ReplayError> {
        let Some((from, to)) = self.ends else {
            let message = "no sample lies in the part of the history that was asked for";
            return Err(ReplayError(message.to_owned()));
        };
        for timeline in &mut self.rules {
            timeline.finish(to);
        }
        let Self { steps, changes, alarms, rules, shares, .. } = self;
        Ok(Replay { from, to, steps, changes, alarms, rules, shares })
    }
}
