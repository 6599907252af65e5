//! Addresses, as far as they are written out. The rest is known when the environment is.

use gonogo_cel::Diagnostic;
use gonogo_document::quoted;

use super::secret::plain_secret;
use crate::codes;
use crate::template::Template;

/// The scheme must be one of these; `help` shows an address as it should be.
pub(super) fn check_scheme(
    template: &Template,
    schemes: &[&str],
    help: &str,
) -> Option<Diagnostic> {
    let plain = template.plain()?;
    let fits = schemes.iter().any(|scheme| plain.starts_with(&format!("{scheme}://")));
    let problem = |message: String| {
        Some(Diagnostic::error(&codes::BAD_ADDRESS, template.span, message).with_help(help))
    };
    if !fits {
        let found = quoted(plain);
        return problem(format!("{found} does not begin with `{}://`", schemes.join("://` or `")));
    }
    if plain.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return problem(format!("{} has a blank in it", quoted(plain)));
    }
    None
}

/// `host:port`
pub(super) fn check_host_and_port(template: &Template) -> Option<Diagnostic> {
    let plain = template.plain()?;
    let port = plain.rsplit_once(':').filter(|(host, _)| !host.is_empty());
    let port = port.and_then(|(_, port)| port.parse::<u16>().ok()).filter(|port| *port > 0);
    if port.is_some() && !plain.contains('/') {
        return None;
    }
    let message = format!("{} is no host with a port", quoted(plain));
    let help = "write `example.org:443`";
    Some(Diagnostic::error(&codes::BAD_ADDRESS, template.span, message).with_help(help))
}

/// A password in a file is known to everybody who can read the file.
pub(super) fn check_userinfo(template: &Template) -> Option<Diagnostic> {
    let text = template.to_string();
    let (_, rest) = text.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, _) = authority.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    (!password.is_empty() && !password.contains("${")).then(|| plain_secret(template.span))
}
