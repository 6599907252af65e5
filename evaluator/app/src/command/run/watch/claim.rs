//! The watch in the state file: whose it is, and what is written down.

use std::path::Path;

use anyhow::{Context, Result, bail};
use gonogo_engine::Stage;
use gonogo_state::{Claimant, Entry, Holder, Notification, StateError, Watch, WatchName};
use gonogo_watch::Pace;
use gonogo_watch::{Course, Message};

use super::super::look::Look;
use super::super::nanos;
use super::{LIFETIME, tick};
use crate::args::run::Watching;
use crate::command::gathering::{Memory, clock};

/// Texts that a tick borrows.
pub(super) struct Parts<'p> {
    pub(super) rules: Vec<&'p str>,
    pub(super) document: String,
    pub(super) notifications: Vec<Notification<'p>>,
}

/// A watch, and the bake that it watches.
pub(super) struct Entered<'m> {
    pub(super) watch: Watch<'m>,
    pub(super) course: Course,
    /// When somebody looked last before it began anew.
    pub(super) left: Option<i64>,
}

/// How it is to be watched: at which pace, and since when the phase is said to go on.
#[derive(Clone, Copy)]
pub(super) struct Wish<'w> {
    pub(super) watching: &'w Watching,
    pub(super) pace: &'w Pace,
    pub(super) told: Option<i64>,
}

/// Begins the watch, or goes on with it, unless it was left. One process at a time.
pub(super) fn enter<'m>(
    memory: &'m Memory,
    stage: &Stage<'_>,
    wish: Wish<'_>,
) -> Result<Entered<'m>> {
    let watch = claim(memory, stage, wish.watching)?;
    let course = course(&watch, wish);
    let now = nanos(clock());
    match watch.progress().last.as_ref().map(|last| last.time) {
        Some(last) if course.is_left(last, now) => anew(memory, stage, (wish, (watch, last))),
        _ => Ok(Entered { watch, course, left: None }),
    }
}

/// Ends a watch that was left, and begins another one.
pub(super) fn anew<'m>(
    memory: &'m Memory,
    stage: &Stage<'_>,
    (wish, (watch, last)): (Wish<'_>, (Watch<'m>, i64)),
) -> Result<Entered<'m>> {
    watch.abandon(nanos(clock())).context("cannot end the watch that was left")?;
    let watch = claim(memory, stage, wish.watching)?;
    let course = course(&watch, wish);
    Ok(Entered { watch, course, left: Some(last) })
}

fn course(watch: &Watch<'_>, wish: Wish<'_>) -> Course {
    Course::new(wish.pace.clone(), watch.progress().started, wish.told)
}

fn claim<'m>(memory: &'m Memory, stage: &Stage<'_>, watching: &Watching) -> Result<Watch<'m>> {
    let host = host();
    let name = name(stage, watching);
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

pub(super) fn name<'n>(stage: &Stage<'n>, watching: &'n Watching) -> WatchName<'n> {
    WatchName { gate: &stage.gate.name, phase: &stage.phase.name, key: &watching.release }
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

/// An occasion that was told of before may be described in other words by now.
fn unknown<'p>(memory: &Memory, messages: &'p [Message]) -> Result<Vec<Notification<'p>>> {
    let mut unknown = Vec::new();
    for message in messages {
        if !memory.store.knows(&message.id)? {
            unknown.push(notification(message));
        }
    }
    Ok(unknown)
}

fn notification(message: &Message) -> Notification<'_> {
    Notification { id: &message.id, due: message.due, body: &message.body }
}

/// What comes after a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    GoesOn,
    /// This process looks no more; another one may go on with the watch.
    Stops,
    Over,
}

/// `None` once nobody goes on.
pub(super) fn record<'m>(
    (memory, mut watch): (&'m Memory, Watch<'m>),
    look: &Look,
    (messages, end, at): (&[Message], End, i64),
) -> Result<Option<Watch<'m>>> {
    let parts = Parts {
        rules: look.decision.deciding.iter().map(String::as_str).collect(),
        document: serde_json::to_string(&look.decision)?,
        notifications: unknown(memory, messages)?,
    };
    let tick = tick(look, (&parts, at));
    if tick.verdict.is_empty() {
        bail!("a decision without a verdict");
    }
    match end {
        End::GoesOn => {
            watch.tick(&tick)?;
            return Ok(Some(watch));
        }
        End::Stops => {
            watch.tick(&tick)?;
            watch.release()?;
        }
        End::Over => watch.finish(&tick)?,
    }
    Ok(None)
}
