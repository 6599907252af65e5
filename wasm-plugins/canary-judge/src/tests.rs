//! The policy as the host calls it, with facts that are made up.

use gonogo_plugin::rehearsal::Rehearsal;
use gonogo_plugin::{Effect, Finding, Outcome};

use crate::CanaryJudge;

/// Around `centre`, always the same.
fn values(centre: f64, count: usize) -> Vec<f64> {
    (0..count).map(|i| centre + (i * 37 % 101) as f64 / 10.0 - 5.0).collect()
}

fn of(canary: &[f64], stable: &[f64]) -> Rehearsal {
    Rehearsal::new().series("canary", "ms", canary).series("stable", "ms", stable)
}

fn one(rehearsal: &Rehearsal) -> Finding {
    let mut findings = rehearsal.evaluate::<CanaryJudge>().unwrap();
    assert_eq!(findings.len(), 1);
    findings.remove(0)
}

fn outcome(rehearsal: Rehearsal) -> Outcome {
    one(&rehearsal).outcome()
}

const WORSE: Outcome = Outcome::Fail(Effect::Rollback);

#[test]
fn a_canary_like_the_stable_release_passes() {
    let finding = one(&of(&values(100.0, 240), &values(100.0, 240)));
    assert_eq!(finding.outcome(), Outcome::Pass);
    let message = "the canary is not worse: 0ms from the stable release, 5ms would matter";
    assert_eq!(finding.message(), message);
    assert_eq!((finding.seen("p-value"), finding.seen("shift")), (Some("1"), Some("0ms")));
    assert_eq!(finding.seen("samples"), Some("240 against 240"));
}

#[test]
fn a_slow_canary_fails() {
    let slow = of(&values(120.0, 240), &values(100.0, 120));
    let finding = one(&slow);
    assert_eq!(finding.outcome(), WORSE);
    assert_eq!((finding.seen("p-value"), finding.seen("shift")), (Some("< 0.0001"), Some("+20ms")));
    assert_eq!(outcome(slow.clone().setting("effect", "no-go")), Outcome::Fail(Effect::NoGo));
    assert_eq!(outcome(slow.setting("direction", "low")), Outcome::Pass);
}

#[test]
fn low_can_be_bad() {
    let few = of(&values(80.0, 60), &values(100.0, 60)).setting("direction", "low");
    assert_eq!(outcome(few), WORSE);
}

#[test]
fn a_sure_but_small_shift_passes() {
    let shifted = of(&values(103.0, 240), &values(100.0, 240));
    assert_eq!(one(&shifted).seen("p-value"), Some("< 0.0001"));
    assert_eq!(outcome(shifted.clone()), Outcome::Pass);
    assert_eq!(outcome(shifted.setting("min_effect", 1.0)), WORSE);
}

#[test]
fn confidence_can_be_asked_for() {
    let unsure = of(&values(106.0, 20), &values(100.0, 20)).setting("min_effect", 1.0);
    assert_eq!(outcome(unsure.clone()), WORSE);
    assert_eq!(outcome(unsure.setting("confidence", 0.999_999_9)), Outcome::Pass);
}

#[test]
fn what_cannot_be_told_is_undetermined() {
    let check = |rehearsal: Rehearsal, says: &str| {
        let finding = one(&rehearsal);
        assert_eq!((finding.outcome(), finding.message()), (Outcome::Undetermined, says));
    };
    check(
        of(&values(120.0, 19), &values(100.0, 240)),
        "19 samples against 240 of the stable release, at least 20 each needed",
    );
    check(
        of(&[9.0, 8.0], &[1.0, 2.0]).setting("min_samples", 1.0),
        "2 samples against 2 of the stable release can show no difference",
    );
    check(
        of(&values(6.0, 30), &[0.0; 30]),
        "the stable median is 0: no share of it says whether the difference matters",
    );
    check(
        of(&values(6.0, 30), &[]).series("stable", "s", &[1.0; 30]),
        "the canary is in `ms` and the stable release in `s`: they cannot be compared",
    );
    check(of(&[1e308; 30], &[-1e308; 30]), "the difference is too large for a number");
}

#[test]
fn senseless_settings_are_refused() {
    let sound = of(&values(100.0, 30), &values(100.0, 30));
    let cases = [
        ("confidence", 1.0, "`confidence` is 1: it lies between 0.5 and 1"),
        ("confidence", f64::NAN, "`confidence` is NaN: it lies between 0.5 and 1"),
        ("min_effect", -1.0, "`min_effect` is -1%: it is never negative"),
        ("min_samples", 0.0, "`min_samples` is 0: it is a whole number from 1 on"),
        ("min_samples", 2.5, "`min_samples` is 2.5: it is a whole number from 1 on"),
    ];
    for (name, value, says) in cases {
        let refused = sound.clone().setting(name, value).evaluate::<CanaryJudge>();
        assert_eq!(refused, Err(says.to_owned()));
    }
    let missing = Rehearsal::new().series("canary", "ms", &[1.0]).evaluate::<CanaryJudge>();
    assert_eq!(missing, Err("`stable` is missing: the rule does not list it".to_owned()));
}
