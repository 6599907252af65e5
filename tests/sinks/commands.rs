//! Commands of build servers, by the rules of their runners, in whatever gonogo prints or writes.

use crate::scene::{CALM, FORMATS, checklist, replay};
use crate::{all, calm, is_obeyed};

/// What the runner of GitHub takes for a command of this line: first `::name props::data` behind
/// blanks, else `##[name props]data` wherever it stands.
fn command(line: &str) -> Option<String> {
    if let Some(rest) = line.trim_start().strip_prefix("::") {
        let (head, _) = rest.split_once("::")?;
        return Some(head.split(' ').next().unwrap_or_default().to_owned());
    }
    let old = line.split_once("##[").and_then(|(_, rest)| rest.split_once(']'));
    let azure = line.split_once("##vso[").and_then(|(_, rest)| rest.split_once(']'));
    let city = line.trim_start().strip_prefix("##teamcity[").and_then(|rest| rest.split_once(']'));
    old.or(azure).or(city).map(|(head, _)| head.to_owned())
}

#[test]
fn commands_are_found() {
    assert_eq!(command("  ::error file=a::b").as_deref(), Some("error"));
    assert_eq!(command("a ##[add-mask]b").as_deref(), Some("add-mask"));
    assert_eq!(command("a ##vso[x y=z;]b").as_deref(), Some("x y=z;"));
    assert_eq!(command("a ::error::b"), None);
}

fn check(what: &str, text: &str, allowed: &[&str]) {
    for line in text.lines() {
        let is_allowed = |name: &String| allowed.iter().any(|one| name.starts_with(one));
        let found = command(line).filter(|name| !is_allowed(name));
        assert_eq!(found, None, "{what}: {line}");
    }
    let obeyed = text.chars().find(|c| is_obeyed(*c) && *c != '\n');
    assert_eq!(obeyed, None, "{what}: {text}");
}

#[test]
fn no_format_of_a_decision_commands_a_build_server_or_a_terminal() {
    for reports in all() {
        for format in FORMATS.into_iter().chain(["stdout"]) {
            let allowed: &[&str] = match format {
                "github" => &["error", "warning", "notice"],
                "azure" => &["task.logissue type=", "task.setvariable variable="],
                _ => &[],
            };
            check(&format!("{format} of {:?}", reports.text), reports.get(format), allowed);
        }
    }
}

#[test]
fn neither_do_checklists_and_replays() {
    for reports in all() {
        for format in ["text", "markdown", "json"] {
            let text = checklist(&reports.folder, &reports.text, format);
            check(&format!("checklist as {format} of {:?}", reports.text), &text, &[]);
        }
        for format in ["text", "json", "svg", "html"] {
            let text = replay(reports, format);
            check(&format!("replay as {format} of {:?}", reports.text), &text, &[]);
        }
    }
}

/// Title and message of an annotation, as the runner unescapes them.
fn annotations(text: &str) -> Vec<(Vec<(String, String)>, String)> {
    let unescaped = |text: &str| {
        let line = text.replace("%0D", "\r").replace("%0A", "\n");
        line.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let parse = |line: &str| {
        let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (_, properties) = head.split_once(' ').unwrap();
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap();
            (name.to_owned(), unescaped(value))
        };
        (properties.split(',').map(pair).collect(), unescaped(data))
    };
    text.lines().map(parse).collect()
}

#[test]
fn annotations_hold_the_string_and_no_other_property() {
    let calm = annotations(calm().get("github"));
    let names = |found: &[(Vec<(String, String)>, String)]| -> Vec<Vec<String>> {
        found.iter().map(|one| one.0.iter().map(|(name, _)| name.clone()).collect()).collect()
    };
    for reports in all() {
        let found = annotations(reports.get("github"));
        assert_eq!(names(&found), names(&calm), "{:?}", reports.text);
        let shown = |text: &str| -> String {
            let blank = |c: char| if is_obeyed(c) && !matches!(c, '\n' | '\r') { ' ' } else { c };
            let text: String = text.chars().map(blank).collect();
            text.split_whitespace().collect()
        };
        let (title, wanted) =
            (shown(&found[0].0[3].1), shown(&format!("rollback: {}", reports.text)));
        assert_eq!(title.replace(' ', ""), wanted.replace(' ', ""), "{:?}", reports.text);
    }
    assert!(calm[0].1.contains(CALM));
}

/// Levels, places and names of variables are gonogo's; what is said is not a property.
#[test]
fn issues_and_variables_of_azure_have_the_same_properties() {
    let shape = |text: &str| -> Vec<String> {
        let head = |line: &str| {
            let (head, _) = line.strip_prefix("##vso[").unwrap().split_once(']').unwrap();
            let names = head.split(';').map(|pair| pair.split('=').next().unwrap().to_owned());
            names.collect::<Vec<_>>().join(";")
        };
        text.lines().map(head).collect()
    };
    for reports in all() {
        assert_eq!(shape(reports.get("azure")), shape(calm().get("azure")), "{:?}", reports.text);
        let last = reports.get("azure").lines().next_back();
        assert_eq!(last, Some("##vso[task.setvariable variable=decision;isOutput=true]rollback"));
    }
}
