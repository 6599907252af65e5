//! For people: a band over the whole time, a line for each change, what became of incidents.

use anstyle::Style;
use gonogo_engine::Verdict;
use gonogo_engine::decision::Outcome;
use gonogo_replay::Change;
use gonogo_replay::incidents::Assessment;
use gonogo_replay::picture::words::{
    Reason, counted, delay, false_alarm_text, found_name, found_text, reasons, summary, warnings,
    when,
};
use gonogo_replay::picture::{Axis, columns, runs};

use super::super::paint::{
    BOLD, DIM, GREEN, Mark, RED, YELLOW, clipped, paint, printable, width, wrapped,
};
use super::band::{verdicts, windows};
use super::chart::charts;
use super::{Story, sketch};

/// Characters of the name of an incident.
const LETTERS: usize = 30;
/// Changes that are shown; the other formats show more.
const CHANGES: usize = 40;

pub(super) fn render(story: &Story<'_>) -> String {
    let replay = story.replay;
    let name = printable(&story.name());
    let time =
        format!("{} to {} · {}", when(replay.from), when(replay.to), counted(replay.steps, "step"));
    let fits = name.chars().count() + 2 + time.chars().count() <= width();
    let gap = if fits { "  " } else { "\n" };
    let mut out = format!("{}{gap}{}\n\n", paint(BOLD, &name), wrapped(&time, 0));
    timeline(story, &mut out);
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

/// The verdicts, what was expected, and the series below them, over one axis of time.
fn timeline(story: &Story<'_>, out: &mut String) {
    let axis = Axis::of(story.replay, width());
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
    out.push('\n');
    let charts = charts(story, axis.columns);
    sketch::series(&charts, &axis, out);
    sketch::time(&axis, out);
    legend(story, &sketch::marks(&charts), out);
}

/// What the signs mean, on as few lines as they need.
fn legend(story: &Story<'_>, marks: &[(Style, char, &str)], out: &mut String) {
    let verdicts = [(1, "go"), (2, "no-go"), (3, "rollback")];
    let verdicts = verdicts.map(|(level, name)| (look(level).0, look(level).1, name));
    let mut signs = verdicts.to_vec();
    if !story.incidents().is_empty() {
        signs.extend([(Style::new(), '‾', "alarm expected"), (Style::new(), '·', "none expected")]);
    }
    explained("", &signs, out);
    if !marks.is_empty() {
        explained("below a series, rules that read it:   ", marks, out);
    }
    out.push('\n');
}

fn explained(start: &str, signs: &[(Style, char, &str)], out: &mut String) {
    let mut line = start.to_owned();
    let mut column = start.chars().count();
    for (at, (style, sign, name)) in signs.iter().enumerate() {
        let length = name.chars().count() + 2;
        if column + length > width() {
            line.truncate(line.trim_end().len());
            line.push_str("\n  ");
            column = 2;
        }
        let gap = if at + 1 < signs.len() { "   " } else { "" };
        line.push_str(&format!("{} {name}{gap}", paint(*style, &sign.to_string())));
        column += length + gap.len();
    }
    out.push_str(&format!("{line}\n"));
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
    let name = |text: &str| clipped(&printable(text), LETTERS);
    let names = assessment.incidents.iter().map(|judged| name(&judged.incident.name));
    let width = names.map(|name| name.chars().count()).max().unwrap_or(0);
    for judged in &assessment.incidents {
        let mark = if judged.is_met() { Mark::Passed } else { Mark::Failed };
        let name = format!("{:width$}", name(&judged.incident.name));
        let (word, said) = (found_name(judged.found), found_text(judged));
        let said = wrapped(&printable(&said), 17 + width);
        out.push_str(&format!("{} {word:<11}  {name}  {said}\n", mark.painted()));
    }
    for alarm in assessment.false_alarms.iter().take(CHANGES) {
        let at = when(alarm.at);
        let said = wrapped(&printable(&false_alarm_text(alarm)), 17 + at.len());
        let mark = Mark::Warning.painted();
        out.push_str(&format!("{mark} false alarm  {at}  {said}\n"));
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
        if !story.ignored.is_empty() {
            line = format!("{line} · ignored: {}", story.ignored.join(", "));
        }
    }
    format!("{}\n", wrapped(&line, 0))
}
