//! Earlier runs, for facts that are compared with them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use gonogo_engine::facts::{NoBaseline, SnapshotParts};
use gonogo_engine::{Snapshot, Stage};

use crate::args::Color;
use crate::history::{self, Earlier};
use crate::input;
use crate::output;

/// Where they are.
#[derive(Clone, Copy, Debug)]
pub(in crate::command) struct Baselines<'b> {
    pub(in crate::command) paths: &'b [PathBuf],
    /// The history that this run may begin.
    pub(in crate::command) record: Option<&'b Path>,
}

impl Baselines<'_> {
    /// Gives the snapshot what it is compared with, or says why there is nothing.
    pub(in crate::command) fn compare(
        self,
        stage: &Stage<'_>,
        snapshot: &mut Snapshot,
    ) -> Result<()> {
        let (mut found, mut none) = (Vec::new(), Vec::new());
        for path in self.paths {
            if !history::is_history(path) {
                found.push(baseline(path)?);
                continue;
            }
            // The history that this very run begins; any other that is not there is a slip.
            if self.record == Some(path) && !path.exists() {
                none.push(NoBaseline::FirstRun(format!("this run begins `{}`", path.display())));
                continue;
            }
            match history::earlier(path, stage, snapshot)? {
                Earlier::Runs(runs) => found.extend(runs),
                Earlier::None(why) => none.push(why),
            }
        }
        // One that cannot be used says more than one that has nothing yet.
        let unusable = none.iter().find(|why| matches!(why, NoBaseline::Unusable(_)));
        if let Some(why) = unusable.or(none.first()) {
            snapshot.set_no_baseline(why.clone());
        }
        snapshot.set_baselines(found);
        Ok(())
    }

    /// A run that does not say when it began cannot be told from those before it.
    pub(in crate::command) fn advise(self, snapshot: &Snapshot, color: Color) {
        let history = self.paths.iter().find(|path| history::is_history(path));
        if let Some(path) = history.filter(|_| snapshot.phase_started().is_none()) {
            let text = format!(
                "note: without `--phase-started`, each decision in `{}` is a run of its own, also \
                 those of the run that goes on\n",
                path.display()
            );
            output::complain(&text, color);
        }
    }
}

/// A recorded snapshot stands for its own time, so that it must say which.
fn baseline(path: &Path) -> Result<Snapshot> {
    let mut parts = SnapshotParts::default();
    let name = path.display().to_string();
    let text = input::read(path, input::SNAPSHOT_BYTES)?;
    ensure!(
        !history::holds_history(&text),
        "{name}: this is a history: give it a name that ends with `.jsonl`"
    );
    parts.add((&name, &text))?;
    let now = parts.now().with_context(|| {
        format!("{name}: a baseline needs `now`, the time that it was recorded at")
    })?;
    Ok(parts.freeze(now))
}
