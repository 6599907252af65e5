//! Decisions: what each tick of a watch said, and the whole of those that said something new.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{Notification, StateError, limits, outbox};

/// A decision to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct Tick<'t> {
    /// The snapshot's `now`, in nanoseconds since 1970.
    pub time: i64,
    pub verdict: &'t str,
    /// The snapshot's digest.
    pub snapshot: &'t str,
    /// Ids of the rules that decided.
    pub rules: &'t [&'t str],
    /// The whole decision as JSON. It is kept where verdict or rules have changed, and of the
    /// last tick.
    pub document: &'t str,
    /// What it asks for: kept with it, or not at all.
    pub notifications: &'t [Notification<'t>],
}

/// A decision that was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub time: i64,
    /// The digest of the gate that decided.
    pub digest: String,
    pub verdict: String,
    pub snapshot: String,
    pub rules: Vec<String>,
    pub document: Option<String>,
    /// The first, or with another verdict or other rules than the one before.
    pub changed: bool,
}

pub(super) enum Ending {
    GoesOn,
    Ends,
}

impl Tick<'_> {
    pub(super) fn check(&self) -> Result<(), StateError> {
        limits::name("a verdict", self.verdict)?;
        limits::name("the digest of a snapshot", self.snapshot)?;
        limits::text("a decision", self.document)?;
        limits::count("rules", self.rules.len(), limits::BATCH)?;
        if self.rules.iter().any(|id| id.is_empty() || id.contains('\n')) {
            return Err(StateError::RuleId);
        }
        self.rules.iter().try_for_each(|id| limits::name("the id of a rule", id))?;
        limits::count("notifications", self.notifications.len(), limits::BATCH)?;
        self.notifications.iter().try_for_each(outbox::check)
    }

    fn is_of(&self, decided: &Decided) -> bool {
        self.verdict == decided.verdict && decided.rules == self.rules
    }
}

/// Adds a decision of the gate with this digest. Of the one before, the document is forgotten
/// unless it said something new.
pub(super) fn record(
    connection: &Connection,
    watch: i64,
    (digest, tick): (&str, &Tick<'_>),
) -> Result<Decided, StateError> {
    let last = last(connection, watch)?;
    let changed = match &last {
        Some(last) if tick.time < last.time => {
            return Err(StateError::ClockBehind { now: tick.time, seen: last.time });
        }
        Some(last) if tick.time == last.time => return again(last, (digest, tick)),
        Some(last) => !tick.is_of(last),
        None => true,
    };
    if let Some(Decided { changed: false, time, .. }) = last {
        connection.execute(
            "UPDATE decision SET document = NULL WHERE watch = ?1 AND time = ?2",
            params![watch, time],
        )?;
    }
    let Tick { time, verdict, snapshot, rules, document, .. } = *tick;
    connection.execute(
        "INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![watch, time, digest, verdict, snapshot, rules.join("\n"), changed, document],
    )?;
    Ok(Decided {
        time,
        digest: digest.to_owned(),
        verdict: verdict.to_owned(),
        snapshot: snapshot.to_owned(),
        rules: rules.iter().map(|id| (*id).to_owned()).collect(),
        document: Some(document.to_owned()),
        changed,
    })
}

fn again(last: &Decided, (digest, tick): (&str, &Tick<'_>)) -> Result<Decided, StateError> {
    let is_same = tick.is_of(last)
        && last.digest == digest
        && last.snapshot == tick.snapshot
        && last.document.as_deref() == Some(tick.document);
    if is_same { Ok(last.clone()) } else { Err(StateError::TickDiffers { time: tick.time }) }
}

const SELECT: &str = "SELECT time, digest, verdict, snapshot, rules, document, changed
    FROM decision WHERE watch = ?1 ORDER BY time";

pub(super) fn last(connection: &Connection, watch: i64) -> Result<Option<Decided>, StateError> {
    let sql = format!("{SELECT} DESC LIMIT 1");
    Ok(connection.query_row(&sql, params![watch], read).optional()?)
}

pub(super) fn all(connection: &Connection, watch: i64) -> Result<Vec<Decided>, StateError> {
    let mut statement = connection.prepare(SELECT)?;
    let mut rows = statement.query(params![watch])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        limits::count("decisions", found.len() + 1, limits::ROWS)?;
        found.push(read(row)?);
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Decided> {
    let rules: String = row.get(4)?;
    Ok(Decided {
        time: row.get(0)?,
        digest: row.get(1)?,
        verdict: row.get(2)?,
        snapshot: row.get(3)?,
        rules: rules.split('\n').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        document: row.get(5)?,
        changed: row.get(6)?,
    })
}
