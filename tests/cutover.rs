//! The cutover of `policies/blue-green-gradual` at 50 %, watched against real servers while traffic
//! flows: harm is rolled back, what recovers goes on, and what cannot be seen is no-go.
#![cfg(test)]

#[path = "cutover/cutover.rs"]
mod cutover;
#[path = "cutover/metrics.rs"]
mod metrics;
#[path = "cutover/process.rs"]
mod process;
#[path = "support/scope.rs"]
mod scope;
#[path = "cutover/site.rs"]
mod site;
#[path = "cutover/traffic.rs"]
mod traffic;

use std::time::Duration;

use cutover::Cutover;
use metrics::Mood;
use traffic::Spell;

const MILLISECOND: i64 = 1_000_000;

/// It remembers nothing: the length of a queue, seen once, only begins to be a series.
#[test]
fn the_doctor_finds_all_that_the_phase_reads() {
    let ended = Cutover::prepared(None).doctor();
    assert_eq!(ended.code, Some(0), "{ended}");
    assert!(ended.output.contains("\nall 34 facts can be used\n"), "{ended}");
    assert!(ended.output.contains("\n- backlog "), "{ended}");
}

#[test]
fn errors_of_the_server_are_rolled_back_within_two_ticks() {
    let cutover = Cutover::prepared(None);
    let watch = cutover.watch();
    watch.wait_for(" go so far");
    cutover.wait_for_ticks(4);
    let turned = cutover.traffic.turn(Mood::ServerErrors);
    let ended = watch.end();
    assert_eq!(ended.code, Some(20), "{ended}");
    let decision = ended.decision();
    assert_eq!(decision["decision"], "rollback", "{ended}");
    assert_eq!(decision["deciding"], serde_json::json!(["server-errors"]), "{ended}");

    let shown = cutover.traffic.shown() * MILLISECOND;
    let ticks = cutover.ticks();
    let late = ticks.iter().filter(|tick| tick.time >= shown).count();
    assert!((1..=2).contains(&late), "{late} ticks after the errors could be seen: {ticks:?}");
    // Two ticks, and the second in which the errors were written.
    let delay = ended.now() - turned;
    assert!((0..=3_000).contains(&delay), "rolled back {delay} ms after the first error: {ended}");
}

#[test]
fn a_spike_that_is_shorter_than_its_trigger_does_not_end_the_cutover() {
    // A rate over a minute shows six slow seconds until they are a minute old: the watch begins
    // while p95 is above the limit for a rollback, and sees it recover.
    let spike =
        Spell { mood: Mood::Slow, from: Duration::from_secs(55), to: Duration::from_secs(49) };
    let cutover = Cutover::prepared(Some(spike));
    let hasty = cutover.look("rollback_p95_for=30s");
    assert_eq!(hasty.code, Some(20), "the spike is no trigger at all: {hasty}");
    let ended = cutover.watch().end();
    assert_eq!(ended.code, Some(0), "{ended}");
    assert_eq!(ended.decision()["decision"], "go", "{ended}");

    let ticks = cutover.ticks();
    let critical = |rules: &[String]| rules.iter().any(|rule| rule == "p95-critical");
    let first = ticks.first().unwrap();
    assert!(
        first.verdict == "no-go" && critical(&first.rules),
        "the spike was not seen: {first:?}"
    );
    assert!(ticks.iter().all(|tick| tick.verdict != "rollback"), "{ticks:?}");
    assert!(cutover.sampled() >= ticks.len(), "the queue was not asked at each tick");
}

#[test]
fn a_prometheus_that_dies_in_the_middle_is_no_go() {
    let cutover = Cutover::prepared(None);
    let watch = cutover.watch();
    watch.wait_for(" go so far");
    cutover.wait_for_ticks(4);
    let killed = cutover.traffic.kill_prometheus() * MILLISECOND;
    let ended = watch.end();
    assert_eq!(ended.code, Some(10), "{ended}");
    let decision = ended.decision();
    assert_eq!(decision["decision"], "no-go", "{ended}");
    assert!(decision["deciding"].as_array().unwrap().contains(&"facts".into()), "{ended}");

    let ticks = cutover.ticks();
    let (before, after): (Vec<_>, Vec<_>) = ticks.iter().partition(|tick| tick.time < killed);
    assert!(before.iter().any(|tick| tick.verdict == "go"), "{before:?}");
    assert!(after.len() > 1 && after.iter().all(|tick| tick.verdict == "no-go"), "{after:?}");
}
