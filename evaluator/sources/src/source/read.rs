//! From what a gate file says of a source to what it is.

use gonogo_cel::Diagnostic;
use gonogo_document::reader::{Fields, Reader, did_you_mean};
use gonogo_document::{Kind, Node, SourceNode, quoted};

use super::address::{check_host_and_port, check_scheme, check_userinfo};
use super::secret::{check_header, check_query, plain_secret};
use super::{Endpoint, Server, Source, SourceKind};
use crate::codes;
use crate::template::Template;

const KINDS: [&str; 11] = [
    "prometheus",
    "metrics",
    "http",
    "postgres",
    "redis",
    "tls",
    "files",
    "disk",
    "commands",
    "ci",
    "git",
];
const OVER_HTTP: [&str; 7] =
    ["bearer_token", "username", "password", "headers", "ca_file", "hosts", "timeout"];
const OVER_NETWORK: [&str; 3] = ["ca_file", "hosts", "timeout"];

/// `None` when it was reported.
pub(crate) fn read(reader: &mut Reader, node: &SourceNode) -> Option<Source> {
    let kind = kind(reader, node)?;
    let mapping = Node { span: node.name.span, kind: Kind::Map(node.settings.clone()) };
    let fields = reader.fields(&mapping, "the source", &allowed(kind))?;
    let main = template(reader, kind, fields.get(kind)?)?;
    check_query(&main.to_string(), main.span).into_iter().for_each(|found| reader.report(found));
    let kind = match kind {
        "prometheus" => SourceKind::Prometheus(endpoint(reader, &fields, main)),
        "metrics" => SourceKind::Metrics(endpoint(reader, &fields, main)),
        "http" => SourceKind::Http(endpoint(reader, &fields, main)),
        "postgres" => {
            let help = "write `postgres://user:${PASSWORD}@host:5432/database`, or `${NAME}`";
            let problem = check_scheme(&main, &["postgres", "postgresql"], help);
            SourceKind::Postgres(server(reader, &fields, (main, problem)))
        }
        "redis" => {
            let help = "write `redis://:${PASSWORD}@host:6379/0`, or `${NAME}`";
            let problem = check_scheme(&main, &["redis", "rediss"], help);
            SourceKind::Redis(server(reader, &fields, (main, problem)))
        }
        "tls" => {
            let problem = check_host_and_port(&main);
            SourceKind::Tls(server(reader, &fields, (main, problem)))
        }
        "files" => SourceKind::Files { root: main },
        "disk" => SourceKind::Disk { path: main },
        "commands" => {
            check_allowed(reader, &fields);
            SourceKind::Commands { folder: main }
        }
        "ci" => SourceKind::Ci,
        _ => SourceKind::Git { folder: main },
    };
    let timeout = reader.optional(&fields, "timeout", Reader::positive_duration);
    let timeout = timeout.map(|timeout| timeout.value.0);
    Some(Source { name: node.name.value.clone(), span: node.name.span, kind, timeout })
}

/// The one key that says what it is.
fn kind(reader: &mut Reader, node: &SourceNode) -> Option<&'static str> {
    let name = quoted(&node.name.value);
    let known = |key: &str| KINDS.iter().find(|kind| **kind == key).copied();
    let mut found =
        node.settings.iter().filter_map(|entry| Some((entry, known(&entry.key.value)?)));
    let Some((_, kind)) = found.next() else {
        // Without settings it was reported before.
        let first = node.settings.first()?;
        let message = format!("source {name} does not say what it is");
        let mut problem = Diagnostic::error(&codes::SOURCE_KIND, first.key.span, message);
        problem.help = Some(did_you_mean(&first.key.value, &KINDS));
        reader.report(problem);
        return None;
    };
    if let Some((second, other)) = found.next() {
        let message = format!("source {name} is both `{kind}` and `{other}`");
        let problem = Diagnostic::error(&codes::SOURCE_KIND, second.key.span, message);
        reader.report(problem.with_help("make two sources of it"));
        return None;
    }
    Some(kind)
}

fn allowed(kind: &'static str) -> Vec<&'static str> {
    let others: &[&'static str] = match kind {
        "prometheus" | "metrics" | "http" => &OVER_HTTP,
        "postgres" | "redis" | "tls" => &OVER_NETWORK,
        "commands" => &["allow_command", "timeout"],
        _ => &["timeout"],
    };
    [&[kind], others].concat()
}

pub(crate) fn template(reader: &mut Reader, key: &str, node: &Node) -> Option<Template> {
    let text = reader.text(key, node)?;
    if text.value.trim().is_empty() {
        let problem =
            Diagnostic::error(&codes::BAD_ADDRESS, text.span, format!("{} is empty", quoted(key)));
        reader.report(problem.with_help("write a value, or `${NAME}` for the environment's"));
        return None;
    }
    Some(Template::new(&text))
}

fn secret(reader: &mut Reader, key: &str, node: &Node) -> Option<Template> {
    let template = template(reader, key, node)?;
    if template.plain().is_some() {
        reader.report(plain_secret(template.span));
    }
    Some(template)
}

fn endpoint(reader: &mut Reader, fields: &Fields<'_>, url: Template) -> Endpoint {
    let help = "write `https://host:port`, or `${NAME}` for the environment's";
    let problems = [check_scheme(&url, &["http", "https"], help), check_userinfo(&url)];
    problems.into_iter().flatten().for_each(|problem| reader.report(problem));
    let username = reader.optional(fields, "username", template);
    let password = reader.optional(fields, "password", secret);
    if let (Some(entry), None) | (None, Some(entry)) =
        (fields.entry("username"), fields.entry("password"))
    {
        let message = "a user name goes with a password";
        let problem = Diagnostic::error(&codes::BAD_OPTION, entry.key.span, message);
        reader.report(problem.with_help("give both, `username` and `password`"));
    }
    if let (Some(token), Some(_)) = (fields.entry("bearer_token"), fields.entry("username")) {
        let message = "a source has a token or a user name, not both";
        let problem = Diagnostic::error(&codes::BAD_OPTION, token.key.span, message);
        reader.report(problem.with_help("remove one of them"));
    }
    Endpoint {
        url,
        bearer_token: reader.optional(fields, "bearer_token", secret),
        basic_auth: username.zip(password),
        headers: reader.optional(fields, "headers", headers).unwrap_or_default(),
        ca_file: reader.optional(fields, "ca_file", template),
        hosts: reader.optional(fields, "hosts", hosts).unwrap_or_default(),
    }
}

fn server(
    reader: &mut Reader,
    fields: &Fields<'_>,
    (address, problem): (Template, Option<Diagnostic>),
) -> Server {
    let problems = [problem, check_userinfo(&address)];
    problems.into_iter().flatten().for_each(|problem| reader.report(problem));
    Server {
        address,
        ca_file: reader.optional(fields, "ca_file", template),
        hosts: reader.optional(fields, "hosts", hosts).unwrap_or_default(),
    }
}

pub(crate) fn headers(
    reader: &mut Reader,
    _: &str,
    node: &Node,
) -> Option<Vec<(String, Template)>> {
    let entries = reader.entries(node, "`headers`")?;
    let header = |entry: &gonogo_document::Entry| {
        let name = &entry.key;
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.value.is_empty() || !name.value.chars().all(is_token) {
            let message = format!("{} is no name of a header", quoted(&name.value));
            let problem = Diagnostic::error(&codes::BAD_OPTION, name.span, message);
            reader.report(problem.with_help("write a name such as `X-Scope-OrgID`"));
            return None;
        }
        let value = template(reader, &name.value, &entry.value)?;
        check_header(&name.value, &value).into_iter().for_each(|found| reader.report(found));
        Some((name.value.clone(), value))
    };
    Some(entries.iter().filter_map(header).collect())
}

fn hosts(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<String>> {
    let items = reader.items(key, node)?;
    let host = |item: &Node| reader.text(key, item).map(|text| text.value.to_ascii_lowercase());
    Some(items.iter().filter_map(host).collect())
}

/// Who runs a gate should see in the file that it runs programs.
fn check_allowed(reader: &mut Reader, fields: &Fields<'_>) {
    if reader.optional(fields, "allow_command", Reader::boolean) != Some(true) {
        let message = "a source that runs commands must say so";
        let problem = Diagnostic::error(&codes::NOT_ALLOWED, fields.head, message);
        reader.report(problem.with_help(
            "add `allow_command: true`; whoever runs the gate allows it too, by `--allow-commands`",
        ));
    }
}
