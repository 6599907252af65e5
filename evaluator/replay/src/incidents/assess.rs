//! Caught or missed, how soon, and what was an alarm without a reason.

use gonogo_engine::Verdict;

use super::Incident;
use crate::replay::Replay;

/// Alarms are what rules that failed ask for: data that is missing catches nothing, and is no
/// false alarm either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub incidents: Vec<Judged>,
    pub false_alarms: Vec<FalseAlarm>,
}

/// An incident, and what the replay says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub incident: Incident,
    pub found: Found,
    /// The part of its window that was replayed; nanoseconds since 1970, both ends included.
    pub covered: Option<(i64, i64)>,
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
    /// No step of the replay lies in its window: there is nothing to judge by.
    NotCovered,
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
    let judged = incidents.iter().map(|incident| judged(replay, incident));
    Assessment { incidents: judged.collect(), false_alarms: false_alarms(replay, incidents) }
}

fn judged(replay: &Replay, incident: &Incident) -> Judged {
    let covered = (incident.from.max(replay.from), incident.to.min(replay.to));
    let covered = Some(covered).filter(|(from, to)| from <= to);
    let found = covered.map_or(Found::NotCovered, |covered| found(replay, incident, covered));
    Judged { incident: incident.clone(), found, covered }
}

/// By the part of its window that was replayed.
fn found(replay: &Replay, incident: &Incident, (from, to): (i64, i64)) -> Found {
    let quiet = incident.expect == Verdict::Go;
    let wanted = if quiet { Verdict::NoGo } else { incident.expect };
    // What had been said before goes on until something else is.
    let standing = replay.alarms.iter().rev().find(|(at, _)| *at <= from);
    let later = replay.alarms.iter().filter(|(at, _)| (from..=to).contains(at));
    let reached = standing
        .map(|(_, level)| (from, *level))
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

impl Judged {
    /// From its start to the alarm that caught it; nanoseconds.
    pub fn delay(&self) -> Option<i64> {
        match self.found {
            Found::Caught { delay } => Some(delay),
            Found::Missed | Found::Quiet | Found::Disturbed | Found::NotCovered => None,
        }
    }

    /// Some of its window was replayed, and some was not.
    pub fn is_partly_covered(&self) -> bool {
        let whole = (self.incident.from, self.incident.to);
        self.covered.is_some_and(|covered| covered != whole)
    }

    /// It is as it should be.
    pub fn is_met(&self) -> bool {
        match self.found {
            Found::Caught { .. } | Found::Quiet => true,
            Found::Missed | Found::Disturbed | Found::NotCovered => false,
        }
    }
}

impl Assessment {
    /// How many of each.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { false_alarms: self.false_alarms.len(), ..Counts::default() };
        for judged in &self.incidents {
            *match judged.found {
                Found::Caught { .. } => &mut counts.caught,
                Found::Missed => &mut counts.missed,
                Found::Quiet => &mut counts.quiet,
                Found::Disturbed => &mut counts.disturbed,
                Found::NotCovered => &mut counts.not_covered,
            } += 1;
        }
        counts
    }

    /// Caught later than that after its start, or never; nanoseconds.
    pub fn late(&self, limit: i64) -> usize {
        let late = |judged: &&Judged| {
            let expects_alarm = judged.incident.expect > Verdict::Go;
            expects_alarm && judged.delay().is_none_or(|delay| delay > limit)
        };
        self.incidents.iter().filter(late).count()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub caught: usize,
    pub missed: usize,
    pub quiet: usize,
    pub disturbed: usize,
    pub not_covered: usize,
    pub false_alarms: usize,
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
        assert_eq!(assessment.incidents[0].found, found);
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
    /// Of an incident from 0 to 10, in a replay from `from` to `to`, all of it with a rollback.
    #[track_caller]
    fn check_part(
        replayed: (i64, i64),
        expect: Verdict,
        found: Found,
        covered: Option<(i64, i64)>,
    ) {
        let incident = Incident { name: "i".to_owned(), from: 0, to: 10, expect };
        let (from, to) = replayed;
        let replay = Replay { from, to, ..alarms(&[(from, Verdict::Rollback)]) };
        let expected = Judged { incident: incident.clone(), found, covered };
        assert_eq!(assess(&replay, &[incident]).incidents, [expected]);
    }

    #[test]
    fn an_incident_outside_of_the_replay_is_neither_caught_nor_quiet() {
        use Verdict::{Go, Rollback};
        check_part((11, 20), Rollback, Found::NotCovered, None);
        check_part((-20, -1), Rollback, Found::NotCovered, None);
        check_part((-20, -1), Go, Found::NotCovered, None);
        check_part((4, 20), Rollback, Found::Caught { delay: 4 }, Some((4, 10)));
        check_part((-5, 3), Rollback, Found::Caught { delay: 0 }, Some((0, 3)));
        check_part((-5, 3), Go, Found::Disturbed, Some((0, 3)));
    }
    #[test]
    fn an_alarm_that_goes_on_into_a_quiet_window_disturbs_it() {
        use Verdict::{Go, NoGo};
        check(&[(0, Go), (5, NoGo)], Go, Found::Disturbed, 1);
        check(&[(0, Go), (5, NoGo), (10, Go)], Go, Found::Quiet, 1);
        let window = |from, to, expect| Incident { name: format!("{from}"), from, to, expect };
        let incidents = [window(0, 9, NoGo), window(10, 20, Go)];
        let assessment = assess(&alarms(&[(0, Go), (5, NoGo)]), &incidents);
        assert_eq!(assessment.incidents[1].found, Found::Disturbed);
        assert_eq!((assessment.false_alarms.len(), assessment.counts().disturbed), (0, 1));
    }
}
