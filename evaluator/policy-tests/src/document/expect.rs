//! What a case expects of the decision.

use gonogo_cel::{Diagnostic, Span};
use gonogo_document::reader::{Reader, did_you_mean};
use gonogo_document::{Kind, Node, Spanned, Text, quoted};
use gonogo_engine::Verdict;

use super::case::texts;
use crate::codes;

#[derive(Clone, Debug, Default)]
pub struct ExpectNode {
    pub decision: Option<Spanned<Verdict>>,
    /// Exactly these rules made it no-go or rollback.
    pub deciding: Option<Spanned<Vec<Text>>>,
    pub rules: Vec<RuleExpectNode>,
    /// What every rule came to that is not named.
    pub others: Option<Spanned<Wanted>>,
    /// Each is part of a message or cause of some rule.
    pub message: Vec<Text>,
    pub facts: Vec<FactExpectNode>,
}

#[derive(Clone, Debug)]
pub struct RuleExpectNode {
    pub id: Text,
    pub outcome: Option<Spanned<Wanted>>,
    /// Each is part of what the rule says: its message, or its cause.
    pub message: Vec<Text>,
}

#[derive(Clone, Debug)]
pub struct FactExpectNode {
    pub name: Text,
    /// As reports name it.
    pub state: Spanned<&'static str>,
}

/// What a rule came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Pass,
    /// With any effect.
    Fail,
    /// Failed with this effect.
    Warn,
    NoGo,
    Rollback,
    /// With any effect.
    Undetermined,
    Skipped,
}

const WANTED: [(&str, Wanted); 7] = [
    ("pass", Wanted::Pass),
    ("fail", Wanted::Fail),
    ("warn", Wanted::Warn),
    ("no-go", Wanted::NoGo),
    ("rollback", Wanted::Rollback),
    ("undetermined", Wanted::Undetermined),
    ("skipped", Wanted::Skipped),
];
const VERDICTS: [(&str, Verdict); 3] =
    [("go", Verdict::Go), ("no-go", Verdict::NoGo), ("rollback", Verdict::Rollback)];
const STATES: [(&str, &str); 8] = [
    ("ok", "ok"),
    ("absent", "absent"),
    ("missing", "missing"),
    ("failed", "failed"),
    ("stale", "stale"),
    ("sparse", "sparse"),
    ("empty", "empty"),
    ("invalid", "invalid"),
];
const KEYS: [&str; 6] = ["decision", "deciding", "rules", "others", "message", "facts"];

impl Wanted {
    pub fn name(self) -> &'static str {
        WANTED.iter().find(|(_, wanted)| *wanted == self).map_or("", |(name, _)| name)
    }
}

impl ExpectNode {
    pub fn is_empty(&self) -> bool {
        self.decision.is_none()
            && self.deciding.is_none()
            && self.rules.is_empty()
            && self.others.is_none()
            && self.message.is_empty()
            && self.facts.is_empty()
    }
}

pub(super) fn read(reader: &mut Reader, _: &str, node: &Node) -> Option<ExpectNode> {
    let fields = reader.fields(node, "`expect`", &KEYS)?;
    let deciding = reader.optional(&fields, "deciding", |reader, key, node| {
        Some(Spanned { value: texts(reader, key, node)?, span: node.span })
    });
    Some(ExpectNode {
        decision: reader.optional(&fields, "decision", |reader, key, node| {
            word(reader, (key, node), &VERDICTS)
        }),
        deciding,
        rules: reader.optional(&fields, "rules", rules).unwrap_or_default(),
        others: reader
            .optional(&fields, "others", |reader, key, node| word(reader, (key, node), &WANTED)),
        message: reader.optional(&fields, "message", parts).unwrap_or_default(),
        facts: reader.optional(&fields, "facts", facts).unwrap_or_default(),
    })
}

fn rules(reader: &mut Reader, _: &str, node: &Node) -> Option<Vec<RuleExpectNode>> {
    let entries = reader.entries(node, "`rules`")?;
    let mut rules = Vec::new();
    for entry in entries {
        let id = entry.key.clone();
        if !matches!(entry.value.kind, Kind::Map(_)) {
            let outcome = word(reader, (&id.value, &entry.value), &WANTED);
            rules.push(RuleExpectNode { id, outcome, message: Vec::new() });
            continue;
        }
        let Some(fields) =
            reader.fields(&entry.value, "what is expected of a rule", &["outcome", "message"])
        else {
            continue;
        };
        let outcome = reader
            .optional(&fields, "outcome", |reader, key, node| word(reader, (key, node), &WANTED));
        let message = reader.optional(&fields, "message", parts).unwrap_or_default();
        if outcome.is_none() && message.is_empty() {
            nothing(reader, entry.key.span, &id.value);
        }
        rules.push(RuleExpectNode { id, outcome, message });
    }
    Some(rules)
}

fn nothing(reader: &mut Reader, at: Span, id: &str) {
    let message = format!("nothing is expected of {}", quoted(id));
    let problem = Diagnostic::error(&codes::BAD_EXPECTATION, at, message);
    reader.report(problem.with_help("write what it comes to, such as `pass`"));
}

fn facts(reader: &mut Reader, _: &str, node: &Node) -> Option<Vec<FactExpectNode>> {
    let entries = reader.entries(node, "`facts`")?;
    let fact = |entry: &gonogo_document::Entry| {
        let state = word(reader, (&entry.key.value, &entry.value), &STATES)?;
        Some(FactExpectNode { name: entry.key.clone(), state })
    };
    Some(entries.iter().filter_map(fact).collect())
}

/// An empty text is part of every message.
fn parts(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<Text>> {
    let parts = texts(reader, key, node)?;
    for part in parts.iter().filter(|part| part.value.trim().is_empty()) {
        let message = format!("{} is empty, and so part of everything", quoted(key));
        let help = "write some words that the message must have".to_owned();
        reader.refuse(&codes::BAD_EXPECTATION, part.span, (message, help));
    }
    Some(parts)
}

fn word<T: Copy>(
    reader: &mut Reader,
    (key, node): (&str, &Node),
    words: &[(&'static str, T)],
) -> Option<Spanned<T>> {
    let text = reader.text(key, node)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
        return Some(Spanned { value: *value, span: text.span });
    }
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let message = format!("{} cannot be {}", quoted(key), quoted(&text.value));
    let help = did_you_mean(&text.value, &known);
    reader.refuse(&codes::BAD_EXPECTATION, text.span, (message, help));
    None
}
