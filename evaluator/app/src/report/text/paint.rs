//! Colours and marks; nothing is said by colour alone.

use anstyle::{AnsiColor, Style};

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const GREEN: Style = AnsiColor::Green.on_default();
pub(super) const YELLOW: Style = AnsiColor::Yellow.on_default();
pub(super) const RED: Style = AnsiColor::Red.on_default();

pub(super) fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Text from files without characters that a terminal would obey.
pub(super) fn printable(text: &str) -> String {
    let bidirectional = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || bidirectional(c) { ' ' } else { c }).collect()
}

#[derive(Clone, Copy)]
pub(super) enum Mark {
    Passed,
    Failed,
    Warning,
    Unknown,
    Skipped,
}

impl Mark {
    pub(super) fn painted(self) -> String {
        match self {
            Self::Passed => paint(GREEN, "✓"),
            Self::Failed => paint(RED, "✗"),
            Self::Warning => paint(YELLOW, "!"),
            Self::Unknown => paint(YELLOW, "?"),
            Self::Skipped => paint(DIM, "-"),
        }
    }
}
