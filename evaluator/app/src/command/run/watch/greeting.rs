//! What a watch says when it is entered.

use anyhow::{Context, Result};
use gonogo_engine::Timestamp;
use gonogo_state::{Holder, Origin};

use super::super::nanos;
use super::super::standing::Display;
use super::claim::Entered;
use super::{Manner, Watcher};

impl Watcher<'_> {
    /// Says what the watch goes on from, and settles when the phase began.
    pub(super) fn greet(&mut self, entered: &Entered<'_>, display: &Display) -> Result<()> {
        let Entered { watch, course, left } = entered;
        let progress = watch.progress();
        let first = Timestamp::from_epoch_nanos(progress.started);
        let first = first.context("the phase started at no time of the calendar")?;
        // A single look of which nothing else is known does not know when the phase began.
        let is_known = match self.manner {
            Manner::Through => true,
            Manner::Once => self.args.watching.state.is_some(),
            Manner::Unbaked => false,
        };
        self.gathering.phase_started = self.told.or(Some(first).filter(|_| is_known));
        if let Some(left) = left.and_then(Timestamp::from_epoch_nanos) {
            display.say(&format!("nobody looked since {left}: the watch begins anew"));
        }
        let is_new = is_known && left.is_none() && progress.origin == Origin::Begun;
        let earlier = |told: &Timestamp| is_new && nanos(*told) < course.started();
        if let Some(told) = self.told.filter(earlier) {
            display.say(&format!(
                "nobody looked since the phase started at {told}: the bake begins now"
            ));
        }
        match &progress.origin {
            _ if self.manner != Manner::Through => {}
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
        Ok(())
    }
}
