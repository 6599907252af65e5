//! What a source stands for: where it is, without whatever opens it.

use super::{Endpoint, Source, SourceKind};
use crate::template::{Missing, Template};

type Env<'e> = &'e dyn Fn(&str) -> Option<String>;

/// A name with one of these in it names a secret.
const SECRET_NAMES: [&str; 7] = ["auth", "cookie", "key", "pass", "secret", "sig", "token"];

impl Source {
    /// Its resolved address, without user, password, and what is called like a secret.
    pub(crate) fn place(&self, env: Env<'_>) -> Result<String, Missing> {
        match &self.kind {
            SourceKind::Prometheus(at) | SourceKind::Metrics(at) | SourceKind::Http(at) => {
                of_endpoint(at, env)
            }
            SourceKind::Postgres(at) | SourceKind::Redis(at) | SourceKind::Tls(at) => {
                Ok(without_login(at.address.resolve(env)?.trim()))
            }
            SourceKind::Files { root: path }
            | SourceKind::Disk { path }
            | SourceKind::Commands { folder: path }
            | SourceKind::Git { folder: path } => path.resolve(env),
            SourceKind::Ci => Ok(String::new()),
        }
    }
}

/// One address may serve several tenants, told apart by a header.
fn of_endpoint(at: &Endpoint, env: Env<'_>) -> Result<String, Missing> {
    let mut place = without_login(at.url.resolve(env)?.trim());
    for (name, value) in at.headers.iter().filter(|(name, _)| !is_secret(name)) {
        place.push_str(&format!(
            "\n{}: {}",
            name.to_ascii_lowercase(),
            Template::resolve(value, env)?
        ));
    }
    Ok(place)
}

pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_NAMES.iter().any(|secret| name.contains(secret))
}

fn without_login(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let (scheme, rest) = place.split_once("://").unwrap_or(("", place));
    // A password with a slash in it is none, but may be written all the same.
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    let parameters = query.split('&').filter(|parameter| {
        let name = parameter.split('=').next().unwrap_or_default();
        !parameter.is_empty() && !is_secret(name) && !name.eq_ignore_ascii_case("user")
    });
    let parameters: Vec<&str> = parameters.collect();
    format!("{scheme}://{rest}?{}", parameters.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_source_is_no_part_of_its_place() {
        let check = |address: &str, expected: &str| {
            let place = without_login(address);
            assert_eq!(place, expected, "{address}");
            assert!(!place.contains("hush"), "{place}");
        };
        check("http://a:8080/metrics", "http://a:8080/metrics?");
        check("http://u:hush@a:8080/x?target=b&token=hush#hush", "http://a:8080/x?target=b");
        check("https://hush@a?api_key=hush&n=1", "https://a?n=1");
        check(
            "postgres://u:hu/hush@h:5432/db?sslmode=require",
            "postgres://h:5432/db?sslmode=require",
        );
        check("postgres://h/db?user=hush&password=hush", "postgres://h/db?");
        check("rediss://:hush@h:6379/1", "rediss://h:6379/1?");
        check("h:443", "://h:443?");
    }
}
