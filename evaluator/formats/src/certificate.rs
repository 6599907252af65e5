//! Certificates in PEM or DER, read as facts of type `certificate`, with checks of names and of
//! the order of a chain. Signatures are what a TLS library verifies; they are not looked at.

mod names;

use serde_json::{Map, Value, json};
use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer, X509Certificate, X509Name};

use crate::error::FormatError;
use crate::value::rfc3339;

pub use names::check_host;

/// Certificates of one file.
const CERTIFICATES: usize = 32;

/// The first certificate, which in a chain is the server's own; with those above it.
pub fn read(bytes: &[u8]) -> Result<Value, FormatError> {
    of_chain(&ders(bytes)?)
}

/// The same, of certificates in DER one by one, as a server sends them.
pub fn of_chain<D: AsRef<[u8]>>(ders: &[D]) -> Result<Value, FormatError> {
    let (own, above) = ders.split_first().ok_or_else(none)?;
    let own = parsed(own.as_ref())?;
    let mut fields = fields(&own)?;
    fields.insert("names".to_owned(), json!(names::listed(&own)?));
    let above: Result<Vec<Value>, _> =
        above.iter().take(CERTIFICATES).map(|der| value(&parsed(der.as_ref())?)).collect();
    fields.insert("chain".to_owned(), Value::Array(above?));
    Ok(Value::Object(fields))
}

/// From when until when it is good, in seconds since 1970.
pub fn validity(der: &[u8]) -> Result<(i64, i64), FormatError> {
    let validity = parsed(der)?.validity().clone();
    Ok((validity.not_before.timestamp(), validity.not_after.timestamp()))
}

/// Every certificate, in the order of the file.
pub fn chain(bytes: &[u8]) -> Result<Vec<Value>, FormatError> {
    let mut values = Vec::new();
    for der in ders(bytes)? {
        values.push(value(&parsed(&der)?)?);
    }
    Ok(values)
}

/// Each certificate after the first must be an authority's, and be named as the issuer of the
/// one before it.
pub fn check_chain(bytes: &[u8]) -> Result<(), FormatError> {
    let ders = ders(bytes)?;
    for (at, (der, above)) in ders.iter().zip(ders.iter().skip(1)).enumerate() {
        let (certificate, above) = (parsed(der)?, parsed(above)?);
        let number = at.saturating_add(2);
        if certificate.issuer().as_raw() != above.subject().as_raw() {
            return Err(FormatError::new(format!(
                "certificate {number} is of `{}`, not of the issuer `{}`",
                name(above.subject()),
                name(certificate.issuer())
            )));
        }
        if !above.is_ca() {
            let message = format!("certificate {number} is not an authority's");
            return Err(FormatError::new(message));
        }
    }
    Ok(())
}

fn value(certificate: &X509Certificate<'_>) -> Result<Value, FormatError> {
    fields(certificate).map(Value::Object)
}

fn fields(certificate: &X509Certificate<'_>) -> Result<Map<String, Value>, FormatError> {
    let seconds = certificate.validity().not_after.timestamp();
    let expires_at = rfc3339(seconds)
        .ok_or_else(|| FormatError::new("the certificate expires at a time out of range"))?;
    let mut fields = Map::new();
    fields.insert("expires_at".to_owned(), json!(expires_at));
    for (key, of) in [("subject", certificate.subject()), ("issuer", certificate.issuer())] {
        let name = name(of);
        if !name.is_empty() {
            fields.insert(key.to_owned(), json!(name));
        }
    }
    Ok(fields)
}

/// `CN=…, O=…`, without control characters.
fn name(name: &X509Name<'_>) -> String {
    const LONGEST: usize = 500;
    name.to_string().chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

fn none() -> FormatError {
    FormatError::new("there is no certificate")
}

fn parsed(der: &[u8]) -> Result<X509Certificate<'_>, FormatError> {
    match X509Certificate::from_der(der) {
        Ok(([], certificate)) => Ok(certificate),
        Ok(_) => Err(FormatError::new("something follows the certificate")),
        Err(_) => Err(FormatError::new("no certificate, or one that is cut off")),
    }
}

/// Private keys and other blocks beside certificates are passed over, and never shown.
fn ders(bytes: &[u8]) -> Result<Vec<Vec<u8>>, FormatError> {
    const SEQUENCE: u8 = 0x30;
    if bytes.first() == Some(&SEQUENCE) {
        parsed(bytes)?;
        return Ok(vec![bytes.to_vec()]);
    }
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|_| FormatError::new("neither PEM nor DER"))?;
    let mut ders = Vec::new();
    for block in Pem::iter_from_buffer(text.as_bytes()) {
        let block = block.map_err(|_| FormatError::new("a PEM block is cut off or damaged"))?;
        if !matches!(block.label.as_str(), "CERTIFICATE" | "X509 CERTIFICATE") {
            continue;
        }
        if ders.len() >= CERTIFICATES {
            return Err(FormatError::new(format!("more than {CERTIFICATES} certificates")));
        }
        ders.push(block.contents);
    }
    if ders.is_empty() { Err(none()) } else { Ok(ders) }
}

#[cfg(test)]
mod tests;
