//! What a baseline is, by the runs that are given.

use gonogo_engine::facts::{Snapshot, SnapshotParts, decode};
use gonogo_engine::gate;

fn read(envelope: &str) -> Snapshot {
    let mut parts = SnapshotParts::default();
    parts.add(("snapshot", envelope)).unwrap();
    let now = parts.now().unwrap();
    parts.freeze(now)
}

/// A fact `f` with samples ten seconds apart up to `now`.
fn run(now: i64, values: &[f64]) -> String {
    let start = now - 10 * (values.len() as i64 - 1);
    format!(
        r#"{{"now": {now}, "facts": {{"f": {{"start": {start}, "step": "10s", "values": {values:?}}}}}}}"#
    )
}

/// The values of the baseline's samples, the value of what is no series, or the problem; `now`
/// is 1000 seconds after 1970.
#[track_caller]
fn check((of, options): (&str, &str), runs: &[String], expected: &str) {
    let text = format!(
        "gate: a\nfacts: {{f: {{{of}}}, before: {{type: baseline, of: f{options}}}}}\n\
         rules: [{{id: r, require: 'true', because: '{{before}}'}}]"
    );
    let loaded = gate::load("gate.yaml", &text);
    let gate = loaded.gate.unwrap_or_else(|| panic!("{of}: {:?}", loaded.problems));
    let mut snapshot = read(r#"{"now": 1000, "facts": {"f": [[900, 1], [1000, 1]]}}"#);
    for turned in [false, true] {
        let mut runs: Vec<Snapshot> = runs.iter().map(|run| read(run)).collect();
        if turned {
            runs.reverse();
        }
        snapshot.set_baselines(runs);
        let found = match decode(&gate.facts[1].declaration, &snapshot).value {
            Ok(value) => gonogo_engine::explain::value_text(&value),
            Err(problem) => format!("{}: {problem}", problem.state.name()),
        };
        assert_eq!(found, expected, "turned: {turned}");
    }
}

const SERIES: &str = "type: series, step: 10s, window: 30s";

#[test]
fn there_may_be_no_run() {
    let missing = "missing: there is no baseline yet: give `--baseline FILE` once there is one";
    check((SERIES, ""), &[], missing);
    check((SERIES, ", optional: true"), &[], "absent: there is no baseline yet");
}

#[test]
fn a_run_is_read_at_its_own_time() {
    check((SERIES, ""), &[run(500, &[1.0, 2.0, 3.0])], "3 samples");
    check((SERIES, ""), &[run(500, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0])], "4 samples");
    let stale = r#"{"now": 500, "facts": {"f": [[400, 1]]}}"#;
    check(
        (SERIES, ""),
        &[stale.to_owned()],
        "stale: baseline of 1970-01-01T00:08:20Z: newest sample is 1m40s old, limit 30s",
    );
}

#[test]
fn what_is_not_from_before_is_refused() {
    let expected = "invalid: baseline of 1970-01-01T00:16:40Z: it is not from before \
                    1970-01-01T00:16:40Z, the snapshot's time";
    check((SERIES, ""), &[run(1000, &[1.0, 2.0, 3.0])], expected);
}

/// Most of what it is compared with would be itself: nothing is ever worse.
#[test]
fn what_overlaps_the_present_window_does_not_count() {
    let values = [1.0, 2.0, 3.0];
    let inside = "invalid: baseline of 1970-01-01T00:16:15Z: it was recorded 25s ago, inside the \
                  window of 30s that it would be compared with";
    check((SERIES, ""), &[run(975, &values)], inside);
    check((SERIES, ", optional: true"), &[run(975, &values)], inside);
    check((SERIES, ""), &[run(970, &values)], "3 samples");
    check((SERIES, ""), &[run(500, &values), run(990, &values)], "3 samples");
    let whole = "type: series, step: 10s";
    let inside = "invalid: baseline of 1970-01-01T00:15:00Z: it was recorded 1m40s ago, inside the \
                  1m40s of samples that it would be compared with";
    check((whole, ""), &[run(900, &values)], inside);
    check((whole, ""), &[run(899, &values)], "3 samples");
    let labelled = |now: i64| {
        format!(
            r#"{{"now": {now}, "facts": {{"f": [{{"labels": {{"i": "a"}}, "samples": [[{now}, 1]]}}]}}}}"#
        )
    };
    let by = "type: series, step: 10s, window: 30s, min_coverage: 10%, by: i";
    check((by, ""), &[labelled(970)], "i a, 1 samples");
    let inside = "invalid: baseline of 1970-01-01T00:16:11Z: it was recorded 29s ago, inside the \
                  window of 30s that it would be compared with";
    check((by, ""), &[labelled(971)], inside);
}

#[test]
fn samples_of_the_newest_usable_runs_are_put_together() {
    let values = [1.0, 2.0, 3.0];
    let runs = [run(100, &values), run(200, &values), run(300, &values), run(400, &values)];
    check((SERIES, ""), &runs, "9 samples");
    check((SERIES, ", runs: 1"), &runs, "3 samples");
    check((SERIES, ", runs: 100"), &runs, "12 samples");
    let unusable = r#"{"now": 500, "facts": {"other": 1}}"#.to_owned();
    check((SERIES, ", runs: 2"), &[runs.as_slice(), &[unusable]].concat(), "6 samples");
}

#[test]
fn what_two_runs_share_counts_once() {
    let values = [1.0, 2.0, 3.0, 4.0];
    check((SERIES, ""), &[run(500, &values), run(510, &values)], "5 samples");
    check((SERIES, ""), &[run(500, &values), run(500, &values)], "4 samples");
}

#[test]
fn of_other_types_the_newest_run_counts() {
    let run = |now: i64, fact: &str| format!(r#"{{"now": {now}, "facts": {{"f": {fact}}}}}"#);
    let runs = [run(100, "1"), run(200, "2"), run(300, "\"much\"")];
    check(("type: number, unit: MB", ""), &runs, "2 MB");
    let failed = r#"{"now": 1, "facts": {}, "failed": {"f": {"cause": "refused"}}}"#.to_owned();
    check(("type: number", ""), &[failed], "failed: baseline of 1970-01-01T00:00:01Z: refused");
}

#[test]
fn a_recorded_snapshot_reads_as_the_same() {
    let whole = r#"{"now": "2026-01-04T03:40:00.5Z", "phase_started": 12, "facts": {"a": [1, "x\ny\"z"],
        "b": 1e400}, "failed": {"c": {"cause": "\"no\"\n"}}, "collected": {"a": 13.25}}"#;
    for envelope in [whole, r#"{"now": 1, "facts": {}}"#] {
        let snapshot = read(envelope);
        let recorded = snapshot.to_json();
        assert_eq!(recorded.lines().count(), 1, "{recorded}");
        assert_eq!(read(&recorded).digest(), snapshot.digest(), "{recorded}");
    }
}
