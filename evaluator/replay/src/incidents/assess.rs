//! Caught or missed, how soon, and what was an alarm without a reason.

use gonogo_engine::Verdict;

use super::Incident;
use crate::replay::{Alarm, Replay};

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
    /// The rules that raised the alarm which caught or disturbed it.
    pub by: Vec<String>,
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
    /// The rules that asked for it.
    pub by: Vec<String>,
    /// The incident in which less was expected.
    pub within: Option<String>,
}

/// Alarms of the rules that are ignored do not count.
pub fn assess(replay: &Replay, incidents: &[Incident], ignored: &[String]) -> Assessment {
    let alarms = Alarms { replay, ignored };
    Assessment {
        incidents: incidents.iter().map(|incident| alarms.judged(incident)).collect(),
        false_alarms: alarms.without_reason(incidents),
    }
}

struct Alarms<'a> {
    replay: &'a Replay,
    ignored: &'a [String],
}

impl Alarms<'_> {
    /// The rules that raise it, as far as they count, and what each asks for.
    fn raised<'a>(&'a self, alarm: &'a Alarm) -> impl Iterator<Item = (&'a str, Verdict)> {
        let named = |(place, level): &(usize, Verdict)| {
            let rule = self.replay.rules.get(*place)?;
            (!self.ignored.contains(&rule.id)).then_some((rule.id.as_str(), *level))
        };
        alarm.raised.iter().filter_map(named)
    }

    fn judged(&self, incident: &Incident) -> Judged {
        let covered = (incident.from.max(self.replay.from), incident.to.min(self.replay.to));
        let covered = Some(covered).filter(|(from, to)| from <= to);
        let (found, by) = match covered {
            Some(covered) => self.found(incident, covered),
            None => (Found::NotCovered, Vec::new()),
        };
        Judged { incident: incident.clone(), found, by, covered }
    }

    /// By the part of its window that was replayed.
    fn found(&self, incident: &Incident, (from, to): (i64, i64)) -> (Found, Vec<String>) {
        let quiet = incident.expect == Verdict::Go;
        let wanted = if quiet { Verdict::NoGo } else { incident.expect };
        let alarms = &self.replay.alarms;
        // What had been said before goes on until something else is.
        let standing = alarms.iter().rev().find(|alarm| alarm.at <= from);
        let later = alarms.iter().filter(|alarm| alarm.at > from && alarm.at <= to);
        let reached = standing.into_iter().chain(later).find_map(|alarm| {
            let counts = |rule: &str| incident.rule.as_deref().is_none_or(|one| one == rule);
            let raised =
                self.raised(alarm).filter(|(rule, level)| *level >= wanted && counts(rule));
            let by: Vec<String> = raised.map(|(rule, _)| rule.to_owned()).collect();
            (!by.is_empty()).then_some((alarm.at.max(from), by))
        });
        match (reached, quiet) {
            (Some((_, by)), true) => (Found::Disturbed, by),
            (None, true) => (Found::Quiet, Vec::new()),
            (Some((at, by)), false) => {
                (Found::Caught { delay: at.saturating_sub(incident.from) }, by)
            }
            (None, false) => (Found::Missed, Vec::new()),
        }
    }

    fn without_reason(&self, incidents: &[Incident]) -> Vec<FalseAlarm> {
        let mut found = Vec::new();
        let mut before = Verdict::Go;
        for alarm in &self.replay.alarms {
            let level = self.raised(alarm).map(|(_, level)| level).max().unwrap_or(Verdict::Go);
            let rose = level > before;
            before = level;
            if !rose {
                continue;
            }
            let highest = self.raised(alarm).filter(|(_, one)| *one == level);
            let by: Vec<String> = highest.map(|(rule, _)| rule.to_owned()).collect();
            let around = incidents.iter().filter(|incident| is_around(incident, alarm.at, &by));
            let strictest = around.max_by_key(|incident| incident.expect);
            if strictest.is_none_or(|incident| incident.expect < level) {
                let within = strictest.map(|incident| incident.name.clone());
                found.push(FalseAlarm { at: alarm.at, level, by, within });
            }
        }
        found
    }
}

/// In an incident any rule may raise an alarm, whichever is to catch it; a window that expects
/// none of one rule says nothing of the others.
fn is_around(incident: &Incident, at: i64, by: &[String]) -> bool {
    let concerns = |rule: &String| incident.expect > Verdict::Go || by.contains(rule);
    (incident.from..=incident.to).contains(&at) && incident.rule.as_ref().is_none_or(concerns)
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
    use crate::RuleTimeline;

    /// By the rules `first` and `second`, what each asks for at these times.
    fn by_two(alarms: &[(i64, [Verdict; 2])]) -> Replay {
        let rule = |id: &str| RuleTimeline {
            id: id.to_owned(),
            title: None,
            decides: true,
            stretches: Vec::new(),
        };
        let alarm = |(at, levels): &(i64, [Verdict; 2])| {
            let raised = levels.iter().copied().enumerate();
            Alarm { at: *at, raised: raised.filter(|(_, level)| *level > Verdict::Go).collect() }
        };
        Replay {
            from: 0,
            to: 100,
            steps: 100,
            changes: Vec::new(),
            alarms: alarms.iter().map(alarm).collect(),
            rules: vec![rule("first"), rule("second")],
            shares: [0; 3],
        }
    }

    fn alarms(alarms: &[(i64, Verdict)]) -> Replay {
        let one = |(at, level): &(i64, Verdict)| (*at, [*level, Verdict::Go]);
        by_two(&alarms.iter().map(one).collect::<Vec<_>>())
    }

    fn incident(name: &str, (from, to): (i64, i64), expect: Verdict) -> Incident {
        Incident { name: name.to_owned(), from, to, expect, rule: None }
    }

    #[track_caller]
    fn check(said: &[(i64, Verdict)], expect: Verdict, found: Found, false_alarms: usize) {
        let incident = incident("i", (10, 20), expect);
        let assessment = assess(&alarms(said), &[incident], &[]);
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
        let incident = incident("i", (0, 10), expect);
        let (from, to) = replayed;
        let replay = Replay { from, to, ..alarms(&[(from, Verdict::Rollback)]) };
        let found_now = assess(&replay, &[incident], &[]).incidents;
        assert_eq!((found_now[0].found, found_now[0].covered), (found, covered));
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
        let incidents = [incident("a", (0, 9), NoGo), incident("b", (10, 20), Go)];
        let assessment = assess(&alarms(&[(0, Go), (5, NoGo)]), &incidents, &[]);
        assert_eq!(assessment.incidents[1].found, Found::Disturbed);
        assert_eq!((assessment.false_alarms.len(), assessment.counts().disturbed), (0, 1));
    }

    #[test]
    fn alarms_are_named_by_their_rules_and_can_be_told_apart() {
        use Verdict::{Go, NoGo, Rollback};
        // The first rule fails from the start on, as one does that waits.
        let replay = by_two(&[(0, [NoGo, Go]), (13, [NoGo, Rollback]), (15, [NoGo, Go])]);
        let mut leak = incident("i", (10, 20), NoGo);
        let found = |incident: &Incident, ignored: &[String]| {
            let assessment = assess(&replay, std::slice::from_ref(incident), ignored);
            let Judged { found, by, .. } = assessment.incidents[0].clone();
            let alarms = assessment.false_alarms.into_iter();
            (found, by.join(","), alarms.map(|one| (one.at, one.by.join(","))).collect::<Vec<_>>())
        };
        let text = str::to_owned;
        let (at_start, risen) = ((0, text("first")), (13, text("second")));
        let caught = |delay| Found::Caught { delay };
        assert_eq!(
            found(&leak, &[]),
            (caught(0), text("first"), vec![at_start.clone(), risen.clone()])
        );
        assert_eq!(found(&leak, &[text("first")]), (caught(3), text("second"), vec![risen]));
        leak.expect = Rollback;
        assert_eq!(found(&leak, &[]), (caught(3), text("second"), vec![at_start.clone()]));
        leak.rule = Some(text("first"));
        assert_eq!(found(&leak, &[]), (Found::Missed, String::new(), vec![at_start]));
    }
}
