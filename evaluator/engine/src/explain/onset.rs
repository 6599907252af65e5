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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::{Decision, decide};
    use crate::facts::SnapshotParts;
    use crate::gate::load;

    const GATE: &str = "gate: g
facts: {rate: {type: number}}
rules:
  - {id: low, require: rate < 1.0, escalate: [{after: 0s, to: a}, {after: 60s, to: b}]}
";

    fn decided(facts: &str, onsets: Option<&[(&str, i64)]>) -> Decision {
        let gate = load("gate.yaml", GATE).gate.unwrap();
        let mut stage = gate.stage(None, &[]).unwrap();
        let owned = |onsets: &[(&str, i64)]| -> Onsets {
            onsets.iter().map(|(rule, at)| ((*rule).to_owned(), at * 1_000_000_000)).collect()
        };
        stage.onsets = onsets.map(owned);
        let mut parts = SnapshotParts::default();
        parts.add(("facts", facts)).unwrap();
        let now = gonogo_cel::time::Timestamp::new(100, 0).unwrap();
        decide(&stage, &parts.freeze(now))
    }

    /// Since, for how long, and who is told.
    #[track_caller]
    fn check(
        rate: &str,
        onsets: Option<&[(&str, i64)]>,
        expected: (Option<&str>, Option<&str>, &[&str]),
    ) {
        let decision = decided(&format!(r#"{{"rate": {rate}}}"#), onsets);
        let rule = decision.rules.last().unwrap();
        let told: Vec<&str> = rule.escalations.iter().map(|step| step.to.as_str()).collect();
        let found = (rule.since.as_deref(), rule.failing_for.as_deref(), told.as_slice());
        assert_eq!(found, expected, "{rate} {onsets:?}");
    }

    #[test]
    fn earlier_looks_tell_since_when_a_rule_fails() {
        check("2", None, (None, None, &["a"]));
        check("2", Some(&[]), (Some("1970-01-01T00:01:40Z"), Some("0s"), &["a"]));
        check("2", Some(&[("low", 50)]), (Some("1970-01-01T00:00:50Z"), Some("50s"), &["a"]));
        check("2", Some(&[("low", 40)]), (Some("1970-01-01T00:00:40Z"), Some("1m"), &["a", "b"]));
        check("0", Some(&[("low", 40)]), (None, None, &[]));
        check("null", Some(&[("low", 40)]), (Some("1970-01-01T00:00:40Z"), None, &["a", "b"]));
        check("null", Some(&[]), (None, None, &[]));
        check("2", Some(&[("other", 40)]), (Some("1970-01-01T00:01:40Z"), Some("0s"), &["a"]));
    }
}
