//! One connection, and one command on it.

use std::sync::Arc;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Cmd, Value};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::address::Address;
use super::cause;
use crate::context::Context;
use crate::failure::Failure;
use crate::limits;
use crate::net::{self, Meter, Metered};

const MIB: usize = 1024 * 1024;

pub(super) struct Session {
    connection: MultiplexedConnection,
    meter: Meter,
    at: String,
    driver: AbortHandle,
}

pub(super) struct Answer {
    pub(super) reply: Value,
    pub(super) bytes: usize,
}

/// Whether the connection can be used again.
pub(super) enum Ended {
    Refused(Failure),
    Broken(Failure),
}

trait Line: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Line for S {}

impl Session {
    pub(super) async fn open(address: &Address, context: &Context<'_>) -> Result<Self, Failure> {
        let at = format!("{}:{}", address.place.host, address.place.port);
        let opening = timeout(limits::CONNECT, Self::open_at(address, &at, context)).await;
        opening.unwrap_or_else(|_| {
            let within = limits::CONNECT.as_secs();
            Err(match address.has_tls {
                // A server without TLS waits for the rest of what it takes for a command.
                true => Failure::new(format!(
                    "no TLS with {at} within {within} s: write `redis://` if this port has none"
                )),
                false => Failure::passing(format!("no connection to {at} within {within} s")),
            })
        })
    }

    async fn open_at(address: &Address, at: &str, context: &Context<'_>) -> Result<Self, Failure> {
        let meter = Meter::default();
        meter.allow(limits::BODY_BYTES);
        let line = line(address, (at, &meter), context).await?;
        // The time of the fact is the limit, which is kept elsewhere.
        let config = AsyncConnectionConfig::new().set_response_timeout(None);
        let made = MultiplexedConnection::new_with_config(&address.login, line, config).await;
        let (connection, driver) = made.map_err(|error| cause::of_connecting(&error, at))?;
        let driver = tokio::spawn(driver).abort_handle();
        Ok(Self { connection, meter, at: at.to_owned(), driver })
    }

    pub(super) async fn ask(
        &mut self,
        words: &[String],
        context: &Context<'_>,
    ) -> Result<Answer, Ended> {
        self.meter.allow(limits::BODY_BYTES);
        let mut command = Cmd::new();
        words.iter().for_each(|word| {
            command.arg(word);
        });
        let mut room = context.net.held.room().await.map_err(Ended::Broken)?;
        let reply = self.connection.send_packed_command(&command).await;
        let reply = reply.map_err(|error| {
            if self.meter.is_spent() {
                let limit = limits::BODY_BYTES / MIB;
                let cause = format!("the reply is larger than {limit} MiB: ask for less");
                return Ended::Broken(Failure::new(cause));
            }
            let failure = cause::of_command(&error, &self.at);
            if error.code().is_some() { Ended::Refused(failure) } else { Ended::Broken(failure) }
        })?;
        let bytes = limits::BODY_BYTES.saturating_sub(self.meter.left());
        let large = context.net.held.beyond_small(&mut room, bytes, bytes);
        large.await.map_err(Ended::Broken)?;
        Ok(Answer { reply, bytes })
    }
}

async fn line(
    address: &Address,
    (at, meter): (&str, &Meter),
    context: &Context<'_>,
) -> Result<Box<dyn Line>, Failure> {
    let place = &address.place;
    let stream = net::connected(place, at).await?;
    let broken = |_| Failure::passing(format!("the connection to {at} failed"));
    stream.set_nodelay(true).map_err(broken)?;
    let metered = Metered::new(stream, meter);
    if !address.has_tls {
        return Ok(Box::new(metered));
    }
    let roots = context.net.trust.roots(place.ca_file.as_ref()).await?;
    let connector = TlsConnector::from(Arc::new(net::config(&roots)?));
    let shaken = connector.connect(net::name(&place.host)?, metered).await;
    let told = |error: std::io::Error| {
        let cause = || Failure::passing(format!("the connection to {at} was closed"));
        net::of_error(&error, at).unwrap_or_else(cause)
    };
    Ok(Box::new(shaken.map_err(told)?))
}

impl Drop for Session {
    fn drop(&mut self) {
        self.driver.abort();
    }
}
