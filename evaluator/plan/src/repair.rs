//! UTF-8 that was once read as another encoding: `âœ…` and `‚úÖ` were `✅`.
//!
//! Only what can hardly be meant is repaired: symbols and emoji, whose bytes make three or four
//! characters, and in texts that have those also letters with accents, which make two.

mod page;

use std::borrow::Cow;

use page::Page;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired<'t> {
    /// As many lines as the text had.
    pub text: Cow<'t, str>,
    /// Characters that were put together again.
    pub repaired: usize,
    /// Characters of which too little was left: `U+FFFD` stands for each.
    pub lost: usize,
}

pub fn repair(text: &str) -> Repaired<'_> {
    let Some(page) = page(text) else {
        return Repaired { text: Cow::Borrowed(text), repaired: 0, lost: 0 };
    };
    let mut out = String::with_capacity(text.len());
    let (mut repaired, mut lost) = (0, 0);
    let mut rest = text;
    while let Some(at) = next(rest, page) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (found, taken) = match page.whole(from).or_else(|| page.pair(from)) {
            Some(whole) => whole,
            None => page.fragment(from).unwrap_or_else(|| first(from)),
        };
        repaired += usize::from(found != '\u{fffd}' && !from.starts_with(found));
        lost += usize::from(found == '\u{fffd}');
        out.push(found);
        rest = from.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    Repaired { text: Cow::Owned(out), repaired, lost }
}

fn first(text: &str) -> (char, usize) {
    text.chars().next().map_or((' ', text.len()), |c| (c, c.len_utf8()))
}

/// The first character that may be a damaged one.
fn next(text: &str, page: Page) -> Option<usize> {
    wide(text).find(|(_, from)| from.starts_with(|c| page.is_lead(c))).map(|(at, _)| at)
}

/// The text from each character on that is not ASCII, and where it begins.
fn wide(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii());
    bytes.filter_map(|(at, _)| Some((at, text.get(at..)?)))
}

/// The encoding that it was taken for, if there is proof of any.
fn page(text: &str) -> Option<Page> {
    let (mut windows, mut mac) = (0, 0);
    for (_, from) in wide(text) {
        windows += usize::from(Page::Windows.proof(from).is_some());
        mac += usize::from(Page::Mac.proof(from).is_some());
    }
    match windows.max(mac) {
        0 => None,
        _ if windows >= mac => Some(Page::Windows),
        _ => Some(Page::Mac),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(damaged: &str, expected: &str) {
        assert_eq!(repair(damaged).text, expected, "{damaged}");
    }

    #[test]
    fn text_read_as_windows_is_repaired() {
        check("## ğŸš€ Rollout", "## 🚀 Rollout");
        check("- âœ… Blueâ†’Green â€“ 02:00â€“06:00", "- ✅ Blue→Green – 02:00–06:00");
        check("- â¬œ open, â˜‘ done", "- ⬜ open, ☑ done");
        check("âš\u{a0}ï¸ careful", "⚠\u{fe0f} careful");
        check("FÃ¼r alle â€“ prÃ¼fen", "Für alle – prüfen");
        check("prÃ¼fen", "prüfen");
    }

    #[test]
    fn text_read_as_mac_is_repaired() {
        check("‚úÖ Blue ‚Üí Green", "✅ Blue → Green");
        check("\u{f8ff}üöÄ on ‚¨ú", "🚀 on ⬜");
        check("\u{f8ff}üóÑÔ∏è ‚Üí f√ºr", "🗄\u{fe0f} → für");
    }

    /// Bytes without a character in the encoding were dropped on the way.
    #[test]
    fn what_is_lost_is_marked() {
        check("âœ… ğŸ“ Contacts", "✅ \u{fffd} Contacts");
        check("âœ… ğŸ¯ Goals", "✅ \u{fffd} Goals");
        check("âœ… a, âŒ b, â˜ c", "✅ a, ❌ b, ☐ c");
        check("â˜ c", "☐ c");
        let repaired = repair("âœ… ğŸ“ Contacts");
        assert_eq!((repaired.repaired, repaired.lost), (1, 1));
    }

    #[test]
    fn sound_text_stays() {
        for text in [
            "✅ Blue → Green, für alle, ‚Änderung‘, château “fort”",
            "«CAFÉ» à la carte, Ñandú, İstanbul'da değişiklik, √2 ¬a",
            "Ÿ ğ Ÿ, über Öl",
        ] {
            let repaired = repair(text);
            assert_eq!(repaired.text, text);
            assert!(matches!(repaired.text, Cow::Borrowed(_)));
        }
    }

    #[test]
    fn lines_are_kept() {
        let text = "ğŸš€\nâ\r\nâœ\n…\nğ\nŸ\n";
        assert_eq!(repair(text).text.lines().count(), text.lines().count());
    }
}
