//! `redis://user:password@host:port/database`, with all values of the environment.

use std::fmt;

use gonogo_sources::Server;
use redis::{ProtocolVersion, RedisConnectionInfo};
use url::{Host, Url};

use crate::context::Context;
use crate::failure::Failure;
use crate::net::{Place, address, decoded};
use crate::secrets::Secrets;

const PORT: u16 = 6379;

pub(super) struct Address {
    pub(super) place: Place,
    /// Whether it is `rediss://`.
    pub(super) has_tls: bool,
    pub(super) login: RedisConnectionInfo,
}

impl Address {
    pub(super) fn new(
        at: &Server,
        (context, secrets): (&Context<'_>, &Secrets),
    ) -> Result<Self, Failure> {
        let text = address(at, context)?;
        let url = read(&text)?;
        if let Some(password) = url.password() {
            secrets.keep(password);
            secrets.keep(&decoded(password));
            secrets.keep(&text);
        }
        let has_tls = url.scheme() == "rediss";
        if at.ca_file.is_some() && !has_tls {
            let cause = "`ca_file` asks for TLS, and the address is `redis://`: write `rediss://`";
            return Err(Failure::new(cause));
        }
        let places = Place::admitted(vec![host(&url)?], (at, context))?;
        let place = places.into_iter().next();
        let place = place.ok_or_else(|| Failure::new("the address names no host"))?;
        Ok(Self { place, has_tls, login: login(&url)? })
    }
}

/// Nothing of the text is shown: any part of it may be a password.
fn read(text: &str) -> Result<Url, Failure> {
    let cause = "the address is none such as `redis://user:password@host:6379/0`: write `@`, `/`, \
                 `?` and `#` in a password as `%40`, `%2F`, `%3F` and `%23`";
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "redis" | "rediss"));
    let url = url.filter(|url| url.has_host() && url.fragment().is_none());
    url.ok_or_else(|| Failure::new(cause))
}

fn host(url: &Url) -> Result<(Host, u16), Failure> {
    let no_host = || Failure::new("the address names no host");
    let text = url.host_str().filter(|host| !host.is_empty()).ok_or_else(no_host)?;
    let host = Host::parse(text).map_err(|_| no_host())?;
    Ok((host, url.port().unwrap_or(PORT)))
}

fn login(url: &Url) -> Result<RedisConnectionInfo, Failure> {
    let database = url.path().trim_matches('/');
    let number = if database.is_empty() { Ok(0) } else { database.parse::<u16>() };
    let number = number.map_err(|_| Failure::new("the address names no database by its number"))?;
    let mut login = RedisConnectionInfo::default().set_db(i64::from(number));
    login = login.set_skip_set_lib_name();
    if !url.username().is_empty() {
        login = login.set_username(decoded(url.username()));
    }
    if let Some(password) = url.password().filter(|password| !password.is_empty()) {
        login = login.set_password(decoded(password));
    }
    for (key, value) in url.query_pairs() {
        let protocol = match (key.as_ref(), value.as_ref()) {
            ("protocol", "resp3" | "3") => ProtocolVersion::RESP3,
            ("protocol", "resp2" | "2") => ProtocolVersion::RESP2,
            _ => return Err(Failure::new("the address has an option that is not supported")),
        };
        login = login.set_protocol(protocol);
    }
    Ok(login)
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Address").field("place", &self.place).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let check = |text: &str, expected: (&str, u16, i64, Option<&str>)| {
            let url = read(text).unwrap();
            let (host, port) = host(&url).unwrap();
            let login = login(&url).unwrap();
            let found = (host.to_string(), port, login.db(), login.password());
            assert_eq!((found.0.as_str(), found.1, found.2, found.3), expected, "{text}");
        };
        check("redis://cache", ("cache", 6379, 0, None));
        check("rediss://:p%40w@cache:1/3", ("cache", 1, 3, Some("p@w")));
        check("redis://u:p@[::1]/?protocol=resp3", ("[::1]", 6379, 0, Some("p")));
        check("redis://2130706433", ("127.0.0.1", 6379, 0, None));
    }

    #[test]
    fn what_is_no_address_is_told_without_showing_it() {
        let check = |text: &str| {
            let read = read(text).and_then(|url| host(&url).and(login(&url)));
            let failure = read.err().unwrap();
            assert!(!failure.cause.contains("hunter"), "{text}: {failure}");
        };
        for text in ["http://h", "redis://", "rediss://:hunter2@h/0#insecure", "redis://h/hunter2"]
        {
            check(text);
        }
        check("redis://h?password=hunter2");
        check("redis://:hunter#2@h");
        check("redis://:hunter/2@h");
    }
}
