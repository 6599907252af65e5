//! Watches: a gate that is looked at again and again in one phase, until it has ended.
//!
//! One process at a time has the claim on a watch. A claim is kept alive by ticks and heartbeats,
//! and can be taken over once it has been silent for its lifetime. The number of the claim is
//! checked with each write, so that a process that was taken for dead cannot write on.

mod claim;
mod decision;

use rusqlite::{Connection, OptionalExtension, params};

pub use claim::{Claimant, Holder};
pub use decision::{Decided, Tick};

use crate::{StateError, Store, limits, outbox};
use decision::Ending;

/// What a watch is found by again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WatchName<'w> {
    pub gate: &'w str,
    pub phase: &'w str,
    /// What is released, such as an id; may be empty.
    pub key: &'w str,
}

/// Who wants to watch what.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'w> {
    pub name: WatchName<'w>,
    /// Of the gate as it is now.
    pub digest: &'w str,
    pub claimant: Claimant<'w>,
}

/// Where a watch stands when it is entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// When the phase was first looked at, in nanoseconds since 1970.
    pub started: i64,
    pub origin: Origin,
    /// The last tick of this watch.
    pub last: Option<Decided>,
    /// Who had the claim and was silent for too long.
    pub taken_over: Option<Holder>,
    /// The last watch of this name that has ended, if this one is new.
    pub before: Option<Finished>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Begun,
    Resumed,
    /// The gate has changed since: this was its digest.
    ResumedWithAnotherGate {
        digest: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    pub started: i64,
    pub ended: i64,
    /// None if it was abandoned.
    pub verdict: Option<String>,
}

/// A claim on a watch that goes on. Dropping it gives the claim back, if the file can be written;
/// [`Watch::release`] does so too, and says if not.
#[derive(Debug)]
pub struct Watch<'s> {
    store: &'s Store,
    id: i64,
    claim: i64,
    lifetime: i64,
    digest: String,
    progress: Progress,
}

impl Store {
    /// Goes on with the watch of this name where it was, or begins one with its phase starting
    /// now. Fails if another process has the claim, or has seen a later time.
    pub fn begin_or_resume(&self, entry: &Entry<'_>, now: i64) -> Result<Watch<'_>, StateError> {
        entry.check()?;
        let (id, claim, progress) = self.write(|transaction| match open(transaction, entry)? {
            Some(found) => resume(transaction, entry, found, now),
            None => begin(transaction, entry, now),
        })?;
        let lifetime = entry.claimant.lifetime;
        let digest = entry.digest.to_owned();
        Ok(Watch { store: self, id, claim, lifetime, digest, progress })
    }

    /// Takes the claim from a holder whom the caller knows to be dead. `false` if that holder does
    /// not have it (any more).
    pub fn evict(&self, name: &WatchName<'_>, holder: &Holder) -> Result<bool, StateError> {
        self.write(|transaction| claim::evict(transaction, name, holder))
    }

    /// The decisions of the newest watch of this name, in the order of time.
    pub fn decisions(&self, name: &WatchName<'_>) -> Result<Vec<Decided>, StateError> {
        let newest = self.connection().query_row(
            "SELECT max(id) FROM watch WHERE gate = ?1 AND phase = ?2 AND key = ?3",
            params![name.gate, name.phase, name.key],
            |row| row.get::<_, Option<i64>>(0),
        )?;
        newest.map_or(Ok(Vec::new()), |watch| decision::all(self.connection(), watch))
    }
}

impl Watch<'_> {
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Records a decision, with the notifications that it asks for, and keeps the claim alive.
    /// The same tick again changes nothing.
    pub fn tick(&mut self, tick: &Tick<'_>) -> Result<(), StateError> {
        self.record(tick, Ending::GoesOn)
    }

    /// Records the last decision: the watch has ended, and will not be resumed.
    pub fn finish(mut self, tick: &Tick<'_>) -> Result<(), StateError> {
        self.record(tick, Ending::Ends)
    }

    /// Ends the watch without a decision, so that the next one begins anew.
    pub fn abandon(self, now: i64) -> Result<(), StateError> {
        self.store.write(|transaction| {
            claim::hold(transaction, (self.id, self.claim))?;
            end(transaction, self.id, (now, None))
        })
    }

    /// Says that this process still lives; more often than the lifetime of its claim.
    pub fn heartbeat(&self, now: i64) -> Result<(), StateError> {
        self.store.write(|transaction| {
            claim::hold(transaction, (self.id, self.claim))?;
            claim::beat(transaction, self.id, (now, self.lifetime))
        })
    }

    /// Gives the claim back; the watch can be resumed at once.
    pub fn release(self) -> Result<(), StateError> {
        self.give_back()
    }

    fn record(&mut self, tick: &Tick<'_>, ending: Ending) -> Result<(), StateError> {
        tick.check()?;
        let decided = self.store.write(|transaction| {
            claim::hold(transaction, (self.id, self.claim))?;
            let seen = self.progress.started;
            if tick.time < seen {
                return Err(StateError::ClockBehind { now: tick.time, seen });
            }
            let decided = decision::record(transaction, self.id, (&self.digest, tick))?;
            for notification in tick.notifications {
                outbox::add(transaction, notification)?;
            }
            match ending {
                Ending::GoesOn => {
                    claim::beat(transaction, self.id, (tick.time, self.lifetime))?;
                }
                Ending::Ends => end(transaction, self.id, (tick.time, Some(tick.verdict)))?,
            }
            Ok(decided)
        })?;
        self.progress.last = Some(decided);
        Ok(())
    }

    fn give_back(&self) -> Result<(), StateError> {
        self.store.write(|transaction| claim::release(transaction, (self.id, self.claim)))
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        // A claim that cannot be given back runs out by itself.
        let _ = self.give_back();
    }
}

impl Entry<'_> {
    fn check(&self) -> Result<(), StateError> {
        limits::name("the name of a gate", self.name.gate)?;
        limits::name("the name of a phase", self.name.phase)?;
        limits::name("the key of a watch", self.name.key)?;
        limits::name("the digest of a gate", self.digest)?;
        limits::name("the name of a host", self.claimant.host)?;
        if self.claimant.lifetime > 0 { Ok(()) } else { Err(StateError::Lifetime) }
    }
}

/// A watch that goes on, as it is in the file.
struct Open {
    id: i64,
    digest: String,
    started: i64,
    claim: i64,
}

fn open(connection: &Connection, entry: &Entry<'_>) -> Result<Option<Open>, StateError> {
    let WatchName { gate, phase, key } = entry.name;
    let found = connection.query_row(
        "SELECT id, digest, started, claim FROM watch
         WHERE gate = ?1 AND phase = ?2 AND key = ?3 AND ended IS NULL",
        params![gate, phase, key],
        |row| {
            let (id, digest) = (row.get(0)?, row.get(1)?);
            Ok(Open { id, digest, started: row.get(2)?, claim: row.get(3)? })
        },
    );
    Ok(found.optional()?)
}

fn begin(
    connection: &Connection,
    entry: &Entry<'_>,
    now: i64,
) -> Result<(i64, i64, Progress), StateError> {
    let WatchName { gate, phase, key } = entry.name;
    let before = connection.query_row(
        "SELECT started, ended, verdict FROM watch
         WHERE gate = ?1 AND phase = ?2 AND key = ?3 ORDER BY id DESC LIMIT 1",
        params![gate, phase, key],
        |row| Ok(Finished { started: row.get(0)?, ended: row.get(1)?, verdict: row.get(2)? }),
    );
    let before = before.optional()?;
    connection.execute(
        "INSERT INTO watch (gate, phase, key, digest, started, claim) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
        params![gate, phase, key, entry.digest, now],
    )?;
    let id = connection.last_insert_rowid();
    claim::take(connection, (id, 1), (&entry.claimant, now))?;
    let origin = Origin::Begun;
    let progress = Progress { started: now, origin, last: None, taken_over: None, before };
    Ok((id, 1, progress))
}

fn resume(
    connection: &Connection,
    entry: &Entry<'_>,
    found: Open,
    now: i64,
) -> Result<(i64, i64, Progress), StateError> {
    let taken_over = claim::silent_holder(connection, found.id, now)?;
    let last = decision::last(connection, found.id)?;
    let seen = last.as_ref().map_or(found.started, |last| last.time);
    if now < seen {
        return Err(StateError::ClockBehind { now, seen });
    }
    let claim = found.claim.saturating_add(1);
    claim::take(connection, (found.id, claim), (&entry.claimant, now))?;
    connection
        .execute("UPDATE watch SET digest = ?2 WHERE id = ?1", params![found.id, entry.digest])?;
    let origin = match found.digest {
        digest if digest == entry.digest => Origin::Resumed,
        digest => Origin::ResumedWithAnotherGate { digest },
    };
    let started = found.started;
    Ok((found.id, claim, Progress { started, origin, last, taken_over, before: None }))
}

fn end(
    connection: &Connection,
    watch: i64,
    (time, verdict): (i64, Option<&str>),
) -> Result<(), StateError> {
    connection.execute(
        "UPDATE watch SET ended = ?2, verdict = ?3, pid = NULL, host = NULL, heartbeat = NULL,
         until = NULL WHERE id = ?1",
        params![watch, time, verdict],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests;
