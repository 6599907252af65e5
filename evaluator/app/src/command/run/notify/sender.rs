//! Posts a body to the webhook.

use anyhow::{Context, Result};
use futures_util::future::LocalBoxFuture;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(10);

/// The address is a secret: whoever has it can post.
pub(super) struct Sender {
    client: Client,
    url: Url,
}

/// What became of one attempt. Causes do not name the address.
pub(super) enum Sent {
    Arrived,
    /// It would be the same again.
    Refused(String),
    Failed(String),
}

impl Sender {
    pub(super) fn new(url: &str) -> Result<Self> {
        let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.context("it is no address that begins with `http://` or `https://`")?;
        let client = Client::builder().timeout(TIMEOUT).redirect(Policy::none()).build()?;
        Ok(Self { client, url })
    }

    pub(super) fn send(&self, body: String) -> LocalBoxFuture<'static, Sent> {
        let request = self.client.post(self.url.clone());
        let request = request.header(CONTENT_TYPE, "application/json").body(body);
        Box::pin(async move {
            match request.send().await {
                Ok(answer) if answer.status().is_success() => Sent::Arrived,
                Ok(answer) => {
                    let status = answer.status();
                    let cause = format!("the webhook answered {status}");
                    let passing = status.is_server_error() || matches!(status.as_u16(), 408 | 429);
                    if passing { Sent::Failed(cause) } else { Sent::Refused(cause) }
                }
                Err(error) => Sent::Failed(format!("the webhook: {}", error.without_url())),
            }
        })
    }
}
