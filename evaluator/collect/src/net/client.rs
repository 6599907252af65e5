//! One client for a source: no redirects, no proxy, no compression, only admitted hosts.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use gonogo_cel::time::Timestamp;
use gonogo_series::quantity::duration_rounded;
use gonogo_sources::{FactType, Shape};
use reqwest::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio::time::Instant;
use url::Url;

use super::age;
use super::body::{Beyond, Body, Limit, read};
use super::cause;
use super::guard::Names;
use super::site::Site;
use super::trust::{self, Roots};
use crate::context::Context;
use crate::failure::Failure;
use crate::limits;
use crate::secrets::Secrets;

/// Lines of the head of an answer.
const HEADERS: usize = 100;
/// Bytes of a text that says why.
const SHORT: usize = 64 * 1024;

/// Connections are kept and used again.
pub(crate) struct Client {
    pub(crate) site: Site,
    http: OnceCell<reqwest::Client>,
}

/// One request.
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<String>,
    pub(crate) repeat: Repeat,
}

/// Whether it may be made again when nobody knows what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    Freely,
    /// Only if it cannot have arrived.
    IfUnsent,
}

/// The head of an answer is there; the body is still to be read.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// From sending the request to the head of the answer; with connecting, where no connection
    /// was left from before.
    pub(crate) latency: Duration,
    at: String,
    secrets: Secrets,
    response: Response,
}

impl Call {
    pub(crate) fn get(url: Url) -> Self {
        let (headers, repeat) = (HeaderMap::new(), Repeat::Freely);
        Self { method: Method::GET, url, headers, body: None, repeat }
    }
}

impl Client {
    pub(crate) fn new(site: Site) -> Self {
        Self { site, http: OnceCell::new() }
    }

    pub(crate) async fn send(&self, call: Call, context: &Context<'_>) -> Result<Answer, Failure> {
        let (request, repeat) = self.request(call, context).await?;
        self.answer(sent(request).await, repeat)
    }

    /// Beside everything else that this process does, so that the latency is that of the server.
    pub(crate) async fn send_apart(
        &self,
        call: Call,
        context: &Context<'_>,
    ) -> Result<Answer, Failure> {
        let (request, repeat) = self.request(call, context).await?;
        let mut apart = JoinSet::new();
        apart.spawn(sent(request));
        let sent = apart.join_next().await.and_then(Result::ok);
        self.answer(sent.ok_or_else(|| Failure::new("the request was broken off"))?, repeat)
    }

    async fn request(
        &self,
        call: Call,
        context: &Context<'_>,
    ) -> Result<(RequestBuilder, Repeat), Failure> {
        self.check(&call.url)?;
        let http = self.http.get_or_try_init(|| self.connected(context)).await?;
        let mut headers = HeaderMap::new();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.extend(self.site.headers.clone());
        headers.extend(call.headers);
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let request = http.request(call.method, call.url).headers(headers);
        Ok((call.body.into_iter().fold(request, RequestBuilder::body), call.repeat))
    }

    fn answer(&self, (sent, latency): Sent, repeat: Repeat) -> Result<Answer, Failure> {
        let at = &self.site.at;
        let response = sent.map_err(|error| {
            let failure = cause::of_request(&error, at);
            match repeat {
                Repeat::IfUnsent if !error.is_connect() => failure.for_good(),
                Repeat::IfUnsent | Repeat::Freely => failure,
            }
        })?;
        let (status, secrets) = (response.status(), self.site.secrets.clone());
        Ok(Answer { status, latency, at: at.clone(), secrets, response })
    }

    /// Where a request goes to was decided when the source was admitted.
    fn check(&self, url: &Url) -> Result<(), Failure> {
        if url.origin() == self.site.url.origin() {
            Ok(())
        } else {
            Err(Failure::new("the path leads to another host than the source"))
        }
    }

    async fn connected(&self, context: &Context<'_>) -> Result<reqwest::Client, Failure> {
        let roots = if self.site.url.scheme() == "https" {
            context.net.trust.roots(self.site.ca_file.as_ref()).await?
        } else if self.site.ca_file.is_some() {
            let cause = "`ca_file` asks for TLS, and the address is `http://`: write `https://`";
            return Err(Failure::new(cause));
        } else {
            Roots::none()
        };
        reqwest::Client::builder()
            .tls_backend_preconfigured(trust::config(&roots)?)
            .dns_resolver(Names(Arc::clone(&self.site.guard)))
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .connect_timeout(limits::CONNECT)
            .http1_only()
            .http1_max_headers(HEADERS)
            .user_agent(concat!("gonogo/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| Failure::new("the HTTP client cannot be set up"))
    }
}

type Sent = (Result<Response, reqwest::Error>, Duration);

async fn sent(request: RequestBuilder) -> Sent {
    let began = Instant::now();
    let sent = request.send().await;
    (sent, began.elapsed())
}

impl Answer {
    pub(crate) fn header(&self, name: reqwest::header::HeaderName) -> Option<&str> {
        self.response.headers().get(name).and_then(|value| value.to_str().ok())
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// What it stands for. An old answer is none to a question that does not say how old it may
    /// be; series go by the times of their samples.
    pub(crate) fn as_of(&self, shape: &Shape, context: &Context<'_>) -> Result<Timestamp, Failure> {
        let now = (context.now)();
        let age = age::of(self.headers(), now)?;
        if age > age::TOLERANCE && shape.stale_after.is_none() && shape.kind != FactType::Series {
            let cause = format!(
                "the answer is {} old, as a cache or a clock has it: ask past the cache, or say \
                 how old it may be with `stale_after`",
                duration_rounded(age)
            );
            return Err(Failure::new(cause));
        }
        Ok(age::before(now, age))
    }

    /// Of a status other than 2xx.
    pub(crate) fn refusal(&self, context: &Context<'_>) -> Failure {
        let given = (self.response.headers(), (context.now)());
        cause::of_status(self.status, (&self.at, self.response.url()), given)
    }

    /// All of it; an error if there is more than allowed.
    pub(crate) async fn body(self, context: &Context<'_>) -> Result<Body, Failure> {
        let limit = Limit { bytes: limits::BODY_BYTES, beyond: Beyond::Refused };
        let read = self.body_within(limit, context).await?;
        read.ok_or_else(|| Failure::new("the answer is too large"))
    }

    /// Of a refusal: a short text, or none at all.
    pub(crate) async fn short_text(self, context: &Context<'_>) -> Option<String> {
        let limit = Limit { bytes: SHORT, beyond: Beyond::LeftOut };
        let body = self.body_within(limit, context).await.ok()??;
        body.text().ok().map(str::to_owned)
    }

    pub(crate) async fn body_within(
        self,
        limit: Limit,
        context: &Context<'_>,
    ) -> Result<Option<Body>, Failure> {
        let encodings = self.response.headers().get_all(CONTENT_ENCODING);
        let is_plain = |value: &HeaderValue| {
            value.is_empty() || value.as_bytes().eq_ignore_ascii_case(b"identity")
        };
        if !encodings.iter().all(is_plain) {
            let cause = "the answer is compressed, though nothing compressed was asked for: \
                         switch compression off at the server";
            return Err(Failure::new(cause));
        }
        read(self.response, (&context.net.held, &self.at, &self.secrets), limit).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("site", &self.site).finish_non_exhaustive()
    }
}
