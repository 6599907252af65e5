//! A page of metrics.

use gonogo_formats::exposition::{self, Dialect, Scrape, Selector};
use gonogo_formats::prometheus::Wanted;
use gonogo_sources::{Endpoint, FactType, Request};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use serde_json::Number;

use crate::context::Context;
use crate::failure::Failure;
use crate::net::{Call, Client, Site, of_format};
use crate::secrets::Secrets;

const FORMATS: &str =
    "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5, */*;q=0.1";

#[derive(Debug)]
pub(crate) struct Metrics {
    client: Client,
}

impl Metrics {
    pub(crate) fn new(at: &Endpoint, given: (&Context<'_>, &Secrets)) -> Result<Self, Failure> {
        Ok(Self { client: Client::new(Site::new(at, given)?) })
    }

    /// A series has the one sample of now.
    pub(crate) async fn fetch(
        &self,
        ask: &str,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<super::Answer, Failure> {
        let selector = Selector::parse(ask).map_err(|error| of_format(&error))?;
        let mut call = Call::get(self.client.site.with_path("")?);
        call.headers.insert(ACCEPT, HeaderValue::from_static(FORMATS));
        let answer = self.client.send(call, context).await?;
        if !answer.status.is_success() {
            return Err(answer.refusal(context));
        }
        let dialect = Dialect::of_content_type(answer.header(CONTENT_TYPE));
        let as_of = answer.as_of(&request.shape, context)?;
        let at = Number::from_f64(as_of.epoch_nanos().map_or(0.0, |nanos| nanos as f64 / 1e9));
        let at = at.ok_or_else(|| Failure::new("the time is out of range"))?;
        let (is_series, by) = (request.shape.kind == FactType::Series, request.shape.by.clone());
        let read = move |text: &str| {
            let wanted = match (is_series, by.as_slice()) {
                (true, []) => Wanted::Series,
                (true, by) => Wanted::SeriesBy(by),
                (false, _) => Wanted::Number,
            };
            let scrape = Scrape { text, dialect, at };
            exposition::read(&scrape, &selector, wanted).map_err(|error| of_format(&error))
        };
        let value = answer.body(context).await?.parse(read).await?;
        Ok(super::Answer { value, as_of: Some(as_of) })
    }
}
