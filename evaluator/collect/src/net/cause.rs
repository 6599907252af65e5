//! What went wrong, as a sentence: by way of the errors below an error, never by their texts,
//! which have addresses in them.

use std::error::Error;
use std::io;

use gonogo_cel::time::Timestamp;
use gonogo_formats::FormatError;
use reqwest::StatusCode;
use rustls::CertificateError;
use url::Url;

use super::guard::Unreachable;
use super::http_date;
use crate::failure::Failure;

/// `host:port`, without anything else that an address may hold.
pub(super) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or("an unknown host");
    match url.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Of a request that got no answer, or of an answer that broke off.
pub(super) fn of_request(error: &reqwest::Error, at: &str) -> Failure {
    if let Some(failure) = below(error).find_map(|cause| told(cause, at)) {
        return failure;
    }
    if error.is_connect() && error.is_timeout() {
        let within = crate::limits::CONNECT.as_secs();
        return Failure::passing(format!("no connection to {at} within {within} s"));
    }
    if error.is_connect() {
        return Failure::passing(format!("no connection to {at}"));
    }
    if error.is_builder() {
        return Failure::new("the request cannot be made");
    }
    Failure::passing(format!("the connection to {at} failed"))
}

/// Of any error that has one of the network's below it.
pub(crate) fn of_error(error: &(dyn Error + 'static), at: &str) -> Option<Failure> {
    below(error).find_map(|cause| told(cause, at))
}

/// The error itself and what is below it, with what an error of I/O is wrapped around.
fn below<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    /// Longer chains are of nobody's making.
    const DEPTH: usize = 32;
    std::iter::successors(Some(error), |error| next(*error)).take(DEPTH)
}

fn next<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

fn told(cause: &(dyn Error + 'static), at: &str) -> Option<Failure> {
    if let Some(unreachable) = cause.downcast_ref::<Unreachable>() {
        return Some(match unreachable {
            Unreachable::Denied(_) => Failure::new(unreachable.to_string()),
            Unreachable::Unknown(_) => Failure::passing(unreachable.to_string()),
        });
    }
    if let Some(error) = cause.downcast_ref::<rustls::Error>() {
        return Some(of_tls(error, at));
    }
    if let Some(error) = cause.downcast_ref::<hyper::Error>() {
        return of_hyper(error, at);
    }
    let error = cause.downcast_ref::<io::Error>()?;
    // One that is wrapped around another says less than that one.
    if error.get_ref().is_some() { None } else { Some(of_io(error, at)) }
}

fn of_hyper(error: &hyper::Error, at: &str) -> Option<Failure> {
    if error.is_incomplete_message() {
        let cause = format!("{at} closed the connection before the answer was complete");
        return Some(Failure::passing(cause));
    }
    // Only its text tells; nothing of the answer is in it.
    if error.is_parse() && error.to_string().contains("too large") {
        return Some(Failure::new(format!("the head of the answer of {at} is too large")));
    }
    if error.is_parse() {
        return Some(Failure::new(format!("{at} does not answer in HTTP")));
    }
    None
}

pub(super) fn of_io(error: &io::Error, at: &str) -> Failure {
    use io::ErrorKind as Kind;
    Failure::passing(match error.kind() {
        Kind::ConnectionRefused => format!("connection refused by {at}"),
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => {
            format!("the connection was reset by {at}")
        }
        Kind::HostUnreachable | Kind::NetworkUnreachable => format!("{at} cannot be reached"),
        Kind::TimedOut => format!("no connection to {at} in time"),
        Kind::UnexpectedEof => {
            format!("{at} closed the connection before the answer was complete")
        }
        _ => format!("the connection to {at} failed"),
    })
}

/// Nothing of it goes away by itself.
pub(super) fn of_tls(error: &rustls::Error, at: &str) -> Failure {
    use CertificateError as Of;
    let certificate = match error {
        rustls::Error::InvalidCertificate(certificate) => certificate,
        rustls::Error::InvalidMessage(_) => {
            return Failure::new(format!("{at} does not speak TLS"));
        }
        rustls::Error::AlertReceived(_) => {
            return Failure::new(format!("{at} refuses the TLS handshake"));
        }
        rustls::Error::PeerIncompatible(_) => {
            return Failure::new(format!("{at} has no TLS 1.2 or later in common with gonogo"));
        }
        _ => return Failure::new(format!("the TLS handshake with {at} failed")),
    };
    Failure::new(match certificate {
        Of::Expired | Of::ExpiredContext { .. } => {
            format!("the certificate of {at}, or one above it, is expired")
        }
        Of::NotValidYet | Of::NotValidYetContext { .. } => {
            format!("the certificate of {at} is not valid yet")
        }
        Of::NotValidForNameContext { presented, .. } => format!(
            "the certificate of {at} is for other names, {}: ask by one of them, or issue it for \
             this one",
            names(presented)
        ),
        Of::NotValidForName => format!("the certificate of {at} is for other names"),
        Of::UnknownIssuer => format!(
            "the certificate of {at} is signed by nobody who is trusted: check `ca_file`, which \
             may list the certificate itself"
        ),
        Of::BadSignature => format!("the certificate of {at} has a wrong signature"),
        Of::Revoked => format!("the certificate of {at} is revoked"),
        Of::InvalidPurpose | Of::InvalidPurposeContext { .. } => {
            format!("the certificate of {at} is not for servers")
        }
        Of::Other(_) => format!(
            "the certificate of {at} cannot be accepted: it may be signed by itself, and then \
             `ca_file` has to list it"
        ),
        _ => format!("the certificate of {at} cannot be accepted"),
    })
}

/// Told as `DnsName("a.example")`.
fn names(presented: &[String]) -> String {
    const SHOWN: usize = 5;
    let bare = |name: &String| {
        let bare = name.split_once('(').map_or(name.as_str(), |(_, rest)| rest);
        format!("`{}`", bare.trim_end_matches(')').trim_matches('"'))
    };
    let mut shown: Vec<String> = presented.iter().take(SHOWN).map(bare).collect();
    if presented.is_empty() {
        shown.push("none that counts (`subjectAltName`)".to_owned());
    }
    shown.join(", ")
}

/// Of an answer that cannot be read.
pub(crate) fn of_format(error: &FormatError) -> Failure {
    Failure::new(error.to_string())
}

/// Of an answer that is not 2xx.
pub(super) fn of_status(
    status: StatusCode,
    (at, url): (&str, &Url),
    (headers, now): (&reqwest::header::HeaderMap, Timestamp),
) -> Failure {
    let reason = status.canonical_reason().unwrap_or("unknown status").to_ascii_lowercase();
    let code = status.as_u16();
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if status.is_redirection() {
        let target = header(reqwest::header::LOCATION).and_then(|target| url.join(target).ok());
        let target = target.map_or_else(|| "no address".to_owned(), |url| host_and_port(&url));
        let cause = format!("{code} {reason}: {at} redirects to {target}, which is not followed");
        return Failure::new(cause);
    }
    let cause = match code {
        401 | 403 | 407 => {
            let keys = "`bearer_token`, `username` and `password`, or `headers`";
            format!("{code} {reason} by {at}: check {keys}")
        }
        400 if url.scheme() == "http" => {
            format!(
                "{code} {reason} by {at}: check what is asked, and whether it is for `https://`"
            )
        }
        404 | 410 => format!("{code} {reason} by {at}: check the path"),
        _ => format!("{code} {reason} by {at}"),
    };
    if !matches!(code, 429 | 500 | 502 | 503 | 504) {
        return Failure::new(cause);
    }
    match header(reqwest::header::RETRY_AFTER).and_then(|after| http_date::wait(after, now)) {
        Some(wait) => Failure::passing_after(cause, wait),
        None => Failure::passing(cause),
    }
}
