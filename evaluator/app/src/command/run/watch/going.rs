//! A watch on its way: what was known when it was entered, and what is told of each look.

use anyhow::{Context, Result};
use gonogo_engine::explain::Onsets;
use gonogo_engine::gate::Bake;
use gonogo_state::{Decided, Watch};
use gonogo_watch::{Course, Message, Occasions, begins, onsets_of};
use serde_json::Value;

use super::super::look::Look;
use super::super::nanos;
use super::super::notify::Notifier;
use super::super::standing::Display;
use super::claim::{self, End, Entered};
use super::{Manner, Watcher};
use crate::command::gathering::{clock, is_sampled};

/// A watch on its way.
pub(super) struct Going<'m> {
    pub(super) watch: Watch<'m>,
    pub(super) course: Course,
    pub(super) occasions: Occasions,
    /// When somebody looked last.
    pub(super) last: Option<i64>,
    pub(super) newest: Option<Look>,
}

impl Watcher<'_> {
    /// Goes on where it was, with what was known at its last look.
    pub(super) fn go<'m>(
        &mut self,
        (entered, before): (Entered<'m>, Option<Decided>),
        display: &Display,
    ) -> Result<Going<'m>> {
        self.greet(&entered, display)?;
        let Entered { watch, course, .. } = entered;
        let progress = watch.progress();
        let name = claim::name(&self.looker.stage, &self.args.watching);
        let parts = [name.gate, name.phase, name.key, &progress.started.to_string()];
        let mut occasions = Occasions::new(parts.join("/"));
        let mut onsets = Onsets::new();
        if let Some(last) = progress.last.as_ref().or(before.as_ref()) {
            let document = last.document.as_deref().unwrap_or_default();
            let decision = serde_json::from_str(document).unwrap_or_default();
            let told = (!self.only_begins(last, &decision)?).then_some(last.verdict.as_str());
            occasions = occasions.after(told, &decision);
            onsets = onsets_of(&decision);
        }
        self.looker.stage.onsets = Some(onsets);
        let (started, lasts) = (course.started(), course.bake());
        let bakes = self.manner != Manner::Unbaked;
        self.looker.stage.bake = bakes.then_some(Bake { started, lasts });
        let last = progress.last.as_ref().map(|last| last.time);
        Ok(Going { watch, course, occasions, last, newest: None })
    }

    /// The look before at a phase that does not bake, so that only what changes is told, unless that is
    /// long ago.
    pub(super) fn before(&self) -> Result<Option<Decided>> {
        if self.manner != Manner::Unbaked {
            return Ok(None);
        }
        let name = claim::name(&self.looker.stage, &self.args.watching);
        let decisions = self.looker.memory.store.decisions(&name);
        let last = decisions.context("cannot read what was decided")?.pop();
        let now = nanos(clock());
        let is_left = |last: &Decided| {
            Course::new(self.pace.clone(), last.time, None).is_left(last.time, now)
        };
        Ok(last.filter(|last| !is_left(last)))
    }

    /// Whether the watch has come to nothing else so far, which nobody was told.
    fn only_begins(&self, last: &Decided, decision: &Value) -> Result<bool> {
        let sampled = |fact: &str| is_sampled(self.gathering.plan, fact);
        if self.manner == Manner::Unbaked || !begins(decision, &sampled) {
            return Ok(false);
        }
        let name = claim::name(&self.looker.stage, &self.args.watching);
        let decisions = self.looker.memory.store.decisions(&name);
        let decisions = decisions.context("cannot read what was decided")?;
        Ok(decisions.iter().all(|decided| decided.verdict == last.verdict))
    }

    /// That a series only begins is told at the end alone: then it has not come to anything.
    pub(super) fn messages(
        &self,
        notifier: &Notifier,
        (look, end): (&Look, End),
        occasions: &mut Occasions,
    ) -> Vec<Message> {
        let sampled = |fact: &str| is_sampled(self.gathering.plan, fact);
        let decision = &look.decision;
        let is_young = self.manner != Manner::Unbaked && end != End::Over;
        if is_young && occasions.are_still_to_come(decision, &sampled) {
            return Vec::new();
        }
        notifier.compose(decision, occasions)
    }
}
