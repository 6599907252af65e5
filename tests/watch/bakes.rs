//! What counts as a bake that was watched.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use gonogo_engine::Timestamp;

use crate::page::Page;
use crate::process::{Folder, let_pass};

const GATE: &str = "
gate: watched
phases: {canary: {bake: 3s, every: 100ms}}
sources:
  app: {metrics: '${APP_URL}/metrics'}
facts:
  queue: {type: number, from: app, query: queue_length}
rules:
  - id: drains
    require: queue < 100.0
  - id: settled
    require: phase.elapsed >= duration('0s')
";

fn from_now(seconds: i64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Timestamp::new(i64::try_from(now).unwrap() + seconds, 0).unwrap().to_string()
}

#[test]
fn a_process_that_was_paused_through_the_bake_begins_anew() {
    for state in [&[][..], &["--state", "s.db"]] {
        let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
        let watch = folder.start(&page, state);
        page.wait_for(3);
        watch.signal("STOP");
        let_pass(Duration::from_millis(3200));
        let (goes_on, before) = (Instant::now(), page.served());
        watch.signal("CONT");
        let ended = watch.end();
        assert_eq!(ended.code, Some(0), "{}", ended.errors);
        assert!(goes_on.elapsed() >= Duration::from_secs(3), "{}", ended.errors);
        assert!(page.served() - before > 10, "{} looks", page.served() - before);
        assert!(ended.errors.contains("nobody looked since "), "{}", ended.errors);
    }
}

#[test]
fn a_phase_that_began_before_anybody_looked_bakes_from_the_first_look() {
    let gate = GATE.replace("bake: 3s", "bake: 1s").replace("'0s'", "'59m'");
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(&gate));
    for state in [&[][..], &["--state", "s.db"]] {
        let before = page.served();
        let ended = folder.run(&page, &[&["--phase-started", &from_now(-3600)], state].concat());
        assert_eq!(ended.code, Some(0), "{}", ended.errors);
        assert!(page.served() - before > 4, "{} looks", page.served() - before);
        assert!(ended.errors.contains("the bake begins now"), "{}", ended.errors);
    }
}

#[test]
fn a_phase_that_only_begins_in_an_hour_is_refused() {
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
    for once in [&[][..], &["--once"]] {
        let ended = folder.run(&page, &[&["--phase-started", &from_now(3600)], once].concat());
        assert_eq!(ended.code, Some(2), "{}", ended.errors);
        assert!(ended.errors.contains("lies in the future"), "{}", ended.errors);
    }
    assert_eq!(page.served(), 0);
}
