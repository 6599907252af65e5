//! For people: a band over the whole time, a line for each change, what became of incidents.

use anstyle::Style;
use gonogo_engine::Verdict;
use gonogo_engine::decision::Outcome;
use gonogo_replay::Change;
use gonogo_replay::incidents::Assessment;

use super::super::paint::{BOLD, DIM, GREEN, Mark, RED, YELLOW, paint, printable, wrapped};
use super::Story;
use super::band::{Axis, columns, runs, verdicts, windows};
use super::words::{
    Reason, counted, delay, false_alarm_text, found_name, found_text, reasons, summary, warnings,
    when,
};

/// Columns of the band.
const WIDTH: usize = 100;
/// Changes that are shown; the other formats show more.
const CHANGES: usize = 40;

pub(super) fn render(story: &Story<'_>) -> String {
    let replay = story.replay;
    let mut out = format!(
        "{}  {} to {} · {}\n\n",
        paint(BOLD, &printable(&story.name())),
        when(replay.from),
        when(replay.to),
        counted(replay.steps, "step")
    );
    band(story, &mut out);
    for change in replay.changes.iter().take(CHANGES) {
        show(change, &mut out);
    }
    if let Some(more) = replay.changes.len().checked_sub(CHANGES).filter(|more| *more > 0) {
        out.push_str(&format!("… and {more} more changes\n"));
    }
    warned(story, &mut out);
    out.push('\n');
    if let Some(assessment) = story.assessment {
        incidents(assessment, &mut out);
    }
    out.push_str(&tail(story));
    out
}

fn look(level: u8) -> (Style, char) {
    match level {
        1 => (GREEN, '░'),
        2 => (YELLOW, '▒'),
        3 => (RED, '█'),
        _ => (DIM, ' '),
    }
}

fn band(story: &Story<'_>, out: &mut String) {
    let axis = Axis::of(story.replay, WIDTH);
    for run in runs(&columns(&axis, verdicts(story.replay))) {
        let (style, sign) = look(run.level);
        let length = run.to.saturating_sub(run.from);
        out.push_str(&paint(style, &sign.to_string().repeat(length)));
    }
    out.push('\n');
    let marked = columns(&axis, windows(story));
    if marked.iter().any(|level| *level > 0) {
        let sign = |level: &u8| *[' ', '·', '‾'].get(usize::from(*level)).unwrap_or(&' ');
        let line: String = marked.iter().map(sign).collect();
        out.push_str(&format!("{}\n", line.trim_end()));
    }
    let mut legend: Vec<String> = [(1, "go"), (2, "no-go"), (3, "rollback")]
        .into_iter()
        .map(|(level, name)| {
            let (style, sign) = look(level);
            format!("{} {name}", paint(style, &sign.to_string()))
        })
        .collect();
    if !story.incidents().is_empty() {
        legend.push("‾ alarm expected".to_owned());
        legend.push("· none expected".to_owned());
    }
    out.push_str(&format!("{}\n\n", legend.join("   ")));
}

fn verdict(verdict: Verdict) -> String {
    let style = match verdict {
        Verdict::Go => GREEN,
        Verdict::NoGo => YELLOW,
        Verdict::Rollback => RED,
    };
    paint(style.bold(), verdict.name())
}

fn show(change: &Change, out: &mut String) {
    let from = change.from.map(|from| format!("{} → ", from.name())).unwrap_or_default();
    let delay = delay(change).map(|delay| format!("  {delay}"));
    let delay = paint(DIM, &delay.unwrap_or_default());
    out.push_str(&format!("{}  {from}{}{delay}\n", when(change.at), verdict(change.to)));
    for Reason { outcome, said } in reasons(change) {
        let mark = match outcome {
            None | Some(Outcome::Pass | Outcome::Skipped) => Mark::Passed,
            Some(Outcome::Fail) => Mark::Failed,
            Some(Outcome::Undetermined) => Mark::Unknown,
        };
        out.push_str(&format!("    {} {}\n", mark.painted(), wrapped(&printable(&said), 6)));
    }
}

fn warned(story: &Story<'_>, out: &mut String) {
    let warnings = warnings(story.replay);
    if warnings.is_empty() {
        return;
    }
    out.push('\n');
    for said in warnings.iter().take(CHANGES) {
        let said = printable(said);
        out.push_str(&format!("{} {}\n", Mark::Warning.painted(), wrapped(&said, 2)));
    }
    let more = warnings.len().saturating_sub(CHANGES);
    if more > 0 {
        out.push_str(&format!("… and {} more\n", counted(more, "warning")));
    }
}

fn incidents(assessment: &Assessment, out: &mut String) {
    let name = |text: &str| printable(text);
    let names = assessment.incidents.iter().map(|judged| name(&judged.incident.name));
    let width = names.map(|name| name.chars().count()).max().unwrap_or(0);
    for judged in &assessment.incidents {
        let mark = if judged.is_met() { Mark::Passed } else { Mark::Failed };
        let name = format!("{:width$}", name(&judged.incident.name));
        let (word, said) = (found_name(judged.found), found_text(judged));
        out.push_str(&format!("{} {word:<11}  {name}  {said}\n", mark.painted()));
    }
    for alarm in assessment.false_alarms.iter().take(CHANGES) {
        let said = printable(&false_alarm_text(alarm));
        let mark = Mark::Warning.painted();
        out.push_str(&format!("{mark} false alarm  {}  {said}\n", when(alarm.at)));
    }
    let more = assessment.false_alarms.len().saturating_sub(CHANGES);
    if more > 0 {
        out.push_str(&format!("… and {} more\n", counted(more, "false alarm")));
    }
    out.push('\n');
}

fn tail(story: &Story<'_>) -> String {
    let replay = story.replay;
    let share = |steps: usize| {
        let percent = steps as f64 * 100.0 / replay.steps.max(1) as f64;
        if steps > 0 && percent < 0.1 { "<0.1 %".to_owned() } else { format!("{percent:.1} %") }
    };
    let [go, no_go, rollback] = replay.shares;
    let shares = [("go", go), ("no-go", no_go), ("rollback", rollback)];
    let said = shares.into_iter().filter(|(_, steps)| *steps > 0);
    let said: Vec<String> = said.map(|(name, steps)| format!("{name} {}", share(steps))).collect();
    let changes = replay.changes.len().saturating_sub(1);
    let mut line = format!("{} of the steps · {}", said.join(", "), counted(changes, "change"));
    if let Some(assessment) = story.assessment {
        line = format!("{} · {line}", summary(assessment));
    }
    format!("{line}\n")
}
