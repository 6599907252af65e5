//! Colours and marks; nothing is said by colour alone.

use std::sync::OnceLock;

use anstyle::{AnsiColor, Style};

pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const GREEN: Style = AnsiColor::Green.on_default();
pub const YELLOW: Style = AnsiColor::Yellow.on_default();
pub const CYAN: Style = AnsiColor::Cyan.on_default();
pub const RED: Style = AnsiColor::Red.on_default();

pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Text from files without characters that a terminal would obey.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if is_obeyed(c) { ' ' } else { c }).collect()
}

/// Control characters, those that turn the direction of text, and those that end lines.
pub(crate) fn is_obeyed(c: char) -> bool {
    let turns = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Columns of a line where nothing says how many there are.
const WIDTH: usize = 100;
/// Narrower and wider than that nothing can be read.
const NARROWEST: usize = 40;
const WIDEST: usize = 160;

static COLUMNS: OnceLock<usize> = OnceLock::new();

/// Says once how many columns a line has.
pub fn set_width(columns: usize) {
    let _ = COLUMNS.set(columns.clamp(NARROWEST, WIDEST));
}

/// Columns of a line.
pub fn width() -> usize {
    COLUMNS.get().copied().unwrap_or(WIDTH)
}

/// No longer than that; the end of what is cut is marked.
pub fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{start}…")
}

/// Words on as few lines as they need; the first starts at column `at`, the others too.
pub fn wrapped(text: &str, at: usize) -> String {
    wrapped_to(width(), text, at)
}

fn wrapped_to(columns: usize, text: &str, at: usize) -> String {
    let mut out = String::new();
    let mut column = at;
    for word in text.split(' ') {
        let width = word.chars().count();
        if column > at && column + 1 + width > columns {
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Passed,
    Failed,
    Warning,
    Unknown,
    Skipped,
}

impl Mark {
    pub fn painted(self) -> String {
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
        let wrapped = |text: &str, at| wrapped_to(100, text, at);
        assert_eq!(wrapped("short  text", 4), "short  text");
        let word = "x".repeat(40);
        let text = format!("{word} {word} {word}");
        assert_eq!(wrapped(&text, 4), format!("{word} {word}\n    {word}"));
        let long = "y".repeat(120);
        assert_eq!(wrapped(&format!("a {long}"), 2), format!("a\n  {long}"));
    }

    #[test]
    fn what_is_too_long_is_clipped() {
        assert_eq!(clipped("checkout", 8), "checkout");
        assert_eq!(clipped("checkouts", 8), "checkou…");
    }
}
