//! Where the facts of a gate come from: sources and what is asked of them, checked before
//! anything is fetched.
//!
//! [`plan()`] makes [`Source`]s and [`Request`]s of a gate file. Values of the environment stay
//! references, [`Template`]s, until somebody connects.

pub mod codes;
mod plan;
mod request;
mod scope;
mod source;
mod template;
mod timeouts;

pub use gonogo_document::FactType;
pub use plan::{Plan, Planned, plan};
pub use request::{
    Ask, CertificateAsk, Content, DiskMeasure, FileAsk, FileMeasure, FileRead, Format, HttpAsk,
    MarkdownAsk, Method, Pick, Request, Shape, check_path,
};
pub use scope::Release;
pub use source::{Endpoint, Server, Source, SourceKind, is_secret_header};
pub use template::{Missing, Template};
