//! A phase watched through its bake: a look at each tick, until it is over or rolled back.

mod claim;

use std::time::Duration;

use anyhow::{Context, Result};
use gonogo_engine::explain::Onsets;
use gonogo_engine::{Pace, Timestamp, Verdict};
use gonogo_series::quantity::duration_rounded;
use gonogo_state::{Origin, Tick, Watch};
use gonogo_watch::{Occasions, onsets, onsets_of};
use tokio::time::{interval, sleep};

use super::look::{Look, Looker};
use super::nanos;
use super::notify::Notifier;
use super::signals::Signals;
use super::standing::{Display, Moment};
use crate::args::run::{Run, StopOn};
use crate::command::gathering::{Gathering, Progress, clock};

/// A claim that is not renewed for so long is free; nanoseconds.
const LIFETIME: i64 = 15_000_000_000;
const HEARTBEAT: Duration = Duration::from_secs(5);

pub(super) struct Watcher<'w> {
    pub(super) looker: Looker<'w>,
    pub(super) gathering: Gathering<'w>,
    pub(super) pace: Pace,
    pub(super) args: &'w Run,
    pub(super) progress: Progress,
}

/// The look that counts.
pub(super) struct Ended {
    pub(super) look: Look,
}

/// What a step of the watch came to.
enum Step {
    /// The tick was looked at.
    Looked(Box<Look>),
    /// By a signal of this name.
    Interrupted(&'static str),
}

impl Watcher<'_> {
    pub(super) async fn watch(mut self, mut notifier: Notifier) -> Result<Ended> {
        let mut signals = Signals::new()?;
        let mut display = Display::new(&self.args.reporting);
        let memory = self.looker.memory;
        let entry = (&self.args.watching, &self.pace);
        let (mut watch, left) = claim::enter(memory, &self.looker.stage, entry)?;
        let started = self.started(&watch)?;
        self.gathering.phase_started = Some(started);
        self.greet(&watch, (left, &display));
        let mut occasions = occasions(&watch);
        self.looker.stage.onsets = Some(earlier(&watch));
        let mut after =
            watch.progress().last.as_ref().map_or(-1, |last| last.time - nanos(started));
        let mut newest: Option<Look> = None;
        loop {
            // A watch that was away through the end of its bake looks once more.
            let tick = self.pace.next(after).unwrap_or(self.pace.bake);
            let due = nanos(started).saturating_add(tick);
            let elapsed = nanos(clock()).saturating_sub(nanos(started)).max(tick);
            let step = self.step(due, (&watch, &mut signals, &mut notifier)).await?;
            let look = match step {
                Step::Looked(look) => *look,
                Step::Interrupted(by) => {
                    display.clear();
                    let look = self.interrupted(newest, by, started)?;
                    watch.release().context("cannot give the watch back")?;
                    notifier.finish(memory).await;
                    return Ok(Ended { look });
                }
            };
            after = tick.max(elapsed);
            self.looker.stage.onsets = Some(onsets(&look.decision));
            let is_over = after >= self.pace.bake || self.ends(look.decision.decision);
            let messages = notifier.compose(&look.decision, &mut occasions);
            // Durable before anybody sees it.
            let recorded = claim::record((memory, watch), &look, (&messages, is_over));
            let going_on = recorded.context("the decision could not be recorded")?;
            display.show(&look.decision, Moment { elapsed: after, bake: self.pace.bake });
            notifier.send(memory);
            let Some(going_on) = going_on else {
                display.clear();
                notifier.finish(memory).await;
                return Ok(Ended { look });
            };
            watch = going_on;
            newest = Some(look);
        }
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
            let observe = |event: gonogo_collect::Event<'_>| {
                self.progress.observe(self.gathering.plan, &event)
            };
            let look = self.looker.look(&self.gathering, &observe).await;
            self.progress.clear();
            look
        };
        tokio::pin!(look);
        let mut beats = interval(HEARTBEAT);
        loop {
            tokio::select! {
                look = &mut look => return Ok(Step::Looked(Box::new(look?))),
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

    fn started(&self, watch: &Watch<'_>) -> Result<Timestamp> {
        let given = self.gathering.phase_started;
        let first = Timestamp::from_epoch_nanos(watch.progress().started);
        given.or(first).context("the phase started at no time of the calendar")
    }

    fn greet(&self, watch: &Watch<'_>, (left, display): (Option<i64>, &Display)) {
        let progress = watch.progress();
        if let Some(left) = left.and_then(Timestamp::from_epoch_nanos) {
            display.say(&format!("the watch before was left at {left}: this one begins anew"));
        }
        let since = Timestamp::from_epoch_nanos(progress.started).unwrap_or(Timestamp::EPOCH);
        match &progress.origin {
            Origin::Begun => {}
            Origin::Resumed => {
                display.say(&format!("going on with the watch that began at {since}"))
            }
            Origin::ResumedWithAnotherGate { .. } => display.say(&format!(
                "going on with the watch that began at {since}; the gate has changed since"
            )),
        }
        if let Some(holder) = &progress.taken_over {
            display.say(&format!("taken over from process {}, which is gone", holder.pid));
        }
    }

    /// The bake is not over: no go, unless it is a rollback.
    fn interrupted(&self, newest: Option<Look>, by: &str, started: Timestamp) -> Result<Look> {
        let now = clock();
        let elapsed = nanos(now).saturating_sub(nanos(started));
        let (elapsed, bake) = (duration_rounded(elapsed), duration_rounded(self.pace.bake));
        let cause = format!("it was ended by {by} after {elapsed} of {bake}");
        match newest {
            Some(look) => self.looker.unfinished(&look, &cause),
            None => self.looker.blind(now, &cause),
        }
    }
}

fn occasions(watch: &Watch<'_>) -> Occasions {
    let progress = watch.progress();
    let occasions = Occasions::new(progress.started);
    match &progress.last {
        Some(last) => occasions.after(&last.verdict, last.document.as_deref().unwrap_or_default()),
        None => occasions,
    }
}

/// Since when rules failed at its last look.
fn earlier(watch: &Watch<'_>) -> Onsets {
    let last = watch.progress().last.as_ref();
    last.and_then(|last| last.document.as_deref()).map(onsets_of).unwrap_or_default()
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
