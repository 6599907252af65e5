//! How long a change came after its onset.

use super::replayed;

#[test]
fn an_onset_before_the_window_is_not_cut_off_by_it() {
    // From minute 10 on too high, from minute 30 on far too high.
    let value = |minute: i64| match minute {
        ..10 => 0.1,
        10..30 => 3.0,
        30..50 => 9.0,
        _ => 3.0,
    };
    let facts = format!("{{\"s\": {}}}", super::samples(0..=60, value));
    let rules = "  - {id: high, require: s.latest() < 1.0}\n  \
                 - {id: peak, rollback_if: s.latest() > 8.0 && s.last('1m').min() > 0.0}\n";
    let replay = replayed("window: 5m, step: 1m", rules, &facts);
    let minutes = |nanos: i64| nanos / 60_000_000_000;
    let changes = replay.changes.iter().skip(1);
    let said = changes.map(|change| {
        let since = change.deciding.iter().filter_map(|rule| rule.since).min();
        (minutes(change.at), change.to.name(), since.map(minutes), change.delay().map(minutes))
    });
    let expected = [
        (2, "go", None, None),
        (10, "no-go", Some(10), Some(0)),
        (30, "rollback", Some(30), Some(0)),
        (50, "no-go", Some(10), None),
    ];
    assert_eq!(said.collect::<Vec<_>>(), expected);
}

#[test]
fn a_rule_that_took_over_holding_the_verdict_is_told_from_the_first() {
    // Sparse up to minute 2; then too high, which another rule says, up to minute 5.
    let value = |minute: i64| if minute < 5 { 3.0 } else { 0.1 };
    let facts = format!("{{\"s\": {}}}", super::samples(0..=10, value));
    let rules = "  - {id: high, require: s.latest() < 1.0}\n";
    let replay = replayed("window: 5m, step: 1m", rules, &facts);
    let [first, second] = replay.changes.as_slice() else { panic!("{:?}", replay.changes) };
    assert_eq!(first.deciding[0].id, "facts");
    assert_eq!(second.cleared, ["high"]);
    let held: Vec<(&str, i64)> =
        second.took_over.iter().map(|rule| (rule.id.as_str(), rule.at / 60_000_000_000)).collect();
    assert_eq!(held, [("high", 2)]);
}
