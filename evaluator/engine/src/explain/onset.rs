//! Since when a rule fails, and whom to tell by now.

use std::collections::BTreeMap;

use gonogo_series::quantity::duration_rounded;

use super::{escalations, time_text};
use crate::decision::{Outcome, RuleRecord};
use crate::gate::Escalation;

/// By rule, in nanoseconds since 1970: since when it failed at each look so far.
pub type Onsets = BTreeMap<String, i64>;

/// What is known beside the rule and its outcome.
pub(crate) struct Known<'k> {
    /// What the facts show.
    pub(crate) since: Option<i64>,
    /// Of one who looks again and again. What was seen then counts: a window shows only its own part
    /// of a failure, and a number none at all.
    pub(crate) earlier: Option<&'k Onsets>,
    pub(crate) now: i64,
}

/// `steps` are those of the rule, or of the case that decided.
pub(crate) fn fill(steps: &[Escalation], record: &mut RuleRecord, known: &Known<'_>) {
    let earlier = known.earlier.and_then(|earlier| earlier.get(&record.id).copied());
    let (since, onset) = match record.outcome {
        Outcome::Pass | Outcome::Skipped => return,
        // Nobody has seen it recover, and nobody that it still fails.
        Outcome::Undetermined => {
            let Some(earlier) = earlier else { return };
            (Some(earlier), earlier)
        }
        Outcome::Fail => {
            let first = known.earlier.map(|_| known.now);
            let since = earlier.or(known.since).or(first);
            (since, since.unwrap_or(known.now))
        }
    };
    record.since = since.and_then(time_text);
    if record.outcome == Outcome::Fail {
        let lasting = since.map(|since| known.now.saturating_sub(since).max(0));
        record.failing_for = lasting.map(duration_rounded);
    }
    record.escalations = escalations(steps, onset, known.now);
}

/// Takes it all out, of a rule that asks nobody.
pub(crate) fn clear(record: &mut RuleRecord) {
    record.since = None;
    record.failing_for = None;
    record.escalations.clear();
}
