//! A PostgreSQL server.

mod cause;
mod dsn;
mod interval;
mod rows;
mod session;
mod value;

use gonogo_sources::{Request, Server};
use serde_json::Value;
use tokio::task::spawn_blocking;
use tokio::time::Instant;

use crate::content;
use crate::context::Context;
use crate::failure::Failure;
use crate::net::Pool;
use crate::secrets::Secrets;
use dsn::Dsn;
use session::{Ended, Session};

/// More is converted beside the other fetches.
const INLINE: usize = 1024 * 1024;

pub(crate) struct Postgres {
    dsn: Dsn,
    pool: Pool<Session>,
}

impl Postgres {
    pub(crate) fn new(at: &Server, given: (&Context<'_>, &Secrets)) -> Result<Self, Failure> {
        Ok(Self { dsn: Dsn::new(at, given)?, pool: Pool::default() })
    }

    /// The server ends the query by itself shortly before `until`.
    pub(crate) async fn fetch(
        &self,
        sql: &str,
        request: &Request,
        (context, until): (&Context<'_>, Instant),
    ) -> Result<Value, Failure> {
        let (mut session, turn) = self.pool.take(Session::open(&self.dsn, context)).await?;
        let left = until.saturating_duration_since(Instant::now());
        let table = match session.ask(sql, left, context).await {
            Ok(table) => {
                self.pool.give_back(session, turn);
                table
            }
            Err(Ended::Refused(failure)) => {
                self.pool.give_back(session, turn);
                return Err(failure);
            }
            Err(Ended::Broken(failure)) => return Err(failure),
        };
        let kind = request.shape.kind;
        let value = if table.bytes <= INLINE {
            rows::value(&table, kind)
        } else {
            let failed = |_| Err(Failure::new("reading the rows failed"));
            spawn_blocking(move || rows::value(&table, kind)).await.unwrap_or_else(failed)
        };
        Ok(content::sample(value?, request, context.at))
    }
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postgres").field("dsn", &self.dsn).finish_non_exhaustive()
    }
}
