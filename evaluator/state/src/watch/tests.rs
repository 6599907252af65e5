use super::*;
use crate::Notification;
use crate::store::tests::Scratch;

const NAME: WatchName<'static> = WatchName { gate: "g", phase: "p", key: "" };
const LIFETIME: i64 = 100;

fn entry(pid: u32, digest: &'static str) -> Entry<'static> {
    Entry { name: NAME, digest, claimant: Claimant { pid, host: "ci", lifetime: LIFETIME } }
}

fn tick(time: i64, verdict: &'static str) -> Tick<'static> {
    let (snapshot, document) = ("sha256:1", "{}");
    Tick { time, verdict, snapshot, rules: &["a", "b"], document, notifications: &[] }
}

/// Leaves the claim in the file, as a killed process does.
fn kill(watch: Watch<'_>) {
    std::mem::forget(watch);
}

#[test]
fn a_killed_watch_goes_on_where_it_was() {
    let scratch = Scratch::new();
    let store = scratch.open();
    let mut watch = store.begin_or_resume(&entry(1, "d"), 1000).unwrap();
    let progress = watch.progress();
    assert_eq!((progress.started, &progress.origin), (1000, &Origin::Begun));
    watch.tick(&tick(1000, "no-go")).unwrap();
    watch.tick(&tick(1010, "go")).unwrap();
    kill(watch);

    let other = scratch.open();
    let error = other.begin_or_resume(&entry(2, "d"), 1109).unwrap_err();
    let said = "process 1 on `ci` watches this already, and was active 0.000000099s ago;";
    assert!(error.to_string().starts_with(said), "{error}");
    let watch = other.begin_or_resume(&entry(2, "d"), 1110).unwrap();
    let progress = watch.progress();
    assert_eq!((progress.started, &progress.origin), (1000, &Origin::Resumed));
    let last = progress.last.as_ref().unwrap();
    assert_eq!((last.time, last.verdict.as_str()), (1010, "go"));
    let before = progress.taken_over.as_ref().unwrap();
    assert_eq!((before.pid, before.heartbeat), (1, 1010));
}

#[test]
fn who_was_taken_for_dead_cannot_write_on() {
    let scratch = Scratch::new();
    let (first, second) = (scratch.open(), scratch.open());
    let mut slow = first.begin_or_resume(&entry(1, "d"), 0).unwrap();
    let _fast = second.begin_or_resume(&entry(2, "d"), LIFETIME).unwrap();
    assert!(matches!(slow.tick(&tick(LIFETIME, "go")), Err(StateError::ClaimLost)));
    assert!(matches!(slow.heartbeat(LIFETIME), Err(StateError::ClaimLost)));
    assert!(matches!(slow.abandon(LIFETIME), Err(StateError::ClaimLost)));
    // Nor has it given away what is not its own.
    let third = first.begin_or_resume(&entry(3, "d"), LIFETIME);
    assert!(matches!(third, Err(StateError::Claimed { .. })));
}

#[test]
fn heartbeats_keep_a_claim() {
    let scratch = Scratch::new();
    let (first, second) = (scratch.open(), scratch.open());
    let watch = first.begin_or_resume(&entry(1, "d"), 0).unwrap();
    watch.heartbeat(90).unwrap();
    watch.heartbeat(20).unwrap();
    let check = |now: i64, claimed: bool| {
        let got = second.begin_or_resume(&entry(2, "d"), now);
        assert_eq!(matches!(got, Err(StateError::Claimed { .. })), claimed, "{now}");
    };
    check(0, true);
    check(189, true);
    check(190, false);
}

#[test]
fn a_claim_is_given_back() {
    let scratch = Scratch::new();
    let store = scratch.open();
    store.begin_or_resume(&entry(1, "d"), 5).unwrap().release().unwrap();
    drop(store.begin_or_resume(&entry(2, "d"), 6).unwrap());
    let watch = store.begin_or_resume(&entry(3, "d"), 7).unwrap();
    assert_eq!((watch.progress().started, &watch.progress().taken_over), (5, &None));
}

#[test]
fn the_dead_can_be_evicted() {
    let scratch = Scratch::new();
    let store = scratch.open();
    kill(store.begin_or_resume(&entry(1, "d"), 0).unwrap());
    let Err(StateError::Claimed { holder, age: 1 }) = store.begin_or_resume(&entry(2, "d"), 1)
    else {
        panic!("not claimed")
    };
    assert!(store.evict(&NAME, &holder).unwrap());
    let watch = store.begin_or_resume(&entry(2, "d"), 1).unwrap();
    assert!(!store.evict(&NAME, &holder).unwrap(), "the claim of another");
    watch.heartbeat(2).unwrap();
}

#[test]
fn what_has_ended_begins_anew() {
    let scratch = Scratch::new();
    let store = scratch.open();
    store.begin_or_resume(&entry(1, "d"), 0).unwrap().finish(&tick(10, "rollback")).unwrap();
    assert_eq!(store.decisions(&NAME).unwrap()[0].verdict, "rollback");
    let watch = store.begin_or_resume(&entry(1, "d"), 20).unwrap();
    let verdict = Some("rollback".to_owned());
    let before = Some(Finished { started: 0, ended: 10, verdict });
    let progress = watch.progress();
    assert_eq!((progress.started, &progress.before), (20, &before));
    watch.abandon(30).unwrap();
    let watch = store.begin_or_resume(&entry(1, "d"), 40).unwrap();
    let before = Some(Finished { started: 20, ended: 30, verdict: None });
    assert_eq!(watch.progress().before, before);
}

#[test]
fn another_gate_is_told() {
    let scratch = Scratch::new();
    let store = scratch.open();
    drop(store.begin_or_resume(&entry(1, "old"), 0).unwrap());
    let check = |digest: &'static str, expected: Origin| {
        let watch = store.begin_or_resume(&entry(1, digest), 1).unwrap();
        assert_eq!(watch.progress().origin, expected);
    };
    check("new", Origin::ResumedWithAnotherGate { digest: "old".to_owned() });
    check("new", Origin::Resumed);
}

#[test]
fn names_are_apart() {
    let scratch = Scratch::new();
    let store = scratch.open();
    let _held = store.begin_or_resume(&entry(1, "d"), 0).unwrap();
    for name in [
        WatchName { gate: "h", ..NAME },
        WatchName { phase: "q", ..NAME },
        WatchName { key: "k", ..NAME },
    ] {
        let watch = store.begin_or_resume(&Entry { name, ..entry(2, "d") }, 1).unwrap();
        assert_eq!(watch.progress().origin, Origin::Begun);
    }
}

#[test]
fn documents_of_changes_and_of_the_last_are_kept() {
    let scratch = Scratch::new();
    let store = scratch.open();
    let mut watch = store.begin_or_resume(&entry(1, "d"), 0).unwrap();
    for (time, verdict) in ["go", "go", "go", "no-go", "no-go", "go", "go", "go"].iter().enumerate()
    {
        watch.tick(&tick(i64::try_from(time).unwrap(), verdict)).unwrap();
    }
    let kept = store.decisions(&NAME).unwrap();
    let text = |decided: &Decided| match (decided.changed, &decided.document) {
        (true, Some(_)) => 'c',
        (false, Some(_)) => 'd',
        (false, None) => '-',
        (true, None) => '?',
    };
    assert_eq!(kept.iter().map(text).collect::<String>(), "c--c-c-d");
    assert_eq!(kept[0].rules, ["a", "b"]);
    watch.tick(&Tick { rules: &[], ..tick(8, "go") }).unwrap();
    let last = store.decisions(&NAME).unwrap().pop().unwrap();
    assert!(last.changed && last.rules.is_empty());
}

#[test]
fn a_tick_is_recorded_once_and_in_order() {
    let scratch = Scratch::new();
    let store = scratch.open();
    let mut watch = store.begin_or_resume(&entry(1, "d"), 0).unwrap();
    watch.tick(&tick(5, "go")).unwrap();
    watch.tick(&tick(5, "go")).unwrap();
    let mut check = |tick: Tick<'_>, expected: &str| {
        let error = watch.tick(&tick).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(tick(5, "no-go"), "was recorded with another decision");
    check(Tick { snapshot: "other", ..tick(5, "go") }, "was recorded with another decision");
    check(Tick { document: "[]", ..tick(5, "go") }, "was recorded with another decision");
    check(tick(4, "go"), "clocks differ, or one went back");
    check(Tick { rules: &["a\nb"], ..tick(6, "go") }, "a rule's id is empty or has a line break");
    drop(watch);
    let early = store.begin_or_resume(&entry(2, "d"), 4);
    assert!(matches!(early, Err(StateError::ClockBehind { now: 4, seen: 5 })));
    assert_eq!(store.decisions(&NAME).unwrap().len(), 1);
}

#[test]
fn a_decision_and_its_notifications_are_kept_together() {
    let scratch = Scratch::new();
    let store = scratch.open();
    let mut watch = store.begin_or_resume(&entry(1, "d"), 0).unwrap();
    let one = Notification { id: "n", due: 1, body: "text" };
    watch.tick(&Tick { notifications: &[one], ..tick(1, "no-go") }).unwrap();
    let other = Notification { body: "other", ..one };
    let refused = watch.tick(&Tick { notifications: &[other], ..tick(2, "go") });
    assert!(matches!(refused, Err(StateError::NotificationDiffers { .. })));
    assert_eq!(store.decisions(&NAME).unwrap().len(), 1);
    assert_eq!(watch.progress().last.as_ref().unwrap().time, 1);
    assert_eq!(store.take_due(1, 0).unwrap().len(), 1);
}

#[test]
fn old_watches_are_forgotten() {
    let scratch = Scratch::new();
    let store = scratch.open();
    store.begin_or_resume(&entry(1, "d"), 0).unwrap().finish(&tick(10, "go")).unwrap();
    assert_eq!(store.forget(10).unwrap().watches, 0);
    let _open = store.begin_or_resume(&entry(1, "d"), 5).unwrap();
    assert_eq!(store.forget(11).unwrap().watches, 1);
    let decisions = "SELECT count(*) FROM decision";
    let left: i64 = store.connection().query_row(decisions, [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    assert_eq!(store.forget(11).unwrap().watches, 0, "what goes on stays");
}
