//! From the keys of a fact to what is asked.

mod fit;
mod http;

use gonogo_cel::Diagnostic;
use gonogo_document::reader::{Fields, Reader, did_you_mean};
use gonogo_document::{Entry, FactNode, FactType, Node, Text, quoted};
use gonogo_formats::value::JsonPath;
use gonogo_series::quantity::Unit;

use super::commands::{is_read_only, words};
use super::keys::{self, Keys};
use super::{
    Ask, CertificateAsk, Content, DiskMeasure, FileAsk, FileMeasure, FileRead, Format, MarkdownAsk,
    Pick, Request, Shape, check_path,
};
use crate::codes;
use crate::source::{Source, SourceKind};

/// `None` when it is given by hand, or was reported.
pub(crate) fn read(
    reader: &mut Reader,
    fact: &FactNode,
    source: Option<(usize, &Source)>,
) -> Option<Request> {
    let kind = fact.kind.as_ref()?.value;
    if source.is_none() && fact.collect.is_empty() || kind == FactType::Baseline {
        return None;
    }
    // A misspelt key was reported; what is missing without it is not known.
    if fact.collect.iter().any(|entry| !keys::ALL.contains(&entry.key.value.as_str())) {
        return None;
    }
    let of = source.map(|(_, source)| &source.kind);
    if !keys::gives(of, kind) {
        let from = of.map_or("a file", SourceKind::name);
        let message = format!("a fact of type `{}` cannot come from `{from}`", kind.name());
        let at = fact.from.as_ref().map_or(fact.name.span, |from| from.span);
        let problem = Diagnostic::error(&codes::TYPE_NOT_GIVEN, at, message);
        let related = fact.kind.as_ref().map_or(fact.name.span, |kind| kind.span);
        reader.report(problem.with_related(related, "because of this type"));
        return None;
    }
    let Keys { needed, others } = keys::of(of, kind);
    let fields = fields(reader, fact, (of, &[needed, others].concat()));
    if !needed.is_empty() && !needed.iter().any(|key| fields.get(key).is_some()) {
        let from = of.map_or_else(|| "a file".to_owned(), |of| quoted(of.name()));
        let message = format!("{} asks {from} for nothing", quoted(&fact.name.value));
        let problem = Diagnostic::error(&codes::NOTHING_ASKED, fact.name.span, message);
        reader.report(problem.with_help(format!("add `{}: …`", needed.join(": …` or `"))));
        return None;
    }
    let ask = ask(reader, (of, kind), &fields)?;
    let shape = shape(fact, kind);
    fit::check(reader, fact, (&ask, &shape));
    let timeout = reader.optional(&fields, "timeout", Reader::positive_duration);
    Some(Request {
        fact: fact.name.value.clone(),
        span: fact.name.span,
        source: source.map(|(at, _)| at),
        query: written(&fields),
        ask,
        shape,
        timeout: timeout.map(|timeout| timeout.value.0),
    })
}

/// The keys that the source takes; the others are reported.
fn fields<'n>(
    reader: &mut Reader,
    fact: &'n FactNode,
    (source, taken): (Option<&SourceKind>, &[&'static str]),
) -> Fields<'n> {
    let takes = |key: &str| key == "timeout" || taken.contains(&key);
    for entry in fact.collect.iter().filter(|entry| !takes(&entry.key.value)) {
        let (key, is_probe) = (entry.key.value.as_str(), is_probe(fact));
        let from = match source {
            None => "a file beside the gate".to_owned(),
            Some(_) if is_probe => "a probe".to_owned(),
            Some(kind) => quoted(kind.name()),
        };
        let message = format!("{} is nothing to ask {from}", quoted(key));
        let problem = Diagnostic::error(&codes::FOREIGN_KEY, entry.key.span, message);
        reader.report(problem.with_help(match (source, taken) {
            (None, _) => "name the source, `from: …`".to_owned(),
            (_, []) => "remove it".to_owned(),
            _ if is_probe && key == "matches" => {
                format!("ask in a rule: `{}.body.matches('…')`", fact.name.value)
            }
            (_, taken) => format!("it takes `{}`", taken.join("`, `")),
        }));
    }
    let known = [taken, &["timeout"]].concat();
    Fields::of(&fact.collect, fact.name.span, &known)
}

fn is_probe(fact: &FactNode) -> bool {
    fact.kind.as_ref().is_some_and(|kind| kind.value == FactType::Probe)
}

fn shape(fact: &FactNode, kind: FactType) -> Shape {
    let nanos = |duration: &Option<gonogo_document::Spanned<gonogo_document::Nanos>>| {
        duration.as_ref().map(|duration| duration.value.0)
    };
    // A unit that cannot be read is reported where the gate is compiled; `1` is none.
    let unit = fact.unit.as_ref().and_then(|unit| Unit::parse(&unit.value).ok());
    Shape {
        kind,
        unit,
        window: nanos(&fact.window),
        step: nanos(&fact.step),
        stale_after: nanos(&fact.stale_after),
        by: fact.by.iter().map(|label| label.value.clone()).collect(),
        allow_empty: fact.allow_empty,
    }
}

/// What is asked, for people: the main key's value, with the JSONPath.
fn written(fields: &Fields<'_>) -> String {
    let text = |key: &str| fields.get(key).and_then(Node::as_text).map(|text| text.value.trim());
    let mains = ["query", "command", "path", "junit", "markdown", "measure", "section", "jsonpath"];
    mains.into_iter().filter_map(text).collect::<Vec<_>>().join(" ")
}

fn ask(
    reader: &mut Reader,
    (source, kind): (Option<&SourceKind>, FactType),
    fields: &Fields<'_>,
) -> Option<Ask> {
    let text = |reader: &mut Reader, key: &str| {
        fields.get(key).and_then(|node| full(reader, key, node)).map(|text| text.value)
    };
    Some(match source {
        None | Some(SourceKind::Files { .. }) => return file(reader, kind, fields),
        Some(SourceKind::Prometheus(_)) => Ask::Promql(text(reader, "query")?),
        Some(SourceKind::Metrics(_)) => Ask::Selector(text(reader, "query")?),
        Some(SourceKind::Postgres(_)) => Ask::Sql(text(reader, "query")?),
        Some(SourceKind::Http(_)) if kind == FactType::Certificate => {
            Ask::Certificate(certificate(reader, fields))
        }
        Some(SourceKind::Tls(_)) => Ask::Certificate(certificate(reader, fields)),
        Some(SourceKind::Http(_)) => Ask::Http(http::read(reader, kind, fields)?),
        Some(SourceKind::Redis(_)) => Ask::Redis(redis(reader, fields)?),
        Some(SourceKind::Disk { .. }) => Ask::Disk(disk(reader, fields)?),
        Some(SourceKind::Commands { .. }) => {
            Ask::Command(command(reader, fields)?.0, content(reader, kind, fields)?)
        }
        Some(SourceKind::Ci) => Ask::Ci(pick(reader, fields)?),
        Some(SourceKind::Git { .. }) => Ask::Git(pick(reader, fields)?),
    })
}

fn full(reader: &mut Reader, key: &str, node: &Node) -> Option<Text> {
    let text = reader.text(key, node)?;
    if !text.value.trim().is_empty() {
        return Some(text);
    }
    let message = format!("{} is empty", quoted(key));
    reader.report(Diagnostic::error(&codes::NOTHING_ASKED, text.span, message));
    None
}

fn pick(reader: &mut Reader, fields: &Fields<'_>) -> Option<Pick> {
    let Some(node) = fields.get("jsonpath") else { return Some(Pick::default()) };
    let text = full(reader, "jsonpath", node)?;
    if let Err(error) = JsonPath::parse(&text.value) {
        let problem = Diagnostic::error(&codes::BAD_PATH, text.span, error.message);
        reader.report(problem.with_help("write a path such as `$.items[0].name` (RFC 9535)"));
        return None;
    }
    Some(Pick { path: Some(text.value) })
}

fn content(reader: &mut Reader, kind: FactType, fields: &Fields<'_>) -> Option<Content> {
    let format = match fields.get("format") {
        None => None,
        Some(node) => Some(format(reader, kind, node)?),
    };
    let pick = pick(reader, fields)?;
    if let (Some(format), Some(entry)) = (format, fields.entry("jsonpath"))
        && !format.is_open()
    {
        let message = format!("`{}` is read as a whole, not by `jsonpath`", format.name());
        let help = "remove `jsonpath`, or read the file as `format: json`".to_owned();
        reader.refuse(&codes::BAD_OPTION, entry.key.span, (message, help));
        return None;
    }
    Some(Content { format, pick })
}

fn format(reader: &mut Reader, kind: FactType, node: &Node) -> Option<Format> {
    let text = full(reader, "format", node)?;
    let fitting = || Format::ALL.into_iter().filter(|format| format.gives(kind));
    let known = Format::ALL.into_iter().find(|format| format.name() == text.value);
    if let Some(format) = known.filter(|format| format.gives(kind)) {
        return Some(format);
    }
    let names: Vec<&str> = fitting().map(Format::name).collect();
    let (message, help) = match known {
        Some(_) => (
            format!("{} gives no fact of type `{}`", quoted(&text.value), kind.name()),
            format!("fitting here: `{}`", names.join("`, `")),
        ),
        None => {
            (format!("unknown format {}", quoted(&text.value)), did_you_mean(&text.value, &names))
        }
    };
    reader.refuse(&codes::BAD_FORMAT, text.span, (message, help));
    None
}

fn file(reader: &mut Reader, kind: FactType, fields: &Fields<'_>) -> Option<Ask> {
    let mains: Vec<&Entry> =
        ["path", "junit", "markdown"].into_iter().filter_map(|key| fields.entry(key)).collect();
    let [main] = mains.as_slice() else {
        let second = mains.get(1)?;
        let message = format!("{} is a second file", quoted(&second.key.value));
        let problem = Diagnostic::error(&codes::BAD_OPTION, second.key.span, message);
        reader.report(problem.with_help("a fact comes from one of them"));
        return None;
    };
    let key = main.key.value.as_str();
    check_beside(reader, key, fields);
    let text = full(reader, key, &main.value)?;
    if let Err(why) = check_path(&text.value) {
        let message = format!("{} {why}", quoted(&text.value));
        let help =
            "files of another folder have a source of their own: `{files: FOLDER}`".to_owned();
        reader.refuse(&codes::BAD_OPTION, text.span, (message, help));
        return None;
    }
    let path = text.value;
    if key == "markdown" {
        let section = reader.optional(fields, "section", Reader::text);
        let section = section.map(|section| section.value);
        return Some(Ask::Markdown(MarkdownAsk { path, section }));
    }
    if let Some(node) = fields.get("measure") {
        let measure = measure(reader, kind, node)?;
        return Some(Ask::File(FileAsk { path, read: FileRead::Measure(measure) }));
    }
    let mut content = content(reader, kind, fields)?;
    if key == "junit" {
        content.format = Some(Format::Junit);
    }
    Some(Ask::File(FileAsk { path, read: FileRead::Content(content) }))
}

/// What would be passed over in silence beside the key that names the file.
fn check_beside(reader: &mut Reader, main: &str, fields: &Fields<'_>) {
    let measured = fields.get("measure").is_some();
    let others: &[&str] = match main {
        "markdown" => &["section"],
        "junit" => &[],
        _ if measured => &["measure"],
        _ => &["jsonpath", "format"],
    };
    let beside = if main == "path" && measured { "measure" } else { main };
    let keys = ["section", "jsonpath", "format", "measure"].into_iter();
    for entry in keys.filter(|key| !others.contains(key)).filter_map(|key| fields.entry(key)) {
        let message = format!("{} does not go with `{beside}`", quoted(&entry.key.value));
        let problem = Diagnostic::error(&codes::FOREIGN_KEY, entry.key.span, message);
        reader.report(problem.with_help("remove it"));
    }
}

fn measure(reader: &mut Reader, kind: FactType, node: &Node) -> Option<FileMeasure> {
    let text = full(reader, "measure", node)?;
    let found = FileMeasure::ALL.into_iter().find(|measure| measure.name() == text.value);
    let Some(measure) = found else {
        let help = did_you_mean(&text.value, &FileMeasure::ALL.map(FileMeasure::name));
        let message = format!("a file has no {}", quoted(&text.value));
        reader.refuse(&codes::BAD_OPTION, text.span, (message, help));
        return None;
    };
    if measure.gives() != kind {
        let (name, gives) = (quoted(measure.name()), measure.gives().name());
        let message = format!("{name} is no `{}`", kind.name());
        let help = format!("declare the fact with `type: {gives}`");
        reader.refuse(&codes::BAD_OPTION, text.span, (message, help));
        return None;
    }
    Some(measure)
}

fn disk(reader: &mut Reader, fields: &Fields<'_>) -> Option<DiskMeasure> {
    let text = full(reader, "measure", fields.get("measure")?)?;
    match text.value.as_str() {
        "free" => Some(DiskMeasure::Free),
        "used" => Some(DiskMeasure::Used),
        "total" => Some(DiskMeasure::Total),
        other => {
            let message = format!("a disk has no {}", quoted(other));
            let help = did_you_mean(other, &["free", "used", "total"]);
            reader.refuse(&codes::BAD_OPTION, text.span, (message, help));
            None
        }
    }
}

fn command(reader: &mut Reader, fields: &Fields<'_>) -> Option<(Vec<String>, Text)> {
    let text = full(reader, "command", fields.get("command")?)?;
    match words(&text.value) {
        Ok(words) => Some((words, text)),
        Err(message) => {
            let problem = Diagnostic::error(&codes::BAD_COMMAND, text.span, message);
            reader.report(problem);
            None
        }
    }
}

fn redis(reader: &mut Reader, fields: &Fields<'_>) -> Option<Vec<String>> {
    let (words, text) = command(reader, fields)?;
    if is_read_only(&words) {
        return Some(words);
    }
    let message = format!("{} is not known to be read-only", quoted(&text.value));
    let problem = Diagnostic::error(&codes::WRITES, text.span, message);
    reader.report(
        problem.with_help("a gate only looks: ask with `LLEN`, `GET`, `ZCARD` and the like"),
    );
    None
}

fn certificate(reader: &mut Reader, fields: &Fields<'_>) -> CertificateAsk {
    let host = reader.optional(fields, "host", Reader::text).map(|host| host.value);
    let port = reader.optional(fields, "port", Reader::count).and_then(|port| {
        let number = u16::try_from(port.value).ok();
        if number.is_none() {
            let message = format!("`{}` is no port", port.value);
            reader.report(Diagnostic::error(&codes::BAD_OPTION, port.span, message));
        }
        number
    });
    CertificateAsk { host, port }
}
