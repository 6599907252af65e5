//! Whether a certificate is for a host, as RFC 6125 and browsers have it: by its alternative
//! names only, never by its subject.

use std::net::IpAddr;

use x509_parser::prelude::{GeneralName, X509Certificate};

use super::{ders, none, parsed};
use crate::error::{FormatError, shown};

/// More are in no certificate that anybody reads.
const NAMES: usize = 1_000;

/// A name, or an address of IPv4 or IPv6. An error names what the certificate is for.
pub fn check_host(bytes: &[u8], host: &str) -> Result<(), FormatError> {
    let ders = ders(bytes)?;
    let certificate = parsed(ders.first().ok_or_else(none)?)?;
    let names = names(&certificate)?;
    let host = host.strip_suffix('.').unwrap_or(host);
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let found = match bare.parse::<IpAddr>() {
        Ok(address) => names.iter().any(|name| is_address(name, address)),
        Err(_) => names.iter().any(|name| is_name(name, host)),
    };
    if found {
        return Ok(());
    }
    let listed: Vec<String> = names.iter().filter_map(|name| text(name)).take(10).collect();
    Err(FormatError::new(format!(
        "the certificate is not for `{}`, but for `{}`",
        shown(host),
        listed.join("`, `")
    )))
}

/// All hosts and addresses that it is for, as texts.
pub(super) fn listed(certificate: &X509Certificate<'_>) -> Result<Vec<String>, FormatError> {
    Ok(names(certificate)?.into_iter().filter_map(text).take(NAMES).collect())
}

fn names<'a>(
    certificate: &'a X509Certificate<'_>,
) -> Result<Vec<&'a GeneralName<'a>>, FormatError> {
    let extension = certificate.subject_alternative_name();
    let extension = extension.map_err(|_| FormatError::new("the alternative names are damaged"))?;
    Ok(extension.into_iter().flat_map(|extension| &extension.value.general_names).collect())
}

fn is_address(name: &GeneralName<'_>, address: IpAddr) -> bool {
    match (name, address) {
        (GeneralName::IPAddress(octets), IpAddr::V4(address)) => *octets == address.octets(),
        (GeneralName::IPAddress(octets), IpAddr::V6(address)) => *octets == address.octets(),
        _ => false,
    }
}

/// `*` stands for exactly one label, the first, and not directly below a top-level domain.
fn is_name(name: &GeneralName<'_>, host: &str) -> bool {
    let GeneralName::DNSName(name) = name else {
        return false;
    };
    let Some(parent) = name.strip_prefix("*.") else {
        return !host.is_empty() && name.eq_ignore_ascii_case(host);
    };
    let below = host.split_once('.');
    below.is_some_and(|(label, rest)| {
        !label.is_empty() && parent.contains('.') && rest.eq_ignore_ascii_case(parent)
    })
}

fn text(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some(shown(name)),
        GeneralName::IPAddress(octets) => {
            let v4 = <[u8; 4]>::try_from(*octets).map(IpAddr::from);
            let address = v4.or_else(|_| <[u8; 16]>::try_from(*octets).map(IpAddr::from));
            address.ok().map(|address| address.to_string())
        }
        _ => None,
    }
}
