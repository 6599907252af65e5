//! The series that rules read: each is drawn once, where the first rule that fails on it stands.

use std::collections::{BTreeMap, BTreeSet};

use gonogo_engine::Timestamp;
use gonogo_engine::decision::{Decision, Outcome, RuleRecord, asked};
use gonogo_engine::facts::FactKind;
use gonogo_engine::gate::{Expression, FACTS_RULE, Fact, Stage};
use gonogo_replay::{History, LimitLine, Options, Replay, Stretch, limit_lines, replay};

use super::Seen;
use super::words::{self, escaped};
use crate::decision::standing::troubles;
use crate::replay::Story;
use crate::replay::html::figures;

/// Steps at which the gate is asked again, for the shades behind the lines.
const STEPS: i64 = 200;
/// Every sample is a step where there are no more than that, so that times are exact.
const EXACT: usize = 300;
/// Windows of different length that are looked at one by one.
const WINDOWS: usize = 4;
/// Series of one fact that are drawn at most.
const LINES: usize = 12;
/// Facts that are drawn.
const FIGURES: usize = 80;
/// Columns of all lines together, and of one: so many that nobody sees the steps, so few that the
/// page stays small.
const COLUMNS: usize = 40_000;
const FINEST: usize = 500;
const COARSEST: usize = 40;

#[derive(Default)]
pub(super) struct Pictures {
    /// Names of facts, their figures, and whether they were shown.
    figures: Vec<(String, String, bool)>,
    left_out: usize,
}

impl Pictures {
    pub(super) fn of(decision: &Decision, seen: Seen<'_>) -> Self {
        let history = History::of_snapshot(seen.stage.gate, seen.snapshot);
        let (facts, left_out) = drawn(decision, seen.stage, &history);
        let tracks = |fact: &&Fact| {
            let recording = history.recording(&fact.declaration.name);
            recording.map_or(0, |recording| recording.tracks().len().min(LINES))
        };
        let lines: usize = facts.iter().map(tracks).sum();
        let detail = (COLUMNS / lines.max(1)).clamp(COARSEST, FINEST);
        let scene =
            Scene { decision, seen, history: &history, limits: &limit_lines(seen.stage), detail };
        let mut figures: Vec<(String, String)> = Vec::new();
        for (window, facts) in windows(&facts, &history, seen) {
            figures.extend(scene.figures(window, &facts));
        }
        let place = |name: &str| facts.iter().position(|fact| fact.declaration.name == name);
        figures.sort_by_key(|(name, _)| place(name));
        let figures = figures.into_iter().map(|(name, html)| (name, html, false)).collect();
        Self { figures, left_out }
    }

    /// Of the series that it reads; those that are shown already are named.
    pub(super) fn of_rule(&mut self, rule: &RuleRecord) -> String {
        let (mut out, mut above) = (String::new(), Vec::new());
        for (name, html, shown) in &mut self.figures {
            // The implicit rule reads them all.
            let read = if rule.id == FACTS_RULE { &rule.unknown } else { &rule.facts };
            if !read.contains(name) {
                continue;
            }
            match shown {
                true => above.push(name.as_str()),
                false => out.push_str(html),
            }
            *shown = true;
        }
        if !above.is_empty() {
            let names = escaped(&above.join(", "));
            out.push_str(&format!("<p class=\"dim\">drawn above: {names}</p>\n"));
        }
        out
    }

    /// Those that no failing rule reads, folded.
    pub(super) fn others(&self) -> String {
        let others = self.figures.iter().filter(|(_, _, shown)| !shown);
        let others: Vec<&str> = others.map(|(_, html, _)| html.as_str()).collect();
        let more = match self.left_out {
            0 => String::new(),
            more => format!("<p>… and {more} more that are not drawn</p>\n"),
        };
        if others.is_empty() && more.is_empty() {
            return String::new();
        }
        words::folded("Other series", others.len(), &(others.concat() + &more))
    }
}

/// The series that are there, those first that failing rules read, and how many there is no room for.
fn drawn<'s>(
    decision: &Decision,
    stage: &'s Stage<'_>,
    history: &History,
) -> (Vec<&'s Fact>, usize) {
    let is_there = |fact: &&Fact| history.recording(&fact.declaration.name).is_some();
    let mut facts: Vec<&Fact> = asked(stage).into_iter().filter(is_there).collect();
    let troubles = troubles(decision);
    let is_read =
        |fact: &Fact| troubles.iter().any(|rule| rule.facts.contains(&fact.declaration.name));
    facts.sort_by_key(|fact| !is_read(fact));
    let left_out = facts.len().saturating_sub(FIGURES);
    facts.truncate(FIGURES);
    (facts, left_out)
}

/// Facts by the length of their windows; of many lengths the shortest are drawn on a longer one.
fn windows<'f>(
    facts: &[&'f Fact],
    history: &History,
    seen: Seen<'_>,
) -> BTreeMap<i64, Vec<&'f Fact>> {
    let mut windows: BTreeMap<i64, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        let window = window(fact).unwrap_or_else(|| whole(fact, history, seen));
        windows.entry(window).or_default().push(fact);
    }
    while windows.len() > WINDOWS {
        let Some((_, shortest)) = windows.pop_first() else { break };
        if let Some(mut next) = windows.first_entry() {
            next.get_mut().extend(shortest);
        }
    }
    windows
}

fn window(fact: &Fact) -> Option<i64> {
    match &fact.declaration.kind {
        FactKind::Series { rules, .. } => rules.window,
        _ => None,
    }
}

/// Since the first sample, where the gate gives no window.
fn whole(fact: &Fact, history: &History, seen: Seen<'_>) -> i64 {
    let recording = history.recording(&fact.declaration.name);
    let tracks = recording.map(|recording| recording.tracks()).unwrap_or_default();
    let first = tracks.iter().filter_map(|track| track.samples.times().first()).min();
    let now = seen.snapshot.now_nanos();
    first.map_or(0, |first| now.saturating_sub(*first)).max(1)
}

/// What held at the last step holds on, and the picture shows the whole window. That nothing was known at
/// first says no more than that the record begins there.
fn up_to(replay: &mut Replay, (from, now): (i64, i64)) {
    let last = replay.to;
    let first = replay.from;
    let is_known =
        |one: &Stretch| one.from > first || one.outcome != Outcome::Undetermined || one.to >= last;
    replay.rules.iter_mut().for_each(|rule| rule.stretches.retain(is_known));
    let stretches = replay.rules.iter_mut().flat_map(|rule| &mut rule.stretches);
    for stretch in stretches.filter(|stretch| stretch.to >= last) {
        stretch.to = now;
    }
    (replay.from, replay.to) = (from, now);
}

/// Since when rules fail, of those of which it is known.
fn since(decision: &Decision) -> Vec<(String, i64)> {
    let since = |rule: &RuleRecord| {
        let since = Timestamp::parse(rule.since.as_deref()?)?.epoch_nanos()?;
        Some((rule.id.clone(), since))
    };
    decision.rules.iter().filter_map(since).collect()
}

struct Scene<'s> {
    decision: &'s Decision,
    seen: Seen<'s>,
    history: &'s History,
    limits: &'s [LimitLine],
    detail: usize,
}

impl Scene<'_> {
    /// Of all series, in that time.
    fn samples(&self, from: i64, to: i64) -> usize {
        let tracks = self.history.recordings().flat_map(|(_, recording)| recording.tracks());
        let within = tracks.flat_map(|track| {
            let times = track.samples.times();
            let start = times.partition_point(|time| *time < from);
            let end = times.partition_point(|time| *time <= to);
            times.get(start..end).unwrap_or_default().iter().take(EXACT + 1)
        });
        within.collect::<BTreeSet<_>>().len()
    }

    /// Not grown old, for one, since its last sample.
    fn is_ok(&self, fact: &Fact) -> bool {
        let mut records = self.decision.facts.iter();
        records.any(|record| record.name == fact.declaration.name && record.state == "ok")
    }

    /// Of facts that are looked at as long as that.
    fn figures(&self, window: i64, facts: &[&Fact]) -> Vec<(String, String)> {
        let mut stage = self.seen.stage.clone();
        let slots: Vec<_> = facts.iter().map(|fact| fact.slot()).collect();
        stage.rules.retain(|rule| {
            let mut conditions = rule.conditions();
            let reads = |one: &Expression| one.slots().iter().any(|slot| slots.contains(slot));
            !rule.shadow && conditions.any(reads)
        });
        let now = self.seen.snapshot.now_nanos();
        let from = now.saturating_sub(window);
        let is_exact =
            self.samples(from, now) <= EXACT && facts.iter().all(|fact| self.is_ok(fact));
        let every = if is_exact { None } else { Some((window / STEPS).max(1)) };
        let options = Options { from: Some(from), to: Some(now), every };
        let Ok(mut replay) = replay(&stage, self.history, &options) else {
            return Vec::new();
        };
        up_to(&mut replay, (from, now));
        let (history, limits, since) = (self.history, self.limits, since(self.decision));
        let story = Story {
            stage: &stage,
            history,
            replay: &replay,
            assessment: None,
            ignored: &[],
            limits,
            since: Some(&since),
        };
        let names: Vec<&str> = facts.iter().map(|fact| fact.declaration.name.as_str()).collect();
        figures(&story, &names, self.detail)
    }
}
