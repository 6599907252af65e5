//! What a chart shows, in words: for whoever does not see it, and for whoever has no time to look.

use gonogo_engine::decision::Outcome;
use gonogo_engine::gate::Fact;
use gonogo_replay::picture::words::when;
use gonogo_replay::picture::{Axis, Sample};
use gonogo_series::quantity::duration_rounded;

use super::Story;
use super::band::shade;
use super::chart::{Chart, Drawn};
use super::value_text;

/// A stretch in which a rule that reads the series failed.
pub(super) struct Spell<'s> {
    pub(super) rule: &'s str,
    /// As it is shaded.
    pub(super) level: u8,
    from: i64,
    to: i64,
    /// As the decision has it, of one that is not over.
    since: Option<i64>,
}

impl Spell<'_> {
    /// What the rule asked for.
    pub(super) fn word(&self) -> &'static str {
        match self.level {
            4 => "rollback",
            3 => "no-go",
            2 => "warning",
            _ => "not determined",
        }
    }

    /// `since 03:36:00, for 4m`; with `no-go from 03:38:00 on` where what it asks for came later.
    pub(super) fn time(&self, axis: &Axis) -> String {
        let began = self.since.unwrap_or(self.from);
        let lasting = duration_rounded(self.to.min(axis.to).saturating_sub(began));
        if self.to < axis.to {
            return format!("{} to {}, for {lasting}", clock(began, axis), clock(self.to, axis));
        }
        let text = format!("since {}, for {lasting}", clock(began, axis));
        if began == self.from {
            return text;
        }
        format!("{text}; {} from {} on", self.word(), clock(self.from, axis))
    }
}

/// The worst first, of these the latest.
pub(super) fn spells<'s>(story: &Story<'s>, fact: &Fact) -> Vec<Spell<'s>> {
    let rules = story.replay.rules.iter().filter(|rule| story.reads(&rule.id, fact));
    let of_rule = |rule: &'s gonogo_replay::RuleTimeline| {
        let told = story.since.unwrap_or_default().iter().find(|(id, _)| *id == rule.id);
        let since = |one: &gonogo_replay::Stretch| {
            let is_open = one.to >= story.replay.to && one.outcome == Outcome::Fail;
            told.map(|(_, since)| *since).filter(|_| is_open)
        };
        let spell = |one: &gonogo_replay::Stretch| Spell {
            since: since(one),
            rule: &rule.id,
            level: shade(one),
            from: one.from,
            to: one.to,
        };
        rule.stretches.iter().map(spell).collect::<Vec<_>>()
    };
    let mut spells: Vec<Spell<'s>> = rules.flat_map(of_rule).collect();
    spells.sort_by_key(|spell| std::cmp::Reverse((spell.level, spell.to)));
    spells
}

/// `latest 1.8 %, least 0.2 % at 03:31:00, greatest 2.1 % at 03:38:15`
pub(super) fn values(chart: &Chart<'_>, axis: &Axis) -> String {
    let extremes = |drawn: &Drawn<'_>| drawn.line.extremes();
    let found: Vec<[Sample; 3]> = chart.lines.iter().filter_map(extremes).collect();
    let value = |(_, value): Sample| value_text(value, chart.unit);
    let at = |sample: Sample| format!("{} at {}", value(sample), clock(sample.0, axis));
    let lower = |a: Sample, b: Sample| if b.1 < a.1 { b } else { a };
    let higher = |a: Sample, b: Sample| if b.1 > a.1 { b } else { a };
    let latest = || found.iter().map(|[latest, ..]| *latest);
    let least = found.iter().map(|[_, least, _]| *least).reduce(lower);
    let greatest = found.iter().map(|[.., greatest]| *greatest).reduce(higher);
    let (Some(least), Some(greatest)) = (least, greatest) else {
        return "no samples".to_owned();
    };
    let now = match (latest().reduce(lower), latest().reduce(higher)) {
        (Some(low), Some(high)) if low.1 < high.1 => format!("{} to {}", value(low), value(high)),
        (Some(one), _) => value(one),
        (None, _) => String::new(),
    };
    if least.1 == greatest.1 {
        return format!("{now} all the time");
    }
    format!("latest {now}, least {}, greatest {}", at(least), at(greatest))
}

/// With the day where it is not that of the end, and with seconds in a short picture.
pub(super) fn clock(at: i64, axis: &Axis) -> String {
    const LONG: i64 = 2 * 3600 * 1_000_000_000;
    let text = when(at);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let is_long = axis.to.saturating_sub(axis.from) > LONG;
    let time = part(11, if is_long { 16 } else { 19 });
    match when(axis.to).get(..10) == text.get(..10) {
        true => time.to_owned(),
        false => format!("{time} on {}", part(5, 10)),
    }
}
