//! What a cell or line says: approved, rejected, or nothing yet.

use super::Approval;
use crate::item::State;
use crate::words::annotation::is_placeholder;
use crate::words::checkbox::{Kind, mark};
use crate::words::title::folded;

const APPROVED: [&str; 15] = [
    "approved",
    "approve",
    "accepted",
    "accept",
    "signed off",
    "signed",
    "go",
    "yes",
    "pass",
    "passed",
    "ok",
    "granted",
    "freigegeben",
    "genehmigt",
    "ja",
];
const REJECTED: [&str; 14] = [
    "rejected",
    "reject",
    "declined",
    "denied",
    "no-go",
    "no go",
    "no",
    "fail",
    "failed",
    "refused",
    "not approved",
    "abgelehnt",
    "nein",
    "blocked",
];
/// Words by which an approval depends on something.
const CONDITIONS: [&str; 34] = [
    "with",
    "without",
    "condition",
    "conditions",
    "conditional",
    "conditionally",
    "but",
    "only",
    "after",
    "before",
    "once",
    "when",
    "if",
    "unless",
    "until",
    "except",
    "subject",
    "pending",
    "provided",
    "assuming",
    "partially",
    "tbc",
    "tbd",
    "not",
    "unter",
    "vorbehaltlich",
    "vorbehalt",
    "mit",
    "aber",
    "nur",
    "wenn",
    "falls",
    "nach",
    "sobald",
];
const BOXES: [char; 9] = ['☐', '⬜', '◻', '□', '▢', '🔲', '☑', '☒', '✅'];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// Nothing where nobody wrote anything.
    pub(crate) approval: Option<Approval>,
    /// Words that say something else: a name, a signature, a remark.
    pub(crate) rest: String,
}

pub(crate) fn said(text: &str) -> Said {
    let said = plainly(text.trim());
    match said.approval {
        Some(Approval::Approved) if is_doubtful(text, &said.rest) => {
            Said { approval: Some(Approval::Open), rest: without_answers(&said.rest) }
        }
        _ => said,
    }
}

/// Both answers, a question, or an approval that depends on something: somebody has to say what is
/// meant.
fn is_doubtful(text: &str, rest: &str) -> bool {
    let crosses = ['❌', '✗', '✘', '❎'];
    let small = rest.to_lowercase();
    let mut words = small.split(|c: char| !c.is_alphanumeric() && c != '-');
    let is_both = text.contains(crosses) && choice(text).is_none();
    is_both
        || text.contains('?')
        || words.any(|word| CONDITIONS.contains(&word) || REJECTED.contains(&word))
}

/// What remains of `/ Rejected`.
fn without_answers(rest: &str) -> String {
    let is_answer = |word: &&str| {
        let word = folded(word);
        !REJECTED.contains(&word.as_str()) && !APPROVED.contains(&word.as_str()) && !word.is_empty()
    };
    rest.split_whitespace().filter(is_answer).collect::<Vec<_>>().join(" ")
}

fn plainly(text: &str) -> Said {
    if is_placeholder(text) && mark(text).is_none() && choice(text).is_none() {
        return Said { approval: None, rest: String::new() };
    }
    if let Some(said) = choice(text) {
        return said;
    }
    let (ticked, words) = match mark(text) {
        None => (None, text),
        Some(mark) => {
            let approval = match (mark.state, mark.kind) {
                (State::Done, _) => Approval::Approved,
                (State::Open, Kind::Tick) => Approval::Rejected,
                (State::Open, Kind::Bracket | Kind::Box) | (State::NotApplicable, _) => {
                    Approval::Open
                }
            };
            (Some(approval), mark.rest)
        }
    };
    // A box that is not where boxes stand says nothing that is sure.
    if words.contains(BOXES) || words.contains("[ ]") || words.contains("[x]") {
        return Said { approval: Some(Approval::Open), rest: words.to_owned() };
    }
    let (word, rest) = match word(words) {
        (None, _) => last_word(words),
        first => first,
    };
    // A ticked `rejected` is no approval, and neither is an `approved` behind an empty box.
    let approval = match (ticked, word) {
        (Some(Approval::Approved), Some(word)) => Some(word),
        (Some(ticked), _) => Some(ticked),
        (None, word) => word,
    };
    Said { approval, rest: rest.to_owned() }
}

/// `☑ Approved / ☐ Rejected`
pub(crate) fn choice(text: &str) -> Option<Said> {
    let boxes = text.chars().filter(|c| *c == '[' || !c.is_ascii());
    if boxes.take(2).count() < 2 {
        return None;
    }
    let mut approve = None;
    let mut reject = None;
    let mut rest = String::new();
    for part in parts(text) {
        let Some(mark) = mark(part) else {
            rest.push_str(part);
            continue;
        };
        let is_ticked = mark.state == State::Done;
        let (word, more) = word(mark.rest);
        match word {
            Some(Approval::Approved) => approve = Some(is_ticked),
            Some(Approval::Rejected) => reject = Some(is_ticked),
            Some(Approval::Open) | None => {}
        }
        rest.push_str(more.trim_matches([' ', '/', '|', ',']));
    }
    let approval = match (approve?, reject?) {
        (true, false) => Approval::Approved,
        (false, true) => Approval::Rejected,
        // Both are ticked: somebody has to say which is meant.
        (true, true) | (false, false) => Approval::Open,
    };
    Some(Said { approval: Some(approval), rest: rest.trim().to_owned() })
}

/// The text before the first box, then each box with what follows it.
fn parts(text: &str) -> Vec<&str> {
    let boxes = text.char_indices().filter(|(at, c)| {
        let is_open = *c == '[' || BOXES.contains(c) || matches!(c, '❌' | '✔' | '✓' | '✗' | '✘');
        is_open && text.get(*at..).is_some_and(|from| mark(from).is_some())
    });
    // More boxes than in any choice.
    let starts: Vec<usize> = boxes.map(|(at, _)| at).take(8).collect();
    let mut parts = Vec::new();
    let mut before = 0;
    for start in starts.into_iter().chain([text.len()]) {
        parts.push(text.get(before..start).unwrap_or_default());
        before = start;
    }
    parts
}

/// The word that the text begins with, and what follows it.
fn word(text: &str) -> (Option<Approval>, &str) {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lists: [(&[&str], Approval); 2] =
        [(&REJECTED, Approval::Rejected), (&APPROVED, Approval::Approved)];
    for (words, approval) in lists {
        for word in words {
            let Some((first, rest)) = text.split_at_checked(word.len()) else { continue };
            let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
            if ends && folded(first) == *word {
                return (Some(approval), rest.trim_start());
            }
        }
    }
    (None, text)
}

/// Behind a name: `Ana Ruiz, not approved`.
fn last_word(text: &str) -> (Option<Approval>, &str) {
    let parted = text.rsplit_once([',', ';', '(', '–', '—']);
    let Some((name, last)) = parted else { return (None, text) };
    match word(last) {
        (Some(approval), more) if !more.contains(char::is_alphanumeric) => {
            (Some(approval), name.trim_end())
        }
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, approval: Option<Approval>, rest: &str) {
        assert_eq!(said(text), Said { approval, rest: rest.to_owned() }, "{text}");
    }

    #[test]
    fn boxes_and_words_are_understood() {
        for text in ["", " - ", "____", "TBD", "[Name]", "pending"] {
            check(text, None, "");
        }
        for text in ["✅", "[x]", "☑", "Approved", "yes", "✅ Approved", "✔️", "[x] approved"]
        {
            check(text, Some(Approval::Approved), "");
        }
        for text in ["❌", "Rejected", "not approved", "☑ Rejected", "NO-GO", "❌ rejected"] {
            check(text, Some(Approval::Rejected), "");
        }
        for text in ["⬜", "[ ]", "☐ Approved", "[-]"] {
            check(text, Some(Approval::Open), "");
        }
        check("Ana Ruiz", None, "Ana Ruiz");
        check("Norbert", None, "Norbert");
        check("Kim Lee, not approved", Some(Approval::Rejected), "Kim Lee");
        check("✅ Kim Lee (declined)", Some(Approval::Rejected), "Kim Lee");
        check("Kim Lee, approved", Some(Approval::Approved), "Kim Lee");
        check("✅ Ana Ruiz", Some(Approval::Approved), "Ana Ruiz");
        check("Approved ☐ / Rejected ☐", Some(Approval::Open), "Approved ☐ / Rejected ☐");
    }

    #[test]
    fn approvals_that_depend_on_something_are_open() {
        for text in [
            "approved with conditions",
            "yes, but only after 2026-04-01",
            "✅ / ❌",
            "approved?",
            "✅ after fixes",
            "✅ (conditional)",
            "Approved / Rejected",
            "genehmigt unter Vorbehalt",
            "ok if green",
        ] {
            assert_eq!(said(text).approval, Some(Approval::Open), "{text}");
        }
        check("Approved / Rejected", Some(Approval::Open), "");
        check("approved by Ifor Nott", Some(Approval::Approved), "by Ifor Nott");
    }

    #[test]
    fn one_of_two_is_ticked() {
        check("⬜ Approved / ⬜ Rejected", Some(Approval::Open), "");
        check("☑ Approved / ☐ Rejected", Some(Approval::Approved), "");
        check("[ ] Approved [x] Rejected", Some(Approval::Rejected), "");
        check("[x] go [x] no-go", Some(Approval::Open), "");
        check("Ana ✅ Approved ⬜ Rejected", Some(Approval::Approved), "Ana");
        check("☐ yes ☑ no", Some(Approval::Rejected), "");
        assert!(choice("[ ] a [ ] b").is_none() && choice("[ ] Approved").is_none());
    }
}
