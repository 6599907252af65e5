//! What a server shows of itself in a TLS handshake, and whether it can be trusted.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use gonogo_cel::time::Timestamp;
use gonogo_formats::certificate;
use gonogo_sources::Server;
use rustls::pki_types::{CertificateDer, IpAddr, ServerName, UnixTime};
use rustls::time_provider::TimeProvider;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::Host;

use super::cause::{of_format, of_io, of_tls};
use super::guard::Guard;
use super::site::CaFile;
use super::trust::{Roots, config_with};
use crate::context::Context;
use crate::failure::Failure;
use crate::limits;

/// Whom to ask, and whom to trust.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) host: Host,
    pub(crate) port: u16,
    pub(crate) guard: Arc<Guard>,
    pub(crate) ca_file: Option<CaFile>,
}

/// The address with all values of the environment.
pub(crate) fn address(at: &Server, context: &Context<'_>) -> Result<String, Failure> {
    let text = at.address.resolve(context.env);
    let text = text.map_err(|missing| Failure::new(missing.to_string()))?;
    Ok(text.trim().to_owned())
}

impl Place {
    /// The hosts of a source, each of them admitted.
    pub(crate) fn admitted(
        hosts: Vec<(Host, u16)>,
        (at, context): (&Server, &Context<'_>),
    ) -> Result<Vec<Self>, Failure> {
        let guard = Arc::new(Guard::new(&at.hosts, at.address.plain()));
        let ca_file = at.ca_file.as_ref().map(|file| CaFile::new(file, context)).transpose()?;
        let place = |(host, port)| {
            guard.admit(&host, port)?;
            Ok(Self { host, port, guard: Arc::clone(&guard), ca_file: ca_file.clone() })
        };
        hosts.into_iter().map(place).collect()
    }
}

/// Of the server's own certificate. It must be for that host and lead to somebody who is trusted;
/// that it is expired is an answer, anything else that is wrong with it a failure.
pub(crate) async fn certificate(place: &Place, context: &Context<'_>) -> Result<Value, Failure> {
    let at = format!("{}:{}", place.host, place.port);
    let roots = context.net.trust.roots(place.ca_file.as_ref()).await?;
    let shaken = own(place, &at, (&roots, since_epoch(context.at))).await;
    let (not_after, failure) = match shaken {
        Ok(chain) => return read(&chain),
        Err(Fault::Expired(not_after, failure)) => (not_after, failure),
        Err(Fault::Other(failure)) => return Err(failure),
    };
    // Everything else about it is judged as of its last second.
    let before = not_after.saturating_sub(Duration::from_secs(1));
    let chain = own(place, &at, (&roots, before)).await.map_err(Failure::from)?;
    let value = read(&chain)?;
    let expires_at = value.get("expires_at").and_then(Value::as_str).and_then(Timestamp::parse);
    // Otherwise it is one above it that is expired.
    let is_expired = expires_at.is_some_and(|expires_at| expires_at < context.at);
    if is_expired { Ok(value) } else { Err(failure) }
}

fn read(chain: &[CertificateDer<'_>]) -> Result<Value, Failure> {
    certificate::of_chain(chain).map_err(|error| of_format(&error))
}

/// Why there was no handshake.
enum Fault {
    /// Since 1970; with what it would be if it were no answer.
    Expired(Duration, Failure),
    Other(Failure),
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Expired(_, failure) | Fault::Other(failure) => failure,
        }
    }
}

fn fault(error: &io::Error, at: &str) -> Fault {
    use rustls::CertificateError::ExpiredContext;
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match tls {
        Some(error @ rustls::Error::InvalidCertificate(ExpiredContext { not_after, .. })) => {
            Fault::Expired(Duration::from_secs(not_after.as_secs()), of_tls(error, at))
        }
        Some(error) => Fault::Other(of_tls(error, at)),
        None => Fault::Other(of_io(error, at)),
    }
}

pub(crate) fn name(host: &Host) -> Result<ServerName<'static>, Failure> {
    match host {
        Host::Ipv4(address) => {
            Ok(ServerName::IpAddress(IpAddr::from(std::net::IpAddr::V4(*address))))
        }
        Host::Ipv6(address) => {
            Ok(ServerName::IpAddress(IpAddr::from(std::net::IpAddr::V6(*address))))
        }
        Host::Domain(name) => ServerName::try_from(name.clone())
            .map_err(|_| Failure::new(format!("`{name}` is no name of a server"))),
    }
}

/// The server's own certificate and those above it, as they are judged at that time. Nothing is
/// sent.
async fn own(
    place: &Place,
    at: &str,
    (roots, time): (&Roots, Duration),
) -> Result<Vec<CertificateDer<'static>>, Fault> {
    let name = name(&place.host)?;
    let time = Arc::new(Clock(UnixTime::since_unix_epoch(time)));
    let config = config_with(roots, time)?;
    let stream = connected(place, at).await?;
    let shaken = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    let stream = shaken.map_err(|error| fault(&error, at))?;
    let (_, connection) = stream.get_ref();
    let chain = connection.peer_certificates().map(<[_]>::to_vec);
    chain.ok_or_else(|| Fault::Other(Failure::new(format!("{at} has no certificate"))))
}

/// By the first address that takes a connection.
pub(crate) async fn connected(place: &Place, at: &str) -> Result<TcpStream, Failure> {
    let mut last = Failure::passing(format!("no connection to {at}"));
    for address in place.guard.addresses(&place.host, place.port).await? {
        last = match timeout(limits::CONNECT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => of_io(&error, at),
            Err(_) => {
                let within = limits::CONNECT.as_secs();
                Failure::passing(format!("no connection to {at} within {within} s"))
            }
        };
    }
    Err(last)
}

fn since_epoch(at: Timestamp) -> Duration {
    Duration::from_secs(u64::try_from(at.seconds()).unwrap_or(0))
}

/// The time at which certificates are judged.
#[derive(Debug)]
struct Clock(UnixTime);

impl TimeProvider for Clock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(self.0)
    }
}
