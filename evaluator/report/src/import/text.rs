//! For the terminal.

use gonogo_draft::{ChangeKind, Left, Taken};

use super::{Story, advice, counts, said};
use crate::paint::{
    BOLD, CYAN, DIM, GREEN, RED, YELLOW, clipped, paint, printable, width, wrapped,
};

/// Columns of the line numbers, and of the names in the gate at most.
const NUMBERS: usize = 6;
const NAMES: usize = 50;

pub(super) fn render(story: &Story<'_>) -> String {
    let title = paint(BOLD, &printable(story.plan));
    let mut out = format!("{title}  {}\n", counts(story));
    damage(story, &mut out);
    match story.update {
        Some(_) => changes(story, &mut out),
        None => taken(story, &mut out),
    }
    let summary = &story.draft.summary;
    lines("Left", &summary.left, &mut out);
    lines("Look at", &summary.warnings, &mut out);
    out.push('\n');
    for file in story.files {
        out.push_str(&format!("wrote {}\n", printable(file)));
    }
    if let Some(advice) = advice(story) {
        out.push_str(&format!("{}\n", wrapped(&printable(&advice), 0)));
    }
    out
}

fn damage(story: &Story<'_>, out: &mut String) {
    if let Some(damage) = crate::checklist::damaged(story.damage) {
        out.push_str(&format!("{} {}\n", paint(YELLOW, "!"), wrapped(&damage, 2)));
    }
}

fn taken(story: &Story<'_>, out: &mut String) {
    out.push_str(&format!("\n{}\n", paint(CYAN, "Taken")));
    let name = |one: &Taken| format!("{} {}", one.what.word(), one.name);
    let taken = &story.draft.summary.taken;
    let names = taken.iter().map(|one| name(one).len()).max().unwrap_or(0).min(NAMES);
    for one in taken {
        let name = name(one);
        let text = printable(&one.text);
        let rest = width().saturating_sub(NUMBERS + names + 4).max(20);
        let text = clipped(&text, rest);
        out.push_str(format!("{}  {name:<names$}  {text}", number(one.line)).trim_end());
        out.push('\n');
    }
}

fn lines(title: &str, lines: &[Left], out: &mut String) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n{}\n", paint(CYAN, title)));
    for one in lines {
        let text = clipped(&printable(&one.text), width().saturating_sub(NUMBERS + 2));
        out.push_str(&format!("{}  {text}\n", number(one.line)));
        let why = wrapped(&printable(&one.why), NUMBERS + 4);
        out.push_str(&format!("{:NUMBERS$}    {}\n", "", paint(DIM, &why)));
    }
}

/// Of a line of the plan; nothing of what it does not say.
fn number(line: usize) -> String {
    match line {
        0 => format!("{:NUMBERS$}", ""),
        line => format!("{line:>NUMBERS$}"),
    }
}

fn changes(story: &Story<'_>, out: &mut String) {
    let changes = story.update.map(|update| update.changes.as_slice()).unwrap_or_default();
    out.push_str(&format!("\n{}\n", paint(CYAN, "Changes")));
    if changes.is_empty() {
        out.push_str("  none\n");
    }
    for change in changes {
        let mark = match change.kind {
            ChangeKind::Added | ChangeKind::Back => paint(GREEN, "+"),
            ChangeKind::Changed => paint(GREEN, "~"),
            ChangeKind::Kept | ChangeKind::LeftOut => paint(YELLOW, "="),
            ChangeKind::Gone => paint(RED, "-"),
        };
        out.push_str(&format!("  {mark} {}\n", wrapped(&printable(&said(change)), 4)));
    }
}
