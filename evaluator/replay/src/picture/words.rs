//! What happened in words, the same in every format.

use gonogo_engine::decision::Outcome;
use gonogo_engine::gate::Effect;
use gonogo_engine::{Timestamp, Verdict};
use gonogo_series::quantity::duration_rounded;

use crate::incidents::{Assessment, FalseAlarm, Found, Incident, Judged};
use crate::{Change, Deciding, Replay, RuleTimeline, Stretch};

/// `1 step`, `2 steps`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// RFC 3339.
pub fn when(nanos: i64) -> String {
    Timestamp::from_epoch_nanos(nanos).map(|time| time.to_string()).unwrap_or_default()
}

/// As it is written in the list of incidents.
pub fn expectation(incident: &Incident) -> &'static str {
    match incident.expect {
        Verdict::Go => "none",
        Verdict::NoGo => "no-go",
        Verdict::Rollback => "rollback",
    }
}

/// What became of an incident, in words.
pub fn found_text(judged: &Judged) -> String {
    let wanted = expectation(&judged.incident);
    let by = judged.by.join(", ");
    let only = judged.incident.rule.as_ref().map(|rule| format!(" by {rule}")).unwrap_or_default();
    let said = match judged.found {
        Found::Caught { delay: 0 } => format!("{wanted} from its start on, by {by}"),
        Found::Caught { delay } => {
            format!("{wanted} {} after its start, by {by}", duration_rounded(delay))
        }
        Found::Missed => format!("{wanted}{only} expected, and never said"),
        Found::Quiet => format!("no alarm{only}, as expected"),
        Found::Disturbed => format!("an alarm by {by}, where none was expected"),
        Found::NotCovered => {
            let Incident { from, to, .. } = judged.incident;
            format!("{} to {} lies outside of what was replayed", when(from), when(to))
        }
    };
    match judged.covered.filter(|_| judged.is_partly_covered()) {
        Some((from, to)) => {
            format!("{said} (of its window, {} to {} was replayed)", when(from), when(to))
        }
        None => said,
    }
}

/// What became of an incident, in a word.
pub fn found_name(found: Found) -> &'static str {
    match found {
        Found::Caught { .. } => "caught",
        Found::Missed => "missed",
        Found::Quiet => "quiet",
        Found::Disturbed => "disturbed",
        Found::NotCovered => "not covered",
    }
}

/// What was asked for, by which rules, and where.
pub fn false_alarm_text(alarm: &FalseAlarm) -> String {
    let place = match &alarm.within {
        Some(name) => format!("within `{name}`, which expects less"),
        None => "outside of every incident".to_owned(),
    };
    format!("{} by {}, {place}", alarm.level.name(), alarm.by.join(", "))
}

/// How often, and how it was.
pub fn summary(assessment: &Assessment) -> String {
    let counts = assessment.counts();
    let mut parts = vec![format!("{} caught", counts.caught), format!("{} missed", counts.missed)];
    for (count, word) in [
        (counts.not_covered, "not covered"),
        (counts.quiet, "quiet"),
        (counts.disturbed, "disturbed"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    parts.push(counted(counts.false_alarms, "false alarm"));
    parts.join(", ")
}

/// How long after it began; nothing where that is not known.
pub fn delay(change: &Change) -> Option<String> {
    change.delay().map(|delay| match delay {
        0 => "at its onset".to_owned(),
        delay => format!("{} after onset", duration_rounded(delay)),
    })
}

/// When, from what to what, and how long after it began.
pub fn headline(change: &Change) -> String {
    let from = change.from.map(|from| format!("{} → ", from.name())).unwrap_or_default();
    let delay = delay(change).map(|delay| format!(", {delay}")).unwrap_or_default();
    format!("{}  {from}{}{delay}", when(change.at), change.to.name())
}

/// Why a change came about: which rules failed, could not be judged, or let go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// `None` for rules that let go.
    pub outcome: Option<Outcome>,
    pub said: String,
}

/// Of a change for the worse the rules that decided, else those that let go.
pub fn reasons(change: &Change) -> Vec<Reason> {
    let worded = |id: &str, said: &Option<String>| match said {
        Some(said) => format!("{id}: {said}"),
        None => id.to_owned(),
    };
    if change.deciding.is_empty() && !change.cleared.is_empty() {
        let is_first = |id: &&String| !change.took_over.iter().any(|rule| rule.id == **id);
        let first: Vec<&str> = change.cleared.iter().filter(is_first).map(String::as_str).collect();
        let mut said = Vec::new();
        if !first.is_empty() {
            said.push(format!("no longer: {}", first.join(", ")));
        }
        for rule in &change.took_over {
            let since = when(rule.at);
            let word = worded(&rule.id, &rule.said);
            said.push(format!("no longer, and what held it last, since {since}: {word}"));
        }
        return said.into_iter().map(|said| Reason { outcome: None, said }).collect();
    }
    let shown = change.deciding.iter().filter(|rule| !rule.follows);
    let reason = |rule: &Deciding| Reason {
        outcome: Some(rule.outcome),
        said: worded(&rule.id, &rule.said),
    };
    shown.map(reason).collect()
}

/// Each time a rule asked for nothing but attention, and how long it did.
pub fn warnings(replay: &Replay) -> Vec<String> {
    let stretches = replay.rules.iter().filter(|rule| rule.decides);
    let stretches = stretches.flat_map(|rule| rule.stretches.iter().map(move |one| (rule, one)));
    let warned = stretches.filter(|(_, stretch)| stretch.effect == Some(Effect::Warn));
    let mut warned: Vec<_> = warned.collect();
    warned.sort_by_key(|(_, stretch)| stretch.from);
    let said = |(rule, stretch): (&RuleTimeline, &Stretch)| {
        let why = match stretch.outcome {
            Outcome::Undetermined => " (not determined)",
            Outcome::Fail | Outcome::Pass | Outcome::Skipped => "",
        };
        format!("{} to {}  {} warned{why}", when(stretch.from), when(stretch.to), rule.id)
    };
    warned.into_iter().map(said).collect()
}
