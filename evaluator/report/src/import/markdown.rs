//! For comments and documents.

use gonogo_draft::Left;

use super::{Story, advice, counts, said};
use crate::markdown::escaped;

pub(super) fn render(story: &Story<'_>) -> String {
    let mut out = format!("### {}: {}\n", escaped(story.plan), counts(story));
    let summary = &story.draft.summary;
    if let Some(update) = story.update {
        out.push_str("\n#### Changes\n\n");
        for change in &update.changes {
            out.push_str(&format!("- {}\n", escaped(&said(change))));
        }
        if update.changes.is_empty() {
            out.push_str("none\n");
        }
    }
    out.push_str("\n#### Taken\n\n| line | plan | gate |\n|---:|---|---|\n");
    for one in &summary.taken {
        let line = if one.line == 0 { String::new() } else { one.line.to_string() };
        let text = escaped(&one.text);
        out.push_str(&format!("| {line} | {text} | {} `{}` |\n", one.what.word(), one.name));
    }
    table("Left", &summary.left, &mut out);
    table("Look at", &summary.warnings, &mut out);
    if let Some(advice) = advice(story) {
        out.push_str(&format!("\n{}\n", escaped(&advice)));
    }
    out
}

fn table(title: &str, lines: &[Left], out: &mut String) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n#### {title}\n\n| line | plan | why |\n|---:|---|---|\n"));
    for one in lines {
        let (text, why) = (escaped(&one.text), escaped(&one.why));
        out.push_str(&format!("| {} | {text} | {why} |\n", one.line));
    }
}
