//! What a fact asks its source for.

mod commands;
mod content;
mod keys;
mod path;
mod read;

use gonogo_document::{FactType, Span};
use gonogo_series::quantity::Unit;

pub use content::{Content, FileMeasure, Format, Pick};
pub use path::check_path;
pub(crate) use read::read;

#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The fact's name.
    pub fact: String,
    pub span: Span,
    /// Into [`crate::Plan::sources`]; without one, files beside the gate.
    pub source: Option<usize>,
    pub ask: Ask,
    pub shape: Shape,
    /// Nanoseconds; else the source's, else what the caller says.
    pub timeout: Option<i64>,
    /// The query, path or command as it was written, for people.
    pub query: String,
}

/// What the fact wants to be. Nanoseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub kind: FactType,
    /// Of the number, or of a series' values; a plain number without one.
    pub unit: Option<Unit>,
    pub window: Option<i64>,
    pub step: Option<i64>,
    pub stale_after: Option<i64>,
    /// Labels that tell several series apart.
    pub by: Vec<String>,
    pub allow_empty: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// PromQL.
    Promql(String),
    /// `name{label="value"}` on a page of metrics.
    Selector(String),
    Http(HttpAsk),
    Certificate(CertificateAsk),
    /// One statement; the first column of the only row, unless the fact is a list.
    Sql(String),
    /// A read-only command in words.
    Redis(Vec<String>),
    File(FileAsk),
    Markdown(MarkdownAsk),
    Disk(DiskMeasure),
    /// A program and its arguments in words, and what is read in its output.
    Command(Vec<String>, Content),
    Ci(Pick),
    Git(Pick),
}

#[derive(Clone, Debug, PartialEq)]
pub struct HttpAsk {
    pub method: Method,
    /// Appended to the source's address; begins with `/` or `?`, or is empty.
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
    /// Of a probe, which is about the answer as a whole, the part of its body that is `json`.
    pub content: Content,
    /// A pattern (RE2) that the body must match, for `bool`, or the part that is taken.
    pub matches: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Head,
    /// Asks as well; it is not repeated when it fails.
    Post,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateAsk {
    /// Else the one of the source.
    pub host: Option<String>,
    pub port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FileAsk {
    /// With `*` and `?` for several; relative to the source's folder.
    pub path: String,
    pub read: FileRead,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FileRead {
    Content(Content),
    Measure(FileMeasure),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownAsk {
    pub path: String,
    pub section: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskMeasure {
    /// What is there for users other than root.
    Free,
    Used,
    Total,
}
