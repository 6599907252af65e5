//! Headings and labels as they are compared.

use crate::limits::cut;

/// On one line, without spaces around, cut when it is too long.
pub(crate) fn tidy(text: &str) -> String {
    let text = text.trim();
    let mut was_space = false;
    let is_tidy = text.chars().all(|c| {
        let is_double = c.is_whitespace() && (was_space || c != ' ');
        was_space = c == ' ';
        !is_double
    });
    if is_tidy { cut(text) } else { cut(&text.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

/// As [`tidy`], and without the colon at the end.
pub(crate) fn label(text: &str) -> String {
    tidy(text.trim().trim_end_matches([':', ' ']))
}

/// In small letters, without the symbols around: `📋 Sign-Off:` is `sign-off`.
pub(crate) fn folded(text: &str) -> String {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '%'));
    tidy(inner).to_lowercase()
}

/// What stands under it are sign-offs.
pub(crate) fn is_about_signoffs(title: &str) -> bool {
    const STARTS: [&str; 8] = [
        "signoff",
        "signature",
        "approval",
        "approver",
        "authoriz",
        "authoris",
        "freigabe",
        "abnahme",
    ];
    const PAIRS: [(&str, &str); 3] = [("sign", "off"), ("sign", "offs"), ("approved", "by")];
    // Most titles have none of them.
    const PARTS: [&[u8; 4]; 5] = [b"sign", b"appr", b"auth", b"frei", b"abna"];
    let is_part = |four: &[u8]| PARTS.iter().any(|part| four.eq_ignore_ascii_case(*part));
    if !title.as_bytes().windows(4).any(is_part) {
        return false;
    }
    let is_end = |c: char| !c.is_alphanumeric();
    let mut before = "";
    for word in title.split(is_end).filter(|word| !word.is_empty()) {
        let begins = |start: &str| {
            word.get(..start.len()).is_some_and(|first| first.eq_ignore_ascii_case(start))
        };
        let follows = |(first, second): (&str, &str)| {
            before.eq_ignore_ascii_case(first) && word.eq_ignore_ascii_case(second)
        };
        if STARTS.into_iter().any(begins) || PAIRS.into_iter().any(follows) {
            return true;
        }
        before = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_by_their_words() {
        assert_eq!(folded(" 📋 Sign-Off & Approval: "), "sign-off & approval");
        assert_eq!(folded("Canary (5 %)"), "canary (5 %)");
        assert_eq!((tidy(" a  b\tc "), tidy("a b")), ("a b c".to_owned(), "a b".to_owned()));
        assert_eq!(label("QA Approval: "), "QA Approval");
        assert!(is_about_signoffs("📋 SIGN-OFF") && is_about_signoffs("Freigaben"));
        assert!(is_about_signoffs("Day 1 sign off") && is_about_signoffs("Approved by:"));
        assert!(!is_about_signoffs("Signals off the chart"));
    }
}
