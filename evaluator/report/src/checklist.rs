//! Renderings of a checklist with its sign-offs.

mod json;
mod markdown;
mod text;

use gonogo_plan::{Approval, Checklist, Item, Plan, Progress, Signoff, Signoffs};

use crate::{ChecklistFormat, commands};

/// What there is to tell.
#[derive(Debug)]
pub struct Story<'s> {
    /// Of the file.
    pub name: &'s str,
    pub plan: &'s Plan,
    pub checklist: &'s Checklist<'s>,
    pub signoffs: &'s Signoffs<'s>,
}

/// Text carries colours; the output drops them where they cannot be shown.
pub fn render(format: ChecklistFormat, story: &Story<'_>) -> String {
    match format {
        ChecklistFormat::Text => commands::defused(&text::render(story)),
        ChecklistFormat::Markdown => markdown::render(story),
        ChecklistFormat::Json => commands::json(&json::render(story)),
    }
}

/// `12 of 20 done, 8 open, 1 not applicable`
fn summary(progress: Progress) -> String {
    if progress.items() == 0 {
        return "no items".to_owned();
    }
    let mut text = format!("{} of {} done", progress.done, progress.applicable());
    if progress.open > 0 && progress.done > 0 {
        text.push_str(&format!(", {} open", progress.open));
    }
    if progress.not_applicable > 0 {
        text.push_str(&format!(", {} not applicable", progress.not_applicable));
    }
    text
}

/// `Ana Ruiz, due 2026-01-04`
fn due(item: &Item) -> Option<String> {
    match (&item.owner, &item.due) {
        (None, None) => None,
        (Some(owner), None) => Some(owner.clone()),
        (None, Some(due)) => Some(format!("due {due}")),
        (Some(owner), Some(due)) => Some(format!("{owner}, due {due}")),
    }
}

/// What became of a sign-off, without its role.
fn said(signoff: &Signoff) -> String {
    let name = signoff.name.as_deref();
    let at = signoff.at.as_deref().map(day);
    let on = at.map(|at| format!(", {at}")).unwrap_or_default();
    let said = match (signoff.approval, name) {
        (Approval::Approved, Some(name)) => format!("{name}{on}"),
        (Approval::Rejected, Some(name)) => format!("rejected by {name}{on}"),
        (Approval::Rejected, None) => format!("rejected{on}"),
        (Approval::Approved, None) => String::new(),
        (Approval::Open, Some(name)) => format!("{name} has not signed yet"),
        (Approval::Open, None) => "not signed yet".to_owned(),
    };
    match (&signoff.note, said.is_empty()) {
        (None, _) => said,
        (Some(note), true) => note.clone(),
        (Some(note), false) => format!("{said} ({note})"),
    }
}

/// A day without a time is shown as it was written.
fn day(moment: &str) -> &str {
    moment.strip_suffix("T00:00:00Z").unwrap_or(moment)
}

/// What to know of the file before its items are believed.
fn notes(plan: &Plan) -> impl Iterator<Item = String> {
    damage(plan).into_iter().chain(odd(plan))
}

/// A word about text that was decoded wrongly; nothing when none was.
fn damage(plan: &Plan) -> Option<String> {
    damaged((plan.repaired, plan.lost))
}

/// A word about lines that look like boxes; nothing where all can be ticked.
fn odd(plan: &Plan) -> Option<String> {
    /// Lines that are named.
    const MOST: usize = 10;
    let lines: Vec<String> = plan.odd_boxes.iter().take(MOST).map(usize::to_string).collect();
    let more = if plan.odd_boxes.len() > MOST { " and more" } else { "" };
    let text = format!(
        "looks like a box and was not read as one, so it counts as open: line {}{more}; write `- [ ] text`",
        lines.join(", ")
    );
    (!lines.is_empty()).then_some(text)
}

/// Of characters that were repaired, and that are lost.
pub fn damaged((repaired, lost): (usize, usize)) -> Option<String> {
    let is_damaged = repaired + lost > 0;
    let lost = match lost {
        0 => String::new(),
        1 => ", 1 is lost and shown as \u{fffd}".to_owned(),
        lost => format!(", {lost} are lost and shown as \u{fffd}"),
    };
    is_damaged.then(|| {
        format!("the file was once decoded wrongly: {repaired} characters are repaired{lost}")
    })
}
