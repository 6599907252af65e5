//! For people: each section with its progress, and under it what is open.

use std::collections::HashMap;

use gonogo_plan::{Approval, Item, Part, Progress, SectionId, Signoff, State};

use super::{Story, due, notes, said, summary};
use crate::paint::{BOLD, DIM, GREEN, Mark, RED, YELLOW, paint, printable};

/// Columns of a line.
const WIDTH: usize = 80;
/// Cells of a bar.
const BAR: usize = 10;

pub(super) fn render(story: &Story<'_>) -> String {
    let progress = story.checklist.progress();
    let name = paint(BOLD, &printable(story.name));
    let mut out = format!("{name}  {}\n", summary(progress));
    for note in notes(story.plan) {
        out.push_str(&format!("{} {}\n", Mark::Warning.painted(), wrapped(&note, 2)));
    }
    sections(story, &mut out);
    signoffs(story, &mut out);
    out
}

fn sections(story: &Story<'_>, out: &mut String) {
    let parts = story.checklist.parts();
    let root = root(story, &parts);
    let figures = parts.iter().map(|part| figure(part.all).len()).max().unwrap_or(0);
    let numbers = story.checklist.items().map(|item| item.line).max().unwrap_or(0);
    let digits = numbers.to_string().len();
    let mut left: HashMap<Option<SectionId>, Vec<&Item>> = HashMap::new();
    for item in story.checklist.items().filter(|item| item.state != State::Done) {
        left.entry(item.section).or_default().push(item);
    }
    for part in &parts {
        let path = story.plan.path(part.section);
        let Some(depth) = path.len().checked_sub(root) else { continue };
        // An outermost section stands apart from the one before it.
        if depth == 1 || part.section.is_none() {
            out.push('\n');
        }
        let indent = 2 * depth.saturating_sub(1);
        if let Some(title) = path.last().filter(|_| depth > 0) {
            heading(title, part, Columns { indent, figures }, out);
        }
        let inner = if depth > 0 { indent + 2 } else { 0 };
        for item in left.get(&part.section).into_iter().flatten() {
            line(item, inner, digits, out);
        }
    }
}

/// Levels that everything is in and nothing stands in by itself, such as the plan's title.
fn root(story: &Story<'_>, parts: &[Part]) -> usize {
    let all = story.checklist.progress().items();
    let is_around =
        |part: &&Part| part.section.is_some() && part.all.items() == all && part.own.items() == 0;
    let outer = parts.iter().take_while(is_around).last();
    outer.map_or(0, |part| story.plan.path(part.section).len())
}

/// `3/8`
fn figure(progress: Progress) -> String {
    format!("{}/{}", progress.done, progress.applicable())
}

/// Before a title, and of the figures at the end of its line.
struct Columns {
    indent: usize,
    figures: usize,
}

fn heading(title: &str, part: &Part, columns: Columns, out: &mut String) {
    let Columns { indent, figures } = columns;
    let room = WIDTH.saturating_sub(indent + 2 + BAR + 1 + figures).max(BAR);
    let title = shortened(&printable(title), room);
    let gap = room.saturating_sub(width(&title)) + 2;
    let style = if part.all.open == 0 { GREEN } else { BOLD };
    let figure = figure(part.all);
    out.push_str(&format!(
        "{:indent$}{}{:gap$}{} {figure:>figures$}\n",
        "",
        paint(style, &title),
        "",
        bar(part.all),
    ));
}

/// Full only when nothing is open, empty only when nothing is done.
fn bar(progress: Progress) -> String {
    let applicable = progress.applicable();
    let cells = match (progress.done, applicable) {
        (0, _) => 0,
        (done, all) if done == all => BAR,
        (done, all) => (done * BAR / all.max(1)).clamp(1, BAR - 1),
    };
    let style = if progress.open == 0 { GREEN } else { YELLOW };
    let full = paint(style, &"█".repeat(cells));
    format!("{full}{}", paint(DIM, &"░".repeat(BAR - cells)))
}

/// The line in the file, the text, and who is to do it until when.
fn line(item: &Item, indent: usize, digits: usize, out: &mut String) {
    let mut text = printable(&item.text);
    if let Some(due) = due(item) {
        text.push_str(&format!(" — {}", printable(&due)));
    }
    if item.state == State::NotApplicable {
        text.push_str(" (not applicable)");
    }
    let number = paint(DIM, &format!("{:>digits$}", item.line));
    let at = indent + digits + 2;
    let text = wrapped(&text, at);
    let text = if item.state == State::Open { text } else { paint(DIM, &text) };
    out.push_str(&format!("{:indent$}{number}  {text}\n", ""));
}

fn signoffs(story: &Story<'_>, out: &mut String) {
    if story.signoffs.is_empty() {
        return;
    }
    let (approved, all) = (story.signoffs.approved(), story.signoffs.iter().len());
    out.push_str(&format!("\n{}  {approved} of {all} approved\n", paint(BOLD, "Sign-offs")));
    let roles = story.signoffs.iter().map(|signoff| width(&printable(&signoff.role))).max();
    let roles = roles.unwrap_or(0).min(WIDTH / 2);
    let mut sections: Vec<_> = story.signoffs.iter().map(|signoff| signoff.section).collect();
    sections.dedup();
    let mut before = None;
    for signoff in story.signoffs.iter() {
        if sections.len() > 1 && before != Some(signoff.section) {
            let title = story.plan.path(signoff.section).last().copied().unwrap_or_default();
            out.push_str(&format!("  {}\n", printable(title)));
        }
        before = Some(signoff.section);
        let indent = if sections.len() > 1 { 4 } else { 2 };
        role(signoff, indent, roles, out);
    }
}

fn role(signoff: &Signoff, indent: usize, roles: usize, out: &mut String) {
    let (mark, style) = match signoff.approval {
        Approval::Approved if signoff.is_approved() => (Mark::Passed, GREEN),
        Approval::Approved => (Mark::Warning, YELLOW),
        Approval::Rejected => (Mark::Failed, RED),
        Approval::Open => (Mark::Skipped, DIM),
    };
    let name = shortened(&printable(&signoff.role), roles);
    let gap = roles.saturating_sub(width(&name)) + 2;
    let said = wrapped(&printable(&said(signoff)), indent + 2 + roles + 2);
    let mark = mark.painted();
    out.push_str(&format!("{:indent$}{mark} {name}{:gap$}{}\n", "", "", paint(style, &said)));
}

/// Columns of a text; pictures take two.
fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{300}'..='\u{36f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' => 2,
        '✅' | '❌' | '⚡' | '⬜' | '⬛' | '❓' | '❗' | '⏳' | '⏰' => 2,
        _ => 1,
    }
}

fn shortened(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut taken = 1;
    let fits = |c: &char| {
        taken += columns(*c);
        taken <= room
    };
    let start: String = text.chars().take_while(fits).collect();
    format!("{}…", start.trim_end())
}

/// Words on as few lines as they need; all of them start at column `at`.
fn wrapped(text: &str, at: usize) -> String {
    let mut out = String::new();
    let mut column = at;
    for word in text.split(' ') {
        let needed = width(word);
        if column > at && column + 1 + needed > WIDTH {
            out.push_str(&format!("\n{:at$}", ""));
            column = at;
        } else if column > at {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += needed;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_do_not_promise_more_than_there_is() {
        let check = |done: usize, open: usize, cells: usize| {
            let text = bar(Progress { done, open, not_applicable: 0 });
            assert_eq!(text.matches('█').count(), cells, "{done}, {open}");
            assert_eq!(text.matches('░').count(), BAR - cells, "{done}, {open}");
        };
        check(0, 5, 0);
        check(1, 999, 1);
        check(5, 5, 5);
        check(999, 1, 9);
        check(5, 0, 10);
        check(0, 0, 0);
    }

    #[test]
    fn texts_keep_to_their_columns() {
        assert_eq!(shortened("🚀 Rollout", 10), "🚀 Rollout");
        assert_eq!(shortened("🚀 Rollouts", 10), "🚀 Rollou…");
        assert_eq!(shortened("a long title", 7), "a long…");
        let text = wrapped(&"word ".repeat(40), 10);
        assert!(text.lines().all(|line| width(line.trim()) <= WIDTH - 10));
    }
}
