//! The file, opened: whose it is, how it is written, and what of it is forgotten.

mod file;
mod schema;

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};

use crate::{StateError, limits};

/// How long SQLite waits for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);
const LOG_BYTES: i64 = 4 * 1024 * 1024;

/// An open state file. Several processes may have it open at once.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

/// How much was deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten {
    pub samples: usize,
    /// Watches that had ended, with their decisions.
    pub watches: usize,
    pub notifications: usize,
}

impl Store {
    /// Opens the file, or makes it, readable and writable by its owner only. Any other file is
    /// refused and left as it is. Where a process was killed, the whole file is checked.
    pub fn open(path: &Path) -> Result<Self, StateError> {
        let path = file::ensure(path)?;
        let has_log = file::has_log(&path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags)?;
        harden(&connection)?;
        // Until it is known whose file this is, nothing is moved from the log into it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log)?;
        own(&connection)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        set_durable(&connection)?;
        if has_log {
            check(&connection)?;
        }
        Ok(Self { connection })
    }

    /// One that is forgotten with this process.
    pub fn in_memory() -> Result<Self, StateError> {
        let connection = Connection::open_in_memory()?;
        harden(&connection)?;
        own(&connection)?;
        Ok(Self { connection })
    }

    /// Deletes what has become old: samples, watches that ended, and notifications that are done
    /// with, all from before the time. What goes on is kept.
    pub fn forget(&self, before: i64) -> Result<Forgotten, StateError> {
        self.write(|transaction| {
            let delete = |sql: &str| transaction.execute(sql, params![before]);
            let samples = delete("DELETE FROM sample WHERE time < ?1")?;
            let watches = delete("DELETE FROM watch WHERE ended < ?1")?;
            let notifications = delete(
                "DELETE FROM notification WHERE state IN ('delivered', 'dropped') AND due < ?1",
            )?;
            transaction.execute(
                "DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM sample WHERE series = id)",
                [],
            )?;
            Ok(Forgotten { samples, watches, notifications })
        })
    }

    /// Runs `work` as the only writer. What it did is on the disk when this returns `Ok`, and
    /// undone when it returns an error.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StateError>,
    ) -> Result<T, StateError> {
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// What a file says is not to be trusted before it is known, nor entirely after.
fn harden(connection: &Connection) -> Result<(), StateError> {
    connection.busy_timeout(PATIENCE)?;
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
    ] {
        connection.set_db_config(setting, on)?;
    }
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, limits::ROW_BYTES)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(())
}

/// Makes the tables in an empty file; refuses what is not ours, or not as we made it.
fn own(connection: &Connection) -> Result<(), StateError> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    if connection.is_readonly("main")? {
        // Whose it is matters more than whether it can be written.
        let is_ours = pages == 0 || schema::application(connection)? == schema::APPLICATION;
        return Err(if is_ours { StateError::ReadOnly } else { StateError::NotOurs });
    }
    if pages == 0 {
        schema::create(connection)?;
    }
    if schema::application(connection)? != schema::APPLICATION {
        return Err(StateError::NotOurs);
    }
    schema::verify(connection)
}

/// A commit returns when it is on the disk.
fn set_durable(connection: &Connection) -> Result<(), StateError> {
    write_ahead(connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Only macOS tells its disks apart from its memory by these.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES, |_| Ok(()))?;
    Ok(())
}

/// Changing the journal does not wait for others, as a transaction does.
fn write_ahead(connection: &Connection) -> Result<(), StateError> {
    const ATTEMPTS: usize = 20;
    for _ in 0..ATTEMPTS {
        let mode = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match mode.map_err(StateError::from) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(_) => return Err(StateError::NoSharing),
            Err(StateError::Locked) => {
                Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?.commit()?;
            }
            Err(other) => return Err(other),
        }
    }
    Err(StateError::Locked)
}

fn check(connection: &Connection) -> Result<(), StateError> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(StateError::Damaged { what: found }) }
}

#[cfg(test)]
pub(crate) mod tests;
