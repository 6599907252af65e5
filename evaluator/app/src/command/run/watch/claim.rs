//! The watch in the state file: whose it is, and what is written down.

use std::path::Path;

use anyhow::{Context, Result, bail};
use gonogo_engine::{Pace, Stage};
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

/// One that nobody looked after for longer was left: its phase was not watched, and what it waited
/// for may be another release by now. Nanoseconds, and ticks.
const LEFT: i64 = 300_000_000_000;
const LEFT_TICKS: i64 = 4;

/// Begins the watch, or goes on with it, unless it was left; then with when that was. One process
/// at a time.
pub(super) fn enter<'m>(
    memory: &'m Memory,
    stage: &Stage<'_>,
    (watching, pace): (&Watching, &Pace),
) -> Result<(Watch<'m>, Option<i64>)> {
    let watch = claim(memory, stage, watching)?;
    let now = nanos(clock());
    match watch.progress().last.as_ref().map(|last| last.time) {
        Some(last) if is_left(pace, (watch.progress().started, last, now)) => {
            watch.abandon(now).context("cannot end the watch that was left")?;
            Ok((claim(memory, stage, watching)?, Some(last)))
        }
        _ => Ok((watch, None)),
    }
}

fn is_left(pace: &Pace, (started, last, now): (i64, i64, i64)) -> bool {
    let offset = last.saturating_sub(started);
    let tick = pace.next(offset).map_or(0, |next| next.saturating_sub(offset));
    let (away, ticks) = (now.saturating_sub(last), tick.saturating_mul(LEFT_TICKS));
    // Nobody saw the end of a bake that ran out in the meantime, however short it is.
    let ran_out = now.saturating_sub(started) >= pace.bake;
    away > ticks && (ran_out || away > LEFT)
}

fn claim<'m>(memory: &'m Memory, stage: &Stage<'_>, watching: &Watching) -> Result<Watch<'m>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watch_that_nobody_looked_after_is_not_gone_on_with() {
        const M: i64 = 60_000_000_000;
        let check = |every: i64, away: i64, expected: bool| {
            let pace = Pace::even(24 * 60 * M, Some(every));
            assert_eq!(is_left(&pace, (0, 10 * M, 10 * M + away)), expected, "{every} {away}");
        };
        check(M, M, false);
        check(M, 5 * M, false);
        check(M, 6 * M, true);
        check(15 * M, 14 * M, false);
        check(5 * M, 20 * M, false);
        check(5 * M, 21 * M, true);
        assert!(is_left(&Pace::even(4 * M, Some(M / 4)), (0, 0, 4 * M)), "only its start was seen");
        // Past the end of the bake as well: a release of last month must not be a go of today.
        assert!(is_left(&Pace::even(10 * M, None), (0, 9 * M, 9 * M + 60 * 24 * 60 * M)));
    }
}
