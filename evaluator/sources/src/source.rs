//! Sources: what they are and how they are reached.

mod address;
mod place;
mod read;
mod secret;

use gonogo_document::Span;

use crate::template::Template;

pub(crate) use place::is_secret;
pub(crate) use read::{headers, read};
pub(crate) use secret::check_query;
pub use secret::is_secret_header;

#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub name: String,
    pub span: Span,
    pub kind: SourceKind,
    /// Of one request; nanoseconds.
    pub timeout: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SourceKind {
    /// A Prometheus, or what speaks its API: Thanos, Mimir, VictoriaMetrics.
    Prometheus(Endpoint),
    /// A page of metrics, as Prometheus scrapes it.
    Metrics(Endpoint),
    /// Requests over HTTP: probes, and values in what is answered.
    Http(Endpoint),
    Postgres(Server),
    Redis(Server),
    /// What a server shows of itself in a TLS handshake.
    Tls(Server),
    /// A folder; relative to that of the gate file.
    Files {
        root: Template,
    },
    /// A file system, by a path in it.
    Disk {
        path: Template,
    },
    /// Programs, run in that folder; only where gate and caller allow it.
    Commands {
        folder: Template,
    },
    /// The job that this runs in.
    Ci,
    /// A working copy.
    Git {
        folder: Template,
    },
}

/// Something that is asked over HTTP.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    pub url: Template,
    pub bearer_token: Option<Template>,
    /// Name and password.
    pub basic_auth: Option<(Template, Template)>,
    pub headers: Vec<(String, Template)>,
    /// In PEM; the only certificates that are trusted.
    pub ca_file: Option<Template>,
    /// Hosts that the address may name; any, if none are listed.
    pub hosts: Vec<String>,
}

/// Something that is asked in its own protocol.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    pub address: Template,
    pub ca_file: Option<Template>,
    pub hosts: Vec<String>,
}

impl SourceKind {
    /// As gate files write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Prometheus(_) => "prometheus",
            Self::Metrics(_) => "metrics",
            Self::Http(_) => "http",
            Self::Postgres(_) => "postgres",
            Self::Redis(_) => "redis",
            Self::Tls(_) => "tls",
            Self::Files { .. } => "files",
            Self::Disk { .. } => "disk",
            Self::Commands { .. } => "commands",
            Self::Ci => "ci",
            Self::Git { .. } => "git",
        }
    }

    /// Whether it can be asked what was before; the others know the present only.
    pub fn has_history(&self) -> bool {
        matches!(self, Self::Prometheus(_))
    }

    /// Whether something is reached over the network.
    pub fn is_remote(&self) -> bool {
        match self {
            Self::Prometheus(_)
            | Self::Metrics(_)
            | Self::Http(_)
            | Self::Postgres(_)
            | Self::Redis(_)
            | Self::Tls(_) => true,
            Self::Files { .. }
            | Self::Disk { .. }
            | Self::Commands { .. }
            | Self::Ci
            | Self::Git { .. } => false,
        }
    }
}
