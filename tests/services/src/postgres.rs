//! PostgreSQL: one server for a test binary, one database for each test.

mod cluster;
mod database;
mod replica;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::process::{Folder, Server};
use crate::tls::Tls;
pub use database::Database;
pub use replica::Replica;

#[derive(Debug)]
pub struct Postgres {
    server: Server,
}

impl Postgres {
    /// May do anything, and is let in without a password.
    pub const USER: &'static str = "gate";
    /// May read what others made, once they granted it, and has to give [`Postgres::PASSWORD`].
    pub const READER: &'static str = "reader";
    pub const PASSWORD: &'static str = "let-me-in";

    /// The server that all tests of this process share; it ends with the process.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// A server of its own, for a test that stops it, or that counts all that happens to it.
    #[must_use]
    pub fn start() -> Self {
        let folder = Folder::new();
        cluster::create(&folder);
        Self { server: cluster::start(folder) }
    }

    /// One that speaks TLS as well.
    #[must_use]
    pub fn with_tls(tls: &Tls) -> Self {
        let folder = Folder::new();
        cluster::create(&folder);
        cluster::add_tls(&folder, tls);
        Self { server: cluster::start(folder) }
    }

    /// A new database, after the given statements.
    #[must_use]
    pub fn database(&self, statements: &str) -> Database {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.named("postgres").run(&format!("create database {name}"));
        let database = self.named(&name);
        database.run(statements);
        database
    }

    fn named(&self, name: &str) -> Database {
        Database::new(self.server.site(), name)
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        self.server.site().port
    }

    pub fn server(&mut self) -> &mut Server {
        &mut self.server
    }
}
