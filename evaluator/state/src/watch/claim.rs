//! Who may write to a watch: the holder of its newest claim.

use rusqlite::{Connection, OptionalExtension, params};

use super::WatchName;
use crate::StateError;

/// Who asks for a claim.
#[derive(Clone, Copy, Debug)]
pub struct Claimant<'c> {
    pub pid: u32,
    pub host: &'c str,
    /// How long the claim outlives the last tick or heartbeat, in nanoseconds.
    pub lifetime: i64,
}

/// Who has a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub pid: u32,
    pub host: String,
    /// Its last tick or heartbeat, in nanoseconds since 1970.
    pub heartbeat: i64,
    pub(crate) claim: i64,
}

/// A watch, and the number of a claim on it.
pub(super) type Claim = (i64, i64);

/// The holder whose claim has run out by now, if there is one; an error while it has not.
pub(super) fn silent_holder(
    connection: &Connection,
    watch: i64,
    now: i64,
) -> Result<Option<Holder>, StateError> {
    let found = connection.query_row(
        "SELECT pid, host, heartbeat, claim, until FROM watch WHERE id = ?1 AND pid IS NOT NULL",
        params![watch],
        |row| {
            let (pid, host) = (row.get(0)?, row.get(1)?);
            let holder = Holder { pid, host, heartbeat: row.get(2)?, claim: row.get(3)? };
            Ok((holder, row.get::<_, i64>(4)?))
        },
    );
    match found.optional()? {
        Some((holder, until)) if now < until => {
            let age = now.saturating_sub(holder.heartbeat);
            Err(StateError::Claimed { holder: Box::new(holder), age })
        }
        Some((holder, _)) => Ok(Some(holder)),
        None => Ok(None),
    }
}

pub(super) fn take(
    connection: &Connection,
    (watch, claim): Claim,
    (claimant, now): (&Claimant<'_>, i64),
) -> Result<(), StateError> {
    connection.execute(
        "UPDATE watch SET claim = ?2, pid = ?3, host = ?4 WHERE id = ?1",
        params![watch, claim, claimant.pid, claimant.host],
    )?;
    beat(connection, watch, (now, claimant.lifetime))
}

/// An error unless the claim is the newest one of a watch that goes on.
pub(super) fn hold(connection: &Connection, (watch, claim): Claim) -> Result<(), StateError> {
    let mut statement = connection.prepare(
        "SELECT 1 FROM watch WHERE id = ?1 AND claim = ?2 AND pid IS NOT NULL AND ended IS NULL",
    )?;
    if statement.exists(params![watch, claim])? { Ok(()) } else { Err(StateError::ClaimLost) }
}

/// A heartbeat never goes back, so that a tick that is said again does not make the claim older.
pub(super) fn beat(
    connection: &Connection,
    watch: i64,
    (now, lifetime): (i64, i64),
) -> Result<(), StateError> {
    connection.execute(
        "UPDATE watch SET heartbeat = max(coalesce(heartbeat, ?2), ?2),
         until = max(coalesce(until, ?3), ?3) WHERE id = ?1",
        params![watch, now, now.saturating_add(lifetime)],
    )?;
    Ok(())
}

/// Nothing happens if the claim is not the newest one.
pub(super) fn release(connection: &Connection, (watch, claim): Claim) -> Result<(), StateError> {
    connection.execute(
        "UPDATE watch SET pid = NULL, host = NULL, heartbeat = NULL, until = NULL
         WHERE id = ?1 AND claim = ?2 AND pid IS NOT NULL",
        params![watch, claim],
    )?;
    Ok(())
}

pub(super) fn evict(
    connection: &Connection,
    name: &WatchName<'_>,
    holder: &Holder,
) -> Result<bool, StateError> {
    let changed = connection.execute(
        "UPDATE watch SET pid = NULL, host = NULL, heartbeat = NULL, until = NULL
         WHERE gate = ?1 AND phase = ?2 AND key = ?3 AND ended IS NULL
         AND claim = ?4 AND pid = ?5 AND host = ?6",
        params![name.gate, name.phase, name.key, holder.claim, holder.pid, holder.host],
    )?;
    Ok(changed == 1)
}
