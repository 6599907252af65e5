//! A sign-off on a line of its own: `QA Lead: ✅ Ana Ruiz, 2026-01-04`.

use gonogo_criteria::words::date;
use gonogo_criteria::words::role::{is_name, is_role, may_be_role};

use super::approval::said;
use super::{Approval, Entry, Signoff};
use crate::item::State;
use crate::limits::cut;
use crate::markdown::Line;
use crate::words::annotation::{is_placeholder, person};
use crate::words::checkbox::mark;
use crate::words::title::tidy;

/// In a section about sign-offs; nothing if the line is about something else.
pub(crate) fn line(line: &Line<'_>) -> Option<Signoff> {
    let boxed = mark(&line.text).filter(|_| !line.is_escaped);
    let text = boxed.map_or(&*line.text, |mark| mark.rest);
    let ticked = boxed.map(|mark| match mark.state {
        State::Done => Approval::Approved,
        State::Open | State::NotApplicable => Approval::Open,
    });
    let (role, rest) = match parted(text) {
        Some(parts) => parts,
        // `- [ ] QA Lead`
        None if boxed.is_some() => (text, ""),
        None => return None,
    };
    let is_blank = rest.contains("___");
    if !(is_role(role) || is_blank && may_be_role(role)) {
        return None;
    }
    let mut entry = entry(rest)?;
    // An empty box before the role, or one behind it: each has to be ticked.
    entry.approval = match (ticked, entry.approval) {
        (Some(Approval::Open), Some(Approval::Approved) | None) => Some(Approval::Open),
        (Some(ticked), None) => Some(ticked),
        (_, said) => said,
    };
    entry.role = cut(&tidy(role));
    Some(entry.at(line.number))
}

/// The role and what is said of it.
fn parted(text: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 4] = [":", " — ", " – ", " - "];
    let first = MARKS.iter().filter_map(|mark| Some((text.find(mark)?, mark.len())));
    let (at, length) = first.min()?;
    Some((text.get(..at)?, text.get(at + length..)?))
}

/// Nothing when the words are neither a name nor a blank to be filled in.
fn entry(text: &str) -> Option<Entry> {
    let found = date::find(text);
    let without = match &found {
        None => text.to_owned(),
        Some(found) => {
            let before = text.get(..found.place.start).unwrap_or_default();
            format!("{before} {}", text.get(found.place.end..).unwrap_or_default())
        }
    };
    let said = said(&unlabelled(&without));
    let name = said.rest.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '_' | '-' | '–' | '—' | '|' | '/')
    });
    let name = tidy(name.trim_start_matches("by ").trim_end_matches(" on"));
    let is_blank = is_placeholder(&name);
    if !is_blank && !is_name(&name) {
        return None;
    }
    let date = found.map(|found| found.text()).unwrap_or_default();
    // A name and a date are how one signs where there is no box.
    let is_signed = said.approval.is_none() && !is_blank && !date.is_empty();
    let approval = if is_signed { Some(Approval::Approved) } else { said.approval };
    Some(Entry { name: person(&name), approval, date, ..Entry::default() })
}

/// Without `Name:`, `Signature:` and `Date:` of a form.
fn unlabelled(text: &str) -> String {
    const LABELS: [&str; 9] = [
        "signature",
        "signed by",
        "approved by",
        "name",
        "date",
        "signed",
        "unterschrift",
        "datum",
        "time",
    ];
    let mut out = text.to_owned();
    for label in LABELS {
        let Some(at) = out.to_ascii_lowercase().find(&format!("{label}:")) else { continue };
        out.replace_range(at..at + label.len() + 1, " ");
    }
    out.replace(['_', '*'], " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = line(&Line { text: text.into(), number: 1, ..Line::default() });
        let shown = read.map_or("nothing".to_owned(), |signoff| {
            let (name, at) = (signoff.name.as_deref(), signoff.at.as_deref());
            let name = name.unwrap_or("nobody");
            let day = at.and_then(|at| at.split('T').next()).unwrap_or("never");
            format!("{}: {:?} by {name}, {day}", signoff.role, signoff.approval)
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn lines_with_roles_are_signoffs() {
        check("QA Lead: ✅ Ana Ruiz, 2026-01-04", "QA Lead: Approved by Ana Ruiz, 2026-01-04");
        check("QA Lead — Ana Ruiz (4 Jan 2026)", "QA Lead: Approved by Ana Ruiz, 2026-01-04");
        check("[x] QA Lead: Ana Ruiz", "QA Lead: Approved by Ana Ruiz, never");
        check("[x] QA Lead", "QA Lead: Approved by nobody, never");
        check("[ ] QA Lead", "QA Lead: Open by nobody, never");
        check("[ ] QA Lead: Ana Ruiz, 2026-01-04", "QA Lead: Open by Ana Ruiz, never");
        check("QA Lead: Ana Ruiz", "QA Lead: Open by Ana Ruiz, never");
        check("QA Lead: ________ Date: ______", "QA Lead: Open by nobody, never");
        check(
            "QA Lead: Name: Ana Ruiz Date: 2026-01-04",
            "QA Lead: Approved by Ana Ruiz, 2026-01-04",
        );
        check("QA Lead: ☐ Approved ☐ Rejected", "QA Lead: Open by nobody, never");
        check(
            "QA Lead: ☐ Approved ☑ Rejected Ana Ruiz 2026-01-04",
            "QA Lead: Rejected by Ana Ruiz, 2026-01-04",
        );
        check("Head of Wizardry: ____", "Head of Wizardry: Open by nobody, never");
        check("[x] DBA: Kim Lee, not approved", "DBA: Rejected by Kim Lee, never");
        check(
            "Tech Lead: Kim Lee, approved 2026-03-01",
            "Tech Lead: Approved by Kim Lee, 2026-03-01",
        );
        check("[x] Security: Approved / Rejected", "Security: Open by nobody, never");
        check("Product Owner: rejected by Bo", "Product Owner: Rejected by Bo, never");
    }

    #[test]
    fn other_lines_are_none() {
        for text in [
            "[ ] Error rate < 0.1%",
            "[ ] Code review completed",
            "[x] QA: all tests passed",
            "QA sign-off obtained",
            "Release Date: 2026-01-04",
            "Overall Release Status: ☐ Approved ☐ Rejected",
            "Deployed By: [Name]",
            "",
        ] {
            check(text, "nothing");
        }
    }
}
