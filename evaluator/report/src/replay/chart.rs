//! What there is to draw of one series: lines, limits, and where rules that read it failed.

use gonogo_engine::facts::FactKind;
use gonogo_engine::gate::Fact;
use gonogo_replay::picture::words::counted;
use gonogo_replay::picture::{Axis, Line, Range, Run, columns, runs, spread};
use gonogo_series::quantity::Unit;

use super::super::paint::clipped;
use super::band::shade;
use super::{Story, unit_of, value_text};

/// Columns of a picture.
pub(super) const COLUMNS: usize = 1000;
/// Lines in one chart, and colours for them.
const LINES: usize = 12;
const HUES: usize = 6;
/// Limits with a label in one chart, and rules at one limit.
const LABELS: usize = 9;
const NAMES: usize = 3;
/// Characters of a name.
const LETTERS: usize = 32;
/// Characters of the labels of a series, which often differ at their ends only.
const LABEL: usize = 72;

pub(super) struct Chart<'c> {
    pub(super) name: &'c str,
    pub(super) fact: &'c Fact,
    pub(super) unit: Option<Unit>,
    pub(super) lines: Vec<Drawn<'c>>,
    /// More series than are drawn.
    pub(super) left_out: usize,
    pub(super) range: Range,
    pub(super) limits: Vec<Limit>,
    /// Where rules that read it failed: 1 undetermined, 2 warning, 3 no-go, 4 rollback.
    pub(super) shades: Vec<Run>,
    /// From the onset to the change that it led to.
    pub(super) onsets: Vec<Run>,
}

pub(super) struct Drawn<'c> {
    /// Such as `pod=a`; nothing for a fact that is one series.
    pub(super) label: String,
    /// Of its line: one colour for each, then dotted ones.
    pub(super) class: String,
    pub(super) line: Line<'c>,
}

pub(super) struct Limit {
    pub(super) value: f64,
    /// The value and the rules.
    pub(super) label: String,
    /// Too far away to be drawn.
    pub(super) outside: bool,
    /// Beyond it there is a warning, and no more.
    warns: bool,
}

impl Limit {
    pub(super) fn class(&self) -> &'static str {
        if self.warns { "limit warns" } else { "limit" }
    }

    pub(super) fn label_class(&self) -> &'static str {
        if self.warns { "lim warns" } else { "lim" }
    }
}

/// One for each series that rules read; stretches of time are so many columns wide.
pub(super) fn charts<'c>(story: &Story<'c>, columns: usize) -> Vec<Chart<'c>> {
    let axis = Axis::of(story.replay, columns);
    story.series().into_iter().filter_map(|fact| chart(story, fact, &axis)).collect()
}

fn chart<'c>(story: &Story<'c>, fact: &'c Fact, axis: &Axis) -> Option<Chart<'c>> {
    let name = fact.declaration.name.as_str();
    let recording = story.history.recording(name)?;
    let rules = recording.rules();
    let max_gap = rules.max_gap.or(rules.stale_after);
    let tracks = recording.tracks();
    let drawn = tracks.iter().take(LINES);
    let drawn = drawn.enumerate().map(|(place, track)| Drawn {
        class: class(place),
        label: labels(&track.labels, fact),
        line: Line::new(&track.samples, max_gap, story.replay),
    });
    let lines: Vec<Drawn<'c>> = drawn.collect();
    let wider = |a: Range, b: Range| Range { low: a.low.min(b.low), high: a.high.max(b.high) };
    let samples = lines.iter().filter_map(|drawn| drawn.line.range()).reduce(wider);
    let samples = samples.unwrap_or(Range { low: 0.0, high: 1.0 });
    let unit = unit_of(fact);
    let of_fact = story.limits.iter().filter(|line| line.fact == name);
    let range = Range::around(samples, of_fact.map(|line| line.value));
    Some(Chart {
        name,
        fact,
        unit,
        lines,
        left_out: tracks.len().saturating_sub(LINES),
        range,
        limits: limits(story, name, unit, &range),
        shades: shades(story, fact, axis),
        onsets: onsets(story, fact, axis),
    })
}

/// A line for each value, with all rules that it belongs to; highest first.
fn limits(story: &Story<'_>, fact: &str, unit: Option<Unit>, range: &Range) -> Vec<Limit> {
    let mut found: Vec<(f64, Vec<&str>, bool)> = Vec::new();
    for line in story.limits.iter().filter(|line| line.fact == fact) {
        match found.iter_mut().find(|(value, ..)| *value == line.value) {
            Some((_, rules, warns)) => {
                *warns &= line.warns;
                if !rules.contains(&line.rule.as_str()) {
                    rules.push(&line.rule);
                }
            }
            None => found.push((line.value, vec![&line.rule], line.warns)),
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let limit = |(value, rules, warns): (f64, Vec<&str>, bool)| Limit {
        value,
        label: format!("{} {}", value_text(value, unit), names(&rules)),
        outside: !range.contains(value),
        warns,
    };
    found.into_iter().map(limit).collect()
}

/// The first few, and how many more.
fn names(rules: &[&str]) -> String {
    let shown = rules.iter().take(NAMES).map(|rule| clipped(rule, LETTERS));
    let shown = shown.collect::<Vec<_>>().join(", ");
    match rules.len().saturating_sub(NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

impl Chart<'_> {
    /// Labels of the limits that are drawn, from the top to the bottom, with their places
    /// between 0 at the top and `height`; `gap` apart, so that they can be read.
    pub(super) fn limit_labels(&self, height: f64, gap: f64) -> Vec<(f64, &Limit)> {
        let drawn: Vec<&Limit> = self.drawn_limits().take(LABELS).collect();
        let place = |limit: &&Limit| height * (1.0 - self.range.share(limit.value));
        let places: Vec<f64> = drawn.iter().map(place).collect();
        spread(&places, gap, height).into_iter().zip(drawn).collect()
    }

    fn drawn_limits(&self) -> impl Iterator<Item = &Limit> {
        self.limits.iter().filter(|limit| !limit.outside)
    }
}

fn class(place: usize) -> String {
    let dots = if place >= HUES { " dots" } else { "" };
    format!("line n{}{dots}", place % HUES)
}

/// What tells a series apart from the others of its fact.
fn labels(labels: &[(String, String)], fact: &Fact) -> String {
    let FactKind::Series { by, .. } = &fact.declaration.kind else { return String::new() };
    let value = |label: &String| labels.iter().find(|(name, _)| name == label);
    let told = by.iter().filter_map(value).map(|(name, value)| format!("{name}={value}"));
    clipped(&told.collect::<Vec<_>>().join(", "), LABEL)
}

fn shades(story: &Story<'_>, fact: &Fact, axis: &Axis) -> Vec<Run> {
    let rules = story.replay.rules.iter().filter(|rule| story.reads(&rule.id, fact));
    let stretches = rules.flat_map(|rule| &rule.stretches);
    runs(&columns(axis, stretches.map(|one| (one.from, one.to.saturating_add(1), shade(one)))))
}

fn onsets(story: &Story<'_>, fact: &Fact, axis: &Axis) -> Vec<Run> {
    let changes = story.replay.changes.iter();
    let onset = changes.flat_map(|change| {
        let rules = change.deciding.iter().filter(|rule| story.reads(&rule.id, fact));
        rules.filter_map(|rule| Some((rule.since?, change.at, super::level(change.to))))
    });
    runs(&columns(axis, onset.filter(|(from, to, _)| from < to)))
}

pub(super) fn title(chart: &Chart<'_>) -> String {
    let outside: Vec<&str> =
        chart.limits.iter().filter(|l| l.outside).map(|limit| limit.label.as_str()).collect();
    let mut title = chart.name.to_owned();
    if !outside.is_empty() {
        title = format!("{title} (limits outside of the picture: {})", outside.join("; "));
    }
    let unnamed = chart.drawn_limits().count().saturating_sub(LABELS);
    if unnamed > 0 {
        title = format!("{title} ({} drawn without a label)", counted(unnamed, "more limit"));
    }
    if chart.left_out > 0 {
        title = format!("{title} ({} more series are not drawn)", chart.left_out);
    }
    title
}
