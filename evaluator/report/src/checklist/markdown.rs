//! For comments and documents.

use gonogo_plan::{Item, Part, State};

use super::{Story, due, notes, said, summary};
use crate::markdown::escaped;

pub(super) fn render(story: &Story<'_>) -> String {
    let progress = story.checklist.progress();
    let mut out = format!("### {}: {}\n", escaped(story.name), summary(progress));
    for note in notes(story.plan) {
        out.push_str(&format!("\n> {note}\n"));
    }
    sections(story, &mut out);
    items(story, State::Open, "Open", &mut out);
    items(story, State::NotApplicable, "Not applicable", &mut out);
    signoffs(story, &mut out);
    out
}

fn sections(story: &Story<'_>, out: &mut String) {
    let parts = story.checklist.parts();
    if parts.iter().all(|part| part.section.is_none()) {
        return;
    }
    out.push_str("\n| section | done |\n|---|---:|\n");
    for part in parts {
        let Part { section, all, .. } = part;
        let path = story.plan.path(section);
        let title = path.last().map_or("(before the first heading)", |title| title);
        let indent = "&emsp;".repeat(path.len().saturating_sub(1));
        let (done, applicable) = (all.done, all.applicable());
        out.push_str(&format!("| {indent}{} | {done}/{applicable} |\n", escaped(title)));
    }
}

fn items(story: &Story<'_>, state: State, title: &str, out: &mut String) {
    let mut items = story.checklist.items().filter(|item| item.state == state).peekable();
    if items.peek().is_none() {
        return;
    }
    out.push_str(&format!("\n#### {title}\n\n"));
    for item in items {
        out.push_str(&line(story, item));
    }
}

/// No box: whoever reads this as a plan must not count the item again.
fn line(story: &Story<'_>, item: &Item) -> String {
    let section = story.plan.path(item.section).last().map(|title| escaped(title));
    let section = section.map(|title| format!("{title}: ")).unwrap_or_default();
    let due = due(item).map(|due| format!(" — **{}**", escaped(&due))).unwrap_or_default();
    format!("- {section}{}{due} (line {})\n", escaped(&item.text), item.line)
}

fn signoffs(story: &Story<'_>, out: &mut String) {
    if story.signoffs.is_empty() {
        return;
    }
    let (approved, all) = (story.signoffs.approved(), story.signoffs.iter().len());
    out.push_str(&format!("\n#### Sign-offs: {approved} of {all}\n\n"));
    out.push_str("| role | | section |\n|---|---|---|\n");
    for signoff in story.signoffs.iter() {
        let mark = if signoff.is_approved() { "✓ " } else { "" };
        let section = story.plan.path(signoff.section).last().copied().unwrap_or_default();
        let (role, said) = (escaped(&signoff.role), escaped(&said(signoff)));
        out.push_str(&format!("| {role} | {mark}{said} | {} |\n", escaped(section)));
    }
}
