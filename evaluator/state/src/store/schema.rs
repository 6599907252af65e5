//! The tables, as they are made, and whether a file has exactly these.

use rusqlite::Connection;

use crate::StateError;

/// In the header of the file: `gngs`.
pub(super) const APPLICATION: i64 = 0x676e_6773;
pub(super) const VERSION: i64 = 1;

/// Name and statement. SQLite keeps the text of each, so that it can be compared.
const TABLES: &[(&str, &str)] = &[
    (
        "series",
        "CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL,
  fact TEXT NOT NULL,
  labels TEXT NOT NULL,
  UNIQUE (scope, fact, labels)
) STRICT",
    ),
    // No value is no number: SQLite has no NaN.
    (
        "sample",
        "CREATE TABLE sample (
  series INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
  time INTEGER NOT NULL,
  value REAL,
  PRIMARY KEY (series, time)
) STRICT, WITHOUT ROWID",
    ),
    // `claim` counts claims: who holds an older number has lost the watch. Ids are never given
    // twice, so that an old handle does not fit a new watch.
    (
        "watch",
        "CREATE TABLE watch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  gate TEXT NOT NULL,
  phase TEXT NOT NULL,
  key TEXT NOT NULL,
  digest TEXT NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER,
  verdict TEXT,
  claim INTEGER NOT NULL,
  pid INTEGER,
  host TEXT,
  heartbeat INTEGER,
  until INTEGER
) STRICT",
    ),
    (
        "watch_open",
        "CREATE UNIQUE INDEX watch_open ON watch (gate, phase, key) WHERE ended IS NULL",
    ),
    ("watch_name", "CREATE INDEX watch_name ON watch (gate, phase, key, id)"),
    (
        "decision",
        "CREATE TABLE decision (
  watch INTEGER NOT NULL REFERENCES watch ON DELETE CASCADE,
  time INTEGER NOT NULL,
  digest TEXT NOT NULL,
  verdict TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  rules TEXT NOT NULL,
  changed INTEGER NOT NULL,
  document TEXT,
  PRIMARY KEY (watch, time)
) STRICT, WITHOUT ROWID",
    ),
    (
        "notification",
        "CREATE TABLE notification (
  id TEXT NOT NULL PRIMARY KEY,
  asked INTEGER NOT NULL,
  due INTEGER NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'delivered', 'dropped')),
  attempts INTEGER NOT NULL,
  tried INTEGER,
  cause TEXT
) STRICT",
    ),
    (
        "notification_open",
        "CREATE INDEX notification_open ON notification (due) WHERE state IN ('waiting', 'sending')",
    ),
];

/// Everything at once, or nothing; another process may be faster.
pub(super) fn create(connection: &Connection) -> Result<(), StateError> {
    use rusqlite::{Transaction, TransactionBehavior};
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    if application(&transaction)? == APPLICATION {
        return Ok(());
    }
    let objects: i64 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if objects != 0 || application(&transaction)? != 0 {
        return Err(StateError::NotOurs);
    }
    for (_, statement) in TABLES {
        transaction.execute(statement, [])?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(transaction.commit()?)
}

pub(super) fn application(connection: &Connection) -> Result<i64, StateError> {
    Ok(connection.pragma_query_value(None, "application_id", |row| row.get(0))?)
}

/// That the file has the version and the tables that this program makes.
pub(super) fn verify(connection: &Connection) -> Result<(), StateError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > VERSION {
        return Err(StateError::Newer { found, known: VERSION });
    }
    if found != VERSION {
        return Err(StateError::Altered { what: format!("version {found}") });
    }
    let mut statement =
        connection.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")?;
    let mut rows = statement.query([])?;
    let mut left: Vec<&str> = TABLES.iter().map(|(name, _)| *name).collect();
    while let Some(row) = rows.next()? {
        let (name, sql): (String, String) = (row.get(0)?, row.get(1)?);
        // SQLite's own, such as the counter of ids.
        if name.starts_with("sqlite_") {
            continue;
        }
        if !TABLES.contains(&(name.as_str(), sql.as_str())) {
            return Err(StateError::Altered { what: format!("`{name}`") });
        }
        left.retain(|table| *table != name);
    }
    match left.first() {
        Some(missing) => Err(StateError::Altered { what: format!("no `{missing}`") }),
        None => Ok(()),
    }
}
