//! Boxes: `[ ]`, `[x]`, `[~]`, `☐`, `☑`, `✅`, and what is said by them.

use crate::item::State;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark<'t> {
    pub(crate) state: State,
    pub(crate) kind: Kind,
    /// What follows, without spaces before it.
    pub(crate) rest: &'t str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `[ ]`
    Bracket,
    /// `☐`: nobody writes it but as a box to be ticked.
    Box,
    /// `✅` and `❌`: a tick where there are boxes, else a bullet or a word.
    Tick,
}

impl Kind {
    /// It is a box wherever it stands.
    pub(crate) fn is_certain(self) -> bool {
        match self {
            Self::Bracket | Self::Box => true,
            Self::Tick => false,
        }
    }
}

/// The box that the text begins with.
pub(crate) fn mark(text: &str) -> Option<Mark<'_>> {
    let text = text.trim_start();
    if text.starts_with(|c: char| c != '[' && c.is_ascii()) {
        return None;
    }
    if let Some(inside) = text.strip_prefix('[') {
        let (state, is_blank, rest) = match inside.as_bytes() {
            [b' ', b']', ..] => (State::Open, true, inside.get(2..)?),
            [b'x' | b'X', b']', ..] => (State::Done, false, inside.get(2..)?),
            _ => {
                let (inside, rest) = inside.split_once(']')?;
                let is_blank = !inside.is_empty() && inside.trim().is_empty();
                (bracketed(inside)?, is_blank, rest)
            }
        };
        // `[ ]Backup` can mean nothing else; `[x]a` can.
        let is_apart = rest.is_empty()
            || rest.starts_with(|c: char| c.is_whitespace() || (is_blank && c.is_alphanumeric()));
        return is_apart.then(|| Mark { state, kind: Kind::Bracket, rest: rest.trim_start() });
    }
    let first = text.chars().next()?;
    let (state, kind) = symbol(first)?;
    // How the symbol before is to be shown: as a picture, or as text.
    let rest = text.get(first.len_utf8()..)?.trim_start_matches(['\u{fe0e}', '\u{fe0f}']);
    Some(Mark { state, kind, rest: rest.trim_start() })
}

/// A text that looks like one with a box and has none to go by: `-[ ] a`, `TODO: [ ] a`, `[x]Done`.
pub(crate) fn is_odd(text: &str) -> bool {
    if !text.bytes().any(|byte| byte == b'[' || !byte.is_ascii()) {
        return false;
    }
    let mut boxes = text.char_indices().filter(|(at, _)| is_drawn(text, *at));
    let (Some((at, _)), None) = (boxes.next(), boxes.next()) else { return false };
    let before = text.get(..at).unwrap_or_default().trim();
    let after = text.get(at..).unwrap_or_default();
    let rest = after.split_once(']').map_or("", |(_, rest)| rest);
    match before {
        "" => rest.starts_with(char::is_alphanumeric) && rest.chars().nth(1).is_some(),
        "-" | "*" | "+" | "•" => !rest.trim().is_empty(),
        _ => before.ends_with(':') || (rest.trim().is_empty() && !before.ends_with('`')),
    }
}

/// `[ ]`, `[x]` or `☐`, wherever it stands.
fn is_drawn(text: &str, at: usize) -> bool {
    let after = text.get(at..).unwrap_or_default();
    if let Some(inside) = after.strip_prefix('[') {
        let inside = inside.split_once(']').map(|(inside, _)| inside).unwrap_or_default();
        return !inside.is_empty() && matches!(inside.trim(), "" | "x" | "X");
    }
    after.chars().next().and_then(symbol).is_some_and(|(_, kind)| kind == Kind::Box)
}

/// Anything that is no letter or digit is at least no tick.
fn bracketed(inside: &str) -> Option<State> {
    let inside = inside.trim_matches([' ', '\u{a0}', '\t']);
    let mut characters = inside.chars();
    match (characters.next(), characters.next()) {
        (None, _) => Some(State::Open),
        (Some('x' | 'X'), None) => Some(State::Done),
        (Some('~' | '-' | '–' | '—'), None) => Some(State::NotApplicable),
        (Some('\u{fe0f}'), _) => None,
        (Some(c), None | Some('\u{fe0f}')) => match symbol(c) {
            Some((state, _)) => Some(state),
            None if c.is_alphanumeric() || matches!(c, '^' | '[' | ']') => None,
            None => Some(State::Open),
        },
        (Some(_), Some(_)) if is_not_applicable(inside) => Some(State::NotApplicable),
        (Some(_), Some(_)) => None,
    }
}

fn symbol(c: char) -> Option<(State, Kind)> {
    match c {
        '☐' | '⬜' | '◻' | '□' | '▢' | '🔲' | '🗆' => Some((State::Open, Kind::Box)),
        '☑' | '☒' | '🗹' => Some((State::Done, Kind::Box)),
        '✅' | '✔' | '✓' => Some((State::Done, Kind::Tick)),
        '❌' | '✗' | '✘' | '✖' => Some((State::Open, Kind::Tick)),
        _ => None,
    }
}

pub(crate) fn is_not_applicable(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "n/a" | "na" | "n.a." | "not applicable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_boxes_are_known() {
        for text in ["-[ ] a", "TODO: [ ] a", "Backup: [x]", "Backup [ ]", "[x]Done", "TODO: ☐ a"]
        {
            assert!(is_odd(text), "{text}");
        }
        for text in ["a", "text [ ] a", "`[ ]`", "Go: [ ] yes [ ] no", "[x]a", "[x](y)", "a[0]: b"]
        {
            assert!(!is_odd(text), "{text}");
        }
    }

    #[test]
    fn boxes_say_what_is_done() {
        let check = |text: &str, expected: Option<(State, Kind, &str)>| {
            let found = mark(text).map(|mark| (mark.state, mark.kind, mark.rest));
            assert_eq!(found, expected, "{text}");
        };
        let of = |text: &str| if text.starts_with('[') { Kind::Bracket } else { Kind::Box };
        for text in ["[ ] a", "[] a", "[  ] a", "[_] a", "[/] a", "[!] a", "[\u{a0}] a", "☐ a"] {
            check(text, Some((State::Open, of(text), "a")));
        }
        for text in ["[x] a", "[X]  a", "[ x ] a", "[✓] a", "[✔️] a", "☑️ a", "☑a", "☒ a"]
        {
            check(text, Some((State::Done, of(text), "a")));
        }
        for text in ["[~] a", "[-] a", "[n/a] a", "[N/A] a"] {
            check(text, Some((State::NotApplicable, of(text), "a")));
        }
        check("[ ]Backup verified", Some((State::Open, Kind::Bracket, "Backup verified")));
        check("✅ a", Some((State::Done, Kind::Tick, "a")));
        check("❌ a", Some((State::Open, Kind::Tick, "a")));
        check("[ ]", Some((State::Open, Kind::Bracket, "")));
        for text in ["[1] a", "[a] b", "[x]a", "[^1] a", "[Name] a", "`[ ]` a", "a [ ]", "[ a", ""]
        {
            check(text, None);
        }
    }
}
