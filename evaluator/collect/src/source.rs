//! One file for each kind of source.

mod ci;
mod commands;
mod disk;
mod files;
mod git;
mod http;
mod markdown;
mod metrics;
mod postgres;
mod prometheus;
mod redis;
mod tls;

use gonogo_cel::time::Timestamp;
use gonogo_sources::{Ask, Request, Source, SourceKind};
use serde_json::Value;
use tokio::time::Instant;

use crate::context::{Context, Permission};
use crate::failure::Failure;
use crate::secrets::Secrets;

/// A source that can be asked. Nothing is connected before the first question.
#[derive(Debug)]
pub(crate) enum Connector {
    Prometheus(prometheus::Prometheus),
    Metrics(metrics::Metrics),
    Http(http::Http),
    Postgres(postgres::Postgres),
    Redis(redis::Redis),
    Tls(tls::Tls),
    Files(files::Folder),
    Disk(disk::Disk),
    Commands(commands::Commands),
    Ci(ci::Ci),
    Git(git::Git),
}

/// What a source said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) value: Value,
    /// What it stands for, where that is not the moment that it was asked: a file's last change,
    /// an answer that a cache had kept.
    pub(crate) as_of: Option<Timestamp>,
}

impl Connector {
    /// With all values of the environment; those that are secret are kept in mind.
    pub(crate) fn new(
        source: &Source,
        context: &Context<'_>,
        secrets: &Secrets,
    ) -> Result<Self, Failure> {
        if source.kind.is_remote() && context.network == Permission::Denied {
            return Err(Failure::new("it is asked over the network, and `--offline` was given"));
        }
        let given = (context, secrets);
        Ok(match &source.kind {
            SourceKind::Prometheus(at) => {
                let prometheus = prometheus::Prometheus::new(at, given)?;
                Self::Prometheus(prometheus.within(source.timeout))
            }
            SourceKind::Metrics(at) => Self::Metrics(metrics::Metrics::new(at, given)?),
            SourceKind::Http(at) => Self::Http(http::Http::new(at, given)?),
            SourceKind::Postgres(at) => Self::Postgres(postgres::Postgres::new(at, given)?),
            SourceKind::Redis(at) => Self::Redis(redis::Redis::new(at, given)?),
            SourceKind::Tls(at) => Self::Tls(tls::Tls::new(at, given)?),
            SourceKind::Files { root } => Self::Files(files::Folder::new(root, context)?),
            SourceKind::Disk { path } => Self::Disk(disk::Disk::new(path, context)?),
            SourceKind::Commands { folder } => {
                Self::Commands(commands::Commands::new(folder, context)?)
            }
            SourceKind::Ci => Self::Ci(ci::Ci::new(context)),
            SourceKind::Git { folder } => Self::Git(git::Git::new(folder, context)?),
        })
    }

    /// Files without a source.
    pub(crate) fn beside_the_gate(context: &Context<'_>) -> Result<Self, Failure> {
        Ok(Self::Files(files::Folder::beside(context)))
    }

    /// The value of a fact, in the form of a snapshot. After `until` nobody waits for it.
    pub(crate) async fn fetch(
        &self,
        request: &Request,
        (context, until): (&Context<'_>, Instant),
    ) -> Result<Answer, Failure> {
        if let (Self::Files(at), Ask::File(ask)) = (self, &request.ask) {
            return at.fetch(ask, request, context).await;
        }
        if let (Self::Files(at), Ask::Markdown(ask)) = (self, &request.ask) {
            return markdown::fetch(at, ask, (request, context)).await;
        }
        if let (Self::Prometheus(at), Ask::Promql(query)) = (self, &request.ask) {
            return at.fetch(query, request, context).await;
        }
        if let (Self::Http(at), Ask::Http(ask)) = (self, &request.ask) {
            return at.fetch(ask, request, context).await;
        }
        if let (Self::Metrics(at), Ask::Selector(query)) = (self, &request.ask) {
            return at.fetch(query, request, context).await;
        }
        self.present(request, (context, until)).await.map(|value| Answer { value, as_of: None })
    }

    /// Of what stands for the moment that it was asked.
    async fn present(
        &self,
        request: &Request,
        (context, until): (&Context<'_>, Instant),
    ) -> Result<Value, Failure> {
        match (self, &request.ask) {
            (Self::Http(at), Ask::Certificate(ask)) => at.certificate(ask, context).await,
            (Self::Tls(at), Ask::Certificate(ask)) => at.fetch(ask, context).await,
            (Self::Postgres(at), Ask::Sql(sql)) => at.fetch(sql, request, (context, until)).await,
            (Self::Redis(at), Ask::Redis(words)) => at.fetch(words, request, context).await,
            (Self::Disk(at), Ask::Disk(measure)) => at.fetch(*measure, request, context).await,
            (Self::Commands(at), Ask::Command(words, content)) => {
                at.fetch((words, content), request, context).await
            }
            (Self::Ci(at), Ask::Ci(pick)) => at.fetch(pick, request, context),
            (Self::Git(at), Ask::Git(pick)) => at.fetch(pick, request, context).await,
            // A plan pairs them as above.
            _ => Err(Failure::new("its source cannot be asked so")),
        }
    }
}
