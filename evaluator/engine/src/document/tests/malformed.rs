//! Whole gate files with several mistakes each: all of them come in one run, in place.

use super::*;
use crate::render::{Style, render};

#[test]
fn show() {
    let cases: &[(&str, &str)] = &[
        ("unquoted expressions", "gate: g\nrules:\n  - id: a\n    require: \"x\" == y\n  - id: b\n    no_go_if: [1, 2].exists(n, n > 1)\n  - id: c\n    rollback_if: {a: 1}.a > 0\n  - id: d\n    warn_if: a ? b: c : d\n  - id: e\n    require: !x.ok\n  - id: f\n    require: *x\n  - id: g\n    require: &x\n  - id: h\n    require: > 5\n  - id: i\n    require: %x\n"),
        ("typos", "gat: g\nrule:\n  - id: a\nfacts:\n  f: {typ: number}\nphases:\n  p: {bke: 5m}\n"),
        ("wrong shapes", "gate: [g]\nversion: {a: 1}\nparams: 5\nphases: [a, b]\nsources: x\nfacts: [f]\nrules: {a: 1}\n"),
        ("rules", "gate: g\nrules:\n  - require: a\n  - id: B\n  - id: c\n    require: a\n    no_go_if: b\n  - just text\n  - id: d\n    when: [a]\n    require: a\n    shadow: yes\n"),
        ("effects", "gate: g\nrules:\n  - id: a\n    require: x\n    else: go\n    on_undetermined: go\n  - id: b\n    warn_if: x\n    else: warn\n  - id: c\n    cases:\n      - {then: maybe}\n      - {when: x, then: no_go}\n"),
        ("phases", "gate: g\nphases:\n  Canary: {live: off}\n  full: {traffic: 150%, bake: 1 day, every: [{every: 5}]}\nrules:\n  - {id: a, phases: [ful, other], require: x}\n"),
        ("facts", "gate: g\nsources: {prod: {prometheus: u}}\nfacts:\n  a: {type: sries}\n  b: {type: number, window: 5m, from: pord}\n  c-d: {type: number}\n  e: {type: series, min_samples: 010, min_coverage: 0.5, querry: x}\nrules: [{id: r, require: x}]\n"),
        ("duplicates", "gate: g\nrules:\n  - id: a\n    require: x\n    require: y\n  - id: a\n    warn_if: z\ngate: h\nparams: {p: 1, p: 2}\n"),
        ("environment", "gate: g\nparams: {url: \"${URL}\"}\nsources: {s: {prometheus: \"${URL\"}}\nfacts: {f: {type: number, query: \"q ${X} ${Y}\"}}\nrules:\n  - id: r\n    require: |\n      a ==\n        '${Z}'\n"),
        ("later features", "gate: g\nimport: x.yaml\nrules:\n  - {id: a, score: {of: {b: 1}}}\n  - {id: b, plugin: {wasm: x}}\n  - {id: c, veto: true, require: x}\n"),
        ("yaml features", "gate: &g g\nversion: !!str 1\nparams: &p {a: 1}\nfacts:\n  <<: *p\nrules:\n  - {id: r, require: x}\n---\ngate: h\n"),
        ("tabs", "gate: g\nrules:\n\t- id: a\n  - id: b\n    require: \"x\\d\"\n"),
        ("open bracket", "gate: g\nphases: {a: {bake: 5m}\nrules:\n  - id: r\n    require: x\n"),
        ("open quote", "gate: g\ndescription: 'it's\nparams: {p: }\nrules:\n  - {id: r, require: \"x}\n"),
        ("windows", "gate: g\r\nversion:\r\nrules:\r\n  - id: é ü\r\n    require: >\r\n      a\r\n    ells: x\r\n"),
        ("indentation", "gate: g\nrules:\n  - id: a\n    require: x\n      because: y\n  - id: b\n   require: z\n"),
        ("missing colon", "gate g\nrules\n  - id: a\n    require x\n"),
        ("json", "{\"gate\": \"g\", \"rules\": [{\"id\": \"a\", \"require\": 1, \"els\": 2}], \"x\": null}"),
    ];
    for (name, text) in cases {
        let (document, found) = read(text);
        println!("##### {name} {}\n{}", document.is_some(), render("gate.yaml", text, &found, Style::Plain));
        println!("{:#?}", problems(text));
    }
}
