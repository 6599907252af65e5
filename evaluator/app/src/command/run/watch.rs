//! A phase watched through its bake: a look at each tick, until it is over or rolled back.

mod claim;
mod going;
mod greeting;

use std::time::Duration;

use anyhow::{Context, Result};
use gonogo_engine::{Timestamp, Verdict};
use gonogo_series::quantity::duration_rounded;
use gonogo_state::Tick;
use gonogo_watch::Pace;
use gonogo_watch::{Course, onsets};
use tokio::time::{interval, sleep};

use super::look::{Look, Looker};
use super::nanos;
use super::notify::Notifier;
use super::signals::Signals;
use super::standing::{Display, Moment};
use crate::args::run::{Run, StopOn};
use crate::command::gathering::{Gathering, Progress, clock};
use claim::{End, Wish};
use going::Going;

/// A claim that is not renewed for so long is free; nanoseconds.
const LIFETIME: i64 = 15_000_000_000;
const HEARTBEAT: Duration = Duration::from_secs(5);

pub(super) struct Watcher<'w> {
    pub(super) looker: Looker<'w>,
    pub(super) gathering: Gathering<'w>,
    pub(super) pace: &'w Pace,
    pub(super) manner: Manner,
    /// When the phase is said to have started.
    pub(super) told: Option<Timestamp>,
    pub(super) args: &'w Run,
    pub(super) progress: Progress,
}

/// How this process takes part in a watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// To its end.
    Through,
    /// By one look; others come before and after it.
    Once,
    /// By one look at a phase that does not bake, so that no look is the last.
    Unbaked,
}

/// What a step of the watch came to.
enum Step {
    /// The tick was looked at, beginning at that time.
    Looked(Box<Look>, i64),
    /// By a signal of this name.
    Interrupted(&'static str),
}

impl<'w> Watcher<'w> {
    /// The look that counts.
    pub(super) async fn watch(mut self, mut notifier: Notifier) -> Result<Look> {
        let mut signals = Signals::new()?;
        let mut display = Display::new(&self.args.reporting);
        let memory = self.looker.memory;
        let before = self.before()?;
        let entered = claim::enter(memory, &self.looker.stage, self.wish())?;
        let mut going = self.go((entered, before), &display)?;
        loop {
            let due = self.due(&going);
            self.gathering.patience = self.patience(&going.course, due);
            let step = self.step(due, (&going, &mut signals, &mut notifier)).await?;
            let (look, end) = match step {
                Step::Looked(look, _) if self.is_left(&going, &look) => {
                    let left = (going.watch, going.last.unwrap_or(going.course.started()));
                    let entered = claim::anew(memory, &self.looker.stage, (self.wish(), left))?;
                    going = self.go((entered, None), &display)?;
                    continue;
                }
                Step::Looked(look, began) => {
                    going.last = Some(began.max(nanos(look.snapshot.now())));
                    let end = self.end(&going, (look.decision.decision, began));
                    (*look, end)
                }
                Step::Interrupted(by) => (self.interrupted(&going, by)?, self.end_of_one()),
            };
            let messages = self.messages(&notifier, (&look, end), &mut going.occasions);
            let at = self.recorded_at(&going, &look, end);
            // Durable before anybody sees it.
            let recorded = claim::record((memory, going.watch), &look, (&messages, end, at));
            let watch = recorded.context("the decision could not be recorded")?;
            if self.manner == Manner::Through && end != End::Stops {
                let elapsed = going.course.elapsed(nanos(look.snapshot.now()));
                display.show(&look.decision, Moment { elapsed, bake: going.course.bake() });
            }
            let Some(watch) = watch else {
                display.clear();
                notifier.finish(memory).await;
                return Ok(look);
            };
            notifier.send(memory);
            self.looker.stage.onsets = Some(onsets(&look.decision));
            going = Going { watch, newest: Some(look), ..going };
        }
    }

    /// A single look is due when somebody asks for it.
    fn due(&self, going: &Going<'_>) -> i64 {
        match self.manner {
            Manner::Through => going.course.due(going.last),
            Manner::Once | Manner::Unbaked => nanos(clock()),
        }
    }

    /// A single look keeps no other one waiting.
    fn patience(&self, course: &Course, due: i64) -> Option<Duration> {
        let patience = u64::try_from(course.patience(due)).ok()?;
        (self.manner == Manner::Through).then(|| Duration::from_nanos(patience))
    }

    /// Whether nobody looked for too long before this look. Of single ones that was seen before.
    fn is_left(&self, going: &Going<'_>, look: &Look) -> bool {
        let last = going.last.unwrap_or(going.course.started());
        self.manner == Manner::Through && going.course.is_left(last, nanos(look.snapshot.now()))
    }

    fn end(&self, going: &Going<'_>, (verdict, began): (Verdict, i64)) -> End {
        let at = match self.manner {
            Manner::Unbaked => return self.end_of_one(),
            Manner::Through => began,
            // Nobody looks again who could see what came after it began.
            Manner::Once => going.last.unwrap_or(began),
        };
        match (going.course.is_over(at) || self.ends(verdict), self.manner) {
            (true, _) => End::Over,
            (false, Manner::Through) => End::GoesOn,
            (false, Manner::Once | Manner::Unbaked) => self.end_of_one(),
        }
    }

    /// When this process looks no more. What does not bake leaves nothing to be gone on with: a bake
    /// that comes later begins with itself.
    fn end_of_one(&self) -> End {
        match self.manner {
            Manner::Unbaked => End::Over,
            Manner::Through | Manner::Once => End::Stops,
        }
    }

    /// What interrupts a watch comes after the look that it judges.
    fn recorded_at(&self, going: &Going<'_>, look: &Look, end: End) -> i64 {
        let now = nanos(look.snapshot.now());
        let judged = going.newest.as_ref().map(|newest| nanos(newest.snapshot.now()));
        match end {
            End::Stops if judged == Some(now) => nanos(clock()).max(now.saturating_add(1)),
            End::Stops | End::GoesOn | End::Over => now,
        }
    }

    fn wish(&self) -> Wish<'w> {
        let told = self.told.map(nanos);
        Wish { watching: &self.args.watching, pace: self.pace, told }
    }

    /// Waits for the tick, looks, and keeps the claim alive in the meantime.
    async fn step(
        &self,
        due: i64,
        (going, signals, notifier): (&Going<'_>, &mut Signals, &mut Notifier),
    ) -> Result<Step> {
        let look = async {
            let wait = due.saturating_sub(nanos(clock()));
            sleep(Duration::from_nanos(u64::try_from(wait).unwrap_or(0))).await;
            let began = nanos(clock()).max(due);
            let observe = |event: gonogo_collect::Event<'_>| {
                // Later the line of the watch stands there.
                if going.newest.is_none() {
                    self.progress.observe(self.gathering.plan, &event);
                }
            };
            let look = self.looker.look(&self.gathering, &observe).await;
            self.progress.clear();
            look.map(|look| Step::Looked(Box::new(look), began))
        };
        tokio::pin!(look);
        let mut beats = interval(HEARTBEAT);
        loop {
            tokio::select! {
                step = &mut look => return step,
                name = signals.next() => return Ok(Step::Interrupted(name)),
                () = notifier.progress(self.looker.memory) => {}
                _ = beats.tick() => {
                    going.watch.heartbeat(nanos(clock())).context("the watch was taken over")?;
                }
            }
        }
    }

    fn ends(&self, verdict: Verdict) -> bool {
        match (verdict, self.args.watching.stop_on) {
            (Verdict::Rollback, _) | (Verdict::NoGo, Some(StopOn::NoGo)) => true,
            (Verdict::Go, _) | (Verdict::NoGo, None) => false,
        }
    }

    /// The bake is not over: no go, unless it is a rollback.
    fn interrupted(&self, going: &Going<'_>, by: &str) -> Result<Look> {
        let now = clock();
        let Some(look) = &going.newest else {
            let cause = format!("it was ended by {by} before the facts were there");
            return self.looker.blind(now, &cause);
        };
        let elapsed = duration_rounded(going.course.elapsed(nanos(now)));
        let bake = duration_rounded(going.course.bake());
        self.looker.unfinished(look, &format!("it was ended by {by} after {elapsed} of {bake}"))
    }
}

/// What is recorded of a look.
fn tick<'t>(look: &'t Look, (parts, time): (&'t claim::Parts<'t>, i64)) -> Tick<'t> {
    Tick {
        time,
        verdict: look.decision.decision.name(),
        snapshot: &look.decision.snapshot.digest,
        rules: &parts.rules,
        document: &parts.document,
        notifications: &parts.notifications,
    }
}
