//! The watch in the state file: whose it is, and what is written down.

use std::path::Path;

use anyhow::{Context, Result, bail};
use gonogo_engine::Stage;
use gonogo_state::{Claimant, Entry, Holder, Notification, StateError, Watch, WatchName};

use super::super::look::Look;
use super::super::nanos;
use super::super::notify::Message;
use super::{LIFETIME, tick};
use crate::args::run::Watching;
use crate::command::gathering::{Memory, clock};

/// Texts that a tick borrows.
pub(super) struct Parts<'p> {
    pub(super) rules: Vec<&'p str>,
    pub(super) document: String,
    pub(super) notifications: Vec<Notification<'p>>,
}

/// Begins the watch, or goes on with it. One process at a time.
pub(super) fn enter<'m>(
    memory: &'m Memory,
    stage: &Stage<'_>,
    watching: &Watching,
) -> Result<Watch<'m>> {
    let host = host();
    let name =
        WatchName { gate: &stage.gate.name, phase: &stage.phase.name, key: &watching.release };
    let claimant = Claimant { pid: std::process::id(), host: &host, lifetime: LIFETIME };
    let entry = Entry { name, digest: &stage.gate.digest, claimant };
    let enter = || memory.store.begin_or_resume(&entry, nanos(clock()));
    match enter() {
        Err(StateError::Claimed { holder, .. }) if is_gone(&holder, &host) => {
            memory.store.evict(&name, &holder).context("cannot take the watch over")?;
            enter().context("cannot take the watch over")
        }
        other => other.context("cannot watch"),
    }
}

/// On this machine, and no longer there.
fn is_gone(holder: &Holder, host: &str) -> bool {
    let processes = Path::new("/proc/self");
    holder.host == host
        && processes.exists()
        && !Path::new("/proc").join(holder.pid.to_string()).exists()
}

fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname");
    name.map(|name| name.trim().to_owned()).unwrap_or_default()
}

/// `None` once it is over.
pub(super) fn record<'m>(
    mut watch: Watch<'m>,
    look: &Look,
    (messages, is_over): (&[Message], bool),
) -> Result<Option<Watch<'m>>> {
    let parts = Parts {
        rules: look.decision.deciding.iter().map(String::as_str).collect(),
        document: serde_json::to_string(&look.decision)?,
        notifications: messages.iter().map(Message::notification).collect(),
    };
    let tick = tick(look, &parts);
    if tick.verdict.is_empty() {
        bail!("a decision without a verdict");
    }
    if is_over {
        watch.finish(&tick)?;
        return Ok(None);
    }
    watch.tick(&tick)?;
    Ok(Some(watch))
}
