//! What `gonogo doctor` says: doubts, ages, one cause once, and lines that fit.

use std::process::Command;

use gonogo_test_services::{Nginx, Redis};

use crate::gate::Gate;

#[test]
fn an_answer_that_is_not_ok_is_told() {
    let nginx = Nginx::start("");
    let gate = Gate::new(
        "sources: {s: {http: 'URL'}}\n\
         facts:\n  \
           good: {type: probe, from: s, path: /health}\n  \
           gone: {type: probe, from: s, path: /gone}\n  \
           login: {type: probe, from: s, path: /redirect}\n  \
           private: {type: probe, from: s, path: /private}\n  \
           down: {type: probe, from: s, path: /down}\n\
         rules:\n  - {id: r, require: good.ok && gone.ok && login.ok && private.ok && down.ok}\n",
        &nginx.url(),
    );
    gate.run("doctor", &[]).says(
        0,
        &[
            "✓ good",
            "! gone",
            "not `ok`: check the path",
            "! login",
            "ask where it leads to",
            "! private",
            "check the credentials",
            "! down",
            "the server fails",
            "all 5 facts can be used, 4 are to be looked at",
        ],
    );
}

#[test]
fn what_may_be_misspelt_is_told() {
    let redis = Redis::start();
    let _ = redis.run(["RPUSH", "email_queue", "a"]);
    let _ = redis.run(["SET", "none", "0"]);
    let gate = Gate::new(
        "sources: {s: {redis: 'URL'}}\n\
         facts:\n  \
           queue: {type: number, from: s, command: LLEN email_queue}\n  \
           wrong: {type: number, from: s, command: LLEN email_queu}\n  \
           sampled: {type: series, from: s, command: LLEN email_queu, stale_after: 1m}\n  \
           none: {type: number, from: s, command: GET none}\n  \
           freeze: {type: bool, path: nodir/FREEZE, measure: exists}\n  \
           dumps: {type: number, path: 'nodir/*.dmp', measure: count}\n\
         rules:\n  - {id: r, require: queue + wrong + none + dumps < 9.0 && !freeze && sampled.latest() < 9.0}\n",
        &redis.url(),
    );
    let ran = gate.with("COLUMNS", "160").run("doctor", &[]);
    ran.says(0, &["✓ queue", "! wrong", "! sampled", "✓ none", "! freeze", "! dumps"]);
    ran.says(0, &["a key that is not there as well: check its name", "check the path"]);
}

#[test]
fn a_report_says_how_old_it_is() {
    let gate = Gate::new(
        "facts: {smoke: {type: tests, junit: smoke.xml, stale_after: 90d}}\n\
         rules: [{id: r, require: smoke.failed == 0}]\n",
        "",
    );
    let gate = gate.file("smoke.xml", "<testsuite><testcase name='a'/></testsuite>");
    let report = gate.folder.join("smoke.xml");
    let touched = Command::new("touch").args(["-d", "60 days ago"]).arg(report).status();
    assert!(touched.unwrap().success());
    gate.run("doctor", &[]).says(0, &["60d", " old", "the only fact can be used"]);
}

#[test]
fn one_cause_is_told_once() {
    let mut text = "sources: {s: {prometheus: '${NOWHERE}'}}\nfacts:\n".to_owned();
    let names: Vec<String> = (10..35).map(|at| format!("fact_{at}")).collect();
    for name in &names {
        text += &format!("  {name}: {{type: number, from: s, query: up}}\n");
    }
    text += &format!("rules:\n  - {{id: r, require: {} > 0.0}}\n", names.join(" + "));
    let ran = Gate::new(&text, "").run("doctor", &[]);
    ran.says(10, &["25 facts", "fact_10, fact_11, ", "25 of 25 facts cannot be used"]);
    let cause = "the environment variable `NOWHERE` is not set";
    assert_eq!(ran.out.matches(cause).count(), 1, "{}", ran.out);
}

#[test]
fn lines_fit_the_terminal() {
    let text = "sources: {database: {http: 'http://127.0.0.1:1'}}\n\
         facts:\n  \
           error_rate_of_green: {type: number, from: database, path: /a}\n  \
           error_rate_of_blue: {type: json, path: values.json}\n\
         rules:\n  - {id: r, require: error_rate_of_green > 0.0 && error_rate_of_blue != 1}\n";
    let words = ["0123456789"; 12].join("\", \"");
    for columns in [40, 50, 60, 100] {
        let gate = Gate::new(text, "").file("values.json", &format!("[\"{words}\"]"));
        let gate = gate.with("COLUMNS", &columns.to_string());
        for verb in ["doctor", "run", "collect"] {
            let more: &[&str] = if verb == "collect" { &["-o", "out.json"] } else { &[] };
            let ran = gate.run(verb, more);
            let lines = ran.out.lines().chain(ran.errors.lines());
            // The head of a report is one line.
            let is_about_a_fact = |line: &&str| verb != "run" || line.starts_with("    ");
            let wide = lines.filter(is_about_a_fact).filter(|line| line.chars().count() > columns);
            assert_eq!(wide.collect::<Vec<_>>(), Vec::<&str>::new(), "{verb} at {columns}");
        }
    }
}

#[test]
fn warnings_are_counted_where_something_else_is_asked() {
    let text =
        "params: {a: 1, b: 2}\nfacts: {f: {type: number}}\nrules: [{id: r, require: f > 0.0}]\n";
    let gate = Gate::new(text, "");
    gate.run("check", &[]).says(0, &["warning[P020]", "gate.yaml: ok with 2 warnings"]);
    let ran = gate.run("doctor", &[]);
    ran.says(0, &["2 warnings: `gonogo check gate.yaml` shows all"]);
    assert!(!ran.errors.contains("P020"), "{}", ran.errors);
    let endless = text.replace("type: number", "type: series").replace("f >", "f.latest() >");
    let broken = Gate::new(&endless, "");
    let ran = broken.run("check", &[]);
    ran.says(2, &["1 error, 2 warnings in 1 file"]);
    let (error, warning) =
        (ran.errors.find("error[").unwrap(), ran.errors.find("warning[").unwrap());
    assert!(error < warning, "{}", ran.errors);
    broken.run("run", &[]).says(2, &["1 error, ", "shows all"]);
}
