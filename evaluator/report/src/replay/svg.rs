//! The timeline as one picture that stands alone.

use gonogo_engine::Verdict;
use gonogo_replay::incidents::Judged;
use gonogo_replay::picture::words::{
    Reason, counted, found_name, headline, reasons, summary, warnings, when,
};
use gonogo_replay::picture::{self, Axis, Run, columns, runs};

use super::band::{false_alarms, verdicts};
use super::chart::{COLUMNS, Chart, charts, title};
use super::escape::escaped;
use super::style::{SHAPES, colours};
use super::{Story, value_text};

const WIDTH: f64 = 1160.0;
/// Left of the charts, for values; right of them, for limits.
const LEFT: f64 = 80.0;
const RIGHT: f64 = 80.0;
const PLOT: f64 = WIDTH - LEFT - RIGHT;
const CHART: f64 = 120.0;
/// Changes in the list, and characters of a line in it.
const CHANGES: usize = 12;
const LETTERS: usize = 150;

const TEXT: &str = "text{font:12px system-ui,sans-serif;fill:var(--fg)}.dim{fill:var(--dim)}\
                    .title{font-size:17px;font-weight:600}.name{font-weight:600}\
                    .limits{fill:var(--limit);font-size:11px}.inc{fill:var(--mark)}\
                    .halo{paint-order:stroke;stroke:var(--bg);stroke-width:3px}";

pub(super) fn render(story: &Story<'_>) -> String {
    let mut picture =
        Picture { body: String::new(), y: 34.0, axis: Axis::of(story.replay, COLUMNS) };
    picture.head(story);
    picture.band(story);
    for chart in charts(story, COLUMNS) {
        picture.chart(story, &chart);
    }
    picture.times();
    picture.changes(story);
    let height = picture.y + 16.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.0}\" \
         role=\"img\"><title>{}</title><style>{}{SHAPES}{TEXT}</style>\
         <rect width=\"100%\" height=\"100%\" style=\"fill:var(--bg)\"/>\n{}</svg>\n",
        escaped(&story.name()),
        colours("svg"),
        picture.body
    )
}

struct Picture {
    body: String,
    /// Where the next part starts.
    y: f64,
    axis: Axis,
}

/// A column as a place in the picture.
fn at(column: usize) -> f64 {
    LEFT + PLOT * column as f64 / COLUMNS as f64
}

impl Picture {
    fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let text = escaped(text);
        self.body.push_str(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" {class}>{text}</text>\n"));
    }

    fn bars(&mut self, runs: &[Run], class: char, (y, height): (f64, f64)) {
        for run in runs {
            let (x, width) = (at(run.from), at(run.to) - at(run.from));
            self.body.push_str(&format!(
                "<rect class=\"{class}{}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
                 height=\"{height:.1}\"/>\n",
                run.level
            ));
        }
    }

    fn head(&mut self, story: &Story<'_>) {
        let replay = story.replay;
        self.text(20.0, self.y, "class=\"title\"", &story.name());
        let (from, to) = (when(replay.from), when(replay.to));
        let mut line = format!("{from} to {to} · {}", counted(replay.steps, "step"));
        if let Some(assessment) = story.assessment {
            line = format!("{line} · {}", summary(assessment));
        }
        self.text(20.0, self.y + 20.0, "class=\"dim\"", &line);
        let mut legend = vec![("go", "l1"), ("no-go", "l2"), ("rollback", "l3")];
        if !warnings(story.replay).is_empty() {
            legend.insert(0, ("warning", "lw"));
        }
        for (number, (name, class)) in legend.iter().rev().enumerate() {
            let x = WIDTH - 94.0 - number as f64 * 78.0;
            let y = self.y - 10.0;
            self.body.push_str(&format!(
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"12\" height=\"12\" rx=\"2\"/>\n"
            ));
            self.text(x + 17.0, self.y, "", name);
        }
        self.y += 38.0;
    }

    fn band(&mut self, story: &Story<'_>) {
        let shown = runs(&columns(&self.axis, verdicts(story.replay)));
        self.text(LEFT - 10.0, self.y + 16.0, "class=\"name\" text-anchor=\"end\"", "gate");
        self.bars(&shown, 'l', (self.y, 22.0));
        for column in false_alarms(story, &self.axis) {
            self.rule("false", (at(column), self.y - 4.0), (at(column), self.y + 26.0));
        }
        self.y += 28.0;
        for judged in story.incidents() {
            self.incident(judged);
        }
        self.y += 6.0;
    }

    /// A bar where it was replayed, and what became of it.
    fn incident(&mut self, judged: &Judged) {
        let covered = judged.covered.map(|(from, to)| {
            let (from, to) = (at(self.axis.column(from)), at(self.axis.column(to)));
            (from, (to - from).max(2.0))
        });
        let (x, width) = covered.unwrap_or((LEFT, 0.0));
        let class = if judged.incident.expect == Verdict::Go { "i1" } else { "i2" };
        let y = self.y;
        self.body.push_str(&format!(
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
             height=\"4\" rx=\"2\"/>\n"
        ));
        let label = format!("{} · {}", judged.incident.name, found_name(judged.found));
        let anchor = if x > LEFT + PLOT * 0.7 { "end" } else { "start" };
        let place = if anchor == "end" { x + width } else { x };
        let class = format!("class=\"inc\" text-anchor=\"{anchor}\"");
        self.text(place, self.y + 17.0, &class, &label);
        self.y += 24.0;
    }

    fn chart(&mut self, story: &Story<'_>, chart: &Chart<'_>) {
        self.text(LEFT, self.y + 14.0, "class=\"name\"", &title(chart));
        self.y += 22.0;
        self.line_keys(chart);
        let top = self.y;
        self.bars(&chart.onsets, 'o', (top, CHART));
        self.bars(&chart.shades, 's', (top, CHART));
        for tick in chart.range.ticks() {
            let y = top + CHART * (1.0 - chart.range.share(tick));
            self.rule("grid", (LEFT, y), (LEFT + PLOT, y));
            let label = value_text(tick, chart.unit);
            self.text(LEFT - 10.0, y + 4.0, "class=\"dim\" text-anchor=\"end\"", &label);
        }
        for edge in story.edges() {
            let x = at(self.axis.column(edge));
            self.rule("edge", (x, top), (x, top + CHART));
        }
        for drawn in &chart.lines {
            let path = drawn.line.path(&self.axis, &chart.range, (PLOT, CHART));
            self.body.push_str(&format!(
                "<path class=\"{}\" transform=\"translate({LEFT} {top:.1})\" d=\"{path}\"/>\n",
                drawn.class
            ));
        }
        for limit in chart.limits.iter().filter(|limit| !limit.outside) {
            let y = top + CHART * (1.0 - chart.range.share(limit.value));
            self.rule(limit.class(), (LEFT, y), (LEFT + PLOT, y));
        }
        for (y, limit) in chart.limit_labels(CHART, 12.0) {
            let label = value_text(limit.value, chart.unit);
            self.text(LEFT + PLOT + 6.0, top + y + 4.0, "class=\"limits\"", &label);
        }
        self.y += CHART + 14.0;
    }

    /// Which line is which, of a fact that is several series.
    fn line_keys(&mut self, chart: &Chart<'_>) {
        if chart.lines.iter().all(|drawn| drawn.label.is_empty()) {
            return;
        }
        let mut x = LEFT;
        self.y += 5.0;
        for drawn in chart.lines.iter().filter(|drawn| !drawn.label.is_empty()) {
            let length = 46.0 + 6.5 * drawn.label.chars().count() as f64;
            if x + length > LEFT + PLOT && x > LEFT {
                x = LEFT;
                self.y += 16.0;
            }
            self.rule(&drawn.class, (x, self.y), (x + 20.0, self.y));
            self.text(x + 26.0, self.y + 4.0, "class=\"dim\"", &drawn.label);
            x += length;
        }
        self.y += 14.0;
    }

    fn rule(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.body.push_str(&format!(
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>\n"
        ));
    }

    fn times(&mut self) {
        for tick in picture::times(&self.axis, 9) {
            let x = LEFT + PLOT * tick.share;
            self.text(x, self.y + 4.0, "class=\"dim\" text-anchor=\"middle\"", &tick.label);
        }
        self.y += 24.0;
    }

    fn changes(&mut self, story: &Story<'_>) {
        self.y += 10.0;
        for change in story.replay.changes.iter().take(CHANGES) {
            let level = super::level(change.to);
            let y = self.y - 9.0;
            self.body.push_str(&format!(
                "<rect class=\"l{level}\" x=\"20\" y=\"{y:.1}\" width=\"10\" height=\"10\" rx=\"2\"/>\n"
            ));
            self.text(38.0, self.y, "class=\"name\"", &headline(change));
            self.y += 17.0;
            for Reason { said, .. } in reasons(change) {
                let short: String = said.chars().take(LETTERS).collect();
                let dots = if short.len() < said.len() { "…" } else { "" };
                self.text(38.0, self.y, "class=\"dim\"", &format!("{short}{dots}"));
                self.y += 16.0;
            }
            self.y += 5.0;
        }
        let more = story.replay.changes.len().saturating_sub(CHANGES);
        if more > 0 {
            self.text(
                38.0,
                self.y,
                "class=\"dim\"",
                &format!("… and {} more", counted(more, "change")),
            );
            self.y += 16.0;
        }
    }
}
