//! Samples that are kept from look to look, and whose they are.

use std::time::Duration;

use crate::page::Page;
use crate::process::{Folder, let_pass};

const GATE: &str = "
gate: watched
phases: {canary: {bake: 10m, every: 1m}, full: {bake: 10m, every: 1m}}
sources:
  app: {metrics: '${APP_URL}/metrics'}
facts:
  errors: {type: series, from: app, query: errors, window: 1h, stale_after: 5m}
rules:
  - id: bad
    rollback_if: errors.above(2.0).lasted('200ms')
";

fn look(folder: &Folder, page: &Page, more: &[&str]) -> Option<i32> {
    let args = ["--once", "--state", "s.db", "--quiet"];
    folder.run(page, &[&args, more].concat()).code
}

#[test]
fn what_another_address_or_release_did_is_held_against_nobody() {
    let (staging, production) = (Page::showing("errors 50\n"), Page::showing("errors 3\n"));
    let folder = Folder::with(GATE);
    let canary = ["--phase", "canary"];
    look(&folder, &staging, &canary);
    let_pass(Duration::from_millis(300));
    assert_eq!(look(&folder, &staging, &canary), Some(20), "two samples that are bad");
    assert_eq!(look(&folder, &production, &canary), Some(0), "one sample does not last");
    let other = ["--phase", "canary", "--release", "v2"];
    assert_eq!(look(&folder, &staging, &other), Some(0), "nor does one of another release");
    assert_eq!(look(&folder, &staging, &["--phase", "full"]), Some(20), "phases share what was");
}
