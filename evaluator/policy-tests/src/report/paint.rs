//! Colours and marks; nothing is said by colour alone.

const RESET: &str = "\x1b[0m";

#[derive(Clone, Copy)]
pub(super) enum Colour {
    Bold,
    Dim,
    Green,
    Yellow,
    Red,
}

pub(super) fn paint(colour: Colour, text: &str) -> String {
    let start = match colour {
        Colour::Bold => "\x1b[1m",
        Colour::Dim => "\x1b[2m",
        Colour::Green => "\x1b[32m",
        Colour::Yellow => "\x1b[33m",
        Colour::Red => "\x1b[31m",
    };
    format!("{start}{text}{RESET}")
}

/// Text from files without characters that a terminal would obey.
pub(super) fn printable(text: &str) -> String {
    let bidirectional = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || bidirectional(c) { ' ' } else { c }).collect()
}
