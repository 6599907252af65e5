//! The timeline as a page that needs nothing else: no script, no network.

use gonogo_replay::incidents::{Assessment, Judged};
use gonogo_replay::picture::words::{
    counted, false_alarm_text, found_name, found_text, headline, reasons, summary, warnings, when,
};
use gonogo_replay::picture::{self, Axis, Run, Tick, columns, runs};

use super::band::{false_alarms, verdicts, windows};
use super::chart::{COLUMNS, Chart, Drawn, charts, title};
use super::escape::escaped;
use super::style::{SHAPES, colours};
use super::{Story, value_text};

/// Units of the boxes that are stretched to the page.
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 140.0;
/// Percent of the height that a line of text takes, on a phone too.
const GAP: f64 = 11.0;
/// Changes in the list.
const CHANGES: usize = 200;

const PAGE: &str = "\
*{box-sizing:border-box}body{margin:0 auto;padding:1.2rem 1rem 3rem;max-width:72rem;\
background:var(--bg);color:var(--fg);font:15px/1.45 system-ui,sans-serif}\
h1{font-size:1.35rem;margin:0 0 .2rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}\
.dim{color:var(--dim)}p{margin:.2rem 0}svg{display:block;width:100%;overflow:visible}\
.line,.limit,.grid,.edge,.false{vector-effect:non-scaling-stroke}\
.key{display:inline-block;margin-right:1rem;white-space:nowrap}\
.key i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.35em}\
.sample{display:inline-block;width:20px;height:8px;margin-right:.35em}.lines{font-size:12px}\
.b1{background:var(--go)}.b2{background:var(--nogo)}.b3{background:var(--roll)}\
.bu{background:var(--none);opacity:.5}.bi,.bq{background:var(--mark);height:.3em!important;vertical-align:middle}.bq{background:var(--none)}\
.bw{background:var(--warn);opacity:.6}.bf{background:var(--fg);width:2px!important}\
.band svg{height:26px;border-radius:3px}.band{margin-top:1rem}\
.band,.plot,.x{margin-left:4.6rem;margin-right:.6rem}\
.plot{position:relative;margin-top:.5rem}.plot svg{height:150px}\
.y,.lim{position:absolute;font-size:11px;line-height:1;white-space:nowrap}\
.y{right:100%;margin-right:.5rem;transform:translateY(-50%);color:var(--dim)}\
.lim{right:2px;max-width:calc(100% - 4px);line-height:1.2;padding:0 3px;border-radius:2px;background:var(--bg);overflow:hidden;text-overflow:ellipsis;transform:translateY(-100%);color:var(--limit)}\
.x{position:relative;height:1.5em;padding-top:.45em;font-size:11px;color:var(--dim)}\
.x span{position:absolute;transform:translateX(-50%);white-space:nowrap}\
.x .narrow{display:none}.band .x{margin:0}\
h3{font-size:.95rem;margin:1.1rem 0 0;overflow-wrap:anywhere}\
ul{list-style:none;padding:0;margin:0}li{padding:.55rem 0 .55rem .8rem;border-left:4px solid;\
margin-bottom:.5rem;overflow-wrap:anywhere}\
.c1{border-color:var(--go)}.c2{border-color:var(--nogo)}.c3{border-color:var(--roll)}.cw{border-color:var(--warn)}\
li b{font-weight:600}li div{color:var(--dim)}\
@media(max-width:40rem){.x .wide{display:none}.x .narrow{display:inline}.plot svg{height:120px}\
.band,.plot,.x{margin-left:3.4rem;margin-right:.2rem}}";

pub(super) fn render(story: &Story<'_>) -> String {
    let name = escaped(&story.name());
    let axis = Axis::of(story.replay, COLUMNS);
    let mut body = head(story);
    body.push_str(&band(story, &axis));
    for chart in charts(story, COLUMNS) {
        body.push_str(&figure(story, &chart, &axis));
    }
    if let Some(assessment) = story.assessment {
        body.push_str(&incidents(assessment));
    }
    body.push_str(&changes(story));
    page(&format!("{name} · replay"), "", &body)
}

/// A page that needs nothing else: no script, no network. The title is escaped already.
pub(crate) fn page(title: &str, style: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\n\
         <style>{}{SHAPES}{PAGE}{style}</style></head>\n<body>\n{body}</body></html>\n",
        colours(":root")
    )
}

/// The pictures of all series that rules read, with the names of their facts.
pub(crate) fn figures(story: &Story<'_>) -> Vec<(String, String)> {
    let axis = Axis::of(story.replay, COLUMNS);
    let charts = charts(story, COLUMNS);
    charts.iter().map(|chart| (chart.name.to_owned(), figure(story, chart, &axis))).collect()
}

fn head(story: &Story<'_>) -> String {
    let replay = story.replay;
    let mut keys =
        vec![("b1", "go"), ("b2", "no-go"), ("b3", "rollback"), ("bu", "not determined")];
    if !warnings(story.replay).is_empty() {
        keys.push(("bw", "warning"));
    }
    if !story.incidents().is_empty() {
        keys.extend([("bi", "alarm expected"), ("bq", "none expected")]);
    }
    if story.assessment.is_some_and(|assessment| !assessment.false_alarms.is_empty()) {
        keys.push(("bf", "false alarm"));
    }
    let key = |(class, name): (&str, &str)| {
        format!("<span class=\"key\"><i class=\"{class}\"></i>{name}</span>")
    };
    let keys: String = keys.into_iter().map(key).collect();
    let said = story.assessment.map(|assessment| format!("<p><b>{}</b></p>", summary(assessment)));
    format!(
        "<h1>{}</h1>\n<p class=\"dim\">{} to {} · {} · {}</p>\n{}<p>{keys}</p>\n",
        escaped(&story.name()),
        when(replay.from),
        when(replay.to),
        counted(replay.steps, "step"),
        counted(replay.changes.len().saturating_sub(1), "change"),
        said.unwrap_or_default()
    )
}

/// A picture that is as wide as the page.
fn stretched(height: f64, inside: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\">{inside}</svg>"
    )
}

fn bars(runs: &[Run], class: char, (y, height): (f64, f64)) -> String {
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

fn band(story: &Story<'_>, axis: &Axis) -> String {
    let mut inside = bars(&runs(&columns(axis, verdicts(story.replay))), 'l', (0.0, 20.0));
    inside.push_str(&bars(&runs(&columns(axis, windows(story))), 'i', (22.0, 4.0)));
    for column in false_alarms(story, axis) {
        inside.push_str(&format!("<path class=\"false\" d=\"M{column} 0V26\"/>"));
    }
    format!("<div class=\"band\">{}{}</div>\n", stretched(26.0, &inside), times(axis))
}

fn times(axis: &Axis) -> String {
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
    format!("<div class=\"x\">{marks}</div>")
}

fn figure(story: &Story<'_>, chart: &Chart<'_>, axis: &Axis) -> String {
    let mut inside = bars(&chart.onsets, 'o', (0.0, HEIGHT));
    inside.push_str(&bars(&chart.shades, 's', (0.0, HEIGHT)));
    let height = |value: f64| HEIGHT * (1.0 - chart.range.share(value));
    let top = |value: f64| 100.0 * (1.0 - chart.range.share(value));
    let mut labels = String::new();
    for tick in chart.range.ticks() {
        let y = height(tick);
        inside.push_str(&format!("<path class=\"grid\" d=\"M0 {y:.1}H{WIDTH}\"/>"));
        let text = escaped(&value_text(tick, chart.unit));
        labels
            .push_str(&format!("<span class=\"y\" style=\"top:{:.1}%\">{text}</span>", top(tick)));
    }
    for edge in story.edges() {
        let x = axis.column(edge);
        inside.push_str(&format!("<path class=\"edge\" d=\"M{x} 0V{HEIGHT}\"/>"));
    }
    for drawn in &chart.lines {
        let path = drawn.line.path(axis, &chart.range, (WIDTH, HEIGHT));
        inside.push_str(&format!("<path class=\"{}\" d=\"{path}\"/>", drawn.class));
    }
    for limit in chart.limits.iter().filter(|limit| !limit.outside) {
        let y = height(limit.value);
        inside.push_str(&format!("<path class=\"limit\" d=\"M0 {y:.1}H{WIDTH}\"/>"));
    }
    for (top, limit) in chart.limit_labels(100.0, GAP) {
        let text = escaped(&limit.label);
        labels.push_str(&format!("<span class=\"lim\" style=\"top:{top:.1}%\">{text}</span>"));
    }
    format!(
        "<h3>{}</h3>\n{}<div class=\"plot\">{}{labels}</div>{}\n",
        escaped(&title(chart)),
        line_keys(chart),
        stretched(HEIGHT, &inside),
        times(axis)
    )
}

/// Which line is which, of a fact that is several series.
fn line_keys(chart: &Chart<'_>) -> String {
    let named = chart.lines.iter().filter(|drawn| !drawn.label.is_empty());
    let key = |drawn: &Drawn<'_>| {
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

fn incidents(assessment: &Assessment) -> String {
    let one = |judged: &Judged| {
        let incident = &judged.incident;
        format!(
            "<li class=\"{}\"><b>{}: {}</b> <span class=\"dim\">{} to {}</span><div>{}</div></li>\n",
            if judged.is_met() { "c1" } else { "c3" },
            escaped(&incident.name),
            found_name(judged.found),
            when(incident.from),
            when(incident.to),
            escaped(&found_text(judged))
        )
    };
    let mut items: String = assessment.incidents.iter().map(one).collect();
    for alarm in assessment.false_alarms.iter().take(CHANGES) {
        let level = super::level(alarm.level);
        items.push_str(&format!(
            "<li class=\"c{level}\"><b>false alarm</b> {}<div>{}</div></li>\n",
            when(alarm.at),
            escaped(&false_alarm_text(alarm))
        ));
    }
    let more = assessment.false_alarms.len().saturating_sub(CHANGES);
    let more = if more > 0 {
        format!("<p class=\"dim\">… and {} more</p>\n", counted(more, "false alarm"))
    } else {
        String::new()
    };
    format!("<h2>Incidents</h2>\n<ul>\n{items}</ul>\n{more}")
}

fn changes(story: &Story<'_>) -> String {
    let mut items = String::new();
    for change in story.replay.changes.iter().take(CHANGES) {
        let level = super::level(change.to);
        let said = reasons(change);
        let said: String =
            said.iter().map(|one| format!("<div>{}</div>", escaped(&one.said))).collect();
        let head = escaped(&headline(change));
        items.push_str(&format!("<li class=\"c{level}\"><b>{head}</b>{said}</li>\n"));
    }
    let more = story.replay.changes.len().saturating_sub(CHANGES);
    let more = if more > 0 {
        format!("<p class=\"dim\">… and {more} more</p>\n")
    } else {
        String::new()
    };
    let list = format!("<h2>Changes</h2>\n<ul>\n{items}</ul>\n{more}");
    list + &warned(story)
}

fn warned(story: &Story<'_>) -> String {
    let warnings = warnings(story.replay);
    if warnings.is_empty() {
        return String::new();
    }
    let shown = warnings.iter().take(CHANGES);
    let items: String =
        shown.map(|said| format!("<li class=\"cw\">{}</li>\n", escaped(said))).collect();
    let more = warnings.len().saturating_sub(CHANGES);
    let more = if more > 0 {
        format!("<p class=\"dim\">… and {} more</p>\n", counted(more, "warning"))
    } else {
        String::new()
    };
    format!("<h2>Warnings</h2>\n<ul>\n{items}</ul>\n{more}")
}
