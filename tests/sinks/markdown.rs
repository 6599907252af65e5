//! Markdown as GitHub renders it: by its own renderer, then by what it makes of the text after that.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use regex::Regex;

use crate::scene::checklist;
use crate::{all, calm};

/// GitHub's extensions of CommonMark; raw HTML stays, so that it is seen.
const ARGUMENTS: [&str; 13] = [
    "--unsafe",
    "-e",
    "table",
    "-e",
    "strikethrough",
    "-e",
    "autolink",
    "-e",
    "tasklist",
    "-e",
    "footnotes",
    "--to",
    "html",
];

fn html(markdown: &str, folder: &std::path::Path) -> String {
    let file = folder.join("in.md");
    fs::write(&file, markdown).unwrap();
    let mut command = Command::new("cmark-gfm");
    let output = command.args(ARGUMENTS).arg(&file).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| {
        panic!("test needs `cmark-gfm`: {error}; install the Debian package `cmark-gfm`")
    });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Tags in their order. Code is allowed to be code, and a dollar stands alone so that it begins no formula.
fn tags(html: &str) -> Vec<String> {
    let starts = html.split('<').skip(1).map(|part| part.split('>').next().unwrap_or_default());
    starts
        .filter(|tag| !matches!(*tag, "code" | "/code" | "span" | "/span"))
        .map(str::to_owned)
        .collect()
}

/// Text outside of code, in which GitHub and GitLab look for links.
fn prose(html: &str) -> String {
    static CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?s)<code>.*?</code>").unwrap());
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]*>").unwrap());
    let text = CODE.replace_all(html, " ").into_owned();
    let text = TAG.replace_all(&text, "\n").into_owned();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Mentions, references to issues and requests, addresses, formulas.
const LINKS: [&str; 9] = [
    r"(?i)(^|[^a-z0-9_`])@[a-z0-9]",
    r"(^|[^\w`&])#\w",
    r"(?i)\bgh-\d",
    r"(^|\W)![0-9]",
    r"(?i)[a-z][a-z0-9+.-]*://",
    r"(?i)\bwww\.",
    r"(?i)[a-z0-9._-]+@[a-z0-9]",
    r"\$[^\s$][^$]*\$",
    r"(^|\W)~\w",
];

fn check(what: &str, html: &str) {
    static LINK: LazyLock<Vec<Regex>> =
        LazyLock::new(|| LINKS.iter().map(|link| Regex::new(link).unwrap()).collect());
    let text = prose(html);
    for link in LINK.iter() {
        let found =
            text.lines().find_map(|line| link.find(line).map(|found| (found.as_str(), line)));
        assert_eq!(found, None, "{what}: {link}");
    }
}

#[test]
fn the_rules_find_what_they_look_for() {
    for text in ["@ana", "see #1", "GH-2", "!3", "https://a.b", "www.a.b", "a@b.c", "$x$", "~bug"] {
        let found = LINKS.iter().any(|link| Regex::new(link).unwrap().is_match(text));
        assert!(found, "{text}");
    }
}

#[test]
fn decisions_render_to_the_same_elements_without_links() {
    let calm = tags(&html(calm().get("markdown"), &calm().folder));
    assert!(calm.iter().any(|tag| tag == "table") && !calm.iter().any(|tag| tag.starts_with('a')));
    for reports in all() {
        let rendered = html(reports.get("markdown"), &reports.folder);
        assert_eq!(tags(&rendered), calm, "{:?}: {}", reports.text, reports.get("markdown"));
        check(&format!("{:?}", reports.text), &rendered);
    }
}

/// What a plan says decides which tables and lists there are, and nothing else.
#[test]
fn checklists_render_to_tables_and_lists() {
    const ALLOWED: [&str; 12] =
        ["h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "p", "strong"];
    for reports in all() {
        let text = checklist(&reports.folder, &reports.text, "markdown");
        let rendered = html(&text, &reports.folder);
        for tag in tags(&rendered) {
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            assert!(ALLOWED.contains(&name), "{:?}: <{tag}> of {text}", reports.text);
        }
        check(&format!("{:?}", reports.text), &rendered);
    }
}

/// Whatever is said, it fits into a comment.
#[test]
fn a_comment_is_never_too_long() {
    let long = "<*_@#[|](`".repeat(4_000);
    let reports = crate::scene::Reports::long("long", &long);
    assert!(reports.chars().count() < 65_536, "{}", reports.chars().count());
}
