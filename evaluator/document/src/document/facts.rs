//! Facts: the named, typed inputs of a gate.

mod baseline;
mod kind;
mod options;

use gonogo_cel::Diagnostic;

use super::reader::ShareNode;
use super::reader::{Fields, Nanos, Reader, did_you_mean};
use super::sources::SourceNode;
use super::text::Text;
use super::tree::{Entry, Kind, Node, Spanned, quoted};
use crate::codes;

pub use baseline::BaselineNode;
pub use kind::FactType;

/// Options that do not fit `kind` were reported and are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct FactNode {
    pub name: Spanned<String>,
    pub description: Option<Text>,
    /// `None` when it or its unit could not be read; the name is known all the same.
    pub kind: Option<Spanned<FactType>>,
    pub unit: Option<Text>,
    pub optional: bool,
    /// An empty text, list or object is a value.
    pub allow_empty: bool,
    /// Names a declared source.
    pub from: Option<Spanned<String>>,
    pub window: Option<Spanned<Nanos>>,
    pub step: Option<Spanned<Nanos>>,
    pub stale_after: Option<Spanned<Nanos>>,
    pub max_gap: Option<Spanned<Nanos>>,
    pub min_coverage: Option<ShareNode>,
    pub min_samples: Option<Spanned<u32>>,
    /// Labels, at least one if any.
    pub by: Vec<Text>,
    /// Of facts of type `baseline` that say what they are of.
    pub baseline: Option<BaselineNode>,
    /// What the collector is told, such as `query`; never null.
    pub collect: Vec<Entry>,
}

/// `sources` is `None` when they could not be read.
pub(super) fn read(
    reader: &mut Reader,
    node: &Node,
    sources: Option<&[SourceNode]>,
) -> Option<Vec<FactNode>> {
    let entries = reader.entries(node, "`facts`")?;
    let facts: Vec<FactNode> = entries
        .iter()
        .map(|entry| {
            let name = reader.declared_word(&entry.key);
            let Some(fields) = reader.fields(&entry.value, "a fact", &options::all()) else {
                return unread(name);
            };
            fact(reader, name, &fields, sources)
        })
        .collect();
    baseline::check(reader, &facts);
    Some(facts)
}

fn fact(
    reader: &mut Reader,
    name: Spanned<String>,
    fields: &Fields<'_>,
    sources: Option<&[SourceNode]>,
) -> FactNode {
    let kind = reader.required(fields, "type", kind::read);
    if let Some(kind) = &kind {
        options::check_fit(reader, fields, kind);
    }
    let fits = |key: &str| kind.as_ref().is_none_or(|kind| options::fits(key, kind.value));
    let fields = &fields.only(fits);
    let unit = reader.optional(fields, "unit", unit);
    // The type of its values is not known either: that would only be found wanting elsewhere.
    let unreadable = fields.get("unit").is_some() && unit.is_none();
    let baseline = kind.as_ref().is_some_and(|kind| kind.value == FactType::Baseline);
    FactNode {
        baseline: baseline.then(|| baseline::read(reader, fields)).flatten(),
        description: reader.optional(fields, "description", Reader::text),
        unit,
        optional: reader.optional(fields, "optional", Reader::boolean).unwrap_or(false),
        allow_empty: reader.optional(fields, "allow_empty", Reader::boolean).unwrap_or(false),
        from: reader.optional(fields, "from", |reader, _, node| from(reader, node, sources)),
        window: reader.optional(fields, "window", Reader::positive_duration),
        step: reader.optional(fields, "step", Reader::positive_duration),
        stale_after: reader.optional(fields, "stale_after", Reader::positive_duration),
        max_gap: reader.optional(fields, "max_gap", Reader::positive_duration),
        min_coverage: reader.optional(fields, "min_coverage", Reader::share),
        min_samples: reader.optional(fields, "min_samples", Reader::count),
        by: reader.optional(fields, "by", labels).unwrap_or_default(),
        collect: collect(reader, fields),
        kind: kind.filter(|_| !unreadable),
        name,
    }
}

fn unread(name: Spanned<String>) -> FactNode {
    FactNode {
        name,
        description: None,
        kind: None,
        unit: None,
        optional: false,
        allow_empty: false,
        from: None,
        window: None,
        step: None,
        stale_after: None,
        max_gap: None,
        min_coverage: None,
        min_samples: None,
        by: Vec::new(),
        baseline: None,
        collect: Vec::new(),
    }
}

fn unit(reader: &mut Reader, key: &str, node: &Node) -> Option<Text> {
    let text = reader.text(key, node)?;
    if !text.value.trim().is_empty() {
        return Some(text);
    }
    let help = "write a unit such as `\"%\"` or `s`, or `\"1\"` for a plain number".to_owned();
    reader.refuse(&codes::BAD_UNIT, text.span, ("`unit` is empty".to_owned(), help));
    None
}

fn from(
    reader: &mut Reader,
    node: &Node,
    sources: Option<&[SourceNode]>,
) -> Option<Spanned<String>> {
    let text = reader.text("from", node)?;
    let found = Spanned { value: text.value.clone(), span: text.span };
    let Some(sources) = sources else { return Some(found) };
    let names: Vec<&str> = sources.iter().map(|source| source.name.value.as_str()).collect();
    if names.contains(&found.value.as_str()) {
        return Some(found);
    }
    let message = format!("unknown source {}", quoted(&found.value));
    let help = match names.is_empty() {
        true => "declare it below `sources`".to_owned(),
        false => did_you_mean(&found.value, &names),
    };
    reader.refuse(&codes::UNKNOWN_SOURCE, found.span, (message, help));
    None
}

/// One label, or a list of them.
fn labels(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<Text>> {
    if node.as_text().is_some() {
        return reader.text(key, node).map(|label| vec![label]);
    }
    let items = reader.items(key, node)?;
    if items.is_empty() {
        let problem = Diagnostic::error(&codes::WRONG_TYPE, node.span, "`by` holds no label");
        reader.report(problem.with_help("name a label, or remove `by`"));
    }
    Some(items.iter().filter_map(|item| reader.text(key, item)).collect())
}

fn collect(reader: &mut Reader, fields: &Fields<'_>) -> Vec<Entry> {
    let mut collect = Vec::new();
    for field in fields.iter().filter(|field| options::is_collect(field.name)) {
        let entry = field.entry;
        match &entry.value.kind {
            Kind::Null => {
                reader.text(field.name, &entry.value);
            }
            Kind::Broken => {}
            Kind::Scalar(_) | Kind::List(_) | Kind::Map(_) => {
                collect.push(entry.clone());
            }
        }
    }
    collect
}
