//! A hundred hostile strings in every place of a decision that takes text, and every format of it: none is
//! obeyed by what reads the format, and each is there as text. The readers are real ones where there are
//! any: Chromium for pages, GitHub's Markdown, parsers of JSON and XML; the rest is read by the rules of
//! its format.
#![cfg(test)]

#[path = "sinks/commands.rs"]
mod commands;
#[path = "sinks/lines.rs"]
mod lines;
#[path = "sinks/markdown.rs"]
mod markdown;
#[path = "sinks/page.rs"]
mod page;
#[path = "sinks/scene.rs"]
mod scene;
#[path = "sinks/strings.rs"]
mod strings;
#[path = "sinks/trees.rs"]
mod trees;

use std::sync::OnceLock;

use scene::{CALM, Reports};
use strings::STRINGS;

/// Of each string; rendered once.
fn all() -> &'static [Reports] {
    static ALL: OnceLock<Vec<Reports>> = OnceLock::new();
    ALL.get_or_init(|| {
        let reports = STRINGS.iter().enumerate();
        reports.map(|(at, text)| Reports::of(&at.to_string(), text)).collect()
    })
}

/// What there is to compare with.
fn calm() -> &'static Reports {
    static ONE: OnceLock<Reports> = OnceLock::new();
    ONE.get_or_init(|| Reports::of(CALM, CALM))
}

/// As terminals, pages and XML get it: what they would obey is a blank.
fn printable(text: &str) -> String {
    text.chars().map(|c| if is_obeyed(c) { ' ' } else { c }).collect()
}

fn is_obeyed(c: char) -> bool {
    let turns = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Words with one blank between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
