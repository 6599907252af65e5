//! What an import took of a plan, and what it did not.

mod json;
mod markdown;
mod text;

use gonogo_draft::{Change, ChangeKind, Draft, Part, Update};

use crate::{ChecklistFormat, commands};

/// Facts that are named in the advice.
const NAMED: usize = 8;

/// What there is to tell.
#[derive(Debug)]
pub struct Story<'s> {
    /// Of the file.
    pub plan: &'s str,
    /// Characters that were repaired, and that are lost.
    pub damage: (usize, usize),
    pub draft: &'s Draft,
    /// That were written.
    pub files: &'s [String],
    /// Of a gate that was there.
    pub update: Option<&'s Update>,
}

/// Text carries colours; the output drops them where they cannot be shown.
pub fn render(format: ChecklistFormat, story: &Story<'_>) -> String {
    match format {
        ChecklistFormat::Text => commands::defused(&text::render(story)),
        ChecklistFormat::Markdown => markdown::render(story),
        ChecklistFormat::Json => commands::json(&json::render(story)),
    }
}

/// `23 rules in 4 phases; 12 lines were left`
fn counts(story: &Story<'_>) -> String {
    let summary = &story.draft.summary;
    let left = match summary.left.len() {
        0 => "nothing was left".to_owned(),
        1 => "1 line was left".to_owned(),
        lines => format!("{lines} lines were left"),
    };
    let counted =
        |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    format!("{} in {}; {left}", counted(summary.rules, "rule"), counted(summary.phases, "phase"))
}

/// What became of one change, as a sentence without a full stop.
fn said(change: &Change) -> String {
    let key = change.key.as_deref().map_or(String::new(), |key| format!(", {key}"));
    let what = format!("{} {}{key}", change.part.one(), change.name);
    let was = change.was.as_deref().unwrap_or("nothing");
    let now = change.now.as_deref().unwrap_or("nothing");
    let has_values = change.was.is_some() || change.now.is_some();
    match change.kind {
        ChangeKind::Added => format!("{what} is new"),
        ChangeKind::Changed => format!("{what}: {was} is now {now}"),
        ChangeKind::Kept if has_values => {
            format!("{what}: the edited {was} is kept; the plan says {now}")
        }
        ChangeKind::Kept => format!("{what} is kept: there was one of that name already"),
        ChangeKind::LeftOut => format!("{what} changed in the plan; it had been removed here"),
        ChangeKind::Gone if change.part == Part::Phases => {
            format!("{what} is gone from the plan: it says no-go until somebody takes it out")
        }
        ChangeKind::Gone => format!("{what} is gone from the plan; a comment says so"),
        ChangeKind::Back => format!("{what} is in the plan again"),
    }
}

/// What to do next, after the draft.
fn advice(story: &Story<'_>) -> Option<String> {
    let open = &story.draft.summary.open_facts;
    if open.is_empty() || story.update.is_some() {
        return None;
    }
    let mut names = open.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if let more @ 1.. = open.len().saturating_sub(NAMED) {
        names.push_str(&format!(" and {more} more"));
    }
    Some(format!("fill in where these facts come from; until then the gate says no-go: {names}"))
}
