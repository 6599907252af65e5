//! Requests over HTTP.

mod probe;

use gonogo_cel::time::Timestamp;
use gonogo_cel_pattern::{COMPILED_LITERAL, Pattern};
use gonogo_sources::{
    CertificateAsk, Content, Endpoint, FactType, Format, HttpAsk, Method, Request,
};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde_json::{Value, json};

use super::tls;
use crate::content;
use crate::context::Context;
use crate::failure::Failure;
use crate::net::{Answer, Call, Client, Repeat, Site, add_header};
use crate::secrets::Secrets;

/// Bytes of a pattern.
const PATTERN: usize = 1_000;

#[derive(Debug)]
pub(crate) struct Http {
    client: Client,
}

impl Http {
    pub(crate) fn new(at: &Endpoint, given: (&Context<'_>, &Secrets)) -> Result<Self, Failure> {
        Ok(Self { client: Client::new(Site::new(at, given)?) })
    }

    pub(crate) async fn fetch(
        &self,
        ask: &HttpAsk,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<super::Answer, Failure> {
        let (call, is_probe) = (self.call(ask)?, request.shape.kind == FactType::Probe);
        let answer = match is_probe {
            true => self.client.send_apart(call, context).await?,
            false => self.client.send(call, context).await?,
        };
        let read = read(answer, ask, (request, context)).await;
        // The request has arrived.
        read.map_err(|failure| match ask.method {
            Method::Get | Method::Head => failure,
            Method::Post => failure.for_good(),
        })
    }

    fn call(&self, ask: &HttpAsk) -> Result<Call, Failure> {
        let mut headers = HeaderMap::new();
        if let Some(body) = &ask.body {
            let is_json = body.trim_start().starts_with(['{', '[']);
            let kind = if is_json { "application/json" } else { "text/plain; charset=utf-8" };
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        for (name, value) in &ask.headers {
            add_header(&mut headers, name, value)?;
        }
        let method = match ask.method {
            Method::Get => reqwest::Method::GET,
            Method::Head => reqwest::Method::HEAD,
            Method::Post => reqwest::Method::POST,
        };
        let repeat = match ask.method {
            Method::Get | Method::Head => Repeat::Freely,
            Method::Post => Repeat::IfUnsent,
        };
        let url = self.client.site.with_path(&ask.path)?;
        Ok(Call { method, url, headers, body: ask.body.clone(), repeat })
    }

    pub(crate) async fn certificate(
        &self,
        ask: &CertificateAsk,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        tls::of_site(&self.client.site, ask, context).await
    }
}

async fn read(
    answer: Answer,
    ask: &HttpAsk,
    (request, context): (&Request, &Context<'_>),
) -> Result<super::Answer, Failure> {
    let as_of = answer.as_of(&request.shape, context);
    if request.shape.kind == FactType::Probe {
        let as_of = as_of?;
        let value = probe::read(answer, ask, context).await?;
        return Ok(super::Answer { value, as_of: Some(as_of) });
    }
    if !answer.status.is_success() {
        return Err(answer.refusal(context));
    }
    let as_of = as_of?;
    let value = value(answer, ask, (request, as_of), context).await?;
    Ok(super::Answer { value, as_of: Some(as_of) })
}

async fn value(
    answer: Answer,
    ask: &HttpAsk,
    (request, as_of): (&Request, Timestamp),
    context: &Context<'_>,
) -> Result<Value, Failure> {
    let (content, request) = (ask.content.clone(), request.clone());
    let matches = ask.matches.as_deref().map(pattern).transpose()?;
    let body = answer.body(context).await?;
    let read = move |text: &str| match &matches {
        None => content::read(text, &content, &request, as_of),
        Some(pattern) => matched(text, pattern, (&request, as_of)),
    };
    body.parse(read).await
}

fn pattern(text: &str) -> Result<Pattern, Failure> {
    Pattern::new(text, PATTERN, COMPILED_LITERAL).map_err(Failure::new)
}

/// Whether it matches; or the first group of what does, or all of it.
fn matched(
    text: &str,
    pattern: &Pattern,
    (request, now): (&Request, Timestamp),
) -> Result<Value, Failure> {
    if request.shape.kind == FactType::Bool {
        return Ok(json!(pattern.regex().is_match(text)));
    }
    let captures = pattern.regex().captures(text);
    let captures =
        captures.ok_or_else(|| Failure::new("nothing in the answer matches `matches`"))?;
    let found = captures.get(1).or_else(|| match captures.len() {
        1 => captures.get(0),
        _ => None,
    });
    let found = found.ok_or_else(|| Failure::new("the group of `matches` is not in the answer"))?;
    let plain = Content { format: Some(Format::Text), ..Content::default() };
    content::read(found.as_str(), &plain, request, now)
}
