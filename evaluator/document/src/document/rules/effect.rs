//! What a failed rule asks for.

use crate::codes;
use crate::document::reader::{Reader, did_you_mean};
use crate::document::text::Text;
use crate::document::tree::{Node, Spanned, quoted};

/// Of `else` and `on_undetermined`. Later is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    Warn,
    NoGo,
    Rollback,
}

/// Of a case. Later is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseEffect {
    Go,
    Warn,
    NoGo,
    Rollback,
}

pub(super) fn read(reader: &mut Reader, key: &str, node: &Node) -> Option<Spanned<Effect>> {
    let text = reader.text(key, node)?;
    let value = match text.value.as_str() {
        "warn" => Effect::Warn,
        "no-go" => Effect::NoGo,
        "rollback" => Effect::Rollback,
        "go" => {
            let (message, help) = never_go(key);
            reader.refuse(&codes::BAD_EFFECT, text.span, (message.to_owned(), help.to_owned()));
            return None;
        }
        _ => return refused(reader, key, &text, &["warn", "no-go", "rollback"]),
    };
    Some(Spanned { value, span: text.span })
}

pub(super) fn read_case(
    reader: &mut Reader,
    key: &str,
    node: &Node,
) -> Option<Spanned<CaseEffect>> {
    let text = reader.text(key, node)?;
    let value = match text.value.as_str() {
        "go" => CaseEffect::Go,
        "warn" => CaseEffect::Warn,
        "no-go" => CaseEffect::NoGo,
        "rollback" => CaseEffect::Rollback,
        _ => return refused(reader, key, &text, &["go", "warn", "no-go", "rollback"]),
    };
    Some(Spanned { value, span: text.span })
}

fn never_go(key: &str) -> (&'static str, &'static str) {
    match key {
        "on_undetermined" => (
            "undetermined is never go",
            "use `warn`, `no-go` or `rollback`; if the data may be missing, declare the fact \
             `optional: true` and test it with `has`",
        ),
        _ => (
            "a requirement that does not hold is never go",
            "use `warn`, `no-go` or `rollback`; to only watch a rule, add `shadow: true`",
        ),
    }
}

fn refused<T>(reader: &mut Reader, key: &str, text: &Text, allowed: &[&str]) -> Option<T> {
    let message = format!("{} cannot be {}", quoted(key), quoted(&text.value));
    let help = did_you_mean(&text.value, allowed);
    reader.refuse(&codes::BAD_EFFECT, text.span, (message, help));
    None
}
