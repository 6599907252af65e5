//! A phase watched through its bake: a look at each tick, until it is over or rolled back.

mod claim;

use std::time::Duration;

use anyhow::{Context, Result};
use gonogo_engine::explain::Onsets;
use gonogo_engine::{Pace, Timestamp, Verdict};
use gonogo_series::quantity::duration_rounded;
use gonogo_state::{Holder, Origin, Tick, Watch};
use gonogo_watch::{Course, Occasions, onsets, onsets_of};
use tokio::time::{interval, sleep};

use super::look::{Look, Looker};
use super::nanos;
use super::notify::Notifier;
use super::signals::Signals;
use super::standing::{Display, Moment};
use crate::args::run::{Run, StopOn};
use crate::command::gathering::{Gathering, Progress, clock};
use claim::{Entered, Wish};

/// A claim that is not renewed for so long is free; nanoseconds.
const LIFETIME: i64 = 15_000_000_000;
const HEARTBEAT: Duration = Duration::from_secs(5);

pub(super) struct Watcher<'w> {
    pub(super) looker: Looker<'w>,
    pub(super) gathering: Gathering<'w>,
    pub(super) pace: &'w Pace,
    /// When the phase is said to have started.
    pub(super) told: Option<Timestamp>,
    pub(super) args: &'w Run,
    pub(super) progress: Progress,
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
        let entered = claim::enter(memory, &self.looker.stage, self.wish())?;
        let Entered { mut watch, mut course, .. } = self.greet(entered, &display)?;
        let mut occasions = self.remember(&watch);
        let mut last = watch.progress().last.as_ref().map(|last| last.time);
        let mut newest: Option<Look> = None;
        loop {
            let step = self.step(course.due(last), (&watch, &mut signals, &mut notifier)).await?;
            let (look, began) = match step {
                Step::Looked(look, began) => (*look, began),
                Step::Interrupted(by) => {
                    display.clear();
                    let look = self.interrupted(newest, by, &course)?;
                    watch.release().context("cannot give the watch back")?;
                    notifier.finish(memory).await;
                    return Ok(look);
                }
            };
            let now = nanos(look.snapshot.now());
            let before = last.unwrap_or(course.started());
            if course.is_left(before, now) {
                let wish = (self.wish(), before);
                let entered = claim::anew((memory, watch), &self.looker.stage, wish)?;
                Entered { watch, course, .. } = self.greet(entered, &display)?;
                occasions = self.remember(&watch);
                (last, newest) = (None, None);
                continue;
            }
            last = Some(now.max(began));
            self.looker.stage.onsets = Some(onsets(&look.decision));
            let is_over = course.is_over(began) || self.ends(look.decision.decision);
            let messages = notifier.compose(&look.decision, &mut occasions);
            // Durable before anybody sees it.
            let recorded = claim::record((memory, watch), &look, (&messages, is_over));
            let going_on = recorded.context("the decision could not be recorded")?;
            display
                .show(&look.decision, Moment { elapsed: course.elapsed(now), bake: course.bake() });
            notifier.send(memory);
            let Some(going_on) = going_on else {
                display.clear();
                notifier.finish(memory).await;
                return Ok(look);
            };
            watch = going_on;
            newest = Some(look);
        }
    }

    fn wish(&self) -> Wish<'w> {
        let told = self.told.map(nanos);
        Wish { watching: &self.args.watching, pace: self.pace, told }
    }

    /// What was known at its last look.
    fn remember(&mut self, watch: &Watch<'_>) -> Occasions {
        let occasions = Occasions::new(watch.progress().started);
        let last = watch.progress().last.as_ref();
        let Some((last, document)) = last.and_then(|last| Some((last, last.document.as_deref()?)))
        else {
            self.looker.stage.onsets = Some(Onsets::new());
            return occasions;
        };
        self.looker.stage.onsets = Some(onsets_of(document));
        occasions.after(&last.verdict, document)
    }

    /// Waits for the tick, looks, and keeps the claim alive in the meantime.
    async fn step(
        &self,
        due: i64,
        (watch, signals, notifier): (&Watch<'_>, &mut Signals, &mut Notifier),
    ) -> Result<Step> {
        let look = async {
            let wait = due.saturating_sub(nanos(clock()));
            sleep(Duration::from_nanos(u64::try_from(wait).unwrap_or(0))).await;
            let began = nanos(clock()).max(due);
            let observe = |event: gonogo_collect::Event<'_>| {
                self.progress.observe(self.gathering.plan, &event)
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
                    watch.heartbeat(nanos(clock())).context("the watch was taken over")?;
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

    /// Says what the watch goes on from, and settles when the phase began.
    fn greet<'m>(&mut self, entered: Entered<'m>, display: &Display) -> Result<Entered<'m>> {
        let Entered { watch, course, left } = &entered;
        let progress = watch.progress();
        let first = Timestamp::from_epoch_nanos(progress.started);
        let first = first.context("the phase started at no time of the calendar")?;
        self.gathering.phase_started = self.told.or(Some(first));
        if let Some(left) = left.and_then(Timestamp::from_epoch_nanos) {
            display.say(&format!("nobody looked since {left}: the watch begins anew"));
        }
        let is_new = left.is_none() && progress.origin == Origin::Begun;
        let earlier = |told: &Timestamp| is_new && nanos(*told) < course.started();
        if let Some(told) = self.told.filter(earlier) {
            display.say(&format!(
                "nobody looked since the phase started at {told}: the bake begins now"
            ));
        }
        match &progress.origin {
            Origin::Begun => {}
            Origin::Resumed => {
                display.say(&format!("going on with the watch that began at {first}"))
            }
            Origin::ResumedWithAnotherGate { .. } => display.say(&format!(
                "going on with the watch that began at {first}; the gate has changed since"
            )),
        }
        if let Some(Holder { pid, heartbeat, .. }) = &progress.taken_over {
            let heard = Timestamp::from_epoch_nanos(*heartbeat).unwrap_or(Timestamp::EPOCH);
            display.say(&format!("taken over from process {pid}, last heard of at {heard}"));
        }
        Ok(entered)
    }

    /// The bake is not over: no go, unless it is a rollback.
    fn interrupted(&self, newest: Option<Look>, by: &str, course: &Course) -> Result<Look> {
        let now = clock();
        let elapsed = duration_rounded(course.elapsed(nanos(now)));
        let cause =
            format!("it was ended by {by} after {elapsed} of {}", duration_rounded(course.bake()));
        match newest {
            Some(look) => self.looker.unfinished(&look, &cause),
            None => self.looker.blind(now, &cause),
        }
    }
}

/// What is recorded of a look.
fn tick<'t>(look: &'t Look, parts: &'t claim::Parts<'t>) -> Tick<'t> {
    Tick {
        time: nanos(look.snapshot.now()),
        verdict: look.decision.decision.name(),
        snapshot: &look.decision.snapshot.digest,
        rules: &parts.rules,
        document: &parts.document,
        notifications: &parts.notifications,
    }
}
