//! Hostile inputs through the command: each ends soon, in exit code 2 or 10, with one clear
//! message; no panic, no hang, no go.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// In a debug build on a busy machine; what hangs takes far longer.
const PATIENCE: Duration = Duration::from_secs(30);

static TAKEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

const GATE: &str = "gate: hostile
facts:
  number: {type: number}
  series: {type: series, stale_after: 1m}
  json: {type: json}
rules:
  - id: number
    require: number < 20.0
  - id: series
    require: series.max() < 20.0
  - id: json
    require: json.size() < 20
";

const SOUND: &str =
    r#"{"now": 1767498000, "facts": {"number": 1, "series": [[1767498000, 1]], "json": {"a": 1}}}"#;

#[test]
fn the_gate_goes_with_sound_facts() {
    let (code, said) = eval("sound", SOUND.as_bytes());
    assert_eq!(code, 0, "{said}");
}

/// The whole snapshot is refused.
#[test]
fn files_that_are_no_snapshot() {
    let deep = "{\"facts\": ".to_owned() + &"{\"a\":".repeat(100_000);
    let wide = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "it is empty"),
        ("blank", b" \n\t ".to_vec(), "it is empty"),
        ("array", b"[1, 2]".to_vec(), "expected an object of facts"),
        ("number", b"5".to_vec(), "expected an object of facts"),
        ("text", b"\"facts\"".to_vec(), "expected an object of facts"),
        ("null", b"null".to_vec(), "expected an object of facts"),
        ("invalid UTF-8", b"{\"number\": \"\xff\xfe\"}".to_vec(), "it is not UTF-8 text"),
        ("UTF-16", b"\xff\xfe{\0}\0".to_vec(), "it is not UTF-8 text"),
        ("NUL bytes", vec![0; 4096], "expected an object of facts"),
        ("truncated", SOUND.as_bytes()[..60].to_vec(), "EOF while parsing"),
        ("followed by more", format!("{SOUND} {SOUND}").into_bytes(), "trailing characters"),
        ("comment", b"{\"number\": 1} // ok".to_vec(), "trailing characters"),
        ("single quotes", b"{'number': 1}".to_vec(), "key must be a string"),
        ("bare NaN", b"{\"number\": NaN}".to_vec(), "expected value"),
        ("duplicate fact", b"{\"number\": 1, \"number\": 2}".to_vec(), "`number` comes twice"),
        ("duplicate envelope", b"{\"facts\": {}, \"facts\": {}}".to_vec(), "`facts` comes twice"),
        ("other schema", b"{\"schema\": \"x\", \"facts\": {}}".to_vec(), "`schema` is \"x\""),
        ("unknown key", b"{\"fact\": 1, \"facts\": {}}".to_vec(), "unknown key `fact`"),
        ("bad now", b"{\"now\": \"soon\", \"facts\": {}}".to_vec(), "`now`: not a time"),
        ("now out of range", b"{\"now\": 1e300, \"facts\": {}}".to_vec(), "`now`: not a time"),
        ("null now", b"{\"now\": null, \"facts\": {}}".to_vec(), "`now`: this is null"),
        ("now among bare facts", b"{\"now\": 5, \"number\": 1}".to_vec(), "`now` stands beside"),
        ("facts of a list", b"{\"now\": 5, \"facts\": []}".to_vec(), "`now` stands beside"),
        ("given and failed", given_and_failed(), "the fact `number` is given twice"),
        (
            "failure without cause",
            b"{\"facts\": {}, \"failed\": {\"a\": {}}}".to_vec(),
            "missing field",
        ),
        ("deep objects", deep.into_bytes(), "EOF while parsing"),
        ("deep arrays", wide.into_bytes(), "expected an object of facts"),
    ];
    for (name, bytes, says) in cases {
        check(name, &bytes, (2, says));
    }
}

fn given_and_failed() -> Vec<u8> {
    b"{\"facts\": {\"number\": 1}, \"failed\": {\"number\": {\"cause\": \"timed out\"}}}".to_vec()
}

/// One fact is refused, and says why.
#[test]
fn facts_that_are_no_values() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let objects = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let digits = "9".repeat(100_000);
    let cases = [
        ("deep list", "json", nested(100_000), "recursion limit exceeded"),
        ("deep objects as a fact", "json", objects, "recursion limit exceeded"),
        ("deep number", "number", nested(100_000), "recursion limit exceeded"),
        ("deep series", "series", nested(100_000), "recursion limit exceeded"),
        ("long integer", "number", digits.clone(), "number out of range"),
        ("long negative", "number", format!("-{digits}"), "number out of range"),
        ("huge exponent", "number", "1e999999999".to_owned(), "number out of range"),
        ("huge sample", "series", "[[1767498000, 1e999]]".to_owned(), "number out of range"),
        ("huge time", "series", "[[9e99, 1]]".to_owned(), "not a time"),
        ("early time", "series", "[[-9e99, 1]]".to_owned(), "not a time"),
        ("long text", "number", format!("\"{}\"", "x".repeat(5_000_000)), "not a number"),
        ("lone surrogate", "json", r#""\ud800""#.to_owned(), "hex escape"),
        ("control character", "json", "\"\u{1}\"".to_owned(), "control character"),
        ("wide object", "json", wide_object(), "99980 above the limit"),
        (
            "samples of nothing",
            "series",
            format!("[{}]", vec!["[]"; 100_000].join(",")),
            "sample 1",
        ),
    ];
    for (name, fact, value, says) in cases {
        let sound =
            SOUND.replace("\"number\": 1", "\"number\": N").replace("[[1767498000, 1]]", "S");
        let sound = sound.replace("{\"a\": 1}", "J");
        let of = |this: &str, healthy: &str| {
            if this == fact { value.clone() } else { healthy.to_owned() }
        };
        let text = sound
            .replacen('N', &of("number", "1"), 1)
            .replacen('S', &of("series", "[[1767498000, 1]]"), 1)
            .replacen('J', &of("json", "{\"a\": 1}"), 1);
        let code = if name == "control character" { 2 } else { 10 };
        check(name, text.as_bytes(), (code, says));
    }
}

/// A hundred thousand keys: no fault, and no quadratic time either; the rule is not met.
fn wide_object() -> String {
    let keys: Vec<String> = (0..100_000).map(|key| format!("\"k{key}\": 1")).collect();
    format!("{{{}}}", keys.join(","))
}

#[test]
fn a_million_samples() {
    let pairs = |from: i64, step: i64| {
        let pair = |index: i64| format!("[{}, 1]", from + index * step);
        (0..1_000_000).map(pair).collect::<Vec<String>>().join(",")
    };
    let with = |series: String| SOUND.replace("[[1767498000, 1]]", &format!("[{series}]"));
    let (code, said) = eval("million", with(pairs(1_766_498_001, 1)).as_bytes());
    assert_eq!(code, 0, "{said}");
    check("million backwards", with(pairs(1_767_498_000, -1)).as_bytes(), (10, "earlier than"));
    check("million at once", with(pairs(1_767_498_000, 0)).as_bytes(), (10, "same time"));
}

/// Questions to long series and many spans cost what they look at, so that the cost ends them.
#[test]
fn expressions_that_walk_samples_again_and_again() {
    const EXPRESSIONS: [&str; 9] = [
        "[s.above(0.5)].exists(p, l.exists(i, p.lasted('10h')))",
        "[s.above(0.5)].exists(p, l.exists(i, p.lasting('10h')))",
        "[s.above(0.5)].exists(p, l.exists(i, p.not().count() > 1000000))",
        "[s.above(0.5)].exists(p, l.exists(i, p.and(p).count() > 1000000))",
        "[s.above(0.5)].exists(p, l.exists(i, p != p))",
        "[s.last('1h')].exists(p, l.exists(i, s == p || s != s))",
        "l.exists(i, s != s)",
        "l.exists(i, s in [s.last('1h')])",
        "l.exists(i, s.since(now - duration('10m')).count() > 1000000)",
    ];
    let samples: Vec<String> =
        (0..50_000).map(|i| format!("[{}, {}]", 1_767_448_001 + i, i % 2)).collect();
    let facts = format!(
        r#"{{"now": 1767498000, "facts": {{"s": [{}], "l": [{}]}}}}"#,
        samples.join(","),
        vec!["1"; 20_000].join(",")
    );
    let folder = folder("walks");
    fs::write(folder.join("snapshot.json"), facts).expect("a snapshot");
    for expression in EXPRESSIONS {
        let gate = format!(
            "gate: a\nfacts: {{s: {{type: series, stale_after: 1m}}, l: {{type: list}}}}\nrules:\n  - id: r\n    \
             no_go_if: {expression:?}\n"
        );
        fs::write(folder.join("gate.yaml"), gate).expect("a gate");
        let output = run(&folder, &["eval", "gate.yaml", "--facts", "snapshot.json"]);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
        assert_eq!(output.status.code(), Some(10), "{expression}: {said}");
        assert!(said.contains("costs more than 1000000 units"), "{expression}: {said}");
    }
}

/// A byte of text can make a value of many bytes; how many there may be is limited.
#[test]
fn facts_of_too_many_values() {
    let lists = |count: usize| format!("[{}]", vec!["[]"; count].join(","));
    let json = |count| SOUND.replace("{\"a\": 1}", &lists(count));
    check("million lists", json(999_999).as_bytes(), (10, "above the limit of 20"));
    let says = "more than 1000000 values at line 1 column";
    check("million lists and one", json(1_000_000).as_bytes(), (10, says));
    let samples = format!("[{}]", vec!["[0,null]"; 1_400_000].join(","));
    let series = SOUND.replace("[[1767498000, 1]]", &samples);
    let says = "more than 4000000 values at line 1 column";
    check("too many samples of nothing", series.as_bytes(), (10, says));
}

/// What editors on some systems write before the first character.
#[test]
fn a_byte_order_mark_is_no_reason_to_refuse() {
    let marked = [b"\xef\xbb\xbf", SOUND.as_bytes()].concat();
    let (code, said) = eval("bom", &marked);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn files_that_cannot_be_read() {
    let folder = folder("unreadable");
    fs::write(folder.join("gate.yaml"), GATE).expect("a gate");
    for (facts, says) in [("absent.json", "cannot read `absent.json`"), (".", "cannot read `.`")] {
        let output = run(&folder, &["eval", "gate.yaml", "--facts", facts]);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(says) && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn files_that_are_no_gate() {
    let anchors = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c \
                   [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: \
                   [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n";
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("binary", (0..=255).collect()),
        ("NUL bytes", vec![0; 4096]),
        ("invalid UTF-8", b"gate: \xff\n".to_vec()),
        ("UTF-16", b"\xff\xfeg\0a\0t\0e\0".to_vec()),
        ("deep brackets", "[".repeat(100_000).into_bytes()),
        ("deep braces", "{a: ".repeat(50_000).into_bytes()),
        (
            "deep indentation",
            (0..500).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>().into_bytes(),
        ),
        ("many anchors", anchors.as_bytes().to_vec()),
        ("one long line", vec![b'a'; 200_000]),
        ("too large", vec![b'\n'; 300_000]),
        ("many keys", (0..20_000).map(|n| format!("k{n}: 1\n")).collect::<String>().into_bytes()),
        ("many dashes", "- ".repeat(100_000).into_bytes()),
        ("question marks", "? ".repeat(100_000).into_bytes()),
        ("open quote", format!("gate: \"{}", "x\n".repeat(50_000)).into_bytes()),
        ("carriage returns", "\r".repeat(100_000).into_bytes()),
    ];
    for (name, bytes) in cases {
        let folder = folder(&format!("gate-{name}"));
        fs::write(folder.join("gate.yaml"), bytes).expect("a gate");
        let output = run(&folder, &["check", "gate.yaml"]);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains("error"), "{name}: {said}");
        assert!(!said.contains("panicked"), "{name}: {said}");
        assert!(said.len() < 200_000, "{name}: {} bytes said", said.len());
    }
}

/// Exit code and a fragment of what is said; an unusable input is one line.
fn check(name: &str, snapshot: &[u8], (expected, says): (i32, &str)) {
    let (code, said) = eval(name, snapshot);
    let shown: String = said.chars().take(2000).collect();
    assert_eq!(code, expected, "{name}: {shown}");
    assert!(said.contains(says), "{name}: `{says}` expected in {shown}");
    assert!(!said.contains("panicked"), "{name}: {shown}");
    assert!(said.len() < 20_000, "{name}: {} bytes said: {shown}", said.len());
    if expected == 2 {
        assert_eq!(said.trim_end().lines().count(), 1, "{name}: {shown}");
        assert!(said.starts_with("error: "), "{name}: {shown}");
    }
}

fn eval(name: &str, snapshot: &[u8]) -> (i32, String) {
    let folder = folder(name);
    fs::write(folder.join("gate.yaml"), GATE).expect("a gate");
    fs::write(folder.join("snapshot.json"), snapshot).expect("a snapshot");
    let output = run(&folder, &["eval", "gate.yaml", "--facts", "snapshot.json"]);
    fs::remove_file(folder.join("snapshot.json")).expect("the file is ours");
    let code = output.status.code().unwrap_or_else(|| panic!("{name}: ended by a signal"));
    let said = [output.stdout, output.stderr].concat();
    (code, String::from_utf8(said).expect("UTF-8"))
}

/// A folder that no other case uses: tests run side by side.
fn folder(name: &str) -> PathBuf {
    let name = name.replace(' ', "-");
    let is_new = TAKEN.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone());
    assert!(is_new, "two cases are called `{name}`");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn run(folder: &PathBuf, words: &[&str]) -> Output {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .args(words)
        .current_dir(folder)
        .output()
        .expect("gonogo should start");
    let taken = start.elapsed();
    assert!(taken < PATIENCE, "{}: {taken:?}", folder.display());
    output
}
