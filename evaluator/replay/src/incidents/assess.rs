//! Caught or missed, how soon, and what was an alarm without a reason.

use gonogo_engine::Verdict;

use super::Incident;
use crate::replay::Replay;

/// Alarms are what rules that failed ask for: data that is missing catches nothing, and is no
/// false alarm either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub incidents: Vec<(Incident, Found)>,
    pub false_alarms: Vec<FalseAlarm>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The alarm was as high as expected; nanoseconds after the start of the incident.
    Caught {
        delay: i64,
    },
    Missed,
    /// Nothing was expected, and nothing was said.
    Quiet,
    /// Nothing was expected, and there was an alarm.
    Disturbed,
}

/// An alarm that rose where no incident expects one as high.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FalseAlarm {
    pub at: i64,
    pub level: Verdict,
    /// The incident in which less was expected.
    pub within: Option<String>,
}

pub fn assess(replay: &Replay, incidents: &[Incident]) -> Assessment {
    let found = incidents.iter().map(|incident| (incident.clone(), found(replay, incident)));
    Assessment { incidents: found.collect(), false_alarms: false_alarms(replay, incidents) }
}

fn found(replay: &Replay, incident: &Incident) -> Found {
    let quiet = incident.expect == Verdict::Go;
    let wanted = if quiet { Verdict::NoGo } else { incident.expect };
    let inside = |at: i64| (incident.from..=incident.to).contains(&at);
    // What had been said before goes on until something else is.
    let standing = replay.alarms.iter().rev().find(|(at, _)| *at <= incident.from);
    let later = replay.alarms.iter().filter(|(at, _)| inside(*at));
    let reached = standing
        .map(|(_, level)| (incident.from, *level))
        .into_iter()
        .chain(later.copied())
        .find(|(_, level)| *level >= wanted);
    match (reached, quiet) {
        (Some(_), true) => Found::Disturbed,
        (None, true) => Found::Quiet,
        (Some((at, _)), false) => Found::Caught { delay: at.saturating_sub(incident.from) },
        (None, false) => Found::Missed,
    }
}

fn false_alarms(replay: &Replay, incidents: &[Incident]) -> Vec<FalseAlarm> {
    let mut found = Vec::new();
    let mut before = Verdict::Go;
    for (at, level) in &replay.alarms {
        let rose = *level > before;
        before = *level;
        if !rose {
            continue;
        }
        let around = incidents.iter().filter(|incident| (incident.from..=incident.to).contains(at));
        let strictest = around.max_by_key(|incident| incident.expect);
        if strictest.is_none_or(|incident| incident.expect < *level) {
            let within = strictest.map(|incident| incident.name.clone());
            found.push(FalseAlarm { at: *at, level: *level, within });
        }
    }
    found
}

impl Assessment {
    pub fn caught(&self) -> usize {
        self.count(|found| matches!(found, Found::Caught { .. }))
    }

    pub fn missed(&self) -> usize {
        self.count(|found| found == Found::Missed)
    }

    /// Caught later than that after its start; nanoseconds.
    pub fn late(&self, limit: i64) -> usize {
        self.count(|found| matches!(found, Found::Caught { delay } if delay > limit))
    }

    fn count(&self, is: impl Fn(Found) -> bool) -> usize {
        self.incidents.iter().filter(|(_, found)| is(*found)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alarms(alarms: &[(i64, Verdict)]) -> Replay {
        Replay {
            from: 0,
            to: 100,
            steps: 100,
            changes: Vec::new(),
            alarms: alarms.to_vec(),
            rules: Vec::new(),
            shares: [0; 3],
        }
    }

    #[track_caller]
    fn check(said: &[(i64, Verdict)], expect: Verdict, found: Found, false_alarms: usize) {
        let incident = Incident { name: "i".to_owned(), from: 10, to: 20, expect };
        let assessment = assess(&alarms(said), &[incident]);
        assert_eq!(assessment.incidents[0].1, found);
        assert_eq!(assessment.false_alarms.len(), false_alarms, "{:?}", assessment.false_alarms);
    }

    #[test]
    fn an_incident_is_caught_by_an_alarm_as_high_as_expected() {
        use Verdict::{Go, NoGo, Rollback};
        check(&[(0, Go)], Rollback, Found::Missed, 0);
        check(&[(0, Go), (13, NoGo)], Rollback, Found::Missed, 0);
        check(&[(0, Go), (13, NoGo), (15, Rollback)], Rollback, Found::Caught { delay: 5 }, 0);
        check(&[(0, Go), (20, Rollback)], Rollback, Found::Caught { delay: 10 }, 0);
        check(&[(0, Go), (21, Rollback)], Rollback, Found::Missed, 1);
        check(&[(0, Go), (5, NoGo)], NoGo, Found::Caught { delay: 0 }, 1);
        check(&[(0, Go), (5, NoGo), (8, Go)], NoGo, Found::Missed, 1);
    }

    #[test]
    fn an_alarm_higher_than_expected_is_false() {
        use Verdict::{Go, NoGo, Rollback};
        check(&[(0, Go)], Go, Found::Quiet, 0);
        check(&[(0, Go), (12, NoGo), (14, Go)], Go, Found::Disturbed, 1);
        check(&[(0, Go), (12, Rollback)], NoGo, Found::Caught { delay: 2 }, 1);
        check(&[(0, NoGo), (4, Go)], Go, Found::Quiet, 1);
    }
}
