//! What is asked over HTTP.

use gonogo_cel::Diagnostic;
use gonogo_cel_pattern::{COMPILED_LITERAL, Pattern};
use gonogo_document::reader::{Fields, Reader, did_you_mean};
use gonogo_document::{FactType, Node, quoted};

use super::{content, full};
use crate::codes;
use crate::request::{HttpAsk, Method};
use crate::source::{check_query, headers};

/// Bytes of a pattern.
const PATTERN: usize = 1_000;

pub(super) fn read(reader: &mut Reader, kind: FactType, fields: &Fields<'_>) -> Option<HttpAsk> {
    let method = match fields.get("method") {
        None => Method::Get,
        Some(node) => method(reader, node)?,
    };
    let path = reader.optional(fields, "path", Reader::text);
    if let Some(text) = path.as_ref().filter(|text| !text.value.starts_with(['/', '?'])) {
        let message = format!("{} does not begin with `/`", quoted(&text.value));
        let help = format!("write `/{}`: it follows the address of the source", text.value);
        reader.refuse(&codes::BAD_OPTION, text.span, (message, help));
    }
    let secret = path.as_ref().and_then(|text| check_query(&text.value, text.span));
    secret.into_iter().for_each(|found| reader.report(found));
    let body = reader.optional(fields, "body", Reader::text);
    if let Some(text) = body.as_ref().filter(|_| method != Method::Post) {
        let message = "only `POST` has a body";
        let problem = Diagnostic::error(&codes::BAD_OPTION, text.span, message);
        reader.report(problem.with_help("add `method: POST`"));
    }
    if let Some(node) = fields.get("method").filter(|_| method == Method::Head) {
        check_head(reader, (kind, fields), node);
    }
    let headers = reader.optional(fields, "headers", headers).unwrap_or_default();
    let headers = headers.into_iter().map(|(name, value)| (name, value.to_string())).collect();
    Some(HttpAsk {
        method,
        path: path.map(|path| path.value).unwrap_or_default(),
        headers,
        body: body.map(|body| body.value),
        content: content(reader, kind, fields)?,
        matches: matches(reader, kind, fields)?,
    })
}

/// The answer to it is without a body.
fn check_head(reader: &mut Reader, (kind, fields): (FactType, &Fields<'_>), node: &Node) {
    if kind != FactType::Probe || fields.get("jsonpath").is_some() {
        let message = "an answer to `HEAD` has no body to read";
        let problem = Diagnostic::error(&codes::BAD_OPTION, node.span, message);
        reader.report(problem.with_help("ask with `GET`"));
    }
}

fn method(reader: &mut Reader, node: &Node) -> Option<Method> {
    let text = full(reader, "method", node)?;
    match text.value.as_str() {
        "GET" => Some(Method::Get),
        "HEAD" => Some(Method::Head),
        "POST" => Some(Method::Post),
        other => {
            let message = format!("{} is no method to ask with", quoted(other));
            let help = did_you_mean(other, &["GET", "HEAD", "POST"]);
            reader.refuse(&codes::BAD_OPTION, text.span, (message, help));
            None
        }
    }
}

/// A pattern for `bool` (it matches or not) and `string` (the first group, or all of it).
fn matches(reader: &mut Reader, kind: FactType, fields: &Fields<'_>) -> Option<Option<String>> {
    let Some(node) = fields.get("matches") else { return Some(None) };
    let text = full(reader, "matches", node)?;
    if !matches!(kind, FactType::Bool | FactType::String | FactType::Number) {
        let message = format!("`matches` gives no fact of type `{}`", kind.name());
        let help = "it fits `bool`, `string` and `number`".to_owned();
        reader.refuse(&codes::BAD_OPTION, text.span, (message, help));
        return None;
    }
    if let Err(problem) = Pattern::new(&text.value, PATTERN, COMPILED_LITERAL) {
        let message = format!("{}: {problem}", quoted(&text.value));
        reader.refuse(&codes::BAD_OPTION, text.span, (message, "write an RE2 pattern".to_owned()));
        return None;
    }
    Some(Some(text.value))
}
