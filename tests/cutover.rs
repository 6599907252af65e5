//! The cutover of `policies/blue-green-gradual` at 50 %, watched against real servers while traffic
//! flows: harm is rolled back, what recovers goes on, and what cannot be seen is no-go.
#![cfg(test)]

#[path = "cutover/cutover.rs"]
mod cutover;
#[path = "cutover/metrics.rs"]
mod metrics;
#[path = "cutover/process.rs"]
mod process;
#[path = "cutover/site.rs"]
mod site;
#[path = "cutover/traffic.rs"]
mod traffic;

use std::time::Duration;

use cutover::Cutover;
use metrics::Mood;
use traffic::Spell;

#[test]
fn errors_of_the_server_are_rolled_back_within_two_ticks() {
    let cutover = Cutover::prepared(None);
    let watch = cutover.watch();
    watch.wait_for("no-go so far");
    std::thread::sleep(Duration::from_secs(3));
    cutover.traffic.turn(Mood::ServerErrors);
    let ended = watch.end();
    let written = cutover.traffic.turned();
    assert_eq!(ended.code, Some(20), "{ended}");
    let decision = ended.decision();
    assert_eq!(decision["decision"], "rollback", "{ended}");
    assert_eq!(decision["deciding"], serde_json::json!(["server-errors"]), "{ended}");
    // From the first sample that shows it; ticks are a second apart.
    let delay = ended.now() - written;
    assert!((0..=2_000).contains(&delay), "rolled back {delay} ms after the first error: {ended}");
}

#[test]
fn a_spike_that_is_shorter_than_its_trigger_does_not_end_the_cutover() {
    // A rate over a minute shows six slow seconds until they are a minute old: the watch begins
    // while p95 is above the limit for a rollback, and sees it recover.
    let spike = Spell { mood: Mood::Slow, from: Duration::from_secs(55), to: Duration::from_secs(49) };
    let cutover = Cutover::prepared(Some(spike));
    let ended = cutover.watch().end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let decision = ended.decision();
    assert_eq!(decision["decision"], "go", "{ended}");
    assert!(ended.errors.contains("p95"), "the spike was not seen: {ended}");
    let p95 = cutover.most("p95 of green", metrics::P95);
    assert!(p95 > 2.0, "p95 was {p95} s at its worst, which is no spike");
}

#[test]
fn a_prometheus_that_dies_in_the_middle_is_no_go() {
    let cutover = Cutover::prepared(None);
    let watch = cutover.watch();
    watch.wait_for("no-go so far");
    std::thread::sleep(Duration::from_secs(3));
    cutover.traffic.kill_prometheus();
    let ended = watch.end();
    assert_eq!(ended.code, Some(10), "{ended}");
    let decision = ended.decision();
    assert_eq!(decision["decision"], "no-go", "{ended}");
    let deciding = decision["deciding"].as_array().unwrap();
    assert!(deciding.contains(&"facts".into()), "{ended}");
}
