//! What to do stands wherever a failure is read, once for each trouble.

use std::process::Command;

use crate::root;

/// A decision of a shipped policy, which must end with that exit code.
fn report(snapshot: &str, format: &str, code: i32) -> String {
    let folder = root().join("policies/blue-green-gradual");
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .current_dir(&folder)
        .args(["eval", "gate.yaml", "--phase", snapshot.split('.').next().unwrap()])
        .args(["--facts", &format!("snapshots/{snapshot}.json"), "--format", format])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(code), "{snapshot}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_report_that_is_read_says_what_to_do() {
    let action = "add workers, and find out why the queue grows";
    for format in
        ["text", "markdown", "github", "azure", "junit", "tap", "codequality", "html", "json"]
    {
        let text = report("shift-50.warn.watch", format, 0);
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = joined.find(action);
        assert!(at.is_some(), "{format}: {text}");
        assert!(joined.contains("escalat"), "{format}: {text}");
    }
}

#[test]
fn what_to_do_stands_above_how_it_was_judged() {
    let text = report("shift-50.warn.watch", "text", 0);
    let rule = text.split("\n\n").find(|block| block.contains("    do ")).unwrap();
    let place = |label: &str| rule.find(&format!("    {label}")).unwrap();
    assert!(place("do ") < place("rule "), "{rule}");
}

/// One stale fact is one trouble, however many rules read it.
#[test]
fn rules_that_follow_from_a_fact_are_told_once() {
    let folder = crate::folder::Folder::of_transcripts();
    let rule = |id: &str| format!("  - {{id: {id}, require: p95 < '1 s'}}\n");
    let gate = "gate: many\nphases: {only: {}}\nfacts: {p95: {type: number, unit: ms}}\nrules:\n";
    let rules: String = ["a", "b", "c"].into_iter().map(rule).collect();
    std::fs::write(folder.path().join("many.yaml"), format!("{gate}{rules}")).unwrap();
    std::fs::write(folder.path().join("none.json"), "{\"facts\": {}}").unwrap();
    let said = |format: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
            .current_dir(folder.path())
            .args("eval many.yaml --facts none.json --now 2026-01-04T03:40:00Z".split(' '))
            .args(["--format", format])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(10), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    for (format, begins) in
        [("markdown", "| **"), ("github", "::error"), ("azure", "##vso[task.logissue")]
    {
        let text = said(format);
        let count = text.lines().filter(|line| line.starts_with(begins)).count();
        assert_eq!(count, 1, "{format}: {text}");
        assert!(text.contains("so 3 rules could not be judged: a, b, c"), "{format}: {text}");
    }
    assert!(said("markdown").contains("1 fact cannot be used"));
    let junit = said("junit");
    assert_eq!(junit.matches("<error ").count(), 4, "{junit}");
    assert_eq!(junit.matches("it could not be judged without p95").count(), 3, "{junit}");
}

/// A card and the legend of its chart are about the same failure.
#[test]
fn a_page_says_since_when_in_one_way() {
    let page = report("shift-50.warn.watch", "html", 0);
    assert!(page.contains("worker-lag: since 02:40:00, for 20m"), "{page}");
    assert!(page.contains("what rules would have asked for, had they been asked at each sample"));
}

/// A limit beyond which there is but a warning looks like one.
#[test]
fn limits_that_only_warn_are_told_apart() {
    let page = report("shift-50.warn.watch", "html", 0);
    for class in ["limit warns", "lim warns", "limit", "lim"] {
        assert!(page.contains(&format!("class=\"{class}\"")), "{class}");
    }
}
