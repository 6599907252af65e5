//! Probes of a real web server.

use gonogo_test_services::Nginx;

use crate::gate::Gate;

const EXTRA: &str = "location = /ready { default_type text/plain; add_header X-Version 2.4.0; \
    return 200 'ready since noon'; }\n\
    location = /kept { add_header Age 86400; return 200 'ready'; }";

fn gate(nginx: &Nginx, fact: &str, rule: &str) -> Gate {
    let text = format!(
        "sources: {{s: {{http: 'URL'}}}}\nfacts: {{f: {{type: probe, from: s, {fact}}}}}\nrules:\n  \
         - {{id: r, {rule}}}\n"
    );
    Gate::new(&text, &nginx.url())
}

#[test]
fn every_part_of_an_answer_can_be_judged() {
    let nginx = Nginx::start(EXTRA);
    let check = |fact: &str, rule: &str, code: i32| {
        gate(&nginx, fact, &format!("require: \"{rule}\"")).run("run", &[]).says(code, &[]);
    };
    check("path: /ready", "f.ok && f.status == 200 && f.latency < duration('10s')", 0);
    check("path: /ready", "f.headers['content-type'] == 'text/plain'", 0);
    check("path: /ready", "f.headers['x-version'] == '2.4.0'", 0);
    check("path: /ready", "f.headers['x-version'] == '2.4.1'", 10);
    check("path: /ready", "f.headers.?x_none.orValue('') == ''", 0);
    check("path: /ready", "f.body.matches('^ready')", 0);
    check("path: /ready", "f.body.matches('^gone')", 10);
    check("path: /ready", "has(f.json)", 10);
    check("path: /json", "f.json.queue.depth == 12", 0);
    check("path: /json, jsonpath: $.queue.depth", "f.json == 12", 0);
    check("path: /json, jsonpath: $.queue.depth", "f.json == 13", 10);
    check("path: /json", "f.body.contains('depth')", 0);
    check("path: /down", "!f.ok && f.status == 503 && f.json.status == 'down'", 0);
    // To a login page, it may be.
    check("path: /redirect", "f.ok", 10);
    check("path: /redirect", "f.status == 302 && f.headers.location == '/health'", 0);
}

#[test]
fn a_path_that_leads_nowhere_is_no_go() {
    let nginx = Nginx::start("");
    let gate = gate(&nginx, "path: /json, jsonpath: $.nosuch.path", "require: f.ok");
    gate.run("run", &[]).says(10, &["has no key `nosuch`"]);
}

#[test]
fn an_answer_that_a_cache_kept_is_as_old_as_it_says() {
    let nginx = Nginx::start(EXTRA);
    let run = |fact: &str| gate(&nginx, fact, "require: f.ok").run("run", &[]);
    run("path: /kept").says(10, &["the answer is 24h old", "`stale_after`"]);
    run("path: /kept, stale_after: 1h").says(10, &["collected 24h", "ago, limit 1h"]);
    run("path: /kept, stale_after: 2d").says(0, &[]);
}
