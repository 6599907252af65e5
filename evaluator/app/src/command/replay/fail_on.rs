//! What makes a replay fail: a regression test for a policy.

use anyhow::{Result, bail};
use gonogo_replay::incidents::Assessment;
use gonogo_series::quantity::parse_duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailOn {
    /// Missed, or outside of what was replayed.
    Miss,
    /// An alarm outside of incidents, too high for one, or that went on into one that expects none.
    FalseAlarm,
    /// Caught later than that, or never; nanoseconds.
    Late(i64),
}

impl FailOn {
    pub(super) fn parse(text: &str) -> Result<Self> {
        match text.split_once(':') {
            None if text == "miss" => Ok(Self::Miss),
            None if text == "false-alarm" => Ok(Self::FalseAlarm),
            Some(("late", limit)) => match parse_duration(limit) {
                Ok(limit) if limit >= 0 => Ok(Self::Late(limit)),
                _ => bail!("`--fail-on {text}`: `{limit}` is no duration such as `5m`"),
            },
            _ => bail!("`--fail-on {text}`: there are `miss`, `false-alarm` and `late:5m`"),
        }
    }

    pub(super) fn applies(self, assessment: &Assessment) -> bool {
        let counts = assessment.counts();
        match self {
            Self::Miss => counts.missed + counts.not_covered > 0,
            Self::FalseAlarm => counts.false_alarms + counts.disturbed > 0,
            Self::Late(limit) => assessment.late(limit) > 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use gonogo_engine::Verdict;
    use gonogo_replay::incidents::{Found, Incident, Judged};

    use super::*;

    #[track_caller]
    fn check(found: Found, expect: Verdict, expected: &[&str]) {
        let incident = Incident { name: "i".to_owned(), from: 0, to: 10, expect, rule: None };
        let judged = Judged { incident, found, by: Vec::new(), covered: Some((0, 10)) };
        let assessment = Assessment { incidents: vec![judged], false_alarms: Vec::new() };
        let words = ["miss", "false-alarm", "late:5ns"];
        let fails = |word: &&str| FailOn::parse(word).unwrap().applies(&assessment);
        assert_eq!(words.into_iter().filter(fails).collect::<Vec<_>>(), expected, "{found:?}");
    }

    #[test]
    fn what_is_never_caught_is_late_and_a_disturbed_window_is_a_false_alarm() {
        use Verdict::{Go, Rollback};
        check(Found::Caught { delay: 5 }, Rollback, &[]);
        check(Found::Caught { delay: 6 }, Rollback, &["late:5ns"]);
        check(Found::Missed, Rollback, &["miss", "late:5ns"]);
        check(Found::NotCovered, Rollback, &["miss", "late:5ns"]);
        check(Found::NotCovered, Go, &["miss"]);
        check(Found::Quiet, Go, &[]);
        check(Found::Disturbed, Go, &["false-alarm"]);
    }
}
