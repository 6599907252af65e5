//! What a server shows of itself in a TLS handshake, and whether it can be trusted.

use std::sync::Arc;
use std::time::Duration;

use gonogo_cel::time::Timestamp;
use gonogo_formats::certificate;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, IpAddr, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::Host;

use super::cause::{of_format, of_io, of_tls};
use super::guard::Guard;
use super::site::CaFile;
use super::trust::provider;
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

/// Of the server's own certificate. It must be for that host and lead to somebody who is trusted;
/// that it is expired is an answer, anything else that is wrong with it a failure.
pub(crate) async fn certificate(place: &Place, context: &Context<'_>) -> Result<Value, Failure> {
    let at = format!("{}:{}", place.host, place.port);
    let name = name(&place.host)?;
    let roots = context.net.trust.roots(place.ca_file.as_ref()).await?;
    let chain = chain(place, &name, &at).await?;
    let first = chain.first().ok_or_else(|| Failure::new(format!("{at} has no certificate")))?;
    let value = certificate::read(first).map_err(|error| of_format(&error))?;
    let expires_at = value.get("expires_at").and_then(Value::as_str).and_then(Timestamp::parse);
    judge(&chain, (&name, &roots), (context.at, expires_at)).map_err(|error| of_tls(&error, &at))?;
    Ok(value)
}

pub(crate) fn name(host: &Host) -> Result<ServerName<'static>, Failure> {
    match host {
        Host::Ipv4(address) => Ok(ServerName::IpAddress(IpAddr::from(std::net::IpAddr::V4(*address)))),
        Host::Ipv6(address) => Ok(ServerName::IpAddress(IpAddr::from(std::net::IpAddr::V6(*address)))),
        Host::Domain(name) => ServerName::try_from(name.clone())
            .map_err(|_| Failure::new(format!("`{name}` is no name of a server"))),
    }
}

async fn chain(
    place: &Place,
    name: &ServerName<'static>,
    at: &str,
) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let stream = connected(place, at).await?;
    let connector = TlsConnector::from(Arc::new(accepting()?));
    let shaken = connector.connect(name.clone(), stream).await;
    let stream = shaken.map_err(|error| {
        let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        tls.map_or_else(|| of_io(&error, at), |tls| of_tls(tls, at))
    })?;
    let (_, connection) = stream.get_ref();
    Ok(connection.peer_certificates().unwrap_or_default().to_vec())
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

/// Takes any certificate: it is judged afterwards, when it is known. Nothing is sent.
fn accepting() -> Result<ClientConfig, Failure> {
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|_| Failure::new("TLS cannot be set up"))?;
    let verifier = Arc::new(Accepting(provider()));
    Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

/// An expired certificate is judged as of its last second.
fn judge(
    chain: &[CertificateDer<'_>],
    (name, roots): (&ServerName<'_>, &Arc<RootCertStore>),
    (now, expires_at): (Timestamp, Option<Timestamp>),
) -> Result<(), rustls::Error> {
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::clone(roots), provider())
        .build()
        .map_err(|error| rustls::Error::General(error.to_string()))?;
    let Some((own, others)) = chain.split_first() else {
        return Err(rustls::Error::NoCertificatesPresented);
    };
    let verify = |at: Timestamp| {
        let at = UnixTime::since_unix_epoch(since_epoch(at));
        verifier.verify_server_cert(own, others, name, &[], at).map(|_| ())
    };
    match verify(now) {
        Err(rustls::Error::InvalidCertificate(
            CertificateError::Expired | CertificateError::ExpiredContext { .. },
        )) => match expires_at.filter(|expires_at| *expires_at < now) {
            Some(expires_at) => {
                let before = Timestamp::new(expires_at.seconds().saturating_sub(1), 0);
                verify(before.unwrap_or(expires_at))
            }
            // It is one above it that is expired.
            None => verify(now),
        },
        verified => verified,
    }
}

fn since_epoch(at: Timestamp) -> Duration {
    Duration::from_secs(u64::try_from(at.seconds()).unwrap_or(0))
}

/// The signature of the handshake is verified, so that the certificate is that of this server.
#[derive(Debug)]
struct Accepting(Arc<CryptoProvider>);

impl ServerCertVerifier for Accepting {
    fn verify_server_cert(
        &self,
        _own: &CertificateDer<'_>,
        _others: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        own: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, own, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        own: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, own, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
