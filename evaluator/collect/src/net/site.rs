//! Where a source is asked over HTTP: its address and headers with all values of the environment,
//! what is secret of them kept in mind.

use std::cell::RefCell;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gonogo_sources::{Endpoint, Template, is_secret_header};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::cause::host_and_port;
use super::guard::Guard;
use crate::context::Context;
use crate::failure::Failure;
use crate::secrets::Secrets;

/// Segments of a path from the environment that are as long as this are taken for secrets.
const TOKEN: usize = 20;
/// Headers that belong to the connection, not to the gate.
const OURS: [&str; 9] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "keep-alive",
];

pub(crate) struct Site {
    /// Without user and fragment; what it has of a query is part of every request.
    pub(crate) url: Url,
    /// `host:port`, for people.
    pub(crate) at: String,
    pub(crate) guard: Arc<Guard>,
    pub(super) headers: HeaderMap,
    pub(super) secrets: Secrets,
    pub(crate) ca_file: Option<CaFile>,
}

#[derive(Clone, Debug)]
pub(crate) struct CaFile {
    pub(super) path: PathBuf,
    /// As the gate has it.
    pub(super) shown: String,
}

impl Site {
    pub(crate) fn new(
        endpoint: &Endpoint,
        (context, secrets): (&Context<'_>, &Secrets),
    ) -> Result<Self, Failure> {
        let given = Given { context, secrets };
        let mut url = given.url(&endpoint.url)?;
        let userinfo = (decoded(url.username()), decoded(url.password().unwrap_or_default()));
        let cleared = url.set_username("").and_then(|()| url.set_password(None));
        cleared.map_err(|()| Failure::new("the address of the source names no host"))?;
        url.set_fragment(None);
        let mut headers = HeaderMap::new();
        let basic = match &endpoint.basic_auth {
            Some((name, password)) => Some((given.username(name)?, given.secret(password)?)),
            None => {
                Some(userinfo).filter(|(name, password)| !(name.is_empty() && password.is_empty()))
            }
        };
        if let Some(token) = &endpoint.bearer_token {
            let token = given.secret(token)?;
            let value = header_value(&format!("Bearer {}", token.trim()), "bearer_token")?;
            headers.insert(AUTHORIZATION, value);
        } else if let Some((name, password)) = basic {
            let encoded = STANDARD.encode(format!("{name}:{password}"));
            secrets.keep(&encoded);
            headers.insert(AUTHORIZATION, header_value(&format!("Basic {encoded}"), "password")?);
        }
        for (name, template) in &endpoint.headers {
            let value = given.header(name, template)?;
            add_header(&mut headers, name, &value)?;
        }
        let ca_file = endpoint.ca_file.as_ref().map(|file| CaFile::new(file, context));
        let site = Self {
            at: host_and_port(&url),
            guard: Arc::new(Guard::new(&endpoint.hosts, endpoint.url.plain())),
            headers,
            secrets: secrets.clone(),
            ca_file: ca_file.transpose()?,
            url,
        };
        site.admit()?;
        Ok(site)
    }

    fn admit(&self) -> Result<(), Failure> {
        let host = self.url.host().ok_or_else(|| Failure::new("the address names no host"))?;
        let port = self.url.port_or_known_default().unwrap_or(0);
        self.guard.admit(&host.to_owned(), port)
    }

    /// The source's address with a path and a query after it. The path of the source stays, and
    /// so does its query.
    pub(crate) fn with_path(&self, path: &str) -> Result<Url, Failure> {
        let (own_path, own_query) = match path.split_once('?') {
            Some((own_path, query)) => (own_path, Some(query)),
            None => (path, None),
        };
        let mut url = self.url.clone();
        if !own_path.is_empty() {
            url.set_path(&format!("{}{own_path}", self.url.path().trim_end_matches('/')));
        }
        let queries = [self.url.query(), own_query].into_iter().flatten();
        let query = queries.filter(|query| !query.is_empty()).collect::<Vec<_>>().join("&");
        url.set_query((!query.is_empty()).then_some(&query));
        Ok(url)
    }
}

/// A header of a request; its value is shown nowhere.
pub(crate) fn add_header(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Failure> {
    let known = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Failure::new(format!("`{name}` is no name of a header")))?;
    if OURS.contains(&known.as_str()) {
        return Err(Failure::new(format!("the header `{name}` is set by gonogo itself")));
    }
    headers.insert(known, header_value(value, name)?);
    Ok(())
}

fn header_value(text: &str, name: &str) -> Result<HeaderValue, Failure> {
    let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
        let why = "has characters that no header may have, such as a line break";
        Failure::new(format!("the value of `{name}` {why}"))
    })?;
    value.set_sensitive(true);
    Ok(value)
}

impl CaFile {
    pub(crate) fn new(template: &Template, context: &Context<'_>) -> Result<Self, Failure> {
        let path = template.resolve(context.env).map_err(missing)?;
        Ok(Self { path: context.folder.join(path), shown: format!("`{template}`") })
    }
}

fn missing(missing: gonogo_sources::Missing) -> Failure {
    Failure::new(missing.to_string())
}

struct Given<'g> {
    context: &'g Context<'g>,
    secrets: &'g Secrets,
}

impl Given<'_> {
    fn plain(&self, template: &Template) -> Result<String, Failure> {
        template.resolve(self.context.env).map_err(missing)
    }

    /// No secret where the gate has it.
    fn username(&self, template: &Template) -> Result<String, Failure> {
        match template.plain() {
            Some(_) => self.plain(template),
            None => self.secret(template),
        }
    }

    /// Kept as a whole, and so is each value of the environment in it: a server may echo either.
    fn secret(&self, template: &Template) -> Result<String, Failure> {
        let text = self.parts(template, |value| {
            self.secrets.keep(value.trim());
        })?;
        self.secrets.keep(text.trim());
        Ok(text)
    }

    fn parts(&self, template: &Template, each: impl Fn(&str)) -> Result<String, Failure> {
        let env = |name: &str| {
            let value = (self.context.env)(name);
            value.iter().for_each(|value| each(value));
            value
        };
        template.resolve(&env).map_err(missing)
    }

    fn header(&self, name: &str, template: &Template) -> Result<String, Failure> {
        // Even where the gate writes it out.
        if template.plain().is_some() && !is_secret_header(name) {
            return self.plain(template);
        }
        let value = self.secret(template)?;
        if let Some((_scheme, rest)) = value.split_once(' ') {
            self.secrets.keep(rest.trim());
        }
        Ok(value)
    }

    fn url(&self, template: &Template) -> Result<Url, Failure> {
        let values = RefCell::new(Vec::new());
        let text =
            self.parts(template, |value| values.borrow_mut().push(value.trim().to_owned()))?;
        let url = Url::parse(text.trim()).ok().filter(|url| url.has_host());
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
        let cause =
            "the address of the source does not begin with `http://` or `https://` and a host";
        let url = url.ok_or_else(|| Failure::new(cause))?;
        self.keep_parts(&url, template, &values.into_inner());
        Ok(url)
    }

    /// User and password always; of query and path what the environment brought.
    fn keep_parts(&self, url: &Url, template: &Template, values: &[String]) {
        let password = url.password().unwrap_or_default();
        for part in [password, &decoded(password)] {
            self.secrets.keep(part);
        }
        if template.plain().is_some() {
            return;
        }
        self.secrets.keep(&decoded(url.username()));
        let written = template.to_string();
        let (_, written) = written.split_once('?').unwrap_or_default();
        let is_written = |text: &str| written.split('&').any(|pair| pair == text);
        for pair in url.query().unwrap_or_default().split('&').filter(|pair| !is_written(pair)) {
            let (_, value) = pair.split_once('=').unwrap_or(("", pair));
            self.secrets.keep(value);
            self.secrets.keep(&decoded(value));
        }
        for segment in url.path().split('/').filter(|segment| segment.len() >= TOKEN) {
            self.secrets.keep(segment);
        }
        let host = url.host_str().unwrap_or_default();
        let port = url.port().map(|port| port.to_string()).unwrap_or_default();
        let is_place = |value: &str| value.contains("://") || host.contains(value) || port == value;
        for value in values.iter().filter(|value| !is_place(value)) {
            self.secrets.keep(value);
        }
    }
}

/// `%40` as `@`; what is no such code stays.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after.get(..2).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// No value of it is shown.
impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("at", &self.at).finish_non_exhaustive()
    }
}
