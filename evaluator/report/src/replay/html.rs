//! The timeline as a page that needs nothing else: no script, no network.

use gonogo_replay::incidents::{Assessment, Judged};
use gonogo_replay::picture::words::{
    counted, false_alarm_text, found_name, found_text, headline, reasons, summary, warnings, when,
};
use gonogo_replay::picture::{Axis, columns, runs};

use super::Story;
use super::band::{false_alarms, verdicts, windows};
use super::chart::{COLUMNS, charts};
use super::escape::escaped;
use super::figure::{WIDTH, bars, figure, times};
use super::style::{SHAPES, colours};

/// Changes in the list.
const CHANGES: usize = 200;

const PAGE: &str = "\
*{box-sizing:border-box}body{margin:0 auto;padding:1.2rem 1rem 3rem;max-width:72rem;\
background:var(--bg);color:var(--fg);font:15px/1.45 system-ui,sans-serif}\
h1{font-size:1.35rem;margin:0 0 .2rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}\
.dim{color:var(--dim)}p{margin:.2rem 0}svg{display:block;width:100%;overflow:visible}\
.line,.limit,.grid,.edge,.mark,.false{vector-effect:non-scaling-stroke}\
.key{display:inline-block;margin-right:1rem;white-space:nowrap}\
.key i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.35em}\
.sample{display:inline-block;width:20px;height:8px;margin-right:.35em}.lines{font-size:12px}\
.b1{background:var(--go)}.b2{background:var(--nogo)}.b3{background:var(--roll)}\
.bu{background:var(--none);opacity:.5}.bi,.bq{background:var(--mark);height:.3em!important;vertical-align:middle}.bq{background:var(--none)}\
.bw{background:var(--warn);opacity:.6}.bf{background:var(--fg);width:2px!important}\
.band svg{height:26px;border-radius:3px}.band{margin-top:1rem}\
.band,.plot,.x{margin-left:4.6rem;margin-right:.6rem}\
.plot{position:relative;margin-top:.5rem}.plot svg{height:150px}\
.y,.lim{position:absolute;font-size:12px;line-height:1;white-space:nowrap}\
figure{margin:1.1rem 0 0}figcaption{overflow-wrap:anywhere}\
.told{margin:.3rem 0 0}.told li{border:0;padding:0 0 0 1.2em;margin:.1rem 0;position:relative}.told b{font-weight:600}\
.told i{position:absolute;left:0;top:.35em;width:.8em;height:.8em;border-radius:2px}\
.k1{background:var(--none)}.k2{background:var(--warn)}.k3{background:var(--nogo)}.k4{background:var(--roll)}.told .km{background:var(--mark);width:2px;left:.3em}\
.y{right:100%;margin-right:.5rem;transform:translateY(-50%);color:var(--dim)}\
.lim{left:2px;max-width:calc(100% - 4px);line-height:1.2;padding:0 3px;border-radius:2px;background:var(--bg);overflow:hidden;text-overflow:ellipsis;transform:translateY(-100%);color:var(--limit)}\
.x{position:relative;height:1.5em;padding-top:.45em;font-size:12px;color:var(--dim)}\
.x span{position:absolute;transform:translateX(-50%);white-space:nowrap}\
.x .narrow{display:none}.band .x{margin:0}\
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
        body.push_str(&figure(story, &chart, COLUMNS));
    }
    if let Some(assessment) = story.assessment {
        body.push_str(&incidents(assessment));
    }
    body.push_str(&changes(story));
    page(&format!("{name} · replay"), "", &format!("<main>\n{body}</main>\n"))
}

/// A page that needs nothing else: no script, no network. The title is escaped already.
pub(crate) fn page(title: &str, style: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
         form-action 'none'\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\n\
         <style>{}{SHAPES}{PAGE}{style}</style></head>\n<body>\n{body}</body></html>\n",
        colours(":root")
    )
}

/// The pictures of the series that rules read and that are wanted, with the names of their facts; of
/// each line as many columns as `detail` says.
pub(crate) fn figures(story: &Story<'_>, wanted: &[&str], detail: usize) -> Vec<(String, String)> {
    let charts = charts(story, COLUMNS);
    let wanted = charts.iter().filter(|chart| wanted.contains(&chart.name));
    wanted.map(|chart| (chart.name.to_owned(), figure(story, chart, detail))).collect()
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

fn band(story: &Story<'_>, axis: &Axis) -> String {
    let mut inside = bars(&runs(&columns(axis, verdicts(story.replay))), 'l', (0.0, 20.0));
    inside.push_str(&bars(&runs(&columns(axis, windows(story))), 'i', (22.0, 4.0)));
    for column in false_alarms(story, axis) {
        inside.push_str(&format!("<path class=\"false\" d=\"M{column} 0V26\"/>"));
    }
    format!("<div class=\"band\">{}{}</div>\n", stretched(26.0, &inside), times(axis))
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
