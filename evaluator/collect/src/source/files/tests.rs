//! Folders as they are found, and as nobody wants to find them.

use std::fs::{self, File, FileTimes, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::sync::atomic::AtomicU32;
use std::time::{Duration as StdDuration, SystemTime};

use gonogo_cel::Diagnostic;
use gonogo_sources::Ask;

use super::*;

/// A folder of its own that is removed in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gonogo-files-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn change_at(&self, path: &str, seconds: u64) -> &Self {
        let time = SystemTime::UNIX_EPOCH + StdDuration::from_secs(seconds);
        let file = File::options().write(true).open(self.0.join(path)).unwrap();
        file.set_times(FileTimes::new().set_modified(time)).unwrap();
        self
    }

    /// The cause of a failure; or the value with what it stands for.
    fn ask(&self, keys: &str) -> String {
        match self.answer(keys) {
            Ok(answer) => answer.value.to_string(),
            Err(failure) => failure.cause,
        }
    }

    fn answer(&self, keys: &str) -> Result<Answer, Failure> {
        let gate = format!("gate: g\nfacts:\n  f: {{{keys}}}\nrules: []\n");
        let (document, _) = gonogo_document::read(&gate);
        let planned = gonogo_sources::plan(&document.expect("a gate"));
        assert!(
            !planned.problems.iter().any(Diagnostic::is_error),
            "{keys}: {:?}",
            planned.problems
        );
        let request = &planned.plan.requests[0];
        let Ask::File(ask) = &request.ask else { panic!("{keys}") };
        let now = || Timestamp::parse("2026-01-04T03:40:00Z").unwrap();
        let context = Context::new(&now, &|_| None, &self.0);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(Folder::beside(&context).fetch(ask, request, &context))
    }

    #[track_caller]
    fn check(&self, keys: &str, expected: &str) -> &Self {
        assert_eq!(self.ask(keys), expected, "{keys}");
        self
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// 2026-01-04T03:30:00Z
const EARLIER: u64 = 1_767_497_400;

#[test]
fn content_is_read() {
    let scratch = Scratch::new();
    scratch.write("n.txt", "\u{feff}16\n").change_at("n.txt", EARLIER);
    scratch.write("v.yaml", "a: {b: x}").write("v.json", "{\"a\": 2.5}").write("t.csv", "n\n1\n2");
    scratch.check("type: number, path: n.txt", "16");
    scratch.check("type: string, path: v.yaml, jsonpath: $.a.b", "\"x\"");
    scratch.check("type: map, path: ./v.yaml", r#"{"a":{"b":"x"}}"#);
    scratch.check("type: number, path: '*.json', jsonpath: $.a", "2.5");
    scratch.check("type: number, path: t.csv, jsonpath: '$[-1].n'", "2");
    scratch.check("type: number, path: v.json", "`v.json`: `{\"a\": 2.5}` is no number");
    let answer = scratch.answer("type: number, path: n.txt").unwrap();
    assert_eq!(answer.as_of.unwrap().to_string(), "2026-01-04T03:30:00Z");
    // A number in a file is as old as the file, not of now.
    scratch.check("type: series, step: 15s, path: n.txt", r#"[["2026-01-04T03:30:00Z",16]]"#);
}

#[test]
fn one_file_is_read_and_reports_are_put_together() {
    let scratch = Scratch::new();
    let report = |case: &str| format!("<testsuite><testcase name=\"{case}\"/></testsuite>");
    scratch.write("r/a.xml", report("a")).write("r/b.xml", report("b"));
    scratch.write("r/x/c.xml", report("c")).write("r/.hidden.xml", "no report");
    scratch.change_at("r/a.xml", EARLIER + 60).change_at("r/b.xml", EARLIER);
    let totals = |keys: &str| scratch.answer(keys).unwrap().value["total"].clone();
    assert_eq!(totals("type: tests, junit: r/*.xml"), 2);
    assert_eq!(totals("type: tests, junit: r/**/*.xml"), 3);
    assert_eq!(totals("type: tests, path: '**/?.xml'"), 3);
    let answer = scratch.answer("type: tests, junit: r/*.xml").unwrap();
    assert_eq!(answer.as_of.unwrap().to_string(), "2026-01-04T03:30:00Z");
    scratch.check("type: tests, junit: s/*.xml", "no file matches `s/*.xml` in the gate's folder");
    scratch.check("type: tests, junit: r/d.xml", "there is no file `r/d.xml` in the gate's folder");
    scratch.write("r/d.xml", report("d"));
    scratch.check(
        "type: string, path: r/*.xml",
        "3 files match `r/*.xml`, where one is read: `r/a.xml`, `r/b.xml`, `r/d.xml`",
    );
    scratch.write("r/e.xml", "<testsuite>");
    assert!(scratch.ask("type: tests, junit: r/*.xml").starts_with("`r/e.xml`: "));
}

#[test]
fn files_are_measured() {
    let scratch = Scratch::new();
    scratch.write("a/x.bin", "abc").write("a/y.bin", "").change_at("a/x.bin", EARLIER);
    scratch.change_at("a/y.bin", EARLIER + 540);
    let check = |keys: &str, expected: &str| {
        scratch.check(keys, expected);
    };
    check("type: bool, path: a/x.bin, measure: exists", "true");
    check("type: bool, path: a, measure: exists", "true");
    check("type: bool, path: a/z.bin, measure: exists", "false");
    check("type: bool, path: a/x.bin/z, measure: exists", "false");
    check("type: bool, path: a/*.txt, measure: exists", "false");
    check("type: bool, path: a/*.bin, measure: exists", "true");
    check("type: number, path: a/x.bin, measure: size", "3");
    check("type: number, unit: kB, path: a/x.bin, measure: size", "0.003");
    check("type: number, path: a/*.bin, measure: count", "2");
    check("type: number, path: a/*.txt, measure: count", "0");
    check("type: number, path: a/z.bin, measure: count", "0");
    check("type: duration, path: a/y.bin, measure: age", "\"1m\"");
    check("type: duration, path: a/*.bin, measure: age", "\"10m\"");
    check("type: timestamp, path: a/x.bin, measure: changed", "\"2026-01-04T03:30:00Z\"");
    check(
        "type: string, path: a/x.bin, measure: sha256",
        "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"",
    );
    check(
        "type: number, path: a/z.bin, measure: size",
        "there is no file `a/z.bin` in the gate's folder",
    );
    let ages = scratch.answer("type: number, path: a/x.bin, measure: size").unwrap();
    assert_eq!(ages.as_of.unwrap().to_string(), "2026-01-04T03:30:00Z");
    assert_eq!(scratch.answer("type: bool, path: a, measure: exists").unwrap().as_of, None);
}

/// What is not there, and what merely cannot be seen, are not the same.
#[test]
fn absence_is_only_said_where_it_is_seen() {
    let scratch = Scratch::new();
    scratch.write("a/b", "x").write("loop/x", "x");
    symlink("twin", scratch.0.join("other")).unwrap();
    symlink("other", scratch.0.join("twin")).unwrap();
    symlink("nowhere", scratch.0.join("dangling")).unwrap();
    scratch.check(
        "type: bool, path: twin, measure: exists",
        "`twin` is a link that leads in a circle",
    );
    scratch.check("type: string, path: twin", "`twin` is a link that leads in a circle");
    scratch.check("type: bool, path: dangling, measure: exists", "false");
    let gone = Folder { root: scratch.0.join("gone"), name: "`gone`".to_owned() };
    let now = || Timestamp::parse("2026-01-04T03:40:00Z").unwrap();
    let job = Job {
        folder: gone,
        pattern: PathPattern::parse("a").unwrap(),
        path: "a".to_owned(),
        request: crate::content::tests::request("type: string").1,
        now: now(),
        cancelled: Arc::default(),
    };
    let failed = measure::answer(&job, FileMeasure::Exists).unwrap_err();
    assert_eq!(failed.cause, "the folder is not there: `gone`");
    // Root may see everything.
    fs::set_permissions(scratch.0.join("a"), Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(scratch.0.join("a")).is_err() {
        let denied = "`a/b` may not be read: permission denied";
        scratch.check("type: bool, path: a/b, measure: exists", denied);
    }
    fs::set_permissions(scratch.0.join("a"), Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn nothing_leads_out_of_the_folder() {
    let outside = Scratch::new();
    outside.write("secret", "hunter2").write("d/secret", "hunter2");
    let scratch = Scratch::new();
    scratch.write("real/a", "1").write("b", "2");
    symlink(outside.0.join("secret"), scratch.0.join("leak")).unwrap();
    symlink(&outside.0, scratch.0.join("away")).unwrap();
    symlink("real", scratch.0.join("inside")).unwrap();
    symlink(".", scratch.0.join("real/self")).unwrap();
    scratch.check("type: string, path: leak", "`leak` is a link that leaves its folder");
    scratch.check("type: string, path: le*", "`leak` is a link that leaves its folder");
    scratch.check(
        "type: bool, path: leak, measure: exists",
        "`leak` is a link that leaves its folder",
    );
    scratch
        .check("type: string, path: away/secret", "`away/secret` is a link that leaves its folder");
    scratch.check(
        "type: number, path: away/*, measure: count",
        "`away` is a link that leaves the folder",
    );
    scratch.check("type: number, path: inside/a", "1");
    // Links are not followed below `**`: no circle, and nothing comes twice.
    scratch.check("type: number, path: '**/a', measure: count", "1");
}

#[test]
fn what_is_no_file_is_not_opened() {
    let scratch = Scratch::new();
    let pipe = scratch.0.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(scratch.0.join("socket")).unwrap();
    symlink("/dev/zero", scratch.0.join("zero")).unwrap();
    for name in ["pipe", "socket"] {
        let cause = format!("`{name}` is a pipe, socket or device, not a file");
        scratch.check(&format!("type: string, path: {name}"), &cause);
        scratch.check(&format!("type: string, path: {name}, measure: sha256"), &cause);
        scratch.check(&format!("type: bool, path: {name}, measure: exists"), "true");
    }
    scratch.check("type: string, path: zero", "`zero` is a link that leaves its folder");
    scratch.write("d/x", "");
    scratch.check("type: string, path: d", "`d` is a folder, not a file");
}

#[test]
fn what_is_too_large_or_no_text_is_refused() {
    let scratch = Scratch::new();
    scratch.write("bad.txt", b"one\ntw\xffo");
    scratch.check("type: string, path: bad.txt", "`bad.txt` is not UTF-8: byte 7 in line 2");
    // Sixty-four gigabytes of nothing take no room.
    File::create(scratch.0.join("huge")).unwrap().set_len(64 << 30).unwrap();
    scratch.check("type: string, path: huge", "`huge` is larger than 16 MiB");
    scratch.check("type: number, path: huge, measure: size", "68719476736");
}

#[test]
fn many_files_are_counted_and_not_read() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.0.join("many")).unwrap();
    scratch.write("many/0", "");
    for number in 1..100_000 {
        File::create(scratch.0.join(format!("many/{number}"))).unwrap();
    }
    scratch.check("type: number, path: many/*, measure: count", "100000");
    scratch.check("type: bool, path: many/*, measure: exists", "true");
    scratch.check("type: tests, junit: many/*", "more than 1000 files: name fewer by the pattern");
}

#[test]
fn a_change_that_lies_ahead_is_no_age() {
    let scratch = Scratch::new();
    scratch.write("a", "1").change_at("a", EARLIER + 86_400);
    let cause = "its last change lies ahead, at 2026-01-05T03:30:00Z: check the clocks";
    scratch.check("type: duration, path: a, measure: age", cause);
    scratch.check("type: number, path: a, stale_after: 1h", cause);
    let answer = scratch.answer("type: number, path: a").unwrap();
    assert_eq!(answer.as_of.unwrap().to_string(), "2026-01-04T03:40:00Z");
    scratch.change_at("a", EARLIER + 630);
    scratch.check("type: duration, path: a, measure: age", "\"0s\"");
}

#[test]
fn a_file_that_goes_away_is_looked_for_again() {
    let scratch = Scratch::new();
    scratch.write("a1", "1");
    let job = Job {
        folder: Folder { root: scratch.0.clone(), name: "`f`".to_owned() },
        pattern: PathPattern::parse("a*").unwrap(),
        path: "a*".to_owned(),
        request: crate::content::tests::request("type: string").1,
        now: Timestamp::from_epoch_nanos(0).unwrap(),
        cancelled: Arc::default(),
    };
    let path = job.only().unwrap();
    fs::remove_file(scratch.0.join("a1")).unwrap();
    let failure = job.text(&path).unwrap_err();
    assert_eq!(failure, Failure::passing("`a1` was removed while it was looked for"));
}

#[test]
fn a_file_that_changes_meanwhile_is_read_again() {
    let scratch = Scratch::new();
    scratch.write("a", "1");
    let root = fs::canonicalize(&scratch.0).unwrap();
    let mut opened = open::open(&root, Path::new("a")).unwrap().unwrap();
    scratch.write("a", "1234");
    let failure = opened.text().unwrap_err();
    assert_eq!(failure, Failure::passing("`a` was changed while it was read"));
}
