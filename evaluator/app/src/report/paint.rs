//! Colours and marks; nothing is said by colour alone.

use anstyle::{AnsiColor, Style};

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();
pub(crate) const RED: Style = AnsiColor::Red.on_default();

pub(crate) fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Text from files without characters that a terminal would obey.
pub(crate) fn printable(text: &str) -> String {
    let bidirectional = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || bidirectional(c) { ' ' } else { c }).collect()
}

/// Columns of a line.
const WIDTH: usize = 100;

/// Words on as few lines as they need; the first starts at column `at`, the others too.
pub(crate) fn wrapped(text: &str, at: usize) -> String {
    let mut out = String::new();
    let mut column = at;
    for word in text.split(' ') {
        let width = word.chars().count();
        if column > at && column + 1 + width > WIDTH {
            out.push_str(&format!("\n{:at$}", ""));
            column = at;
        } else if column > at || !out.is_empty() {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out
}

#[derive(Clone, Copy)]
pub(crate) enum Mark {
    Passed,
    Failed,
    Warning,
    Unknown,
    Skipped,
}

impl Mark {
    pub(crate) fn painted(self) -> String {
        match self {
            Self::Passed => paint(GREEN, "✓"),
            Self::Failed => paint(RED, "✗"),
            Self::Warning => paint(YELLOW, "!"),
            Self::Unknown => paint(YELLOW, "?"),
            Self::Skipped => paint(DIM, "-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_wrapped_between_words() {
        assert_eq!(wrapped("short  text", 4), "short  text");
        let word = "x".repeat(40);
        let text = format!("{word} {word} {word}");
        assert_eq!(wrapped(&text, 4), format!("{word} {word}\n    {word}"));
        let long = "y".repeat(120);
        assert_eq!(wrapped(&format!("a {long}"), 2), format!("a\n  {long}"));
    }
}
