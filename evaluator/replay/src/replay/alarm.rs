//! What rules that failed ask for; what is undetermined raises no alarm.

use gonogo_engine::Verdict;
use gonogo_engine::decision::Outcome;

use super::RuleTimeline;
use crate::standing::Mark;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Nanoseconds since 1970.
    pub at: i64,
    /// The rules that raise it, by their places in [`Replay::rules`](super::Replay::rules), and
    /// what each asks for, which is more than go; nothing when there is none.
    pub raised: Vec<(usize, Verdict)>,
}

impl Alarm {
    pub(super) fn new(at: i64, rules: &[RuleTimeline], marks: &[Mark]) -> Self {
        let marked = rules.iter().zip(marks).enumerate();
        let failed =
            marked.filter(|(_, (rule, mark))| rule.decides && mark.outcome == Outcome::Fail);
        let raised = failed.map(|(place, (_, mark))| (place, mark.asks_for()));
        Self { at, raised: raised.filter(|(_, level)| *level > Verdict::Go).collect() }
    }
}
