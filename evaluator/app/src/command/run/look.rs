//! One look at a phase: its facts, and the decision about them.

use anyhow::Result;
use gonogo_collect::Event;
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Decision, Snapshot, Stage, Timestamp, decide};

use crate::command::deciding::baselines::Baselines;
use crate::command::gathering::{Gathering, Memory};

/// What a look needs beside the sources.
pub(super) struct Looker<'l> {
    pub(super) stage: Stage<'l>,
    pub(super) memory: &'l Memory,
    /// By hand.
    pub(super) given: SnapshotParts,
    pub(super) baselines: Baselines<'l>,
}

#[derive(Clone, Debug)]
pub(super) struct Look {
    pub(super) snapshot: Snapshot,
    pub(super) decision: Decision,
}

impl Looker<'_> {
    pub(super) async fn look(
        &self,
        gathering: &Gathering<'_>,
        observe: &dyn Fn(Event<'_>),
    ) -> Result<Look> {
        let gathered = gathering.gather(self.memory, observe).await?;
        self.decide(gathered.freeze(self.given.clone())?)
    }

    fn decide(&self, mut snapshot: Snapshot) -> Result<Look> {
        self.baselines.compare(&self.stage, &mut snapshot)?;
        let decision = decide(&self.stage, &snapshot);
        Ok(Look { snapshot, decision })
    }

    /// Nothing was seen: no go, for that cause.
    pub(super) fn blind(&self, now: Timestamp, cause: &str) -> Result<Look> {
        let snapshot = SnapshotParts::default().freeze(now);
        self.unfinished(&Look { decision: decide(&self.stage, &snapshot), snapshot }, cause)
    }

    /// The same facts, of a phase that is not over: no go, unless it is a rollback.
    pub(super) fn unfinished(&self, look: &Look, cause: &str) -> Result<Look> {
        let decision = decide(&self.stage.unfinished(cause), &look.snapshot);
        Ok(Look { snapshot: look.snapshot.clone(), decision })
    }
}
