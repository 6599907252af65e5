//! One database, and what to call it by.

use std::path::PathBuf;

use super::Postgres;
use crate::process::{Site, Tool};

#[derive(Debug, Clone)]
pub struct Database {
    port: u16,
    name: String,
    folder: PathBuf,
}

impl Database {
    pub(super) fn new(site: &Site, name: &str) -> Self {
        Self { port: site.port, name: name.to_owned(), folder: site.folder.clone() }
    }

    /// `postgresql://gate@127.0.0.1:port/name`
    #[must_use]
    pub fn dsn(&self) -> String {
        self.dsn_of(Postgres::USER)
    }

    /// The same for [`Postgres::READER`], with the password.
    #[must_use]
    pub fn reader_dsn(&self) -> String {
        self.dsn_of(&format!("{}:{}", Postgres::READER, Postgres::PASSWORD))
    }

    /// For who logs in as `login`: a user, or `user:password`.
    #[must_use]
    pub fn dsn_of(&self, login: &str) -> String {
        format!("postgresql://{login}@127.0.0.1:{}/{}", self.port, self.name)
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs statements; the rows of what they select, a line each, columns parted by `|`,
    /// NULL as `NULL`. Panics with the message of PostgreSQL when one fails.
    pub fn run(&self, statements: &str) -> String {
        self.attempt(statements).unwrap_or_else(|error| panic!("{statements}: {error}"))
    }

    /// The same, with the message when it fails.
    ///
    /// # Errors
    /// What PostgreSQL says of the statements.
    pub fn attempt(&self, statements: &str) -> Result<String, String> {
        let printed = Tool::new("psql", &self.folder)
            .args(&["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
            .args(&["--pset", "null=NULL", "--set", "ON_ERROR_STOP=1", "--dbname", &self.dsn()])
            .input(statements.as_bytes())
            .attempt()?;
        Ok(String::from_utf8_lossy(&printed).trim_end().to_owned())
    }
}
