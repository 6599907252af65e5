//! A series as a part of a page: what it did in words, its picture, and when rules failed on it.

use gonogo_replay::picture::words::when;
use gonogo_replay::picture::{self, Axis, Run, Tick};

use super::caption::{clock, spells, values};
use super::chart::{COLUMNS, Chart, title};
use super::escape::escaped;
use super::{Story, value_text};

/// Units of the boxes that are stretched to the page.
pub(super) const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 140.0;
/// Percent of the height that a line of text takes, on a phone too.
const GAP: f64 = 11.0;
/// Stretches that are told in words.
const SPELLS: usize = 4;

/// What stretches of a decision's picture are.
const ASKED: &str = "<p class=\"dim asked\">what rules would have asked for, had they been asked at each sample:</p>\n";

/// Of each line as many columns as `detail` says.
pub(super) fn figure(story: &Story<'_>, chart: &Chart<'_>, detail: usize) -> String {
    let axis = Axis::of(story.replay, COLUMNS);
    let label =
        format!("{} from {} to {}{}", chart.name, when(axis.from), when(axis.to), limits(chart));
    format!(
        "<figure>\n<figcaption><b>{}</b> <span class=\"dim\">{}</span></figcaption>\n{}\
         <div class=\"plot\"><svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\" \
         role=\"img\" aria-label=\"{}\">{}</svg><div aria-hidden=\"true\">{}</div></div>\n{}\n{}\
         </figure>\n",
        escaped(&title(chart)),
        escaped(&values(chart, &axis)),
        line_keys(chart),
        escaped(&label),
        shapes(story, chart, detail),
        labels(chart),
        times(&axis),
        told(story, chart, &axis),
    )
}

/// For whoever does not see them.
fn limits(chart: &Chart<'_>) -> String {
    let limits: Vec<&str> = chart.limits.iter().map(|limit| limit.label.as_str()).collect();
    if limits.is_empty() { String::new() } else { format!("; limits: {}", limits.join("; ")) }
}

fn shapes(story: &Story<'_>, chart: &Chart<'_>, detail: usize) -> String {
    let axis = Axis::of(story.replay, COLUMNS);
    let mut out = bars(&chart.onsets, 'o', (0.0, HEIGHT));
    out.push_str(&bars(&chart.shades, 's', (0.0, HEIGHT)));
    let height = |value: f64| HEIGHT * (1.0 - chart.range.share(value));
    for tick in chart.range.ticks() {
        out.push_str(&format!("<path class=\"grid\" d=\"M0 {:.1}H{WIDTH}\"/>", height(tick)));
    }
    for edge in story.edges() {
        let x = axis.column(edge);
        out.push_str(&format!("<path class=\"edge\" d=\"M{x} 0V{HEIGHT}\"/>"));
    }
    for (at, _) in story.marks() {
        let x = axis.column(at);
        out.push_str(&format!("<path class=\"mark\" d=\"M{x} 0V{HEIGHT}\"/>"));
    }
    let fine = Axis { columns: detail.clamp(1, COLUMNS), ..axis };
    for drawn in &chart.lines {
        let path = drawn.line.path(&fine, &chart.range, (WIDTH, HEIGHT));
        out.push_str(&format!("<path class=\"{}\" d=\"{path}\"/>", drawn.class));
    }
    for limit in chart.limits.iter().filter(|limit| !limit.outside) {
        let y = height(limit.value);
        let class = limit.class();
        out.push_str(&format!("<path class=\"{class}\" d=\"M0 {y:.1}H{WIDTH}\"/>"));
    }
    out
}

/// Of values and limits.
fn labels(chart: &Chart<'_>) -> String {
    let mut out = String::new();
    for tick in chart.range.ticks() {
        let (top, text) = (100.0 * (1.0 - chart.range.share(tick)), value_text(tick, chart.unit));
        let text = escaped(&text);
        out.push_str(&format!("<span class=\"y\" style=\"top:{top:.1}%\">{text}</span>"));
    }
    for (top, limit) in chart.limit_labels(100.0, GAP) {
        let (text, class) = (escaped(&limit.label), limit.label_class());
        out.push_str(&format!("<span class=\"{class}\" style=\"top:{top:.1}%\">{text}</span>"));
    }
    out
}

/// The worst and latest stretches in which rules failed, and marks; the colours are those of the picture.
fn told(story: &Story<'_>, chart: &Chart<'_>, axis: &Axis) -> String {
    let spells = spells(story, chart.fact);
    let item = |spell: &super::caption::Spell<'_>| {
        let (rule, time) = (escaped(spell.rule), spell.time(axis));
        let (level, word) = (spell.level, spell.word());
        format!("<li><i class=\"k{level}\"></i><b>{word}</b> {rule}: {time}</li>\n")
    };
    let items: String = spells.iter().take(SPELLS).map(item).collect();
    let more = spells.len().saturating_sub(SPELLS);
    let more = if more > 0 { format!("<li>… and {more} more</li>\n") } else { String::new() };
    let mark = |(at, name): &(i64, &str)| {
        format!("<li><i class=\"km\"></i>{name} {}</li>\n", clock(*at, axis))
    };
    let items = items + &more + &story.marks().iter().map(mark).collect::<String>();
    if items.is_empty() {
        return items;
    }
    // A decision's rules were asked once; what they would have said before is no record.
    let asked = if story.since.is_some() && !spells.is_empty() { ASKED } else { "" };
    format!("{asked}<ul class=\"told\">\n{items}</ul>\n")
}

pub(super) fn bars(runs: &[Run], class: char, (y, height): (f64, f64)) -> String {
    let bar = |run: &Run| {
        let (x, width) = (run.from, run.to.saturating_sub(run.from));
        let level = run.level;
        format!(
            "<rect class=\"{class}{level}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" \
             height=\"{height}\"/>"
        )
    };
    runs.iter().map(bar).collect()
}

pub(super) fn times(axis: &Axis) -> String {
    let mark = |class: &'static str| {
        move |Tick { share, label }: Tick| {
            let left = share * 100.0;
            format!("<span class=\"{class}\" style=\"left:{left:.2}%\">{label}</span>")
        }
    };
    // On a phone there is room for fewer; they are chosen anew, so that dates stay.
    let wide = picture::times(axis, 8).into_iter().map(mark("wide"));
    let marks: String =
        wide.chain(picture::times(axis, 4).into_iter().map(mark("narrow"))).collect();
    format!("<div class=\"x\" aria-hidden=\"true\">{marks}</div>")
}

/// Which line is which, of a fact that is several series.
fn line_keys(chart: &Chart<'_>) -> String {
    let named = chart.lines.iter().filter(|drawn| !drawn.label.is_empty());
    let key = |drawn: &super::chart::Drawn<'_>| {
        format!(
            "<span class=\"key\"><svg class=\"sample\" viewBox=\"0 0 20 8\" aria-hidden=\"true\">\
             <path class=\"{}\" d=\"M1 4H19\"/></svg>{}</span>",
            drawn.class,
            escaped(&drawn.label)
        )
    };
    let keys: String = named.map(key).collect();
    if keys.is_empty() { keys } else { format!("<p class=\"lines\">{keys}</p>\n") }
}
