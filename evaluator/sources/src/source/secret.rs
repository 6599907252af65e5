//! Secrets that a gate writes out, known by the names that they go by.

use gonogo_cel::Diagnostic;
use gonogo_document::Span;

use crate::codes;
use crate::template::Template;

/// A header whose name has one of these in it is secret.
const IN_HEADERS: [&str; 6] = ["auth", "cookie", "key", "pass", "secret", "token"];
/// So is a parameter of an address; shorter words are in innocent names as well.
const IN_QUERIES: [&str; 7] =
    ["token", "secret", "passw", "apikey", "accesskey", "authorization", "credential"];
const PARAMETERS: [&str; 5] = ["key", "sig", "signature", "auth", "pwd"];

/// Of a header, whose value is then shown nowhere.
pub fn is_secret_header(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower != "idempotency-key" && IN_HEADERS.iter().any(|part| lower.contains(part))
}

fn is_secret_parameter(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let bare: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    PARAMETERS.contains(&bare.as_str()) || IN_QUERIES.iter().any(|part| bare.contains(part))
}

/// Of an address, or of the path of a fact.
pub(crate) fn check_query(address: &str, span: Span) -> Option<Diagnostic> {
    let (_, query) = address.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let is_written = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        is_secret_parameter(name) && !value.is_empty() && !value.contains("${")
    };
    query.split('&').any(is_written).then(|| plain_secret(span))
}

pub(super) fn check_header(name: &str, value: &Template) -> Option<Diagnostic> {
    let text = value.plain()?;
    (is_secret_header(name) && !text.is_empty()).then(|| plain_secret(value.span))
}

pub(super) fn plain_secret(span: Span) -> Diagnostic {
    let message = "this secret can be read by everybody who reads the gate";
    Diagnostic::warning(&codes::PLAIN_SECRET, span, message)
        .with_help("take it from the environment, in `sources`: `${NAME}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_secret_by_their_names() {
        let check = |address: &str, expected: bool| {
            let span = Span { start: 0, end: 1 };
            assert_eq!(check_query(address, span).is_some(), expected, "{address}");
        };
        check("https://h/x?token=abc", true);
        check("/x?a=1&api_key=abc", true);
        check("/x?X-Amz-Signature=abc&sig=1", true);
        check("/x?sig=", false);
        check("https://h/x?token=${T}", false);
        check("/x?author=ana&keyword=b&design=c", false);
        check("/token/abc", false);
    }
}
