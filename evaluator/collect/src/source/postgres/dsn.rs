//! `postgres://user:password@host:port/database?sslmode=…`, with all values of the environment.

use std::fmt;

use gonogo_sources::Server;
use tokio_postgres::Config;
use tokio_postgres::config::{Host as Named, SslMode, TargetSessionAttrs};
use url::Host;

use crate::context::Context;
use crate::failure::Failure;
use crate::net::{Place, address};
use crate::secrets::Secrets;

const PORT: u16 = 5432;
/// What is read of the part behind `?`.
const OPTIONS: [&str; 8] = [
    "application_name",
    "channel_binding",
    "connect_timeout",
    "dbname",
    "options",
    "sslmode",
    "sslnegotiation",
    "target_session_attrs",
];

pub(super) struct Dsn {
    pub(super) config: Config,
    /// Tried in this order.
    pub(super) places: Vec<Place>,
}

impl Dsn {
    pub(super) fn new(
        at: &Server,
        (context, secrets): (&Context<'_>, &Secrets),
    ) -> Result<Self, Failure> {
        let text = address(at, context)?;
        let mut config = read(&text)?;
        if let Some(password) = config.get_password() {
            secrets.keep(&String::from_utf8_lossy(password));
            secrets.keep(&text);
        }
        if at.ca_file.is_some() {
            require_tls(&mut config)?;
        }
        let places = Place::admitted(hosts(&config)?, (at, context))?;
        Ok(Self { config, places })
    }
}

/// Who says whom to trust does not want to be talked out of TLS by whoever is on the way.
fn require_tls(config: &mut Config) -> Result<(), Failure> {
    if config.get_ssl_mode() == SslMode::Disable {
        let cause = "`ca_file` asks for TLS, and the DSN's `sslmode=disable` for none: remove one";
        return Err(Failure::new(cause));
    }
    config.ssl_mode(SslMode::Require);
    Ok(())
}

/// Nothing of the text is shown where it may be part of a password.
fn read(text: &str) -> Result<Config, Failure> {
    let shape = "such as `postgres://user:password@host:5432/database?sslmode=require`";
    let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"));
    let rest = rest.ok_or_else(|| Failure::new(format!("the address is no DSN {shape}")))?;
    let (login, place) = rest.split_once('@').unwrap_or(("", rest));
    if place.contains('@') || login.contains(['/', '?', '#']) {
        return Err(Failure::new(
            "user and password of the DSN are not clear: write `@` in them as `%40`, `/` as `%2F`, \
             `?` as `%3F` and `#` as `%23`",
        ));
    }
    let (address, query) = place.split_once('?').unwrap_or((place, ""));
    let mut options = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        options.push(option(pair)?);
    }
    let login = if login.is_empty() { String::new() } else { format!("{login}@") };
    let plain = format!("postgres://{login}{address}?{}", options.join("&"));
    let mut config: Config = plain
        .trim_end_matches('?')
        .parse()
        .map_err(|_| Failure::new(format!("the DSN cannot be read: write one {shape}")))?;
    if config.get_target_session_attrs() != TargetSessionAttrs::Any {
        let cause = "`target_session_attrs` is not supported: name the one host that is meant";
        return Err(Failure::new(cause));
    }
    if config.get_user().is_none_or(str::is_empty) {
        return Err(Failure::new("the DSN names no user"));
    }
    config.application_name("gonogo");
    Ok(config)
}

/// Names are verified wherever there is TLS, so that the stricter modes mean `require`.
fn option(pair: &str) -> Result<String, Failure> {
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    match (key, value) {
        ("sslmode", "verify-ca" | "verify-full") => Ok("sslmode=require".to_owned()),
        ("sslmode", "allow") => Ok("sslmode=prefer".to_owned()),
        ("sslmode", "disable" | "prefer" | "require") => Ok(pair.to_owned()),
        ("sslmode", _) => Err(Failure::new(
            "the DSN's `sslmode` is none of `disable`, `prefer`, `require` and `verify-full`",
        )),
        ("sslrootcert", _) => {
            Err(Failure::new("the DSN's `sslrootcert` is not read: write `ca_file` in the gate"))
        }
        _ if OPTIONS.contains(&key) => Ok(pair.to_owned()),
        _ => Err(Failure::new(format!("the DSN's option `{key}` is not supported"))),
    }
}

fn hosts(config: &Config) -> Result<Vec<(Host, u16)>, Failure> {
    let mut hosts = Vec::new();
    let ports = config.get_ports();
    for (at, named) in config.get_hosts().iter().enumerate() {
        let name = match named {
            Named::Tcp(name) => name,
            #[cfg(unix)]
            Named::Unix(_) => {
                return Err(Failure::new("the DSN names a socket: name a host instead"));
            }
        };
        let host = match name.parse() {
            Ok(address) => Host::Ipv6(address),
            Err(_) => Host::parse(name).map_err(|_| Failure::new("the DSN's host is no host"))?,
        };
        let port = ports.get(at).or_else(|| ports.first()).copied().unwrap_or(PORT);
        hosts.push((host, port));
    }
    if hosts.is_empty() { Err(Failure::new("the DSN names no host")) } else { Ok(hosts) }
}

impl Dsn {
    pub(super) fn wants_tls(&self) -> bool {
        self.config.get_ssl_mode() != SslMode::Disable
    }
}

impl fmt::Debug for Dsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dsn").field("places", &self.places).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let check = |text: &str, host: &str, port: u16, mode: SslMode| {
            let config = read(text).unwrap();
            let hosts = hosts(&config).unwrap();
            assert_eq!(hosts[0].0.to_string(), host, "{text}");
            assert_eq!(hosts[0].1, port, "{text}");
            assert_eq!(config.get_ssl_mode(), mode, "{text}");
        };
        check("postgres://u@db.example/x", "db.example", 5432, SslMode::Prefer);
        check("postgresql://u:p%40@db:6432/x", "db", 6432, SslMode::Prefer);
        check("postgres://u@db/x?sslmode=verify-full", "db", 5432, SslMode::Require);
        check("postgres://u@[::1]:1/x?sslmode=disable", "[::1]", 1, SslMode::Disable);
        check("postgres://u@2130706433/x", "127.0.0.1", 5432, SslMode::Prefer);
        let several = read("postgres://u@a:1,b:2/x").unwrap();
        assert_eq!(hosts(&several).unwrap().len(), 2);
    }

    #[test]
    fn what_is_no_address_is_told_without_showing_it() {
        let check = |text: &str, expected: &str| {
            let failure = read(text).and_then(|config| hosts(&config)).unwrap_err();
            assert!(failure.cause.contains(expected), "{text}: {failure}");
            assert!(!failure.cause.contains("hunter"), "{text}: {failure}");
        };
        check("mysql://u:hunter2@h/x", "no DSN");
        check("postgres://u:hunter@2@h/x", "not clear");
        check("postgres://u:hunter/2@h/x", "not clear");
        check("postgres://u:hunter?2@h/x", "not clear");
        check("postgres://u:hunter2@h/x?sslmode=never", "`sslmode` is none of");
        check("postgres://u:hunter2@h/x?sslrootcert=/ca", "`ca_file`");
        check("postgres://u:hunter2@h/x?hostaddr=169.254.169.254", "`hostaddr` is not supported");
        check("postgres://u:hunter2@h/x?host=elsewhere", "`host` is not supported");
        check("postgres://u:hunter2@h/x?target_session_attrs=read-write", "not supported");
        check("postgres://u:hunter2@/x", "no host");
        check("postgres://u:hunter2@%2Frun%2Fpostgresql/x", "names a socket");
        check("postgres://h/x", "no user");
    }
}
