//! Which hosts a source may reach, and by which addresses.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::address::is_denied;
use crate::failure::Failure;

/// Of one source: the hosts that the gate lists, and the literal addresses that it names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Guard {
    /// Any, if the gate lists none.
    hosts: Option<Vec<Listed>>,
    /// Denied ones among them are meant.
    named: Vec<IpAddr>,
}

#[derive(Clone, Debug, PartialEq)]
struct Listed {
    host: Host,
    port: Option<u16>,
}

/// Why a host has no addresses to connect to.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreachable {
    #[error("`{0}` has no address that may be reached: {DENIED}")]
    Denied(String),
    #[error("the host `{0}` is not known")]
    Unknown(String),
}

const DENIED: &str = "link-local and metadata addresses are refused unless `hosts` lists them, or the gate writes the address out";

impl Guard {
    /// `plain` is the address of the source, if the gate has it in full.
    pub(crate) fn new(hosts: &[String], plain: Option<&str>) -> Self {
        let listed: Vec<Listed> = hosts.iter().filter_map(|host| Listed::read(host)).collect();
        let own = plain.and_then(host_of);
        let named = listed.iter().map(|listed| &listed.host).chain(&own).filter_map(literal);
        Self { named: named.collect(), hosts: (!hosts.is_empty()).then_some(listed) }
    }

    /// A host may be asked if it is listed, and no denied address.
    pub(crate) fn admit(&self, host: &Host, port: u16) -> Result<(), Failure> {
        let fits = |one: &Listed| one.host == *host && one.port.is_none_or(|listed| listed == port);
        if self.hosts.as_ref().is_some_and(|hosts| !hosts.iter().any(fits)) {
            let cause = format!("`{host}:{port}` is not among the `hosts` of the source");
            return Err(Failure::new(cause));
        }
        match literal(host) {
            Some(address) if !self.allows(address) => {
                Err(Failure::new(format!("`{host}` may not be reached: {DENIED}")))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Checked addresses: a connection takes these and asks no name again.
    pub(crate) async fn addresses(
        &self,
        host: &Host,
        port: u16,
    ) -> Result<Vec<SocketAddr>, Failure> {
        self.admit(host, port)?;
        match literal(host) {
            Some(address) => Ok(vec![SocketAddr::new(address, port)]),
            None => self.resolve(&host.to_string(), port).await.map_err(Failure::from),
        }
    }

    async fn resolve(&self, name: &str, port: u16) -> Result<Vec<SocketAddr>, Unreachable> {
        let unknown = |_| Unreachable::Unknown(name.to_owned());
        let found = tokio::net::lookup_host((name, port)).await.map_err(unknown)?;
        let (allowed, denied): (Vec<_>, Vec<_>) =
            found.partition(|address| self.allows(address.ip()));
        match (allowed.is_empty(), denied.is_empty()) {
            (false, _) => Ok(allowed),
            (true, false) => Err(Unreachable::Denied(name.to_owned())),
            (true, true) => Err(Unreachable::Unknown(name.to_owned())),
        }
    }

    fn allows(&self, address: IpAddr) -> bool {
        !is_denied(address) || self.named.contains(&address)
    }
}

impl From<Unreachable> for Failure {
    fn from(unreachable: Unreachable) -> Self {
        match unreachable {
            Unreachable::Denied(_) => Self::new(unreachable.to_string()),
            // A name server may have been away.
            Unreachable::Unknown(_) => Self::passing(unreachable.to_string()),
        }
    }
}

/// For reqwest, which asks it for every name, and never for a literal address.
#[derive(Debug)]
pub(super) struct Names(pub(super) Arc<Guard>);

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        Box::pin(async move {
            let addresses = guard.resolve(name.as_str(), 0).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

impl Listed {
    /// `host`, `host:port`, and the same with an IPv6 address, in brackets or bare.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(address) = text.parse::<IpAddr>() {
            return Some(Self { host: host_from(address), port: None });
        }
        if let Ok(host) = Host::parse(text) {
            return Some(Self { host, port: None });
        }
        let (host, port) = text.rsplit_once(':')?;
        Some(Self { host: Host::parse(host).ok()?, port: Some(port.parse().ok()?) })
    }
}

fn host_from(address: IpAddr) -> Host {
    match address {
        IpAddr::V4(address) => Host::Ipv4(address),
        IpAddr::V6(address) => Host::Ipv6(address),
    }
}

fn literal(host: &Host) -> Option<IpAddr> {
    match host {
        Host::Ipv4(address) => Some(IpAddr::V4(*address)),
        Host::Ipv6(address) => Some(IpAddr::V6(*address)),
        Host::Domain(_) => None,
    }
}

/// As a certificate has it: an IPv6 address without brackets.
pub(crate) fn bare(host: &Host) -> String {
    literal(host).map_or_else(|| host.to_string(), |address| address.to_string())
}

/// `host:port`
pub(crate) fn host_of_pair(text: &str) -> Option<(Host, u16)> {
    let listed = Listed::read(text)?;
    Some((listed.host, listed.port.filter(|port| *port > 0)?))
}

/// Of an URL or of `host:port`.
fn host_of(address: &str) -> Option<Host> {
    let url = Url::parse(address).ok();
    match url.as_ref().and_then(|url| url.host_str()) {
        Some(host) => Host::parse(host).ok(),
        None => Listed::read(address).map(|listed| listed.host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(hosts: &[&str], plain: Option<&str>, url: &str) -> Result<(), Failure> {
        let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
        let url = Url::parse(url).unwrap();
        let port = url.port_or_known_default().unwrap();
        Guard::new(&hosts, plain).admit(&url.host().unwrap().to_owned(), port)
    }

    #[test]
    fn listed_hosts_only() {
        let check = |hosts: &[&str], url: &str, expected: bool| {
            assert_eq!(admits(hosts, None, url).is_ok(), expected, "{hosts:?} {url}");
        };
        check(&[], "http://a.example", true);
        check(&["a.example"], "http://a.example:8080", true);
        check(&["a.example"], "http://A.Example", true);
        check(&["a.example"], "http://b.example", false);
        check(&["a.example"], "http://x.a.example", false);
        check(&["a.example:443"], "https://a.example", true);
        check(&["a.example:443"], "https://a.example:8443", false);
        check(&["::1"], "http://[::1]:9090", true);
        check(&["[::1]:9090"], "http://[::1]:9090", true);
        check(&["127.0.0.1"], "http://127.1", true);
        check(&["127.0.0.1"], "http://localhost", false);
        // What is listed, but is no host, admits nothing.
        check(&["a b"], "http://a.example", false);
    }

    #[test]
    fn denied_addresses_must_be_named() {
        let check = |hosts: &[&str], plain: Option<&str>, url: &str, expected: bool| {
            let admitted = admits(hosts, plain, url).is_ok();
            assert_eq!(admitted, expected, "{hosts:?} {plain:?} {url}");
        };
        let metadata = "http://169.254.169.254/latest";
        check(&[], None, metadata, false);
        check(&[], None, "http://2852039166/", false);
        check(&[], None, "http://0xa9.0xfe.0xa9.0xfe/", false);
        check(&[], None, "http://169.254.169.254./", false);
        check(&[], None, "http://[::ffff:169.254.169.254]/", false);
        check(&["169.254.169.254"], None, metadata, true);
        check(&["169.254.169.254:80"], None, metadata, true);
        check(&[], Some(metadata), metadata, true);
        check(&[], Some("169.254.169.254:443"), metadata, true);
        check(&[], Some("http://127.0.0.1"), metadata, false);
        check(&["169.254.169.254"], None, "http://[::ffff:169.254.169.254]/", false);
        check(&[], None, "http://127.0.0.1", true);
        check(&[], None, "http://10.0.0.1", true);
    }

    #[tokio::test]
    async fn names_lead_to_checked_addresses_only() {
        let guard = Guard::new(&[], None);
        let found = guard.addresses(&Host::parse("localhost").unwrap(), 80).await.unwrap();
        assert!(found.iter().all(|address| address.ip().is_loopback() && address.port() == 80));
        let literal = Host::parse("0.0.0.0").unwrap();
        assert!(guard.addresses(&literal, 80).await.is_err());
        let unknown = Host::parse("no-such-host.invalid").unwrap();
        let failure = guard.addresses(&unknown, 80).await.unwrap_err();
        assert_eq!(failure.cause, "the host `no-such-host.invalid` is not known");
    }
}
