//! A source that hangs must not blind the watch.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::page::Page;
use crate::process::{Folder, json};

const GATE: &str = "
gate: watched
phases: {canary: {bake: 5s, every: 1s}}
sources:
  app: {metrics: '${APP_URL}/metrics'}
  slow: {metrics: 'http://HANGING/metrics', timeout: 8s}
facts:
  errors: {type: number, from: app, query: errors}
  extra: {type: number, from: slow, query: extra, optional: true}
rules:
  - id: bad
    rollback_if: errors > 2.0
  - id: beside
    warn_if: has(extra) && extra > 1.0
";

/// Connections are made, and nobody ever answers.
fn gate() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, GATE.replace("HANGING", &address))
}

#[test]
fn each_tick_is_looked_at_though_a_source_hangs() {
    let (_hanging, gate) = gate();
    let (page, folder) = (Page::showing("errors 1\n"), Folder::with(&gate));
    let began = Instant::now();
    let ended = folder.run(&page, &["--format", "json"]);
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    assert!(page.served() >= 5, "{} looks", page.served());
    assert!(began.elapsed() < Duration::from_millis(7500), "{:?}", began.elapsed());
    let facts = json(&ended.output)["facts"].clone();
    let extra = facts.as_array().unwrap().iter().find(|fact| fact["name"] == "extra").unwrap();
    assert!(extra["cause"].as_str().unwrap().starts_with("no answer within 0."), "{extra}");
}

#[test]
fn harm_is_rolled_back_within_two_ticks_though_a_source_hangs() {
    let (_hanging, gate) = gate();
    let (page, folder) = (Page::showing("errors 1\n"), Folder::with(&gate));
    let watch = folder.start(&page, &[]);
    page.wait_for(2);
    page.show("errors 50\n");
    let turned = Instant::now();
    let ended = watch.end();
    assert_eq!(ended.code, Some(20), "{}", ended.errors);
    assert!(turned.elapsed() < Duration::from_millis(2900), "{:?}", turned.elapsed());
}
