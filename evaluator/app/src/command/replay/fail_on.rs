//! What makes a replay fail: a regression test for a policy.

use anyhow::{Result, bail};
use gonogo_replay::incidents::Assessment;
use gonogo_series::quantity::parse_duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailOn {
    Miss,
    FalseAlarm,
    /// Caught later than that; nanoseconds.
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
            // What lies outside of the replay was not caught by it.
            Self::Miss => counts.missed + counts.not_covered > 0,
            Self::FalseAlarm => counts.false_alarms > 0,
            Self::Late(limit) => assessment.late(limit) > 0,
        }
    }
}
