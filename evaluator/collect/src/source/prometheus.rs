//! A Prometheus, or what speaks its API.

mod query;

use std::time::Duration;

use gonogo_cel::time::Timestamp;
use gonogo_formats::exposition::Selector;
use gonogo_formats::prometheus::{self, Wanted};
use gonogo_sources::{Endpoint, FactType, Request};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;
use crate::net::{Answer, Call, Client, Site, of_format};
use crate::secrets::Secrets;

/// Bytes of parameters up to which they are part of the address; some proxies take no more.
const IN_ADDRESS: usize = 2_000;
const MILLISECOND: i64 = 1_000_000;

#[derive(Debug)]
pub(crate) struct Prometheus {
    client: Client,
    /// Of a request that has none of its own.
    timeout: Option<Duration>,
}

impl Prometheus {
    pub(crate) fn new(at: &Endpoint, given: (&Context<'_>, &Secrets)) -> Result<Self, Failure> {
        Ok(Self { client: Client::new(Site::new(at, given)?), timeout: None })
    }

    /// The server is told how long somebody waits for it; nanoseconds.
    pub(crate) fn within(self, timeout: Option<i64>) -> Self {
        let timeout = timeout.and_then(|nanos| u64::try_from(nanos).ok());
        Self { timeout: timeout.map(Duration::from_nanos), ..self }
    }

    /// A sample of a plain selector may be as old as the server looks back, five minutes as a rule,
    /// and is given as if it were of now: where it matters, the server is asked for its time.
    pub(crate) async fn fetch(
        &self,
        ask: &str,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<super::Answer, Failure> {
        let value = self.value(ask, request, context).await?;
        let is_limited =
            request.shape.stale_after.is_some() && request.shape.kind != FactType::Series;
        if !is_limited || Selector::parse(ask).is_err() {
            return Ok(super::Answer { value, as_of: None });
        }
        let time = self.value(&format!("timestamp({ask})"), request, context).await?;
        let time = time.as_f64().map(|seconds| (seconds * 1e3).round() as i64);
        let time =
            time.and_then(|millis| Timestamp::from_epoch_nanos(millis.saturating_mul(MILLISECOND)));
        let time = time.ok_or_else(|| Failure::new("the time of the sample is out of range"))?;
        Ok(super::Answer { value, as_of: Some(time.min(context.at)) })
    }

    async fn value(
        &self,
        ask: &str,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let own = request.timeout.and_then(|nanos| u64::try_from(nanos).ok());
        let timeout = own.map(Duration::from_nanos).or(self.timeout).unwrap_or(context.timeout);
        let (endpoint, parameters) = query::parameters(ask, &request.shape, context)?;
        let timeout = format!("{}ms", timeout.as_millis().max(1));
        let query = query::encoded(&[parameters, vec![("timeout", timeout)]].concat());
        let answer = self.client.send(self.call(endpoint, query)?, context).await?;
        if answer.status != StatusCode::OK {
            return Err(refusal(answer, context).await);
        }
        let (is_series, by) = (request.shape.kind == FactType::Series, request.shape.by.clone());
        let at = context.at.seconds() as f64;
        let read = move |text: &str| {
            let wanted = match (is_series, by.as_slice()) {
                (true, []) => Wanted::Series,
                (true, by) => Wanted::SeriesBy(by),
                (false, _) => Wanted::NumberOf(at),
            };
            prometheus::read(text, wanted).map_err(|error| of_format(&error))
        };
        answer.body(context).await?.parse(read).await
    }

    fn call(&self, endpoint: &str, query: String) -> Result<Call, Failure> {
        if query.len() <= IN_ADDRESS {
            let url = self.client.site.with_path(&format!("{endpoint}?{query}"))?;
            return Ok(Call::get(url));
        }
        let mut call = Call::get(self.client.site.with_path(endpoint)?);
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        call.headers.insert(CONTENT_TYPE, form);
        Ok(Call { method: Method::POST, body: Some(query), ..call })
    }
}

/// What the server says of a query that it refuses, if it says so in its own form.
async fn refusal(answer: Answer, context: &Context<'_>) -> Failure {
    let refusal = answer.refusal(context);
    let Some(text) = answer.short_text(context).await else { return refusal };
    match prometheus::read(&text, Wanted::Number) {
        Err(error) if error.message.starts_with("the query failed") => {
            Failure { cause: format!("{}: {}", refusal.cause, error.message), ..refusal }
        }
        Ok(_) | Err(_) => refusal,
    }
}
