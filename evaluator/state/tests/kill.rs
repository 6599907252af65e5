//! A process that appends as fast as it can is killed at any moment, again and again: what it has
//! acknowledged is there.
#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the test runs itself as another process, which prints what it has committed"
)]

#[path = "scratch/folder.rs"]
mod folder;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gonogo_state::{Claimant, Entry, Notification, Sample, Store, Tick, WatchName};

/// Where the process that is to be killed finds its file, and which number comes first.
const FILE: &str = "GONOGO_STATE_KILL_FILE";
const FIRST: &str = "GONOGO_STATE_KILL_FIRST";
const NAME: WatchName<'static> = WatchName { gate: "g", phase: "p", key: "" };
const KILLS: u64 = 50;

#[test]
fn nothing_acknowledged_is_lost() {
    let folder = folder::Folder::new();
    let path = folder.path().join("state.db");
    let mut random = Random(0x5eed);
    let mut acknowledged = Acknowledged::default();
    for _ in 0..KILLS {
        let lines = random.below(60);
        let pause = Duration::from_micros(random.below(8_000));
        let mut child = start(&path, acknowledged.next);
        acknowledged.add(kill(&mut child, lines, pause));
        compare(&path, &acknowledged);
    }
    assert!(acknowledged.samples.len() > 200, "{}", acknowledged.samples.len());
    assert!(acknowledged.ticks.len() > 200, "{}", acknowledged.ticks.len());
}

#[test]
fn a_file_that_is_being_made_is_never_half_made() {
    let mut random = Random(0xf11e);
    for _ in 0..KILLS {
        let folder = folder::Folder::new();
        let path = folder.path().join("state.db");
        let mut child = start(&path, 0);
        let mut acknowledged = Acknowledged::default();
        acknowledged.add(kill(&mut child, 0, Duration::from_micros(random.below(30_000))));
        compare(&path, &acknowledged);
    }
}

/// Not a test of its own: the process that is killed, when it is started with a file.
#[test]
fn appends_until_it_is_killed() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let first: i64 = std::env::var(FIRST).unwrap().parse().unwrap();
    let store = Store::open(Path::new(&file)).unwrap();
    // Whoever was killed before is taken over: its claim lives a nanosecond.
    let claimant = Claimant { pid: std::process::id(), host: "here", lifetime: 1 };
    let entry = Entry { name: NAME, digest: "d", claimant };
    let mut watch = store.begin_or_resume(&entry, first).unwrap();
    let mut out = std::io::stdout();
    for time in first.. {
        let sample = Sample { fact: "f", labels: "", time, value: 0.5 };
        store.samples("s").append(&[sample]).unwrap();
        writeln!(out, "\nsample {time}").unwrap();
        let id = time.to_string();
        let notifications = &[Notification { id: &id, due: time, body: "text" }];
        let (snapshot, document) = ("sha256:0", r#"{"decision": "go"}"#);
        let tick = Tick { time, verdict: "go", snapshot, rules: &[], document, notifications };
        watch.tick(&tick).unwrap();
        writeln!(out, "tick {time}").unwrap();
    }
}

#[derive(Default)]
struct Acknowledged {
    samples: BTreeSet<i64>,
    ticks: BTreeSet<i64>,
    /// A number that no process has used.
    next: i64,
}

impl Acknowledged {
    fn add(&mut self, lines: Vec<String>) {
        for line in lines {
            match line.split_once(' ') {
                Some(("sample", time)) => _ = self.samples.insert(time.parse().unwrap()),
                Some(("tick", time)) => _ = self.ticks.insert(time.parse().unwrap()),
                _ => {}
            }
        }
        // What was committed and not acknowledged lies before, a claim among it.
        self.next = self.samples.last().map_or(0, |last| last + 2).max(self.next + 1);
    }
}

fn start(path: &Path, first: i64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "appends_until_it_is_killed", "--nocapture", "--test-threads=1"])
        .env(FILE, path)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills the process a while after it has written so many lines; all that it has written in whole.
fn kill(child: &mut Child, lines: u64, pause: Duration) -> Vec<String> {
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut written = Vec::new();
    let mut line = String::new();
    while (written.len() as u64) < lines && output.read_line(&mut line).unwrap() > 0 {
        written.push(std::mem::take(&mut line));
    }
    let since = Instant::now();
    while since.elapsed() < pause {
        std::hint::spin_loop();
    }
    assert!(child.try_wait().unwrap().is_none(), "it ended by itself: {written:?}");
    child.kill().unwrap();
    child.wait().unwrap();
    while output.read_line(&mut line).unwrap() > 0 {
        written.push(std::mem::take(&mut line));
    }
    written.retain(|line| line.ends_with('\n'));
    written.iter().map(|line| line.trim().to_owned()).collect()
}

fn compare(path: &Path, acknowledged: &Acknowledged) {
    // Opening checks the whole file, since its log was left.
    let store = Store::open(path).unwrap();
    let found = store.samples("s").window("f", i64::MIN, i64::MAX).unwrap();
    let samples: BTreeSet<i64> =
        found.iter().flat_map(|series| &series.samples).map(|(time, _)| *time).collect();
    let decisions = store.decisions(&NAME).unwrap();
    let ticks: BTreeSet<i64> = decisions.iter().map(|decided| decided.time).collect();
    let lost = |kept: &BTreeSet<i64>, told: &BTreeSet<i64>| -> Vec<i64> {
        told.difference(kept).copied().collect()
    };
    assert_eq!(lost(&samples, &acknowledged.samples), [], "samples");
    assert_eq!(lost(&ticks, &acknowledged.ticks), [], "decisions");
    // A decision has its notification; of the last, the whole is there.
    let due = store.take_due(i64::MAX, 0).unwrap();
    let notified: BTreeSet<i64> = due.iter().map(|due| due.id.parse().unwrap()).collect();
    assert_eq!(notified, ticks);
    assert!(decisions.last().is_none_or(|last| last.document.is_some()));
}

/// The same numbers each time; the moments differ all the same.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
