//! Whole gate files with several mistakes each: all of them come in one run, in place.

use super::*;
use gonogo_document::{RenderStyle, render};

fn check_places(text: &str, expected: &[&str]) {
    assert_eq!(problems(text), expected, "{text}");
}

#[test]
fn unquoted_expressions() {
    let text = r##"gate: g
rules:
  - id: a
    require: "x" == y
  - id: b
    no_go_if: [1, 2].exists(n, n > 1)
  - id: c
    rollback_if: {a: 1}.a > 0
  - id: d
    warn_if: a ? b: c : d
  - id: e
    require: !x.ok
  - id: f
    require: *x
  - id: g
    require: &x
  - id: h
    require: > 5
  - id: i
    require: %x
"##;
    check_places(
        text,
        &[
            "4:18 P001 =",
            "6:21 P001 .",
            "8:24 P001 .",
            "10:19 P001 :",
            "12:14 P022 !x.ok",
            "14:14 P001 *",
            "16:14 P022 &x",
            "16:16 P005 ",
            "18:14 P001 >",
            "20:14 P001 %",
        ],
    );
    assert!(read(text).0.is_some());
}

#[test]
fn typos() {
    let text = r##"gat: g
rule:
  - id: a
facts:
  f: {typ: number}
phases:
  p: {bke: 5m}
"##;
    check_places(
        text,
        &["1:1 P003 gat", "2:1 P003 rule", "3:5 P014 id", "5:7 P003 typ", "7:7 P003 bke"],
    );
    assert!(read(text).0.is_some());
}

#[test]
fn wrong_shapes() {
    let text = r##"gate: [g]
version: {a: 1}
params: 5
phases: [a, b]
sources: x
facts: [f]
rules: {a: 1}
"##;
    check_places(
        text,
        &[
            "1:7 P005 [g]",
            "2:10 P005 {a: 1}",
            "3:9 P005 5",
            "4:9 P005 [a, b]",
            "5:10 P005 x",
            "6:8 P005 [f]",
            "7:8 P005 {a: 1}",
        ],
    );
    assert!(read(text).0.is_some());
}

#[test]
fn rules() {
    let text = r##"gate: g
rules:
  - require: a
  - id: B
  - id: c
    require: a
    no_go_if: b
  - just text
  - id: d
    when: [a]
    require: a
    shadow: yes
"##;
    check_places(
        text,
        &[
            "3:5 P006 require",
            "4:5 P014 id",
            "4:9 P007 B",
            "7:5 P013 no_go_if",
            "8:5 P005 just text",
            "10:11 P005 [a]",
            "12:13 P005 yes",
        ],
    );
    assert!(read(text).0.is_some());
}

#[test]
fn effects() {
    let text = r##"gate: g
rules:
  - id: a
    require: x
    else: go
    on_undetermined: go
  - id: b
    warn_if: x
    else: warn
  - id: c
    cases:
      - {then: maybe}
      - {when: x, then: no_go}
"##;
    check_places(
        text,
        &[
            "5:11 P015 go",
            "6:22 P015 go",
            "9:5 P013 else",
            "12:9 P016 {then: maybe}",
            "12:16 P015 maybe",
            "13:16 P016 x",
            "13:25 P015 no_go",
        ],
    );
    assert!(read(text).0.is_some());
}

#[test]
fn phases() {
    let text = r##"gate: g
phases:
  Canary: {live: off}
  full: {traffic: 150%, bake: 1 day, every: [{every: 5}]}
rules:
  - {id: a, phases: [ful, other], require: x}
"##;
    check_places(
        text,
        &[
            "3:3 P007 Canary",
            "3:18 P005 off",
            "4:19 P009 150%",
            "4:31 P008 1 day",
            "4:54 P008 5",
            "6:22 P011 ful",
            "6:27 P011 other",
        ],
    );
    assert!(read(text).0.is_some());
}

#[test]
fn facts() {
    let text = r##"gate: g
sources: {prod: {prometheus: u}}
facts:
  a: {type: sries}
  b: {type: number, window: 5m, from: pord}
  c-d: {type: number}
  e: {type: series, min_samples: 010, min_coverage: 0.5, querry: x}
rules: [{id: r, require: x}]
"##;
    check_places(
        text,
        &[
            "4:13 P021 sries",
            "5:21 F001 window",
            "5:39 P018 pord",
            "6:3 P007 c-d",
            "7:34 P009 010",
            "7:53 P009 0.5",
            "7:58 P003 querry",
        ],
    );
    assert!(read(text).0.is_some());
}

#[test]
fn duplicates() {
    let text = r##"gate: g
rules:
  - id: a
    require: x
    require: y
  - id: a
    warn_if: z
gate: h
params: {p: 1, p: 2}
"##;
    check_places(text, &["5:5 P004 require", "6:9 P012 a", "8:1 P004 gate", "9:16 P004 p"]);
    assert!(read(text).0.is_some());
}

#[test]
fn environment() {
    let text = r##"gate: g
params: {url: "${URL}"}
sources: {s: {prometheus: "${URL"}}
facts: {f: {type: number, query: "q ${X} ${Y}"}}
rules:
  - id: r
    require: |
      a ==
        '${Z}'
"##;
    check_places(
        text,
        &[
            "2:16 P019 ${URL}",
            "3:28 P019 ${URL",
            "4:37 P019 ${X}",
            "4:42 P019 ${Y}",
            "9:10 P019 ${Z}",
        ],
    );
    assert!(read(text).0.is_some());
}

#[test]
fn later_features() {
    let text = r##"gate: g
import: x.yaml
rules:
  - {id: b, plugin: {wasm: x}}
"##;
    check_places(text, &["2:1 P017 import"]);
    assert!(read(text).0.is_some());
}

#[test]
fn yaml_features() {
    let text = r##"gate: &g g
version: !!str 1
params: &p {a: 1}
facts:
  <<: *p
rules:
  - {id: r, require: x}
---
gate: h
"##;
    check_places(text, &["2:10 P022 !!str", "5:3 P022 <<", "8:1 P022 ---"]);
    assert!(read(text).0.is_none());
}

#[test]
fn tabs() {
    let text = "gate: g\nrules:\n\t- id: a\n  - id: b\n    require: \"x\\d\"\n";
    check_places(text, &["3:2 P001 -", "5:14 P001 \""]);
    assert!(read(text).0.is_some());
}

#[test]
fn open_bracket() {
    let text = r##"gate: g
phases: {a: {bake: 5m}
rules:
  - id: r
    require: x
"##;
    check_places(text, &["3:1 P001 r"]);
    assert!(read(text).0.is_some());
}

#[test]
fn open_quote() {
    let text = r##"gate: g
description: 'it's
params: {p: }
rules:
  - {id: r, require: "x}
"##;
    check_places(text, &["2:18 P001 s", "3:10 P005 p", "5:22 P001 \""]);
    assert!(read(text).0.is_some());
}

#[test]
fn windows() {
    let text = "gate: g\r\nversion:\r\nrules:\r\n  - id: é ü\r\n    require: >\r\n      a\r\n    ells: x\r\n";
    check_places(text, &["2:8 P005 ", "4:9 P007 é ü", "7:5 P003 ells"]);
    assert!(read(text).0.is_some());
}

#[test]
fn indentation() {
    let text = r##"gate: g
rules:
  - id: a
    require: x
      because: y
  - id: b
   require: z
"##;
    check_places(text, &["5:14 P001 :", "7:4 P001 r"]);
    assert!(read(text).0.is_some());
}

#[test]
fn missing_colon() {
    let text = r##"gate g
rules
  - id: a
    require x
"##;
    check_places(text, &["1:1 P005 gate g", "3:7 P001 :"]);
    assert!(read(text).0.is_none());
}

#[test]
fn json() {
    let text = r##"{"gate": "g", "rules": [{"id": "a", "require": 1, "els": 2}], "x": null}"##;
    check_places(text, &["1:51 P003 \"els\"", "1:58 P015 2", "1:63 P003 \"x\""]);
    assert!(read(text).0.is_some());
}

#[test]
fn all_is_shown_with_lines_and_help() {
    let text = "gate: g\nrules:\n  - id: a\n    require: \"x\" == y\n    requir: x\n  - id: a\n    warn_if: z\n";
    let shown = render("gate.yaml", text, &read(text).1, RenderStyle::Plain);
    assert_eq!(
        shown,
        r#"error[P001]: invalid YAML: text goes on after the closing quote
 --> gate.yaml:4:18
  |
4 |     require: "x" == y
  |                  ^
  |
  = help: put the whole expression in single quotes, or write it on the lines below `require: |`

error[P003]: unknown key `requir`
 --> gate.yaml:5:5
  |
5 |     requir: x
  |     ^^^^^^
  |
  = help: did you mean `require`?

error[P012]: a second rule is called `a`
 --> gate.yaml:6:9
  |
3 |   - id: a
  |         - first used here
...
6 |   - id: a
  |         ^ used again here
  |
  = help: give every rule its own id

"#
    );
}
