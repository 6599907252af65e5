//! One connection, and one question to it: in a transaction that only reads, within limits of
//! time and size, and undone afterwards.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt;
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::types::Type;
use tokio_postgres::{CancelToken, Client, Error, SimpleQueryMessage, SimpleQueryRow, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::cause::{self, Limits};
use super::dsn::Dsn;
use crate::context::Context;
use crate::failure::Failure;
use crate::limits;
use crate::net::{self, Meter, Metered, Place, Roots};

/// What is left to gonogo to tell that the server gave up.
const MARGIN: Duration = Duration::from_millis(100);

pub(super) struct Session {
    client: Client,
    meter: Meter,
    at: String,
    driver: AbortHandle,
    /// What ended the connection.
    fault: Arc<Mutex<Option<Failure>>>,
    line: Line,
    is_asking: bool,
}

/// What a cancellation goes by.
struct Line {
    peer: SocketAddr,
    host: String,
    tls: MakeRustlsConnect,
    token: CancelToken,
}

/// Columns, and rows as texts.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Option<String>>>,
    pub(super) bytes: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Type,
}

/// Whether the connection can be used again.
pub(super) enum Ended {
    Refused(Failure),
    Broken(Failure),
}

impl Session {
    /// With the first host that lets it in.
    pub(super) async fn open(dsn: &Dsn, context: &Context<'_>) -> Result<Self, Failure> {
        let mut last = Failure::new("the DSN names no host");
        for place in &dsn.places {
            let at = format!("{}:{}", place.host, place.port);
            let opening = timeout(limits::CONNECT, Self::open_at(dsn, (place, &at), context));
            last = match opening.await {
                Ok(Ok(session)) => return Ok(session),
                Ok(Err(failure)) => failure,
                Err(_) => {
                    let within = limits::CONNECT.as_secs();
                    Failure::passing(format!("no connection to {at} within {within} s"))
                }
            };
        }
        Err(last)
    }

    async fn open_at(
        dsn: &Dsn,
        (place, at): (&Place, &str),
        context: &Context<'_>,
    ) -> Result<Self, Failure> {
        let stream = net::connected(place, at).await?;
        let broken = |_| Failure::passing(format!("the connection to {at} failed"));
        stream.set_nodelay(true).map_err(broken)?;
        let peer = stream.peer_addr().map_err(broken)?;
        let roots = match dsn.wants_tls() {
            true => context.net.trust.roots(place.ca_file.as_ref()).await?,
            false => Roots::none(),
        };
        let tls = MakeRustlsConnect::new(net::config(&roots)?);
        let host = net::bare(&place.host);
        let meter = Meter::default();
        meter.allow(limits::BODY_BYTES);
        let metered = Metered::new(stream, &meter);
        let connector = connector::<Metered<TcpStream>>(&tls, &host)?;
        let connected = dsn.config.connect_raw(metered, connector).await;
        let (client, connection) = connected.map_err(|error| cause::of_connecting(&error, at))?;
        let fault = Arc::new(Mutex::new(None));
        let (told, shown) = (Arc::clone(&fault), at.to_owned());
        let driver = tokio::spawn(async move {
            if let Err(error) = connection.await {
                let failure = cause::of_connecting(&error, &shown);
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
            }
        });
        let line = Line { peer, host, tls, token: client.cancel_token() };
        let (at, driver) = (at.to_owned(), driver.abort_handle());
        Ok(Self { client, meter, at, driver, fault, line, is_asking: false })
    }

    /// While it is asked, dropping it cancels the query.
    pub(super) async fn ask(
        &mut self,
        sql: &str,
        left: Duration,
        context: &Context<'_>,
    ) -> Result<Table, Ended> {
        self.meter.allow(limits::BODY_BYTES);
        self.is_asking = true;
        let statement = left.saturating_sub(MARGIN).max(left / 2).max(Duration::from_millis(1));
        let given = Limits { statement, lock: statement.mul_f64(0.8) };
        let asked = self.read(sql, &given, context).await;
        // A refused one has ended; of others, it is not known what is still under way.
        if let Err(Ended::Broken(_)) = asked {
            return asked;
        }
        let undone = self.client.batch_execute("rollback").await;
        undone.map_err(|error| self.ended(&error, sql, &given))?;
        self.is_asking = false;
        asked
    }

    async fn read(&self, sql: &str, given: &Limits, context: &Context<'_>) -> Result<Table, Ended> {
        let ended = |error: Error| self.ended(&error, sql, given);
        self.client.batch_execute(&begin(given)).await.map_err(ended)?;
        // Takes one statement only: a second one might end the transaction and write.
        let statement = self.client.prepare(sql).await.map_err(ended)?;
        let columns = columns(&statement).map_err(Ended::Refused)?;
        let rows = self.client.simple_query_raw(sql).await.map_err(ended)?;
        let mut rows = pin!(rows);
        let mut table = Table { columns, rows: Vec::new(), bytes: 0 };
        let mut room = context.net.held.room().await.map_err(Ended::Broken)?;
        while let Some(message) = rows.next().await {
            let SimpleQueryMessage::Row(row) = message.map_err(ended)? else { continue };
            if table.rows.len() >= limits::ROWS {
                let cause =
                    format!("the query gives more than {} rows: select fewer", limits::ROWS);
                return Err(Ended::Broken(Failure::new(cause)));
            }
            table.bytes = limits::BODY_BYTES.saturating_sub(self.meter.left());
            let large = context.net.held.beyond_small(&mut room, table.bytes, limits::BODY_BYTES);
            large.await.map_err(Ended::Broken)?;
            table.rows.push(texts(&row).map_err(Ended::Broken)?);
        }
        Ok(table)
    }

    fn ended(&self, error: &Error, sql: &str, given: &Limits) -> Ended {
        if self.meter.is_spent() {
            let limit = limits::BODY_BYTES / (1024 * 1024);
            let cause = format!("what the query gives is larger than {limit} MiB: select less");
            return Ended::Broken(Failure::new(cause));
        }
        if let Some(error) = error.as_db_error() {
            let failure = cause::of_query(error, sql, given);
            let is_fatal = matches!(error.severity(), "FATAL" | "PANIC");
            return if is_fatal { Ended::Broken(failure) } else { Ended::Refused(failure) };
        }
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ended::Broken(fault.unwrap_or_else(|| cause::of_connection(error, &self.at)))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.is_asking
            && let Ok(handle) = Handle::try_current()
        {
            let Line { peer, host, tls, token } = &self.line;
            let (peer, connector, token) =
                (*peer, connector::<TcpStream>(tls, host), token.clone());
            // As well as it goes: the server ends the query by itself when its time is over.
            handle.spawn(timeout(limits::CONNECT, async move {
                if let (Ok(stream), Ok(tls)) = (TcpStream::connect(peer).await, connector) {
                    let _ = token.cancel_query_raw(stream, tls).await;
                }
            }));
        }
        self.driver.abort();
    }
}

fn connector<S>(
    tls: &MakeRustlsConnect,
    host: &str,
) -> Result<<MakeRustlsConnect as MakeTlsConnect<S>>::TlsConnect, Failure>
where
    MakeRustlsConnect: MakeTlsConnect<S>,
{
    let made = tls.clone().make_tls_connect(host);
    made.map_err(|_| Failure::new(format!("`{host}` is no name of a server")))
}

/// The settings are selected: after that the transaction cannot be made a writing one any more.
/// They end with the transaction: behind a pooler the session is somebody else's afterwards.
fn begin(given: &Limits) -> String {
    let settings = [
        ("statement_timeout", given.statement.as_millis().max(1).to_string()),
        ("lock_timeout", given.lock.as_millis().max(1).to_string()),
        ("idle_in_transaction_session_timeout", given.statement.as_millis().max(1).to_string()),
        ("default_transaction_read_only", "on".to_owned()),
        ("TimeZone", "UTC".to_owned()),
        ("DateStyle", "ISO, YMD".to_owned()),
        ("IntervalStyle", "iso_8601".to_owned()),
        ("bytea_output", "hex".to_owned()),
        ("extra_float_digits", "3".to_owned()),
    ];
    let set = settings.map(|(name, value)| format!("set_config('{name}', '{value}', true)"));
    format!("begin read only; select {}", set.join(", "))
}

/// A statement without columns is no question: `commit`, `copy … to`, `do`.
fn columns(statement: &Statement) -> Result<Vec<Column>, Failure> {
    if !statement.params().is_empty() {
        return Err(Failure::new("the query has a parameter such as `$1`, and nothing is bound"));
    }
    if statement.columns().is_empty() {
        let cause = "the statement gives no columns: write a query that begins with `select`";
        return Err(Failure::new(cause));
    }
    let column = |column: &tokio_postgres::Column| Column {
        name: column.name().to_owned(),
        kind: column.type_().clone(),
    };
    Ok(statement.columns().iter().map(column).collect())
}

fn texts(row: &SimpleQueryRow) -> Result<Vec<Option<String>>, Failure> {
    let no_text = |_| Failure::new("a value of the query is no UTF-8 text");
    let text = |at| row.try_get(at).map(|text| text.map(str::to_owned)).map_err(no_text);
    (0..row.len()).map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_begins_with_its_limits() {
        let second = Duration::from_secs(1);
        let text = begin(&Limits { statement: second, lock: second / 2 });
        assert!(text.starts_with("begin read only; select set_config('statement_timeout', '1000'"));
        assert!(text.contains("set_config('lock_timeout', '500', true)"), "{text}");
    }
}
