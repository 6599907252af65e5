//! Series: one, several by label, and the question how long something lasts.

use crate::kind::{Fault, Kind, NOW, of_any, part, value};

const STEP: i64 = 15;

pub(crate) fn kinds() -> Vec<Kind> {
    vec![series(), series_with_unit(), lasting(), part_of_series(), spaced(), labelled()]
}

/// So many samples, the newest so many seconds before `now`, each with this value.
fn samples(count: i64, ago: i64, value: &str) -> String {
    let time = |index: i64| NOW - ago - (count - 1 - index) * STEP;
    let pairs: Vec<String> = (0..count).map(|i| format!("[{}, {value}]", time(i))).collect();
    format!("[{}]", pairs.join(", "))
}

fn healthy() -> String {
    samples(61, 0, "0.5")
}

/// What can befall the samples, wherever they stand.
fn of_samples() -> Vec<Fault> {
    let bare = |name, text: String, says| value(name, text, says);
    vec![
        bare("stale", samples(61, 300, "0.5"), "newest sample is 5m old, limit 45s"),
        bare("sparse", samples(10, 0, "0.5"), "10 of 6"),
        bare("burst", burst(), "5 of 6"),
        bare("too few samples", samples(2, 0, "0.5"), "2 samples, at least 5 needed"),
        bare("all NaN", samples(61, 0, r#""NaN""#), "not a finite number"),
        bare("all +Inf", samples(61, 0, r#""+Inf""#), "not a finite number"),
        bare("all -Inf", samples(61, 0, r#""-Inf""#), "not a finite number"),
        bare("all future", samples(61, -7200, "0.5"), "61 future samples dropped"),
        bare("all null", samples(61, 0, "null"), "no samples"),
        bare("NaN since long", nan_since(20), "the newest sample is NaN"),
        bare("no samples", "[]".to_owned(), "no samples"),
        bare("text for a number", samples(61, 0, r#""0.5""#), "the value `0.5` is a text"),
        bare("bool for a number", samples(61, 0, "false"), "this is a bool, not a number"),
        bare("list for a number", samples(61, 0, "[0.5]"), "this is a list, not a number"),
        bare("number too large", samples(61, 0, "-1e999"), "number out of range"),
        bare("unordered", reversed(), "earlier than the one before it"),
        bare("duplicate times", doubled(), "has the same time as the one before it"),
        bare("times as words", r#"[["noon", 0.5]]"#.to_owned(), "not a time"),
        bare("times out of range", "[[1e300, 0.5]]".to_owned(), "not a time"),
        bare("milliseconds for seconds", "[[1767498000000, 0.5]]".to_owned(), "not a time"),
        bare("numbers without times", "[0.5, 0.5]".to_owned(), "not a pair of time and value"),
        bare("triples", "[[1767498000, 0.5, 1]]".to_owned(), "not a pair of time and value"),
    ]
}

/// As many samples as are expected, all of the last minute.
fn burst() -> String {
    let pairs: Vec<String> = (0..60).map(|ago| format!("[{}, 0.5]", NOW - 59 + ago)).collect();
    format!("[{}]", pairs.join(", "))
}

/// Finite, but not in the newest so many samples.
fn nan_since(newest: usize) -> String {
    let all = healthy();
    let mut pairs: Vec<String> =
        all.trim_matches(['[', ']']).split("], [").map(str::to_owned).collect();
    let from = pairs.len() - newest;
    for pair in &mut pairs[from..] {
        *pair = pair.replace("0.5", "\"NaN\"");
    }
    format!("[[{}]]", pairs.join("], ["))
}

fn reversed() -> String {
    let all = healthy();
    let mut pairs: Vec<&str> = all.trim_matches(['[', ']']).split("], [").collect();
    pairs.reverse();
    format!("[[{}]]", pairs.join("], ["))
}

fn doubled() -> String {
    let all = healthy();
    let pairs: Vec<&str> = all.trim_matches(['[', ']']).split("], [").collect();
    let twice: Vec<&str> = pairs.iter().flat_map(|pair| [*pair, *pair]).collect();
    format!("[[{}]]", twice.join("], ["))
}

/// What a single series can be instead.
fn of_single() -> Vec<Fault> {
    let several = format!(
        r#"[{{"labels": {{"pod": "a"}}, "samples": {0}}}, {{"labels": {{"pod": "b"}}, "samples": {0}}}]"#,
        healthy()
    );
    let mut faults = of_any();
    faults.extend(of_samples());
    faults.extend([
        value("wrong type: number", "0.5", "the series is a number"),
        value("wrong type: text", r#""0.5""#, "the series is a text"),
        value("wrong type: bool", "true", "the series is a bool"),
        value("several series", several, "several series where one is declared: add `by:`"),
        value("unknown field", r#"{"samples": [], "unit": "s"}"#, "unknown field `unit`"),
        value("duplicate key", r#"{"samples": [], "samples": []}"#, "`samples` comes twice"),
        value("no start", r#"{"step": "15s", "values": [1]}"#, "`start` is missing"),
        value("no step", r#"{"start": 1767497000, "values": [1]}"#, "`step` is missing"),
        value("step of nothing", r#"{"start": 0, "step": "0s", "values": [1]}"#, "`step`"),
    ]);
    faults
}

const DECLARED: &str = "type: series, window: 15m, step: 15s, min_samples: 5, min_coverage: 80%";

fn series() -> Kind {
    Kind {
        name: "series",
        declaration: DECLARED,
        healthy: healthy(),
        good: "fact.latest() < 1.0 && fact.max() < 2.0",
        faults: of_single(),
    }
}

fn series_with_unit() -> Kind {
    Kind {
        name: "series with unit",
        declaration: "type: series, unit: \"%\", window: 15m, step: 15s, min_samples: 5, \
                      min_coverage: 80%",
        healthy: healthy(),
        good: "fact.avg() < quantity('1%')",
        faults: of_single(),
    }
}

fn lasting() -> Kind {
    let mut faults = of_single();
    // Fresh enough, but a gap lies over the present: whether it still lasts is not known.
    faults.retain(|fault| fault.name != "stale");
    faults.push(value("stale", samples(61, 900, "0.5"), "newest sample is 15m old, limit 5m"));
    faults.push(part("gap over the present", samples(53, 120, "0.5"), "2m"));
    Kind {
        name: "series, lasting",
        declaration: "type: series, window: 15m, step: 15s, min_samples: 5, min_coverage: 80%, \
                      stale_after: 5m, max_gap: 30s",
        healthy: healthy(),
        good: "!fact.above(1.0).lasting('2m')",
        faults,
    }
}

fn part_of_series() -> Kind {
    let mut faults = of_single();
    let last = format!("[[{}, 0.5]]", NOW - 1);
    faults.retain(|fault| !["sparse", "burst", "too few samples"].contains(&fault.name));
    faults.push(value("sparse", "[[1767497999, 0.5]]", "at least 5 needed"));
    faults.push(part(
        "too short for the question",
        samples(5, 0, "0.5"),
        "the window covers 1m of 5m",
    ));
    faults.push(value("too few samples", last, "1 sample, at least 5 needed"));
    Kind {
        name: "series, its end",
        declaration: "type: series, min_samples: 5, stale_after: 45s",
        healthy: healthy(),
        good: "fact.last('5m').increase() < 3.0",
        faults,
    }
}

fn spaced() -> Kind {
    let start = NOW - 900;
    let of = |value: &str| {
        let values = vec![value; 61].join(", ");
        format!(r#"{{"start": {start}, "step": "15s", "values": [{values}]}}"#)
    };
    let mut faults = of_single();
    faults.extend([
        value("spaced NaN", of("\"NaN\""), "not a finite number"),
        value("spaced null", of("null"), "no samples"),
        value("spaced text", of("\"0.5\""), "value 1: the value `0.5` is a text"),
        value("spaced future", of("0.5").replacen("17674971", "17684971", 1), "61 future"),
        value("spaced stale", of("0.5").replacen("17674971", "17664971", 1), "limit 45s"),
        value("spaced too fast", of("0.5").replacen("15s", "1000000h", 1), "out of range"),
        value("start as a word", of("0.5").replacen("1767497100", "\"then\"", 1), "not a time"),
    ]);
    Kind {
        name: "series, spaced",
        declaration: DECLARED,
        healthy: of("0.5"),
        good: "fact.percentile(95) < 1.0",
        faults,
    }
}

fn labelled() -> Kind {
    let one = |pod: &str, samples: &str| {
        format!(r#"{{"labels": {{"pod": "{pod}"}}, "samples": {samples}}}"#)
    };
    let sound = one("a", &healthy());
    let pair = |second: String| format!("[{sound}, {second}]");
    let mut faults = of_any();
    // One broken series among sound ones breaks the fact.
    for fault in of_samples() {
        if let crate::kind::Change::Value(samples) = &fault.change {
            faults.push(value(fault.name, pair(one("b", samples)), fault.says));
        }
    }
    let samples = healthy();
    faults.extend([
        value("empty", "[]", "no series"),
        value("wrong type: object", sound.clone(), "this is an object, not a list of series"),
        value("wrong type: number", "0.5", "this is a number, not a list of series"),
        value("bare samples", samples.clone(), "samples without labels"),
        value("no labels", format!(r#"[{{"samples": {samples}}}]"#), "no label `pod`"),
        value("other label", pair(sound.replace("pod", "node")), "series 2: a series has no label"),
        value("label of a number", pair(sound.replace("\"a\"", "5")), "`pod` is a number"),
        value(
            "labels of a list",
            pair(sound.replace("{\"pod\": \"a\"}", "[]")),
            "`labels` is a list",
        ),
        value("no samples given", pair(r#"{"labels": {"pod": "b"}}"#.to_owned()), "is missing"),
        value("the same labels twice", pair(sound.clone()), "same labels"),
    ]);
    Kind {
        name: "series with `by`",
        declaration: "type: series, by: pod, window: 15m, step: 15s, min_samples: 5, \
                      min_coverage: 80%",
        healthy: format!("[{sound}, {}]", one("b", &samples)),
        good: "fact.all(s, s.latest() < 1.0)",
        faults,
    }
}
