//! The steps of a replay in parts that can be judged side by side: what a gate says at a step
//! depends on the history alone, not on what it said before.

use gonogo_engine::Verdict;
use gonogo_engine::gate::Stage;

use super::{Method, ReplayError, time};
use crate::History;
use crate::ordinary::Ordinary;
use crate::silences::silences;
use crate::standing::{self, Standing};
use crate::steps::{Steps, unusable_times};
use crate::watch::Watch;

/// Steps that follow each other; from and to are nanoseconds, both included.
#[derive(Clone, Debug)]
pub struct Strip {
    pub(super) from: i64,
    pub(super) to: i64,
    /// At every sample without it.
    pub(super) every: Option<i64>,
}

/// What the gate said in one strip.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// The first and the last step.
    pub(super) ends: Option<(i64, i64)>,
    pub(super) steps: usize,
    /// The first standing, and each that differs from the one before.
    pub(super) turns: Vec<(i64, Standing)>,
    /// Steps with go, no-go, rollback.
    pub(super) shares: [usize; 3],
}

impl Strip {
    /// In so many parts of about the same length of time.
    pub(super) fn split(self, parts: usize) -> Vec<Self> {
        let parts = i64::try_from(parts).unwrap_or(i64::MAX).max(1);
        let pace = self.every.unwrap_or(1);
        let length = self.to.saturating_sub(self.from) / parts;
        // Whole paces, so that the steps stay where they are.
        let length = (length / pace).saturating_mul(pace);
        if length == 0 {
            return vec![self];
        }
        let start = |part: i64| self.from.saturating_add(length.saturating_mul(part));
        let strip = |part: i64| {
            let to = if part + 1 == parts { self.to } else { start(part + 1).saturating_sub(1) };
            Self { from: start(part), to, every: self.every }
        };
        (0..parts).map(strip).collect()
    }

    /// As the others, whatever is done with them in the meantime.
    pub fn run(
        &self,
        method: Method,
        stage: &Stage<'_>,
        history: &History,
    ) -> Result<Course, ReplayError> {
        let rules = standing::rules(stage);
        let between = self.between_samples(history);
        let mut moment = history.moment(time(0)?);
        moment.prepare(stage.gate.facts.iter().map(|fact| &fact.declaration));
        let mut course = Course::default();
        if method == Method::Watched
            && let Some(mut watch) = Watch::new(stage, history, (&rules, moment.clone()))
        {
            for now in self.steps(history, &between) {
                course.step(now, watch.stand(now, time(now)?));
            }
            return Ok(course);
        }
        let mut ordinary = Ordinary { stage, rules: &rules, moment };
        for now in self.steps(history, &between) {
            course.step(now, &ordinary.stand(time(now)?));
        }
        Ok(course)
    }

    /// Steps at which no series has a sample that is a number.
    pub(crate) fn between_samples(&self, history: &History) -> [Vec<i64>; 2] {
        match self.every {
            Some(_) => [Vec::new(), Vec::new()],
            None => [unusable_times(history), silences(history, (self.from, self.to))],
        }
    }

    pub(crate) fn steps<'h>(&self, history: &'h History, between: &'h [Vec<i64>]) -> Steps<'h> {
        match self.every {
            Some(every) => Steps::paced(self.from, self.to, every),
            None => Steps::samples(history, between, (self.from, self.to)),
        }
    }
}

impl Course {
    fn step(&mut self, now: i64, standing: &Standing) {
        self.steps += 1;
        self.ends = Some((self.ends.map_or(now, |(from, _)| from), now));
        let [go, no_go, rollback] = &mut self.shares;
        *match standing.verdict {
            Verdict::Go => go,
            Verdict::NoGo => no_go,
            Verdict::Rollback => rollback,
        } += 1;
        if self.turns.last().is_none_or(|(_, last)| last != standing) {
            self.turns.push((now, standing.clone()));
        }
    }
}
