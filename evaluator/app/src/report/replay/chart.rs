//! What there is to draw of one series: lines, limits, and where rules that read it failed.

use gonogo_engine::gate::Fact;
use gonogo_series::quantity::Unit;

use super::band::{Axis, Run, columns, runs, shade};
use super::plot::Line;
use super::scale::Range;
use super::{Story, unit_of, value_text};

/// Columns of a picture.
pub(super) const COLUMNS: usize = 1000;
/// Lines in one chart.
const LINES: usize = 12;

pub(super) struct Chart<'c> {
    pub(super) name: &'c str,
    pub(super) unit: Option<Unit>,
    pub(super) lines: Vec<Line<'c>>,
    /// More series than are drawn.
    pub(super) left_out: usize,
    pub(super) range: Range,
    pub(super) limits: Vec<Limit>,
    /// Where rules that read it failed: 1 undetermined, 2 warning, 3 no-go, 4 rollback.
    pub(super) shades: Vec<Run>,
    /// From the onset to the change that it led to.
    pub(super) onsets: Vec<Run>,
}

pub(super) struct Limit {
    pub(super) value: f64,
    /// The value and the rules.
    pub(super) label: String,
    /// Too far away to be drawn.
    pub(super) outside: bool,
}

pub(super) fn charts<'c>(story: &Story<'c>) -> Vec<Chart<'c>> {
    story.series().into_iter().filter_map(|fact| chart(story, fact)).collect()
}

fn chart<'c>(story: &Story<'c>, fact: &'c Fact) -> Option<Chart<'c>> {
    let name = fact.declaration.name.as_str();
    let recording = story.history.recording(name)?;
    let rules = recording.rules();
    let max_gap = rules.max_gap.or(rules.stale_after);
    let tracks = recording.tracks();
    let drawn = tracks.iter().take(LINES);
    let lines: Vec<Line<'c>> =
        drawn.map(|track| Line::new(&track.samples, max_gap, story.replay)).collect();
    let wider = |a: Range, b: Range| Range { low: a.low.min(b.low), high: a.high.max(b.high) };
    let samples = lines.iter().filter_map(Line::range).reduce(wider);
    let samples = samples.unwrap_or(Range { low: 0.0, high: 1.0 });
    let unit = unit_of(fact);
    let of_fact = story.limits.iter().filter(|line| line.fact == name);
    let range = Range::around(samples, of_fact.map(|line| line.value));
    Some(Chart {
        name,
        unit,
        lines,
        left_out: tracks.len().saturating_sub(LINES),
        range,
        limits: limits(story, name, unit, &range),
        shades: shades(story, fact),
        onsets: onsets(story, fact),
    })
}

/// A line for each value, with all rules that it belongs to; highest first.
fn limits(story: &Story<'_>, fact: &str, unit: Option<Unit>, range: &Range) -> Vec<Limit> {
    let mut found: Vec<(f64, Vec<&str>)> = Vec::new();
    for line in story.limits.iter().filter(|line| line.fact == fact) {
        match found.iter_mut().find(|(value, _)| *value == line.value) {
            Some((_, rules)) if rules.contains(&line.rule.as_str()) => {}
            Some((_, rules)) => rules.push(&line.rule),
            None => found.push((line.value, vec![&line.rule])),
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let limit = |(value, rules): (f64, Vec<&str>)| Limit {
        value,
        label: format!("{} {}", value_text(value, unit), rules.join(", ")),
        outside: !range.contains(value),
    };
    found.into_iter().map(limit).collect()
}

fn shades(story: &Story<'_>, fact: &Fact) -> Vec<Run> {
    let axis = Axis::of(story.replay, COLUMNS);
    let rules = story.replay.rules.iter().filter(|rule| story.reads(&rule.id, fact));
    let stretches = rules.flat_map(|rule| &rule.stretches);
    runs(&columns(&axis, stretches.map(|one| (one.from, one.to.saturating_add(1), shade(one)))))
}

fn onsets(story: &Story<'_>, fact: &Fact) -> Vec<Run> {
    let axis = Axis::of(story.replay, COLUMNS);
    let changes = story.replay.changes.iter();
    let onset = changes.flat_map(|change| {
        let rules = change.deciding.iter().filter(|rule| story.reads(&rule.id, fact));
        rules.filter_map(|rule| Some((rule.since?, change.at, super::level(change.to))))
    });
    runs(&columns(&axis, onset.filter(|(from, to, _)| from < to)))
}

pub(super) fn title(chart: &Chart<'_>) -> String {
    let outside: Vec<&str> =
        chart.limits.iter().filter(|l| l.outside).map(|limit| limit.label.as_str()).collect();
    let mut title = chart.name.to_owned();
    if !outside.is_empty() {
        title = format!("{title} (limits outside of the picture: {})", outside.join("; "));
    }
    if chart.left_out > 0 {
        title = format!("{title} ({} more series are not drawn)", chart.left_out);
    }
    title
}
