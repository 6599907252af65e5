//! All facts at once, each within its own time, all within the deadline.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;
use gonogo_sources::{Plan, Request};
use tokio::time::{Instant, sleep, timeout};

use crate::context::Context;
use crate::failure::Failure;
use crate::reading::Reading;
use crate::retry;
use crate::secrets::Secrets;
use crate::source::{Answer, Connector};

/// What goes on, for a progress display.
#[derive(Debug)]
pub enum Event<'e> {
    Started(&'e Request),
    /// It failed and is tried again.
    Retried(&'e Request, &'e Failure),
    Finished(&'e Request, &'e Reading),
}

/// A reading for each request of the plan that is wanted, in its order.
pub async fn collect(
    plan: &Plan,
    context: &Context<'_>,
    observe: &dyn Fn(Event<'_>),
) -> Vec<Reading> {
    let until = Instant::now() + context.deadline;
    let secrets = Secrets::default();
    let connect = |source| Connector::new(source, context, &secrets);
    let connectors: Vec<Result<Connector, Failure>> = plan.sources.iter().map(connect).collect();
    let beside = Connector::beside_the_gate(context);
    let wanted =
        |request: &&Request| context.only.as_ref().is_none_or(|only| only.contains(&request.fact));
    let requests: Vec<&Request> = plan.requests.iter().filter(wanted).collect();
    let reads = requests.iter().enumerate().map(|(at, request)| {
        let connector = match request.source {
            None => Some(&beside),
            Some(source) => connectors.get(source),
        };
        let fetch = Fetch { request, plan, context, until, secrets: &secrets, observe };
        async move { (at, fetch.reading(connector).await) }
    });
    let running =
        stream::iter(reads.collect::<Vec<_>>()).buffer_unordered(context.concurrency.max(1));
    let mut readings: Vec<(usize, Reading)> = running.collect().await;
    readings.sort_by_key(|(at, _)| *at);
    readings.into_iter().map(|(_, reading)| reading).collect()
}

/// One fact on its way.
struct Fetch<'f> {
    request: &'f Request,
    plan: &'f Plan,
    context: &'f Context<'f>,
    until: Instant,
    secrets: &'f Secrets,
    observe: &'f dyn Fn(Event<'_>),
}

impl Fetch<'_> {
    async fn reading(&self, connector: Option<&Result<Connector, Failure>>) -> Reading {
        (self.observe)(Event::Started(self.request));
        let began = Instant::now();
        let source = self.plan.source(self.request);
        let own = self.request.timeout.or_else(|| source.and_then(|source| source.timeout));
        let own = own.map_or(self.context.timeout, nanos);
        let until = (began + own).min(self.until);
        let (value, attempts) = match connector {
            Some(Ok(connector)) => self.attempts(connector, until).await,
            Some(Err(failure)) => (Err(failure.clone()), 0),
            None => (Err(Failure::new("its source is not known")), 0),
        };
        let as_of = value.as_ref().ok().and_then(|answer| answer.as_of);
        let value = value.map(|answer| self.secrets.redact_value(answer.value));
        let reading = Reading {
            fact: self.request.fact.clone(),
            value: value.map_err(|failure| self.redacted(failure)),
            as_of,
            at: (self.context.now)(),
            took: began.elapsed(),
            source: source.map(|source| source.name.clone()),
            query: self.request.query.clone(),
            attempts,
        };
        (self.observe)(Event::Finished(self.request, &reading));
        reading
    }

    fn redacted(&self, failure: Failure) -> Failure {
        Failure { cause: self.secrets.redact_cause(&failure.cause), ..failure }
    }

    /// With how many attempts it took.
    async fn attempts(
        &self,
        connector: &Connector,
        until: Instant,
    ) -> (Result<Answer, Failure>, u32) {
        let began = Instant::now();
        let mut attempt = 1;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let asked = connector.fetch(self.request, (self.context, until));
            let fetched = timeout(left, asked).await;
            let failure = match fetched {
                Ok(Ok(value)) => return (Ok(value), attempt),
                Ok(Err(failure)) => failure,
                Err(_) => return (Err(late(began.elapsed())), attempt),
            };
            let left = until.saturating_duration_since(Instant::now());
            let Some(wait) = retry::wait(&failure, attempt, left) else {
                return (Err(failure), attempt);
            };
            let shown = self.redacted(failure);
            (self.observe)(Event::Retried(self.request, &shown));
            sleep(wait).await;
            attempt += 1;
        }
    }
}

fn late(after: Duration) -> Failure {
    Failure::new(format!("no answer within {:.1} s", after.as_secs_f64()))
}

/// Durations of gates are positive.
fn nanos(nanos: i64) -> Duration {
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(0))
}
