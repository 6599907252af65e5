//! A streaming replica of a whole server.

use std::time::Duration;

use super::{Database, Postgres, cluster};
use crate::process::{Folder, Server, Tool, wait_until};

const CAUGHT_UP_WITHIN: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(20);

/// Just started it has replayed no transaction: its lag is NULL, which is not 0.
#[derive(Debug)]
pub struct Replica {
    server: Server,
}

impl Replica {
    /// Copies all databases, and follows.
    #[must_use]
    pub fn of(primary: &Postgres) -> Self {
        let folder = Folder::new();
        let port = primary.port().to_string();
        Tool::new("pg_basebackup", folder.path())
            .args(&["-h", "127.0.0.1", "-p", &port, "-U", Postgres::USER, "-D", "data"])
            .args(&["-R", "-X", "stream", "-c", "fast", "--no-sync"])
            .run();
        Self { server: cluster::start(folder) }
    }

    /// The copy of a database.
    #[must_use]
    pub fn database(&self, of: &Database) -> Database {
        Database::new(self.server.site(), of.name())
    }

    /// Waits until a statement gives `expected` here; panics after 10 seconds.
    pub fn wait_for(&self, database: &Database, statement: &str, expected: &str) {
        let copy = self.database(database);
        let mut last = Err("nothing was asked".to_owned());
        let found = wait_until(CAUGHT_UP_WITHIN, POLL, || {
            last = copy.attempt(statement);
            last.as_deref().is_ok_and(|rows| rows == expected).then_some(())
        });
        assert!(
            found.is_some(),
            "the replica has {last:?}, not `{expected}`\n{}",
            self.server.log()
        );
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        self.server.site().port
    }

    pub fn server(&mut self) -> &mut Server {
        &mut self.server
    }
}
